package organizations

import (
	"context"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // a container without zone files still knows the zones

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service holds the rules of organisations.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

var slugForm = regexp.MustCompile(`^[a-z0-9](-?[a-z0-9]){1,62}$`)

// Create makes the organisation whose id the actor of the context already carries. pointer is where its fields are
// in the request.
func (s *Service) Create(ctx context.Context, pointer, slug, name string) error {
	name = strings.TrimSpace(name)
	switch {
	case !slugForm.MatchString(slug):
		return apperr.InvalidField(pointer+"/slug", "invalid", "A slug has 2 to 63 lower-case letters and digits with single hyphens between them, such as demo-lab.")
	case name == "" || len([]rune(name)) > 200:
		return apperr.InvalidField(pointer+"/name", "out_of_range", "An organisation has a name of 1 to 200 characters.")
	}
	err := s.store.insert(ctx, tenancy.Must(ctx).Org, slug, name)
	if db.Violates(err, "organizations_slug_key") {
		return apperr.New(apperr.Conflict, "slug_taken", "There is already an organisation %q.", slug)
	}
	return err
}

// Current reads the caller's organisation.
func (s *Service) Current(ctx context.Context) (*Organization, error) {
	return s.store.find(ctx, tenancy.Must(ctx).Org, false)
}

// Update applies a merge patch.
func (s *Service) Update(ctx context.Context, seen int, c Change) (*Organization, error) {
	o, err := s.store.find(ctx, tenancy.Must(ctx).Org, true)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, o.Version); err != nil {
		return nil, err
	}
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &o.Name, c.Name)
	endpoint.Diff(set, "timezone", &o.Timezone, c.Timezone)
	endpoint.DiffOptional(set, "address", &o.Address, c.Address)
	endpoint.DiffOptional(set, "contact_email", &o.ContactEmail, c.ContactEmail)
	if err := set.Err(); err != nil {
		return nil, err
	}
	if err := check(o, set); err != nil {
		return nil, err
	}
	return o, s.store.update(ctx, o, set.Columns())
}

// check judges what a schema cannot.
func check(o *Organization, set endpoint.Changes) error {
	if strings.TrimSpace(o.Name) == "" {
		return apperr.InvalidField("/name", "required", "An organisation needs a name.")
	}
	if _, err := time.LoadLocation(o.Timezone); err != nil || o.Timezone == "Local" {
		return apperr.InvalidField("/timezone", "invalid", "This is no IANA time zone, such as Europe/Berlin.")
	}
	if _, changed := set["contact_email"]; changed && o.ContactEmail != nil {
		_, _, err := accounts.Address("/contact_email", *o.ContactEmail)
		return err
	}
	return nil
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, o *Organization) View {
	return View{Organization: *o, Actions: endpoint.Actions{"update": {Allowed: s.kit.Can(ctx, "organization:update")}}}
}
