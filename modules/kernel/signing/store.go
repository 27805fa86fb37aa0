package signing

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

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

// Built is a canonical record: whole, whoever asks, and as much of it as the actor may see.
type Built struct{ Whole, Shown []byte }

// Hidden reports that a part of the record belongs to a project the actor has no part in.
func (b *Built) Hidden() bool { return !bytes.Equal(b.Whole, b.Shown) }

// Build rebuilds the canonical record from the rows as they are, as the version that is asked for. The hash of the whole does
// not depend on who asks: a wall hides content, it does not change it. Call it in a transaction.
func (t *Type) Build(ctx context.Context, d *db.DB, recordID id.ID, code string, version int) (*Built, error) {
	out := &Built{}
	var hidden string
	err := d.Q(ctx).Raw("select coalesce(current_setting('app.hidden_projects', true), '')").Row().Scan(&hidden)
	if err != nil {
		return nil, err
	}
	if out.Shown, err = t.build(ctx, d, recordID, code, version); err != nil || hidden == "{}" {
		out.Whole = out.Shown
		return out, err
	}
	if err = reach(ctx, d, "{}"); err != nil {
		return nil, err
	}
	if out.Whole, err = t.build(ctx, d, recordID, code, version); err != nil {
		return nil, err // nothing else is read: who sees the record has read it a statement ago
	}
	return out, reach(ctx, d, hidden)
}

// reach says which projects are hidden from now on in this transaction.
func reach(ctx context.Context, d *db.DB, hidden string) error {
	return d.Q(ctx).Exec("select set_config('app.hidden_projects', ?, true)", hidden).Error
}

func (t *Type) build(ctx context.Context, d *db.DB, recordID id.ID, code string, version int) ([]byte, error) {
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

// Seal locks what goes with the record and the record, and moves its state as the meaning says (SG-6).
func (t *Type) Seal(ctx context.Context, d *db.DB, recordID id.ID, meaning string) error {
	if meaning == Rejection {
		return nil
	}
	statements := append(slices.Clone(t.Along), "update "+t.Table+" set locked_at = now() where org_id = @org and id = @id and locked_at is null")
	if move, ok := t.Moves[meaning]; ok {
		statements = append(statements, move)
	}
	return t.run(ctx, d, recordID, statements)
}

// Amended does what goes with opening a record for a change.
func (t *Type) Amended(ctx context.Context, d *db.DB, recordID id.ID) error {
	return t.run(ctx, d, recordID, t.Amends)
}

func (*Type) run(ctx context.Context, d *db.DB, recordID id.ID, statements []string) error {
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

// Decided are the rules of the actor's organisation. Strict is compliance.profile=part11.
func Decided(ctx context.Context, d *db.DB, strict bool) (Rules, error) {
	var found []struct{ Key, Value string }
	err := d.Q(ctx).Raw("select key, value::text as value from settings where org_id = ? and key in ?", tenancy.Must(ctx).Org, []string{SettingKey, SecondFactorKey}).Scan(&found).Error
	if err != nil {
		return Rules{}, err
	}
	var policy []byte
	var second struct{ Enabled bool }
	for _, f := range found {
		if f.Key == SettingKey {
			policy = []byte(f.Value)
		} else if err := json.Unmarshal([]byte(f.Value), &second); err != nil {
			return Rules{}, err
		}
	}
	return Read(policy, second.Enabled, strict)
}
