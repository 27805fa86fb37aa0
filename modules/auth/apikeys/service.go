package apikeys

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	maxLife     = 366 * 24 * time.Hour
	defaultLife = 90 * 24 * time.Hour
	useNoted    = 24 * time.Hour // each note is an audited change, so not at every request
)

// Service holds the rules of API keys.
type Service struct {
	kit    module.Kit
	policy *authz.Holder
	store  store
	env    string
	forget func(key id.ID)
}

// NewService makes the service; env is the word in new keys, and forget makes this replica ask about a key at its next
// use.
func NewService(kit module.Kit, policy *authz.Holder, env string, forget func(key id.ID)) *Service {
	return &Service{kit: kit, policy: policy, store: store{kit.DB}, env: env, forget: forget}
}

// Forbidden reports what no key may do, whatever its scopes say: people, keys, sessions and passwords are managed, and
// records signed, by people in person (ID-13).
func Forbidden(permission string) bool {
	object, action, _ := strings.Cut(permission, ":")
	switch object {
	case "user", "api_key", "session", "signature":
		return true
	}
	return permission == "profile:update" || action == "sign"
}

// Create makes a key of the caller's own.
func (s *Service) Create(ctx context.Context, in New) (*Made, error) {
	a, now := tenancy.Must(ctx), s.kit.Clock()
	name := strings.TrimSpace(in.Name)
	if name == "" {
		return nil, apperr.InvalidField("/name", "required", "A key needs a name that tells what it is for.")
	}
	scopes, err := s.scopes(ctx, in.Scopes)
	if err != nil {
		return nil, err
	}
	ranges, err := allowed(in.AllowedIPs)
	if err != nil {
		return nil, err
	}
	expires := now.Add(defaultLife)
	if in.ExpiresAt != nil {
		expires = in.ExpiresAt.UTC()
	}
	if !expires.After(now) || expires.Sub(now) > maxLife {
		return nil, apperr.InvalidField("/expires_at", "out_of_range", "A key expires in the future and within a year.")
	}
	instrument, err := bound(in.InstrumentID)
	if err != nil {
		return nil, err
	}
	secret := newSecret(s.env)
	r := &Row{OrgID: a.Org, ID: id.New(), UserID: a.ID, Name: name, Prefix: secret.prefix, SecretHash: secret.hash[:], Scopes: scopes, AllowedIPs: ranges, InstrumentID: instrument,
		ExpiresAt: expires, CreatedBy: db.By(ctx).CreatedBy}
	if err := s.store.insert(ctx, r); err != nil {
		if db.Violates(err, "api_keys_instrument_fk") {
			err = noInstrument()
		}
		return nil, err
	}
	k, err := s.store.get(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	return &Made{Key: *k, Secret: secret.whole}, nil
}

// bound is the instrument that a key is made for.
func bound(text *string) (*id.ID, error) {
	if text == nil {
		return nil, nil //nolint:nilnil // a key for anything
	}
	v, ok := id.Parse(*text)
	if !ok {
		return nil, noInstrument()
	}
	return &v, nil
}

func noInstrument() error {
	return apperr.InvalidField("/instrument_id", "unknown_reference", "There is no such instrument.")
}

// scopes are within the owner's rights when the key is made, and are held to them again at every use.
func (s *Service) scopes(ctx context.Context, in []string) ([]string, error) {
	catalogue := s.policy.Current().Catalogue()
	for i, permission := range in {
		pointer := fmt.Sprintf("/scopes/%d", i)
		if _, ok := catalogue.ID(permission); !ok {
			return nil, apperr.InvalidField(pointer, "unknown_permission", "There is no such permission; see GET /permissions.")
		}
		if Forbidden(permission) {
			return nil, apperr.InvalidField(pointer, "not_allowed", "People, keys and sessions are managed, and records signed, in person; no key can.")
		}
		if !s.kit.Can(ctx, permission) {
			return nil, apperr.New(apperr.Forbidden, "beyond_own_rights", "You may not do %s yourself, so no key of yours can.", permission).With("permission", permission)
		}
	}
	out := slices.Clone(in)
	slices.Sort(out)
	return slices.Compact(out), nil
}

// allowed reads addresses and ranges.
func allowed(in []string) ([]string, error) {
	out := make([]string, 0, len(in))
	for i, text := range in {
		p, err := netip.ParsePrefix(text)
		if a, aerr := netip.ParseAddr(text); aerr == nil && a.Zone() == "" {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, apperr.InvalidField(fmt.Sprintf("/allowed_ips/%d", i), "invalid", "This is neither an address nor a CIDR range.")
		}
		out = append(out, p.Masked().String())
	}
	return out, nil
}

// List shows the caller's keys; who sees the people sees everybody's.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Key], error) {
	a := tenancy.Must(ctx)
	p, err := page.Open(s.kit.Cursors, a.Org, keys, "-created_at", r, f)
	if err != nil {
		return page.List[Key]{}, err
	}
	ids, err := page.ParseIDs(map[string]string{"user_id": f.UserID})
	if err != nil {
		return page.List[Key]{}, err
	}
	owners := []id.ID{}
	if of := ids["user_id"]; of != nil {
		owners = append(owners, *of)
	}
	if !s.kit.Can(ctx, "user:read") {
		owners = append(owners, a.ID)
	}
	return s.store.list(ctx, owners, f.IncludeRevoked, s.kit.Clock(), p)
}

