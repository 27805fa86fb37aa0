package shortlist

import (
	"cmp"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Page sorts the items by their unique key and cuts one page out.
func Page[T any](codec *page.Codec, org id.ID, r page.Request, items []T, key func(*T) string) (page.List[T], error) {
	keys := page.Keys[T]{"key": {SQL: "key", Cast: "text", Value: key, Unique: true}}
	p, err := page.Open(codec, org, keys, "key", r, struct{}{})
	if err != nil {
		return page.List[T]{}, err
	}
	total := int64(len(items))
	items = slices.Clone(items)
	order := func(a, b string) int {
		if p.Desc() {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	}
	slices.SortFunc(items, func(a, b T) int { return order(key(&a), key(&b)) })
	if after, _, ok := p.After(); ok {
		items = slices.DeleteFunc(items, func(t T) bool { return order(key(&t), after) <= 0 })
	}
	out := p.Close(items[:min(len(items), p.Fetch())])
	if p.Count {
		out.Total = &total
	}
	return out, nil
}
