package outbox

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// link: a space between parenthesis and question mark keeps GORM from spreading bytes into a list.
func (s store) link(ctx context.Context, row id.ID, l Link, sealed []byte) error {
	return s.db.Q(ctx).Exec("insert into mails (org_id, id, user_id, kind, key, token_id, secret) values ( ?, ?, ?, 'link', ?, ?, ?)",
		tenancy.Must(ctx).Org, row, l.User, l.Purpose+":"+l.Token.String(), l.Token, sealed).Error
}
