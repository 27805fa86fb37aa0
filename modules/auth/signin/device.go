package signin

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/auth/throttle"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	deviceCookie = "spectra_device"
	deviceLife   = 180 * 24 * time.Hour
	// atOneDevice is how many people one device remembers: a bench computer has several.
	atOneDevice = 6
)

// device is the knowledge that an account's owner has signed in from a browser (SECURITY.md ID-11). It is kept there alone,
// sealed. It opens nothing: it only keeps guesses that others make elsewhere from counting against the owner.
type device struct {
	Account []byte    `json:"a"`
	Epoch   int       `json:"e"` // of the account; a new password and signing out everywhere begin the next
	ID      string    `json:"i"`
	Until   time.Time `json:"u"`
}

// attempt names what is tried for an account from where the request comes from.
func (s *Service) attempt(ctx context.Context, identity id.ID, folded string) (throttle.Attempt, error) {
	out := throttle.For(folded, endpoint.ClientFrom(ctx).IP)
	epoch, err := s.Accounts.DeviceEpoch(ctx, identity)
	if err != nil {
		return out, err
	}
	for _, d := range s.devices(ctx) {
		if bytes.Equal(d.Account, throttle.Account(folded)) && d.Epoch == epoch {
			return out.From(d.ID), nil
		}
	}
	return out, nil
}

// devices opens what the browser keeps; what is not from here or too old is nothing.
func (s *Service) devices(ctx context.Context) (out []device) {
	for _, sealed := range strings.Split(endpoint.ClientFrom(ctx).Cookie(s.Cookie.name(deviceCookie)), ".") {
		raw, err := base64.RawURLEncoding.DecodeString(sealed)
		if err != nil || len(out) == atOneDevice {
			continue
		}
		var d device
		text, err := s.Devices.Open(raw, deviceCookie)
		if err == nil && json.Unmarshal(text, &d) == nil && s.kit.Clock().Before(d.Until) {
			out = append(out, d)
		}
	}
	return out
}

// remember gives the cookie by which the browser of somebody who has just proved who they are is known from now on, to the
// account alone. Other people of the same browser stay known.
func (s *Service) remember(ctx context.Context, user id.ID) (string, error) {
	u, err := s.Users.Get(ctx, user)
	if err != nil || u.IdentityID == nil {
		return "", err
	}
	epoch, err := s.Accounts.DeviceEpoch(ctx, *u.IdentityID)
	if err != nil {
		return "", err
	}
	known := []device{{Account: throttle.Account(u.EmailNorm), Epoch: epoch, ID: rand.Text(), Until: s.kit.Clock().Add(deviceLife)}}
	for _, d := range s.devices(ctx) {
		if !bytes.Equal(d.Account, known[0].Account) && len(known) < atOneDevice {
			known = append(known, d)
		}
	}
	values := make([]string, len(known))
	for i, d := range known {
		text, err := json.Marshal(d)
		if err != nil {
			return "", err
		}
		values[i] = base64.RawURLEncoding.EncodeToString(s.Devices.Seal(text, deviceCookie))
	}
	return s.Cookie.named(deviceCookie, strings.Join(values, "."), int(deviceLife.Seconds()), http.SameSiteStrictMode), nil
}
