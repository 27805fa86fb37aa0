package signatures

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// sequence finds the entry of the trail; the subselect runs for the rows of the page only.
const sequence = `(select c.seq from audit_logs l join audit_chain c on c.org_id = l.org_id and c.entry_id = l.id where l.org_id = signatures.org_id
 and l.record_type = 'signature' and l.record_id = signatures.id and l.table_name = 'signatures' limit 1) as audit_seq`

// later is what became of a signature after it was made: an amendment of its record, its withdrawal.
const later = `exists (select from amendments m where m.org_id = signatures.org_id and m.record_type = signatures.record_type and m.record_id = signatures.record_id
 and m.from_version >= signatures.record_version) as superseded,
 (select w.created_at from signature_withdrawals w where w.org_id = signatures.org_id and w.signature_id = signatures.id) as withdrawn_at,
 (select w.reason from signature_withdrawals w where w.org_id = signatures.org_id and w.signature_id = signatures.id) as withdrawal_reason`

const columns = `org_id, id, code, record_type, record_id, record_code, record_version, record_hash, meaning, comment, statement, statement_version,
 signer_id, signer_name, signer_email, signed_at, signed_zone, method, session_id, previous_id, key_id, signature, created_at, ` + sequence + ", " + later

type store struct{ db *db.DB }

func (s store) list(ctx context.Context, f Filter, ids page.IDs, p page.Page[Item]) (page.List[Item], error) {
	q := s.db.Q(ctx).Select(columns).Where("org_id = ?", tenancy.Must(ctx).Org)
	q = db.Equal(q, "record_type", f.RecordType)
	q = db.Equal(q, "record_id", ids["record_id"])
	q = db.Equal(q, "signer_id", ids["signer_id"])
	q = db.In(q, "meaning", f.Meaning)
	q = db.During(q, "signed_at", f.From, f.To)
	q = db.Search(q, "code || ' ' || coalesce(record_code,'') || ' ' || signer_name || ' ' || coalesce(comment,'')", f.Q)
	out, err := db.List(q, p)
	for i := range out.Items {
		out.Items[i].complete()
	}
	return out, err
}

func (s store) get(ctx context.Context, signatureID id.ID) (*Item, error) {
	out := &Item{}
	err := s.db.Q(ctx).Select("signatures.*, "+sequence+", "+later).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, signatureID).Take(out).Error
	if err != nil {
		return nil, db.Absent(err, record)
	}
	out.complete()
	return out, nil
}

// ofRecord gives the signatures of all versions of a record in the order of signing.
func (s store) ofRecord(ctx context.Context, kind string, recordID id.ID) (out []Item, err error) {
	err = s.db.Q(ctx).Select("signatures.*, "+sequence).Where("org_id = ? and record_type = ? and record_id = ?", tenancy.Must(ctx).Org, kind, recordID).
		Order("signed_at, id").Find(&out).Error
	for i := range out {
		out[i].complete()
	}
	return out, err
}

// mine lists the caller's signatures under one version of a record.
func (s store) mine(ctx context.Context, kind string, recordID id.ID, version int) (out []past, err error) {
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw("select id, meaning from signatures where org_id = ? and record_type = ? and record_id = ? and record_version = ? and signer_id = ?",
		a.Org, kind, recordID, version, a.ID).Scan(&out).Error
	return out, err
}

// signed gives the signatures under one version of a record by their signers.
func (s store) signed(ctx context.Context, kind string, recordID id.ID, version int) (map[id.ID][]past, error) {
	var found []struct {
		past
		SignerID id.ID
	}
	err := s.db.Q(ctx).Raw("select id, meaning, signer_id from signatures where org_id = ? and record_type = ? and record_id = ? and record_version = ?",
		tenancy.Must(ctx).Org, kind, recordID, version).Scan(&found).Error
	out := map[id.ID][]past{}
	for _, f := range found {
		out[f.SignerID] = append(out[f.SignerID], f.past)
	}
	return out, err
}

