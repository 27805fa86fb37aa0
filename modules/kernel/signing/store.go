package signing

import (
	"context"
	"database/sql"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// ErrGone is a record that is not there, or another organisation's.
var ErrGone = errors.New("signing: there is no such record")

// Hold locks a record FOR UPDATE: nobody writes it or what belongs to it until the transaction ends (SG-2).
func (t *Type) Hold(ctx context.Context, d *db.DB, recordID id.ID) error {
	var found []int
	err := d.Q(ctx).Raw("select 1 from "+t.Table+" where org_id = ? and id = ? for update", tenancy.Must(ctx).Org, recordID).Scan(&found).Error
	if err == nil && len(found) == 0 {
		err = ErrGone
	}
	return err
}

// Build rebuilds the canonical record from the rows as they are, as the version that is asked for.
func (t *Type) Build(ctx context.Context, d *db.DB, recordID id.ID, code string, version int) ([]byte, error) {
	var content []string
	org := tenancy.Must(ctx).Org
	if err := d.Q(ctx).Raw(t.Content, sql.Named("org", org), sql.Named("id", recordID)).Scan(&content).Error; err != nil {
		return nil, err
	}
	if len(content) == 0 {
		return nil, ErrGone
	}
	return Canonical(Subject{Org: org, Type: t.Word, ID: recordID, Code: code, Version: version}, []byte(content[0]))
}

// Seal locks the record and what goes with it, and moves its state as the meaning says (SG-6).
func (t *Type) Seal(ctx context.Context, d *db.DB, recordID id.ID, meaning string) error {
	if meaning == Rejection {
		return nil
	}
	statements := append([]string{"update " + t.Table + " set locked_at = now() where org_id = @org and id = @id and locked_at is null"}, t.Along...)
	if move, ok := t.Moves[meaning]; ok {
		statements = append(statements, move)
	}
	for _, s := range statements {
		if err := d.Q(ctx).Exec(s, sql.Named("org", tenancy.Must(ctx).Org), sql.Named("id", recordID)).Error; err != nil {
			return err
		}
	}
	return nil
}

// Writers are the people who did one of the events to a record, as its trail says: whoever changed it is an author, whatever
// its columns name.
func Writers(ctx context.Context, d *db.DB, recordType string, recordID id.ID, events ...string) (out []id.ID, err error) {
	err = d.Q(ctx).Raw("select distinct actor_id from audit_logs where org_id = ? and record_type = ? and record_id = ? and actor_kind in ('user', 'api_key') and action in ?",
		tenancy.Must(ctx).Org, recordType, recordID, events).Scan(&out).Error
	return out, err
}
