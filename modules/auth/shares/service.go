package shares

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/auth/settings"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	defaultLife = 90 * 24 * time.Hour
	maxLife     = 2 * 366 * 24 * time.Hour
	maxRecords  = 1000
)

// Service holds the rules of shares.
type Service struct {
	kit      module.Kit
	settings *settings.Service
	store    store
}

// NewService makes the service.
func NewService(kit module.Kit, s *settings.Service) *Service {
	return &Service{kit: kit, settings: s, store: store{kit.DB}}
}

// Create shares a record and the parts asked for, as they are now.
func (s *Service) Create(ctx context.Context, in New) (*Share, error) {
	r, err := s.check(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := s.between(ctx, r, in.GranteeOrg); err != nil {
		return nil, err
	}
	items, err := s.records(ctx, r)
	if err != nil {
		return nil, err
	}
	r.Records = len(items)
	if err := s.store.insert(ctx, r, items); err != nil {
		if db.Violates(err, "share_items_resource") {
			err = unknown() // hidden or moved in between
		}
		return nil, err
	}
	return s.store.find(ctx, Given, r.ID)
}

// check reads the body; what it names is looked up later.
func (s *Service) check(ctx context.Context, in New) (*Row, error) {
	a, now := tenancy.Must(ctx), s.kit.Clock()
	r := &Row{OrgID: a.Org, ID: id.New(), ResourceType: in.ResourceType, OwnerOrg: a.OrgSlug, Level: "read", Cascade: []string{}, Reason: strings.TrimSpace(in.Reason),
		ExpiresAt: now.Add(defaultLife), CreatedBy: db.By(ctx).CreatedBy, CreatedByName: a.Name}
	if !slices.Contains(endpoint.Shareable(), in.ResourceType) {
		return nil, apperr.InvalidField("/resource_type", "not_allowed", "Shared are: %s. A project is never shared.", strings.Join(endpoint.Shareable(), ", "))
	}
	if in.Level != "" && in.Level != r.Level {
		return nil, apperr.InvalidField("/level", "not_allowed", "Records are shared for reading alone (read).")
	}
	if n := utf8.RuneCountInString(r.Reason); n < 3 || n > 500 {
		return nil, apperr.InvalidField("/reason", "out_of_range", "Say why, in 3 to 500 characters.")
	}
	if in.ExpiresAt != nil {
		r.ExpiresAt = in.ExpiresAt.UTC()
	}
	if !r.ExpiresAt.After(now) || r.ExpiresAt.Sub(now) > maxLife {
		return nil, apperr.InvalidField("/expires_at", "out_of_range", "A share expires in the future and within two years.")
	}
	for i, kind := range in.Cascade {
		if _, ok := parts()[in.ResourceType][kind]; !ok || slices.Contains(in.Cascade[:i], kind) {
			return nil, apperr.InvalidField(fmt.Sprintf("/cascade/%d", i), "not_allowed", "This is no part that goes with a %s, or it is named twice.", in.ResourceType)
		}
		r.Cascade = append(r.Cascade, kind)
	}
	record, ok := id.Parse(in.ResourceID)
	if !ok {
		return nil, unknown()
	}
	r.ResourceID = record
	return r, nil
}

func unknown() error {
	return apperr.InvalidField("/resource_id", "unknown_reference", "There is no such record.")
}

// between asks whether both sides take part (SH-1), and finds the record shared.
func (s *Service) between(ctx context.Context, r *Row, slug string) error {
	on, err := s.settings.On(ctx, "sharing")
	if err != nil {
		return err
	}
	if !on {
		return apperr.New(apperr.Conflict, "sharing_disabled", "Sharing is off in your organisation: an administrator turns it on by PUT /settings/sharing.")
	}
	found, err := s.store.organization(ctx, slug)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return apperr.InvalidField("/grantee_org", "unknown_reference", "There is no such organization.")
	}
	if found[0].ID == r.OrgID {
		return apperr.InvalidField("/grantee_org", "not_allowed", "This is your own organisation.")
	}
	if !found[0].Sharing {
		return apperr.New(apperr.Conflict, "sharing_disabled", "The other organisation does not take part in sharing: its administrator turns it on by PUT /settings/sharing.")
	}
	r.GranteeOrgID, r.GranteeOrg = found[0].ID, found[0].Slug
	codes, err := s.store.code(ctx, r.ResourceType, r.ResourceID)
	if err == nil && len(codes) == 0 {
		err = unknown()
	}
	if err == nil {
		r.ResourceCode = codes[0]
	}
	return err
}