// Get reads one key the caller may see.
func (s *Service) Get(ctx context.Context, key id.ID) (*Key, error) {
	k, err := s.store.get(ctx, key)
	if err == nil && k.UserID != tenancy.Must(ctx).ID && !s.kit.Can(ctx, "user:read") {
		err = apperr.Missing("API key")
	}
	return k, err
}

// Revoke ends a key at once (P11-27): one's own, or anybody's for those who manage people. Its transaction is its own:
// what is forgotten before the commit could be read again, unchanged.
func (s *Service) Revoke(ctx context.Context, key id.ID) error {
	defer s.forget(key)
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.revoke(ctx, key) })
}

func (s *Service) revoke(ctx context.Context, key id.ID) error {
	k, err := s.Get(ctx, key)
	if err != nil {
		return err
	}
	if k.UserID != tenancy.Must(ctx).ID && !s.kit.Can(ctx, "user:update") {
		return apperr.New(apperr.Forbidden, "forbidden", "This key belongs to somebody else.")
	}
	return s.store.revoke(ctx, key, s.kit.Clock())
}

// Find looks a presented key up. Nil without error: no such key. What it gives may be kept for a few seconds; Admits
// decides each time.
func (s *Service) Find(ctx context.Context, presented string) (*Holder, error) {
	k, ok := parse(presented)
	if !ok {
		return nil, nil //nolint:nilnil // cannot be a key
	}
	return s.store.find(ctx, k.prefix)
}

// Prefix is what a presented key is found by; ok is false for what cannot be a key.
func Prefix(presented string) (prefix string, ok bool) {
	k, ok := parse(presented)
	return k.prefix, ok
}

// Admits reports whether the presented key is this one and good for a call from the address.
func (h *Holder) Admits(presented string, from netip.Addr, now time.Time) bool {
	k, ok := parse(presented)
	if !ok || h == nil || subtle.ConstantTimeCompare(k.hash[:], h.Hash) != 1 || h.RevokedAt != nil || !now.Before(h.ExpiresAt) {
		return false
	}
	return len(h.AllowedIPs) == 0 || slices.ContainsFunc(h.AllowedIPs, func(text string) bool {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, aerr := netip.ParseAddr(text)
			return aerr == nil && a == from
		}
		return p.Contains(from)
	})
}

// Used notes that the key of the context's actor was used, at most once a day.
func (s *Service) Used(ctx context.Context, key id.ID) error {
	now := s.kit.Clock()
	at, err := s.store.lastUsed(ctx, key)
	if err != nil || at != nil && now.Sub(*at) < useNoted {
		return err
	}
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: "api_key.used"})
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.store.used(ctx, key, now, now.Add(-useNoted)) })
}

func join(list []string) string { return strings.Join(list, ",") }
