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

// add writes all notices with one statement.
func (s store) add(ctx context.Context, notices []Notice) error {
	type row struct {
		ID id.ID `json:"id"`
		Notice
	}
	rows := make([]row, len(notices))
	for i, n := range notices {
		rows[i] = row{id.New(), n}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return s.db.Q(ctx).Exec(`insert into notifications (org_id, id, user_id, kind, key, record_type, record_id, record_code, title, due_at)
 select ?, n.id, n.user_id, n.kind, n.key, n.record_type, n.record_id, nullif(n.record_code, ''), left(n.title, 500), n.due_at
 from jsonb_to_recordset(?::jsonb) as n(id uuid, user_id uuid, kind text, key text, record_type text, record_id uuid, record_code text, title text, due_at timestamptz)
 on conflict on constraint notifications_key do nothing`, tenancy.Must(ctx).Org, string(text)).Error
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
