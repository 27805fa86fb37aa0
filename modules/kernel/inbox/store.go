package inbox

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// add writes all notices, and the mails that people want at once, with one statement. It counts the mails. A person whom the
// organisation does not have is left for the foreign key to refuse.
func (s store) add(ctx context.Context, mail bool, notices []Notice) (int64, error) {
	type row struct {
		ID     id.ID  `json:"id"`
		MailID id.ID  `json:"mail_id"`
		Usual  string `json:"usual"`
		Notice
	}
	rows := make([]row, len(notices))
	for i, n := range notices {
		rows[i] = row{id.New(), id.New(), KindOf(n.Kind).Usual, n}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return 0, err
	}
	res := s.db.Q(ctx).Exec(`with n as (select * from jsonb_to_recordset(cast(@rows as jsonb)) as n(id uuid, mail_id uuid, usual text, work text, user_id uuid, kind text, key text,
  record_type text, record_id uuid, record_code text, title text, due_at timestamptz)),
 told as (insert into notifications (org_id, id, user_id, kind, key, record_type, record_id, record_code, title, due_at, work, read_at, mail)
  select @org, n.id, n.user_id, n.kind, n.key, n.record_type, n.record_id, nullif(n.record_code, ''), left(n.title, 500), n.due_at,
   nullif(n.work, ''), case when n.work <> '' then now() end, case when @mail then nullif(coalesce(p.mail ->> n.kind, n.usual), 'never') end
  from n left join users u on u.org_id = @org and u.id = n.user_id left join notification_preferences p on p.org_id = @org and p.user_id = n.user_id
  where u.status is distinct from 'deactivated'
  on conflict on constraint notifications_key do nothing returning id, user_id, mail)
 insert into mails (org_id, id, user_id, kind, key, notification_id)
 select @org, n.mail_id, t.user_id, 'notice', 'notice:' || t.id, t.id from told t join n on n.id = t.id where t.mail = 'immediately'`,
		map[string]any{"rows": string(text), "org": tenancy.Must(ctx).Org, "mail": mail})
	return res.RowsAffected, res.Error
}

type holder struct {
	ID       id.ID
	RoleKeys string
}

func (h holder) roles() []string { return strings.Split(h.RoleKeys, ",") }

func (s store) people(ctx context.Context) (out []holder, err error) {
	err = s.db.Q(ctx).Raw(`select u.id, string_agg(r.role_key, ',') as role_keys from users u
 join user_roles r on r.org_id = u.org_id and r.user_id = u.id where u.org_id = ? and u.status = 'active' group by u.id order by u.id`,
		tenancy.Must(ctx).Org).Scan(&out).Error
	return out, err
}