// records are the record and its parts. Parts of parts come first, so that theirs are found.
func (s *Service) records(ctx context.Context, r *Row) ([]ItemRow, error) {
	out := []ItemRow{r.item(r.ResourceType, r.ResourceID)}
	of := []id.ID{r.ResourceID}
	for _, kind := range []string{"sample", "result", "file"} {
		if !slices.Contains(r.Cascade, kind) {
			continue
		}
		var from any = of
		if kind == r.ResourceType {
			from = r.ResourceID
		}
		found, err := s.store.parts(ctx, parts()[r.ResourceType][kind], from)
		if err != nil {
			return nil, err
		}
		if kind == r.ResourceType {
			of = found
		}
		for _, v := range found {
			if v != r.ResourceID {
				out = append(out, r.item(kind, v))
			}
		}
		if len(out) > maxRecords {
			return nil, apperr.InvalidField("/cascade", "out_of_range", "One share opens at most %d records; share parts by themselves.", maxRecords)
		}
	}
	return out, nil
}

func (r *Row) item(kind string, record id.ID) ItemRow {
	return ItemRow{OrgID: r.OrgID, ID: id.New(), ShareID: r.ID, GranteeOrgID: r.GranteeOrgID, ResourceType: kind, ResourceID: record}
}

// list gives one page of the shares that were given, or received.
func (s *Service) list(ctx context.Context, f Filter, r page.Request) (page.List[Share], error) {
	if f.Direction == "" {
		f.Direction = Given
	}
	if f.Direction != Given && f.Direction != Received {
		return page.List[Share]{}, apperr.InvalidField("?direction", "not_allowed", "direction is given or received.")
	}
	for _, kind := range f.ResourceType {
		if !slices.Contains(endpoint.Shareable(), kind) {
			return page.List[Share]{}, apperr.InvalidField("?resource_type", "not_allowed", "Shared are: %s.", strings.Join(endpoint.Shareable(), ", "))
		}
	}
	ids, err := page.ParseIDs(map[string]string{"resource_id": f.ResourceID})
	if err != nil {
		return page.List[Share]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Share]{}, err
	}
	return s.store.list(ctx, f, ids["resource_id"], p)
}

// Get reads one share, given or received.
func (s *Service) Get(ctx context.Context, share id.ID) (*Share, error) {
	out, err := s.store.find(ctx, Given, share)
	if apperr.Is(err, apperr.NotFound) {
		return s.store.find(ctx, Received, share)
	}
	return out, err
}

// Revoke ends a share of the own organisation; one that has ended stays ended.
func (s *Service) Revoke(ctx context.Context, share id.ID) error {
	found, err := s.Get(ctx, share)
	if err != nil {
		return err
	}
	if found.Direction != Given {
		return apperr.New(apperr.Forbidden, "not_owner", "Whose record it is ends its sharing.")
	}
	_, err = s.store.revoke(ctx, share, tenancy.Must(ctx).ID)
	return err
}

// Owner gives the organisation that shares a record with the caller's (endpoint.Shares).
func (s *Service) Owner(ctx context.Context, recordType string, record id.ID) (id.ID, error) {
	return s.store.owner(ctx, recordType, record)
}

// List gives one page of the records that others share with the caller's organisation (endpoint.Shares).
func (s *Service) List(ctx context.Context, recordType string, r page.Request) (page.List[endpoint.Shared], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, byRecord(), "-created_at", r, "shared "+recordType)
	if err != nil {
		return page.List[endpoint.Shared]{}, err
	}
	return s.store.shared(ctx, recordType, p)
}
