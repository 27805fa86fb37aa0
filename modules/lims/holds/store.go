package holds

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// columns reads a hold with its names and count in one statement; the subselects run for the rows of the page only.
const columns = `legal_holds.*,
 (select count(*) from legal_hold_records r where r.org_id = legal_holds.org_id and r.hold_id = legal_holds.id) as records,
 (select u.name from users u where u.org_id = legal_holds.org_id and u.id = legal_holds.created_by) as created_by_name,
 (select u.name from users u where u.org_id = legal_holds.org_id and u.id = legal_holds.released_by) as released_by_name`

type store struct{ db *db.DB }

func (s store) get(ctx context.Context, holdID id.ID) (*View, error) {
	org, out := tenancy.Must(ctx).Org, &View{}
	if err := s.db.Q(ctx).Select(columns).Where("org_id = ? and id = ?", org, holdID).Take(&out.Item).Error; err != nil {
		return nil, db.Absent(err, "legal hold")
	}
	err := s.db.Q(ctx).Where("org_id = ? and hold_id = ?", org, holdID).Order("added_at, record_type, record_id").Find(&out.Lines).Error
	return out, err
}

func (s store) list(ctx context.Context, f Filter, record *id.ID, p page.Page[Item]) (page.List[Item], error) {
	org := tenancy.Must(ctx).Org
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", org)
	if f.Active != "" {
		q = q.Where("(released_at is null) = ?", f.Active == "true")
	}
	if record != nil || f.RecordType != "" {
		named := s.db.Q(ctx).Table("legal_hold_records").Select("hold_id").Where("org_id = ?", org)
		q = q.Where("id in (?)", db.Equal(db.Equal(named, "record_type", f.RecordType), "record_id", record))
	}
	return db.List(db.Search(q, "code || ' ' || title || ' ' || reason", f.Q), p)
}

// code gives what a record is called, nil for types without codes, and whether the caller has such a record.
func (s store) code(ctx context.Context, t kind, recordID id.ID) (*string, bool, error) {
	var found []*string
	err := s.db.Q(ctx).Raw("select "+t.code+" from "+t.table+" where org_id = ? and id = ?", tenancy.Must(ctx).Org, recordID).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return nil, false, err
	}
	return found[0], true, nil
}

// add writes what is not in the hold yet.
func (s store) add(ctx context.Context, lines []Line) error {
	return s.db.Q(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&lines).Error
}

// release ends a hold for the reason that the change came with.
func (s store) release(ctx context.Context, h *Hold) error {
	return db.Update(ctx, s.db, h, map[string]any{"released_at": gorm.Expr("now()"), "released_by": tenancy.Must(ctx).ID, "release_reason": tenancy.StampFrom(ctx).Reason})
}
