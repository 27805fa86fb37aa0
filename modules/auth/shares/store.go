package shares

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

const columns = `org_id, id, resource_type, resource_id, resource_code, owner_org, grantee_org, level, records, reason, expires_at, revoked_at, created_at, created_by, created_by_name,
	array_to_string(cascade, ',') as cascade_list, case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as status, `

// read selects what was given or received.
func (s store) read(ctx context.Context, direction string) *gorm.DB {
	q := s.db.Q(ctx).Model(&Share{})
	if direction == Received {
		q = q.Table("received_shares").Select(columns + "'received' as direction")
	} else {
		q = q.Table("shares").Select(columns + "'given' as direction")
	}
	return q.Where("org_id = ?", tenancy.Must(ctx).Org)
}

// TableName lets list helpers find the columns; read names the table.
func (Share) TableName() string { return "shares" }

func (s store) find(ctx context.Context, direction string, share id.ID) (*Share, error) {
	out := new(Share)
	if err := s.read(ctx, direction).Where("id = ?", share).Take(out).Error; err != nil {
		return nil, db.Absent(err, "share")
	}
	out.unpack()
	return out, nil
}

func (s store) list(ctx context.Context, f Filter, resource *id.ID, p page.Page[Share]) (page.List[Share], error) {
	q := s.read(ctx, f.Direction)
	q = db.In(q, "resource_type", f.ResourceType)
	q = db.Equal(q, "resource_id", resource)
	if f.Active {
		q = q.Where("revoked_at is null and expires_at > now()")
	}
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].unpack()
	}
	return out, err
}

func (s *Share) unpack() {
	s.Cascade = []string{}
	if s.CascadeList != "" {
		s.Cascade = strings.Split(s.CascadeList, ",")
	}
}

// organization is another organisation as far as it must be known to share with it.
type organization struct {
	ID      id.ID
	Slug    string
	Sharing bool
}

func (s store) organization(ctx context.Context, slug string) (found []organization, err error) {
	err = s.db.Q(ctx).Raw("select o.id, o.slug, app.sharing(o.id) as sharing from auth.find_org(?) o", slug).Scan(&found).Error
	return found, err
}

// resources are the tables that shareable records live in, and the codes they are known by.
func resources() map[string]string {
	return map[string]string{"sample": "samples", "experiment": "experiments", "result": "results", "file": "files", "notebook_entry": "notebook_entries", "protocol": "protocols"}
}

func (s store) code(ctx context.Context, kind string, record id.ID) (found []string, err error) {
	err = s.db.Q(ctx).Table(resources()[kind]).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, record).Pluck("code", &found).Error
	return found, err
}

// parts are the statements that find the parts of a record ($2), by its type and theirs.
func parts() map[string]map[string]string {
	return map[string]map[string]string{
		"sample": {
			"sample": `with recursive down(id) as (select ?::uuid union select c.id from down d join samples c on c.org_id = ? and c.parent_id = d.id)
				select id from down`,
			"result": "select id from results where sample_id in ? and org_id = ?",
			"file":   "select id from files where sample_id in ? and org_id = ? union select l.file_id from results r join result_files l on l.org_id = r.org_id and l.result_id = r.id where r.sample_id in ? and r.org_id = ?",
		},
		"experiment": {
			"result": "select id from results where experiment_id in ? and org_id = ?",
			"file":   "select id from files where experiment_id in ? and org_id = ?",
		},
		"result": {"file": "select file_id as id from result_files where result_id in ? and org_id = ?"},
	}
}

func (s store) parts(ctx context.Context, query string, of any) (found []id.ID, err error) {
	org := tenancy.Must(ctx).Org
	args := make([]any, 0, 4)
	for range strings.Count(query, "?") / 2 {
		args = append(args, of, org)
	}
	err = s.db.Q(ctx).Raw(query+" limit ?", append(args, maxRecords+1)...).Scan(&found).Error
	return found, err
}

func (s store) insert(ctx context.Context, r *Row, items []ItemRow) error {
	err := s.db.Q(ctx).Exec(`insert into shares (org_id, id, resource_type, resource_id, resource_code, grantee_org_id, owner_org, grantee_org, level, cascade, records, reason, expires_at, created_by, created_by_name)
		values (?,?,?,?,?,?,?,?,?,string_to_array(?, ','),?,?,?,?,?)`, r.OrgID, r.ID, r.ResourceType, r.ResourceID, r.ResourceCode, r.GranteeOrgID, r.OwnerOrg, r.GranteeOrg,
		r.Level, strings.Join(r.Cascade, ","), r.Records, r.Reason, r.ExpiresAt, r.CreatedBy, r.CreatedByName).Error
	if err != nil {
		return err
	}
	return s.db.Q(ctx).Create(&items).Error
}

func (s store) revoke(ctx context.Context, share, by id.ID) (int64, error) {
	res := s.db.Q(ctx).Exec("update shares set revoked_at = now(), revoked_by = ? where org_id = ? and id = ? and revoked_at is null", by, tenancy.Must(ctx).Org, share)
	return res.RowsAffected, res.Error
}

func (s store) owner(ctx context.Context, kind string, record id.ID) (id.ID, error) {
	var found *id.ID
	err := s.db.Q(ctx).Raw("select app.share_owner(?, ?)", kind, record).Row().Scan(&found)
	if err != nil || found == nil {
		return id.Nil, err
	}
	return *found, nil
}

func (s store) shared(ctx context.Context, kind string, p page.Page[endpoint.Shared]) (page.List[endpoint.Shared], error) {
	q := s.db.Q(ctx).Table("app.shared_with_me(?) w", kind).Select("owner, record")
	if where, args := p.Where(); where != "" {
		q = q.Where(where, args...)
	}
	var found []endpoint.Shared
	if err := q.Order(p.Order()).Limit(p.Fetch()).Find(&found).Error; err != nil {
		return page.List[endpoint.Shared]{}, err
	}
	out := p.Close(found)
	if p.Count {
		var n int64
		if err := s.db.Q(ctx).Table("app.shared_with_me(?) w", kind).Count(&n).Error; err != nil {
			return out, err
		}
		out.Total = &n
	}
	return out, nil
}

// byRecord orders what is shared by the record's id, which is by when it was made.
func byRecord() page.Keys[endpoint.Shared] {
	return page.Keys[endpoint.Shared]{"created_at": {SQL: "record", Cast: "uuid", Unique: true, Value: func(s *endpoint.Shared) string { return s.Record.String() }}}
}

func sortKeys() page.Keys[Share] {
	own := func(s *Share) id.ID { return s.ID }
	return page.Keys[Share]{
		"created_at": {SQL: "created_at", Cast: "timestamptz", ID: own, Value: func(s *Share) string { return s.CreatedAt.UTC().Format(time.RFC3339Nano) }},
		"expires_at": {SQL: "expires_at", Cast: "timestamptz", ID: own, Value: func(s *Share) string { return s.ExpiresAt.UTC().Format(time.RFC3339Nano) }},
	}
}
