package users

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, p page.Page[User]) (page.List[User], error) {
	q := s.db.Q(ctx).Where("org_id = ?", tenancy.Must(ctx).Org)
	if len(f.Status) > 0 {
		q = q.Where("status in ?", f.Status)
	}
	if f.Role != "" {
		q = q.Where("exists (select from user_roles r where r.org_id = users.org_id and r.user_id = users.id and r.role_key = ?)", f.Role)
	}
	if f.Q != "" {
		// position matches literally: no wildcard leaks through.
		q = q.Where("position(lower(?) in lower(name || ' ' || email)) > 0", f.Q)
	}
	out, err := db.List(q, p)
	if err != nil {
		return out, err
	}
	return out, s.fill(ctx, out.Items)
}

// fill reads the roles of all people of a page at once.
func (s store) fill(ctx context.Context, people []User) error {
	if len(people) == 0 {
		return nil
	}
	place := make(map[id.ID]int, len(people))
	ids := make([]id.ID, len(people))
	for i := range people {
		people[i].Roles, ids[i], place[people[i].ID] = []string{}, people[i].ID, i
	}
	var rows []RoleRow
	err := s.db.Q(ctx).Select("user_id, role_key").Where("org_id = ? and user_id in ?", tenancy.Must(ctx).Org, ids).Order("role_key").Find(&rows).Error
	for _, r := range rows {
		i := place[r.UserID]
		people[i].Roles = append(people[i].Roles, r.RoleKey)
	}
	return err
}

func (s store) byEmail(ctx context.Context, folded string) (*User, error) {
	var rows []User
	if err := s.db.Q(ctx).Where("org_id = ? and email_norm = ?", tenancy.Must(ctx).Org, folded).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], s.fill(ctx, rows)
}

// byIdentity finds the membership of a person; nil when there is none.
func (s store) byIdentity(ctx context.Context, identity id.ID) (*User, error) {
	var rows []User
	if err := s.db.Q(ctx).Where("org_id = ? and identity_id = ?", tenancy.Must(ctx).Org, identity).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], s.fill(ctx, rows)
}

func (s store) grant(ctx context.Context, user id.ID, roles []string) error {
	if len(roles) == 0 {
		return nil
	}
	rows := make([]RoleRow, len(roles))
	for i, r := range roles {
		rows[i] = RoleRow{OrgID: tenancy.Must(ctx).Org, UserID: user, RoleKey: r, GrantedBy: db.By(ctx).CreatedBy}
	}
	return s.db.Q(ctx).Omit("granted_at").Create(&rows).Error
}

func (s store) withdraw(ctx context.Context, user id.ID, roles []string) error {
	if len(roles) == 0 {
		return nil
	}
	return s.db.Q(ctx).Where("org_id = ? and user_id = ? and role_key in ?", tenancy.Must(ctx).Org, user, roles).Delete(&RoleRow{}).Error
}

// lockPeople makes changes of who may do what wait for each other, so that two admins cannot remove one another at
// once. Inserts of other records are not held up.
func (s store) lockPeople(ctx context.Context) error {
	return s.db.Q(ctx).Exec("select from organizations where id = ? for no key update", tenancy.Must(ctx).Org).Error
}

// otherAdmin reports whether somebody else could still manage the organisation.
func (s store) otherAdmin(ctx context.Context, role string, but id.ID) (bool, error) {
	var n int64
	err := s.db.Q(ctx).Model(&User{}).Where("org_id = ? and id <> ? and status = ?", tenancy.Must(ctx).Org, but, Active).
		Where("exists (select from user_roles r where r.org_id = users.org_id and r.user_id = users.id and r.role_key = ?)", role).Limit(1).Count(&n).Error
	return n > 0, err
}
