package links

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	resetLife  = 24 * time.Hour
	inviteLife = 7 * 24 * time.Hour
)

// Service makes and redeems links.
type Service struct {
	kit   module.Kit
	store store
	base  string
}

// NewService makes the service; base is what addresses of the frontend start with.
func NewService(kit module.Kit, base string) *Service {
	return &Service{kit: kit, store: store{kit.DB}, base: base}
}

// URL is the address of the frontend's page for a token. The token is in the fragment: browsers send it to no server,
// and no proxy logs it.
func (s *Service) URL(purpose, token string) string {
	return s.base + "/setup#" + purpose + "=" + token
}

// Secret makes 256 random bits in a form that fits into addresses.
func Secret() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// Make hands out a link and ends earlier ones of the person. Where there is a mail server the person gets it by mail, too. It must run in the transaction of its reason.
func (s *Service) Make(ctx context.Context, user id.ID, purpose string) (*Link, error) {
	token, life := Secret(), resetLife
	if purpose == Invite {
		life = inviteLife
	}
	a := tenancy.Must(ctx)
	r := &Row{OrgID: a.Org, ID: id.New(), UserID: user, Purpose: purpose, TokenHash: digest(token), CreatedBy: db.By(ctx).CreatedBy, ExpiresAt: s.kit.Clock().Add(life)}
	if err := s.Cancel(ctx, user); err != nil {
		return nil, err
	}
	link := &Link{URL: s.URL(purpose, token), ExpiresAt: r.ExpiresAt}
	if err := s.store.insert(ctx, r); err != nil {
		return nil, err
	}
	var err error
	link.Mailed, err = s.kit.Mail.Link(ctx, outbox.Link{User: user, Token: r.ID, URL: link.URL, Purpose: purpose})
	return link, err
}

// Cancel ends the unused links of a person.
func (s *Service) Cancel(ctx context.Context, user id.ID) error {
	return s.store.cancel(ctx, user, s.kit.Clock())
}

// Find looks a presented token up, before any organisation is known.
func (s *Service) Find(ctx context.Context, token string) (*Found, error) {
	f, err := s.store.find(ctx, digest(token))
	if err != nil {
		return nil, err
	}
	if f == nil || f.UsedAt != nil || !s.kit.Clock().Before(f.ExpiresAt) || f.UserStatus == "deactivated" || f.IdentityID == nil {
		return nil, errLink()
	}
	return f, nil
}

// Redeem uses the link up; of two at once the second is refused. made says whether the operator made it.
func (s *Service) Redeem(ctx context.Context, f *Found) (byOperator bool, err error) {
	row, err := s.store.use(ctx, f.TokenID, s.kit.Clock())
	if err != nil {
		return false, err
	}
	if row == nil {
		return false, errLink()
	}
	return row.CreatedBy == nil, nil
}

func errLink() error {
	return apperr.New(apperr.Unauthenticated, "invalid_link", "This link was used before, has expired or never existed. Ask for a new one.")
}

func digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
