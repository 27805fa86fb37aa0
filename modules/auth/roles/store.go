package roles

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/db"
)

type store struct{ db *db.DB }

func (s store) sync(ctx context.Context, roles []RoleRow, permissions []PermissionRow) error {
	r, err := json.Marshal(roles)
	if err != nil {
		return err
	}
	p, err := json.Marshal(permissions)
	if err != nil {
		return err
	}
	return s.db.Q(ctx).Exec("select auth.sync_catalogue(?::jsonb, ?::jsonb)", string(r), string(p)).Error
}
