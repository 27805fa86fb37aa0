package feeds

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
)

const (
	path     = "/instruments/due.ics"
	secret   = 32 // bytes
	maxFeeds = 20 // of one person at a time
	maxPages = 10 // of 200 instruments
	horizon  = 3650
)

// Service holds the rules of feeds.
type Service struct {
	kit         module.Kit
	store       store
	instruments *instruments.Service
}

// NewService makes the service.
func NewService(kit module.Kit, i *instruments.Service) *Service {
	return &Service{kit: kit, store: store{kit.DB}, instruments: i}
}

// Create makes a secret address. People make them in person: one made by a key would outlive the key.
func (s *Service) Create(ctx context.Context, in New) (*Made, error) {
	a := tenancy.Must(ctx)
	if a.Kind != tenancy.User {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "Calendar feeds are made by people, not by keys.")
	}
	var f values.Faults
	name := f.Required("/name", in.Name, 200)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if n, err := s.store.count(ctx); err != nil {
		return nil, err
	} else if n >= maxFeeds {
		return nil, apperr.New(apperr.Conflict, "too_many_feeds", "You have %d calendar feeds; revoke one first.", n)
	}
	raw := make([]byte, secret)
	_, _ = rand.Read(raw) // never fails (crypto/rand)
	token := base64.RawURLEncoding.EncodeToString(raw)
	r := &Row{OrgID: a.Org, ID: id.New(), UserID: a.ID, Name: name, TokenHash: hash(token), CreatedBy: db.By(ctx).CreatedBy}
	if err := s.store.insert(ctx, r); err != nil {
		return nil, err
	}
	made, err := s.store.get(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	return &Made{Feed: *made, Token: token, Path: path + "?token=" + token}, nil
}

func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// List reads one page of the caller's feeds.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Feed], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Feed]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Revoke ends one of the caller's feeds at once.
func (s *Service) Revoke(ctx context.Context, feedID id.ID) error {
	if _, err := s.store.get(ctx, feedID); err != nil {
		return err
	}
	return s.store.revoke(ctx, feedID)
}

// Holder finds the person whose address a calendar program calls, with the roles of now. Nil: nobody's, or no longer.
func (s *Service) Holder(ctx context.Context, token string) (*tenancy.Actor, error) {
	if base64.RawURLEncoding.DecodedLen(len(token)) != secret {
		return nil, nil //nolint:nilnil // cannot be a token
	}
	h, err := s.store.find(ctx, hash(token))
	if h == nil || err != nil {
		return nil, err
	}
	return &tenancy.Actor{Org: h.OrgID, OrgSlug: h.OrgSlug, ID: h.UserID, Kind: tenancy.User, Name: h.Name, Email: h.Email,
		Roles: strings.Split(h.Roles, ","), Via: "feed"}, nil
}

// Calendar writes every instrument that must be calibrated, each on the last day on which it may be used, where the
// laboratory is.
func (s *Service) Calendar(ctx context.Context) ([]byte, error) {
	org, err := s.store.organization(ctx)
	if err != nil {
		return nil, err
	}
	place, err := time.LoadLocation(org.Timezone)
	if err != nil {
		place = time.UTC
	}
	var all []entry
	r := page.Request{Limit: 200}
	for range maxPages {
		p, err := s.instruments.Due(ctx, instruments.DueFilter{WithinDays: horizon}, r)
		if err != nil {
			return nil, err
		}
		for i := range p.Items {
			all = append(all, entryOf(&p.Items[i], place))
		}
		if p.NextCursor == nil {
			break
		}
		r.Cursor = *p.NextCursor
	}
	return calendar(org.Name, all), nil
}

func entryOf(i *instruments.Item, place *time.Location) entry {
	ends := i.CreatedAt // never calibrated
	if i.CalibrationDueAt != nil {
		ends = *i.CalibrationDueAt
	}
	e := entry{ID: i.ID, Code: i.Code, Name: i.Name, Status: i.CalibrationStatus, UpdatedAt: i.UpdatedAt,
		Day: ends.Add(-time.Nanosecond).In(place)} // what ends at midnight may be used until the day before is over
	if i.Location != nil {
		e.Location = *i.Location
	}
	return e
}
