package endpoint

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Free are query parameters that no route can list beforehand.
type Free struct {
	Prefix string // meta.
	Doc    string
}

type freeKey struct{}

// FreeParameters are those of the call, by what follows the prefix.
func FreeParameters(ctx context.Context) map[string]string {
	out, _ := ctx.Value(freeKey{}).(map[string]string)
	return out
}

// freeQuery takes the parameters of a route that it cannot list out of the address.
func freeQuery(f Free) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		u := hc.URL()
		q, found := u.Query(), map[string]string{}
		for name := range q {
			if rest, mine := strings.CutPrefix(name, f.Prefix); mine && rest != "" {
				found[rest] = q.Get(name)
			}
		}
		for rest := range found {
			q.Del(f.Prefix + rest)
		}
		u.RawQuery = q.Encode()
		next(exportContext{huma.WithValue(hc, freeKey{}, found), u})
	}
}

// free lets an operation take such parameters, and says so.
func (*Router) free(op *huma.Operation, f Free) {
	if f.Prefix != "" {
		op.Middlewares = append(op.Middlewares, freeQuery(f))
		f.describe(op)
	}
}

// describe tells of such parameters in the API document: each member of the object is a parameter.
func (f Free) describe(op *huma.Operation) {
	spread := true
	op.Parameters = append(op.Parameters, &huma.Param{Name: f.Prefix + "{key}", In: "query", Style: "form", Explode: &spread, Description: f.Doc,
		Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeString}}})
}
