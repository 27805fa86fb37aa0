package samples

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// query collects conditions and their arguments.
type query struct {
	where []string
	args  []any
}

// arg adds an argument and gives its placeholder.
func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return "$" + strconv.Itoa(len(q.args))
}

func (q *query) and(condition string, v any) {
	q.where = append(q.where, fmt.Sprintf(condition, q.arg(v)))
}

// filtered makes the statement that selects the ids or rows of a filter. Without q it reads the table; with q it
// asks the search function, which may use the trigram index (SECURITY.md PF-11).
func (q *query) filtered(org id.ID, f *filter, what string, tail string) string {
	q.and("org_id = %s", org)
	if !f.IncludeArchived && (f.find == nil || !f.find.decides) {
		q.where = append(q.where, "archived_at is null")
	}
	switch len(f.Status) {
	case 0:
	case 1: // equality keeps the order of the index
		q.and("status = %s", f.Status[0])
	default:
		q.and("status = any(%s)", f.Status)
	}
	if f.project != nil {
		q.and("project_id = %s", *f.project)
	}
	if f.parent != nil {
		q.and("parent_id = %s", *f.parent)
	}
	if f.place != nil {
		q.and(subtree(q.arg(org)), *f.place)
	}
	if f.custodian != nil {
		q.and("custodian_id = %s", *f.custodian)
	}
	if f.SampleType != "" {
		q.and("sample_type = %s", f.SampleType)
	}
	if f.Lot != "" {
		q.and("lot = %s", f.Lot)
	}
	if f.Barcode != "" {
		q.and("barcode = %s", f.Barcode)
	}
	if f.Expired {
		q.where = append(q.where, "expires_at <= now()")
	}
	if !f.ExpiringBefore.IsZero() {
		q.and("expires_at < %s", f.ExpiringBefore)
	}
	if f.LowStock {
		q.where = append(q.where, "low_stock_since is not null")
	}
	for column, at := range map[string]*int{"die_row": f.dieRow, "die_col": f.dieCol} {
		if at != nil {
			q.and(column+" = %s", *at)
		}
	}
	if f.Q != "" { // beside a barcode, place, person or query only: few rows are left, which no text index needs to find
		q.and("(position(lower(%[1]s) in app.sample_text(code, name, lot, material, description)) > 0 or starts_with(barcode, %[1]s))", f.Q)
	}
	if f.find != nil {
		q.found(f.find)
	}
	return "select " + what + " from samples where " + strings.Join(q.where, " and ") + tail
}

// search calls the search function for the same filter. It orders and limits by itself.
func (q *query) search(f *filter, s *sorting, limit int) string {
	call := make([]string, 0, 11)
	for _, v := range []any{f.Q, nullable(f.Status), f.project, optional(f.SampleType), optional(f.Lot), f.parent, f.IncludeArchived,
		s.word, s.after, s.afterID, limit} {
		call = append(call, q.arg(v))
	}
	return "select id from app.search_samples(" + strings.Join(call, ", ") + ")"
}

func nullable(words []string) any {
	if len(words) == 0 {
		return nil
	}
	return words
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// sorting is an opened sort word and cursor.
type sorting struct {
	word    string // as the API spells it
	col     int    // in columns
	sql     string // column name
	cast    string
	desc    bool
	after   *string
	afterID *id.ID
}

func (s *sorting) order(alias string) string {
	dir := ""
	if s.desc {
		dir = " desc"
	}
	return " order by " + alias + s.sql + dir + ", " + alias + "id" + dir
}

func (s *sorting) continued(q *query) {
	if s.after == nil {
		return
	}
	op := " > "
	if s.desc {
		op = " < "
	}
	q.where = append(q.where, "("+s.sql+", id)"+op+"("+q.arg(*s.after)+"::"+s.cast+", "+q.arg(*s.afterID)+")")
}
