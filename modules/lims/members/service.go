package members

import (
	"context"
	"slices"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of membership.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// List gives the members of a project by name, and the version of the project.
func (s *Service) List(ctx context.Context, projectID id.ID) (page.List[Item], int, error) {
	version, err := s.store.version(ctx, projectID)
	if err != nil {
		return page.List[Item]{}, 0, err
	}
	items, err := s.store.list(ctx, projectID)
	if items == nil {
		items = []Item{}
	}
	return page.List[Item]{Items: items}, version, err
}

// Set says who belongs to a project: its owner, a lead or a manager may. seen is the version of the project that the
// client has seen, 0 for any.
func (s *Service) Set(ctx context.Context, projectID id.ID, seen int, in Set) (page.List[Item], int, error) {
	none := page.List[Item]{}
	p, err := db.Edit[project](ctx, s.kit.DB, "project", projectID, seen)
	if err != nil {
		return none, 0, err
	}
	have, err := s.store.list(ctx, projectID)
	if err != nil {
		return none, 0, err
	}
	if !s.leads(ctx, p, have) {
		return none, 0, apperr.New(apperr.Forbidden, "not_lead", "Only the project's owner, a lead of it, or a manager can say who belongs to it.")
	}
	if err := s.check(ctx, in); err != nil {
		return none, 0, err
	}
	put, remove := changes(ctx, projectID, have, in)
	if len(put)+len(remove) > 0 { // first the project: who leaves it may not see it any more
		if err := s.store.bump(ctx, p); err != nil {
			return none, 0, err
		}
	}
	for _, m := range put {
		if err := s.store.put(ctx, m); err != nil {
			return none, 0, err
		}
	}
	for _, m := range remove {
		if err := s.store.remove(ctx, m); err != nil {
			return none, 0, err
		}
	}
	return s.List(ctx, projectID)
}

// leads tells whether the caller may say who belongs to the project.
func (s *Service) leads(ctx context.Context, p *project, have []Item) bool {
	me := tenancy.Must(ctx).ID
	return p.OwnerID != nil && *p.OwnerID == me || s.kit.Can(ctx, "project:manage") ||
		slices.ContainsFunc(have, func(i Item) bool { return i.UserID == me && i.Role == Lead })
}

func (s *Service) check(ctx context.Context, in Set) error {
	var f values.Faults
	ids := make([]id.ID, 0, len(in.Members))
	for i, e := range in.Members {
		if slices.Contains(ids, e.UserID) {
			f.Add("/members/"+strconv.Itoa(i)+"/user_id", "duplicate", "This person is in the list twice.")
		}
		ids = append(ids, e.UserID)
	}
	known, err := s.store.people(ctx, ids)
	if err != nil {
		return err
	}
	for i, v := range ids {
		if !known[v] {
			f.Add("/members/"+strconv.Itoa(i)+"/user_id", "unknown_reference", "There is no such user.")
		}
	}
	return f.First().Err()
}

// changes compares the membership there is with the one that is asked for.
func changes(ctx context.Context, projectID id.ID, have []Item, in Set) (put, remove []*Member) {
	roles := map[id.ID]string{}
	for _, i := range have {
		roles[i.UserID] = i.Role
	}
	wanted := map[id.ID]bool{}
	for _, e := range in.Members {
		if e.Role == "" {
			e.Role = Plain
		}
		if wanted[e.UserID] = true; roles[e.UserID] != e.Role {
			put = append(put, &Member{OrgID: tenancy.Must(ctx).Org, ProjectID: projectID, UserID: e.UserID, Role: e.Role, CreatedBy: db.By(ctx).CreatedBy})
		}
	}
	for i := range have {
		if !wanted[have[i].UserID] {
			remove = append(remove, &have[i].Member)
		}
	}
	return put, remove
}
