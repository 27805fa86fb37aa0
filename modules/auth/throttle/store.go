package throttle

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
)

// In the statements below a space between parenthesis and question mark keeps GORM from spreading bytes into a list.
type store struct{ db *db.DB }

type counts struct{ ForAccount, ForSource, Everywhere, ForNetwork, Installation int }

func (s store) failures(ctx context.Context, a Attempt, since time.Time) (counts, error) {
	var n counts
	err := s.db.Q(ctx).Raw("select for_account, for_source, everywhere, for_network, installation from auth.count_failures( ?,?,?,?,?)",
		a.account, a.source, a.network, since, installation).Take(&n).Error
	return n, err
}

func (s store) record(ctx context.Context, a Attempt, ok bool) error {
	return s.db.Q(ctx).Exec("select auth.record_attempt( ?,?,?,?)", a.account, a.source, a.network, ok).Error
}
