package endpoint

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// strictQuery refuses what net/url drops or guesses in silence: a semicolon as separator, half escapes, bytes that are no
// UTF-8, NUL, a parameter given twice. A filter that is dropped would answer with more than was asked for.
func strictQuery(raw string) error {
	var seen []string
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil || strings.Contains(part, ";") {
			return apperr.New(apperr.Invalid, "invalid_query", "The query string cannot be read: escape %% as %%25 and ; as %%3B.")
		}
		value, err = url.QueryUnescape(value)
		switch pointer := "?" + shown(name); {
		case err != nil:
			return apperr.InvalidField(pointer, "invalid", "The value cannot be read: escape %% as %%25.")
		case !utf8.ValidString(name), !utf8.ValidString(value):
			return apperr.InvalidField(pointer, "invalid_utf8", "The parameter is not valid UTF-8.")
		case strings.ContainsRune(name, 0), strings.ContainsRune(value, 0):
			return apperr.InvalidField(pointer, "nul", "Text may not contain NUL.")
		case slices.Contains(seen, name):
			return apperr.InvalidField(pointer, "duplicate_key", "Give this parameter once; several values are separated by commas.")
		}
		if seen = append(seen, name); len(seen) > maxParameters {
			return apperr.New(apperr.Invalid, "invalid_query", "A query has at most %d parameters.", maxParameters)
		}
	}
	return nil
}

// maxParameters is far more than any route has, and keeps the search for duplicates short.
const maxParameters = 64

// readQuery checks the query string; the names too on a raw route, where huma does not.
func (rt *Route) readQuery(u *url.URL) error {
	if err := strictQuery(u.RawQuery); err != nil || !rt.raw {
		return err
	}
	for name := range u.Query() {
		if !slices.ContainsFunc(rt.Doc.Query, func(p Input) bool { return p.Name == name }) {
			return apperr.InvalidField("?"+shown(name), "unknown_field", "This route has no such query parameter.")
		}
	}
	return nil
}

// shown keeps a client's text in a problem document short and printable.
func shown(s string) string { return clip(clean(s)) }
