package page

import (
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Request holds the parameters every list route takes (API.md §1 "Lists").
type Request struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items at most."`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before."`
	Sort   string `query:"sort" maxLength:"60" doc:"Field to sort by; a leading minus sorts descending."`
	Count  bool   `query:"count" doc:"Adds the total, exact up to 10001."`
}

// Key is a column a list may be sorted by. It must be NOT NULL, and the pair (column, id) needs an index that starts
// with org_id.
type Key[T any] struct {
	SQL    string          // column, written here and never by a client
	Cast   string          // PostgreSQL type of the cursor's text: timestamptz, text, bigint …
	Value  func(*T) string // the column of an item, as text
	ID     func(*T) id.ID  // the tie breaker
	IDSQL  string          // column of the tie breaker; "id" when empty
	Unique bool            // the column alone orders the list: no tie breaker
}

// Keys maps the API's sort words to columns.
type Keys[T any] map[string]Key[T]

// List is the answer of a list route.
type List[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor" nullable:"true"`
	Total      *int64  `json:"total,omitempty"`
}

// Page is one opened request.
type Page[T any] struct {
	Limit int
	Count bool
	codec *Codec
	key   Key[T]
	desc  bool
	bound binding
	after *position
}

// Open checks sort and cursor. filter is whatever narrows the list; a cursor of another filter is refused.
func Open[T any](c *Codec, org id.ID, keys Keys[T], fallback string, r Request, filter any) (Page[T], error) {
	sort := r.Sort
	if sort == "" {
		sort = fallback
	}
	name, desc := strings.CutPrefix(sort, "-")
	key, ok := keys[name]
	if !ok {
		return Page[T]{}, apperr.InvalidField("?sort", "unknown_sort", "Sort by one of: %s; a leading minus sorts descending.", names(keys))
	}
	limit := r.Limit
	if limit < 1 || limit > 200 {
		limit = 50
	}
	p := Page[T]{Limit: limit, Count: r.Count, codec: c, key: key, desc: desc, bound: bind(org, sort, filter)}
	if r.Cursor == "" {
		return p, nil
	}
	after, err := c.open(r.Cursor, p.bound)
	p.after = after
	return p, err
}

// Where is the row comparison that continues after the cursor; empty on the first page. The row form uses the index
// from the position on; the OR form of the same condition would scan (PERFORMANCE.md "Keyset").
func (p Page[T]) Where() (string, []any) {
	if p.after == nil {
		return "", nil
	}
	op := ">"
	if p.desc {
		op = "<"
	}
	if p.key.Unique {
		return p.key.SQL + " " + op + " ?::" + p.key.Cast, []any{p.after.Value}
	}
	return "(" + p.key.SQL + ", " + p.idSQL() + ") " + op + " (?::" + p.key.Cast + ", ?::uuid)", []any{p.after.Value, p.after.ID.String()}
}

// Order is the ORDER BY list.
func (p Page[T]) Order() string {
	dir := ""
	if p.desc {
		dir = " DESC"
	}
	if p.key.Unique {
		return p.key.SQL + dir
	}
	return p.key.SQL + dir + ", " + p.idSQL() + dir
}

// Fetch is how many rows to ask for: one more than shown tells whether there is a next page.
func (p Page[T]) Fetch() int { return p.Limit + 1 }

// Desc reports the direction.
func (p Page[T]) Desc() bool { return p.desc }

// After gives the position the page starts behind, for hand-written queries; ok is false on the first page.
func (p Page[T]) After() (value string, rowID id.ID, ok bool) {
	if p.after == nil {
		return "", id.Nil, false
	}
	return p.after.Value, p.after.ID, true
}

// Close cuts the extra row off and makes the next cursor.
func (p Page[T]) Close(items []T) List[T] {
	if len(items) <= p.Limit {
		if items == nil {
			items = []T{}
		}
		return List[T]{Items: items}
	}
	items = items[:p.Limit]
	last := &items[p.Limit-1]
	next := p.codec.seal(p.bound, p.position(last))
	return List[T]{Items: items, NextCursor: &next}
}

func (p Page[T]) idSQL() string {
	if p.key.IDSQL != "" {
		return p.key.IDSQL
	}
	return "id"
}

func (p Page[T]) position(t *T) position {
	at := position{Value: p.key.Value(t)}
	if p.key.ID != nil {
		at.ID = p.key.ID(t)
	}
	return at
}