// last is the record's signature before the one that is being made.
func (s store) last(ctx context.Context, kind string, recordID id.ID) (*id.ID, error) {
	var found []id.ID
	err := s.db.Q(ctx).Raw("select id from signatures where org_id = ? and record_type = ? and record_id = ? order by signed_at desc, id desc limit 1",
		tenancy.Must(ctx).Org, kind, recordID).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// parts are what a snapshot names that may belong to another project than the record.
type parts struct {
	Children []struct{ Type, ID string }
	Files    []struct{ ID string }
}

func (p parts) ids(kind string) (out []string) {
	for _, c := range p.Children {
		if v, ok := id.Parse(c.ID); ok && c.Type == kind {
			out = append(out, v.String())
		}
	}
	for _, f := range p.Files {
		if v, ok := id.Parse(f.ID); ok && kind == "file" {
			out = append(out, v.String())
		}
	}
	return out
}

// partsOf reads them; what is no canonical record names nobody knows what.
func partsOf(canonical string) (doc parts, ok bool) {
	err := json.Unmarshal([]byte(canonical), &doc)
	return doc, err == nil
}

// sees reports whether the actor sees everything that a snapshot names.
func (s store) sees(ctx context.Context, snapshot string) (bool, error) {
	if !json.Valid([]byte(snapshot)) {
		return true, nil // not what was signed: it names nothing
	}
	doc, ok := partsOf(snapshot)
	if !ok {
		return false, nil
	}
	var hidden bool
	for kind, records := range map[string][]string{"sample": doc.ids("sample"), "file": doc.ids("file")} {
		if len(records) == 0 {
			continue
		}
		var found bool
		err := s.db.Q(ctx).Raw("select coalesce(bool_or(not app.sees(?, x.id)), false) from unnest(?::uuid[]) x (id)", kind, "{"+strings.Join(records, ",")+"}").Row().Scan(&found)
		if err != nil {
			return false, err
		}
		hidden = hidden || found
	}
	return !hidden, nil
}

// person is the signer as of now.
type person struct {
	Name, Email, Status string
	RoleKeys            string
}

func (p person) roles() []string { return strings.Split(p.RoleKeys, ",") }

func (s store) person(ctx context.Context) (*person, error) {
	a, out := tenancy.Must(ctx), &person{}
	err := s.db.Q(ctx).Raw(`select u.name, u.email, u.status, (select coalesce(string_agg(r.role_key, ','), '') from user_roles r where r.org_id = u.org_id and r.user_id = u.id) as role_keys
 from users u where u.org_id = ? and u.id = ?`, a.Org, a.ID).Take(out).Error
	if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && out.Status != "active" {
		return nil, apperr.New(apperr.Unauthenticated, "unauthenticated", "This account is not active any more.")
	}
	return out, err
}

// moment is the time of the database (P11-37), the next code and the organisation's zone.
type moment struct {
	Code string
	At   time.Time
	Zone string
}

func (s store) moment(ctx context.Context) (*moment, error) {
	out := &moment{}
	err := s.db.Q(ctx).Raw("select app.next_code('SIG') as code, clock_timestamp() as at, o.timezone as zone from organizations o where o.id = ?", tenancy.Must(ctx).Org).Take(out).Error
	return out, err
}

// receipt seals the transaction's entries now, so that the number of the signature's is known before the commit (SG-7).
func (s store) receipt(ctx context.Context, signatureID id.ID) (seq int64, hash string, err error) {
	if err := s.db.Q(ctx).Exec("set constraints all immediate").Error; err != nil {
		return 0, "", err
	}
	err = s.db.Q(ctx).Raw(`select c.seq, encode(c.hash, 'hex') from audit_logs l join audit_chain c on c.org_id = l.org_id and c.entry_id = l.id
 where l.org_id = ? and l.record_type = 'signature' and l.record_id = ? and l.table_name = 'signatures'`, tenancy.Must(ctx).Org, signatureID).Row().Scan(&seq, &hash)
	return seq, hash, err
}

// event leaves an event that no row keeps.
func (s store) event(ctx context.Context, kind string, recordID id.ID, payload string) error {
	return s.db.Q(ctx).Exec("select audit.record_event(?, ?, null, ?)", kind, recordID, payload).Error
}

// failure leaves the event of a failed signing and counts the person's of the last 15 minutes, this one included. Failures of
// one person wait for each other, so that none is counted twice.
func (s store) failure(ctx context.Context, kind string, recordID id.ID, payload string) (n int, err error) {
	a := tenancy.Must(ctx)
	if err := s.db.Q(ctx).Exec("select pg_advisory_xact_lock(hashtextextended('spectra failed signing ' || ?::text, 0))", a.ID).Error; err != nil {
		return 0, err
	}
	if err := s.event(ctx, kind, recordID, payload); err != nil {
		return 0, err
	}
	err = s.db.Q(ctx).Raw("select count(*) from audit_logs where org_id = ? and actor_id = ? and action = 'signature.failed' and occurred_at > clock_timestamp() - interval '15 minutes'",
		a.Org, a.ID).Row().Scan(&n)
	return n, err
}

func (s store) standing(ctx context.Context, user id.ID, version string) (*Standing, error) {
	out := &Standing{}
	err := s.db.Q(ctx).Raw(`select u.id as user_id, coalesce(p.can_sign, false) as can_sign, p.evidence, p.granted_by, p.granted_at, coalesce(p.version, 0) as version, u.signing_reset_at as reset_at,
 (select x.accepted_at from signing_acceptances x where x.org_id = u.org_id and x.user_id = u.id and x.statement_version = ?) as accepted_at
 from users u left join signing_permits p on p.org_id = u.org_id and p.user_id = u.id where u.org_id = ? and u.id = ?`, version, tenancy.Must(ctx).Org, user).Take(out).Error
	return out, db.Absent(err, "user")
}

func (s store) permit(ctx context.Context, user id.ID, may bool, evidence string) error {
	return s.db.Q(ctx).Exec(`insert into signing_permits (org_id, user_id, can_sign, evidence, granted_by) values (?, ?, ?, ?, ?)
 on conflict (org_id, user_id) do update set can_sign = excluded.can_sign, evidence = excluded.evidence, granted_by = excluded.granted_by,
 granted_at = now(), version = signing_permits.version + 1`, tenancy.Must(ctx).Org, user, may, evidence, db.By(ctx).CreatedBy).Error
}

// accept writes the acceptance; accepted twice is accepted.
func (s store) accept(ctx context.Context, r *AcceptanceRow) error {
	return s.db.Q(ctx).Exec(`insert into signing_acceptances (org_id, id, user_id, user_name, user_email, statement, statement_version) values (?, ?, ?, ?, ?, ?, ?)
 on conflict on constraint signing_acceptances_key do nothing`, r.OrgID, r.ID, r.UserID, r.UserName, r.UserEmail, r.Statement, r.StatementVersion).Error
}
