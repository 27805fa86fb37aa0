package page

import (
	"maps"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// IDs are the ids that narrow a list, by query parameter; nil for one that was not given.
type IDs map[string]*id.ID

// ParseIDs reads the ids of a query.
func ParseIDs(texts map[string]string) (IDs, error) {
	var f values.Faults
	out := make(IDs, len(texts))
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		if text == "" {
			continue
		}
		v, ok := id.Parse(text)
		if !ok {
			f.Add("?"+name, "invalid", "This is not the id of a record.")
		}
		out[name] = &v
	}
	return out, f.Err()
}

// Period narrows a log to a time.
type Period struct {
	From time.Time `query:"from" doc:"Entries at or after this time."`
	To   time.Time `query:"to" doc:"Entries before this time."`
}

// Check refuses a period that ends before it begins.
func (p Period) Check() error {
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		return apperr.InvalidField("?from", "out_of_range", "from must be before to.")
	}
	return nil
}
