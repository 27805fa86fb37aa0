package home

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// row is what was counted of one number.
type row struct {
	Count    int
	OldestAt *time.Time
}

// count asks for all numbers in one statement and answers them in their order.
func (s store) count(ctx context.Context, numbers []home.Number, yesterday time.Time) (out []row, err error) {
	parts := make([]string, len(numbers))
	for i, n := range numbers { // a number is the server's own text
		parts[i] = "select " + strconv.Itoa(i) + " as n, count(*)::int as count, min(since) as oldest_at from (select w.since from (" + n.SQL + ") w(since) limit " + strconv.Itoa(most) + ") x"
	}
	a := tenancy.Must(ctx)
	err = s.db.Q(ctx).Raw("select count, oldest_at from ("+strings.Join(parts, " union all ")+") h order by n",
		map[string]any{"org": a.Org, "user": a.ID, "yesterday": yesterday}).Scan(&out).Error
	return out, err
}
