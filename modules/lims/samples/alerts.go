package samples

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// theirs is the condition of the samples that a person looks after: those held, and of those that nobody holds the ones
// registered.
const theirs = `(s.custodian_id = @user or s.custodian_id is null and s.created_by = @user)`

// expiringDays is the organisation's setting (inventory), or its default.
const expiringDays = `coalesce((select (value ->> 'expiring_days')::int from settings where org_id = app.org() and key = 'inventory'), 30)`

// InboxSources are samples that run out, for those who look after them, until they are replaced, used up or disposed of.
func InboxSources() []inbox.Source {
	const from = `select 'sample' as record_type, s.id as record_id, s.code as record_code, s.name as title, `
	const who = ` from samples s where s.org_id = @org and s.archived_at is null and s.status <> 'disposed' and ` + theirs
	return []inbox.Source{
		{Kind: "sample_expiring", Permission: "sample:update", SQL: from + `s.expires_at as due_at, s.created_at` + who +
			` and s.status <> 'consumed' and s.expires_at < now() + make_interval(days => ` + expiringDays + `) order by s.expires_at`},
		{Kind: "sample_low_stock", Permission: "sample:update", SQL: from + `null::timestamptz as due_at, s.low_stock_since as created_at` + who +
			` and s.low_stock_since is not null order by s.low_stock_since desc`},
	}
}

// crossing is something that a sample passed: it expires soon, it has expired, there is too little of it.
type crossing struct {
	id       id.ID
	code     string
	name     string
	kind     string
	at       time.Time
	keeper   *id.ID
	expiring *time.Time
}

// key names the crossing: whoever was told of it is not told again, and is when the sample passes it another time.
func (c *crossing) key() string {
	return c.kind + ":" + c.id.String() + ":" + strconv.FormatInt(c.at.UnixMicro(), 10)
}

// Remind tells those who look after samples, and managers, what expires soon, has expired, or is running out, once for each
// crossing. It is repeated work: it may run again at any time.
func (s *Service) Remind(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		found, err := s.store.crossings(ctx)
		if err != nil || len(found) == 0 {
			return err
		}
		managers, err := inbox.Holders(ctx, s.kit.DB, s.kit.Can, "sample:hand_over_any")
		if err != nil {
			return err
		}
		var notices []inbox.Notice
		for _, c := range found {
			for _, p := range with(managers[:len(managers):len(managers)], c.keeper) {
				notices = append(notices, inbox.Notice{User: p, Kind: c.kind, Key: c.key(), RecordType: "sample", RecordID: c.id, RecordCode: c.code, Title: c.name, DueAt: c.expiring})
			}
		}
		return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, unique(notices)...)
	})
}

// unique drops the second notice to a manager who looks after the sample.
func unique(in []inbox.Notice) []inbox.Notice {
	type one struct {
		user id.ID
		key  string
	}
	seen, out := map[one]bool{}, in[:0]
	for _, n := range in {
		if k := (one{n.User, n.Key}); !seen[k] {
			seen[k] = true
			out = append(out, n)
		}
	}
	return out
}

// crossingsSQL finds what nobody was told of yet. What has expired is not told of as expiring soon, too.
const crossingsSQL = `select x.id, x.code, x.name, x.kind, x.at, coalesce(x.custodian_id, x.created_by), x.expires_at from (
  select s.*, case when s.expires_at <= now() then 'sample_expired' else 'sample_expiring' end as kind, s.expires_at as at from samples s
   where s.org_id = $1 and s.archived_at is null and s.expires_at is not null and s.status not in ('consumed', 'disposed')
    and s.expires_at < greatest(now() + make_interval(days => ` + expiringDays + `), now())
  union all
  select s.*, 'sample_low_stock', s.low_stock_since from samples s where s.org_id = $1 and s.low_stock_since is not null) x
 where not exists (select from notifications n where n.org_id = x.org_id and n.key = x.kind || ':' || x.id || ':' || (extract(epoch from x.at) * 1000000)::bigint)
 order by x.at limit 500`

func (s store) crossings(ctx context.Context) (out []crossing, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var c crossing
		err := row.Scan(&c.id, &c.code, &c.name, &c.kind, &c.at, &c.keeper, &c.expiring)
		out = append(out, c)
		return err
	}, crossingsSQL, tenancy.Must(ctx).Org)
	return out, err
}
