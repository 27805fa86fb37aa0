package samples

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/criteria"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// finding is an opened query, and the filters by custom values that go with it.
type finding struct {
	node       *criteria.Node
	conditions map[*criteria.Term]criteria.Condition
	matches    map[*criteria.Term]*match
	decides    bool     // about archived samples
	few        *[]id.ID // all that a part of the query finds, where these are few
}

// maxMeta bounds the filters by custom values of one call, as a query its terms.
const maxMeta = 20

// find opens query and meta filters; nil when there are none.
func (s *Service) find(ctx context.Context, f Filter) (*finding, error) {
	node, at, err := read(f)
	if node == nil || err != nil {
		return nil, err
	}
	out := &finding{node: node, conditions: map[*criteria.Term]criteria.Condition{}, matches: map[*criteria.Term]*match{}}
	known, err := s.shapes(ctx, node)
	if err != nil {
		return nil, err
	}
	kinds, err := s.kinds(ctx, node)
	if err != nil {
		return nil, err
	}
	var faults values.Faults
	for _, t := range node.Terms() {
		var err error
		switch {
		case t.Meta:
			err = out.custom(t, known[t.Field])
		case ofType(t) && !slices.Contains(kinds, t.Text):
			err = t.Fault(true, "unknown_sample_type", "there is no such sample type; there are %s", strings.Join(kinds, ", "))
		default:
			err = out.builtIn(t)
		}
		if err != nil {
			note(&faults, at[t], err)
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return out, s.narrow(ctx, out, f)
}

// ofType tells whether a term names a kind of samples.
func ofType(t *criteria.Term) bool { return !t.Meta && t.Field == typeTerm && t.Op == criteria.Eq }

// kinds are the keys of the kinds of samples, archived ones too, where a query names one.
func (s *Service) kinds(ctx context.Context, n *criteria.Node) ([]string, error) {
	if !slices.ContainsFunc(n.Terms(), ofType) {
		return nil, nil
	}
	types, err := s.types.List(ctx, true)
	keys := make([]string, len(types))
	for i := range types {
		keys[i] = types[i].Key
	}
	return keys, err
}

// read parses the texts, and tells which parameter each term comes from.
func read(f Filter) (*criteria.Node, map[*criteria.Term]string, error) {
	var faults values.Faults
	at := map[*criteria.Term]string{}
	parts := []*criteria.Node{}
	add := func(pointer string, n *criteria.Node, err error) {
		if err != nil {
			note(&faults, pointer, err)
			return
		}
		for _, t := range n.Terms() {
			at[t] = pointer
		}
		parts = append(parts, n)
	}
	if f.Query != "" {
		n, err := criteria.Parse(f.Query)
		add("?query", n, err)
	}
	if len(f.Meta) > maxMeta {
		return nil, nil, apperr.InvalidField("?query", "out_of_range", "At most %d filters by custom values.", maxMeta)
	}
	for _, key := range slices.Sorted(maps.Keys(f.Meta)) {
		n, err := criteria.ParseValue(key, f.Meta[key])
		add("?meta."+key, n, err)
	}
	return criteria.All(parts...), at, faults.Err()
}

// note tells what is wrong with a query, and where.
func note(faults *values.Faults, pointer string, err error) {
	var e *criteria.Error
	if errors.As(err, &e) {
		faults.Add(pointer, e.Code, "%s.", e.Error())
		return
	}
	faults.Add(pointer, "invalid_query", "The query cannot be read.")
}

func (d *finding) builtIn(t *criteria.Term) error {
	field, err := criteria.Find(terms(), t)
	if err != nil {
		return err
	}
	d.decides = d.decides || t.Field == archivedTerm
	d.conditions[t], err = field.Condition(t)
	return err
}

func (d *finding) custom(t *criteria.Term, known *keyed) error {
	switch {
	case known == nil:
		return t.Fault(false, "unknown_field", "there is no custom value with this key; GET /samples/fields has those there are")
	case known.calculated:
		return t.Fault(false, "not_allowed", "this field is calculated when it is read; ask for the fields it is calculated from")
	}
	m, err := matching(t, known.shapes)
	if err != nil {
		return err
	}
	d.matches[t], d.conditions[t] = m, m.sql
	return nil
}

// keyed is what is known of the custom values of a key.
type keyed struct {
	shapes     []shape
	calculated bool
}

// shapes finds out what the custom values of a query are: what the kinds of samples say, and what is stored.
func (s *Service) shapes(ctx context.Context, n *criteria.Node) (map[string]*keyed, error) {
	keys := []string{}
	for _, t := range n.Terms() {
		if t.Meta && !slices.Contains(keys, t.Field) {
			keys = append(keys, t.Field)
		}
	}
	out := map[string]*keyed{}
	if len(keys) == 0 {
		return out, nil
	}
	stored, err := s.store.shapes(ctx, keys)
	if err != nil {
		return nil, err
	}
	for key, list := range stored {
		out[key] = &keyed{shapes: list}
	}
	fields, err := s.types.FieldsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	for i := range fields {
		fd := &fields[i]
		k := out[fd.Key]
		if k == nil {
			k = &keyed{calculated: true}
			out[fd.Key] = k
		}
		if sh, ok := shapeOf(fd); ok {
			k.calculated = false
			if !slices.Contains(k.shapes, sh) {
				k.shapes = append(k.shapes, sh)
			}
		}
	}
	return out, nil
}

// shapeOf is how a field's values are stored; a calculated one has none.
func shapeOf(fd *sampletypes.Field) (shape, bool) {
	kind := fd.ValueType()
	if kind == "quantity" {
		return shape{kind, *fd.Unit}, true
	}
	return shape{kind, ""}, kind != ""
}

// fewSamples is up to how many samples a part of a query is answered from their ids; more are looked for in the order of
// the list.
const fewSamples = 2000

// narrow asks the indexes about the parts of a query that must all hold, and keeps the shortest answer.
func (s *Service) narrow(ctx context.Context, d *finding, f Filter) error {
	q := &query{}
	parts := []string{}
	for _, n := range must(d.node) {
		if m := d.matches[n.Term]; m != nil {
			if call, ok := m.probe(q.arg, fewSamples+1); ok {
				parts = append(parts, call)
			}
		}
	}
	if f.Q != "" {
		parts = append(parts, "app.search_samples(q => "+q.arg(f.Q)+", archived => true, max_rows => "+q.arg(fewSamples+1)+")")
	}
	if len(parts) == 0 {
		return nil
	}
	found, err := s.store.probe(ctx, parts, q.args)
	if err != nil {
		return err
	}
	for i := range found {
		if len(found[i]) <= fewSamples && (d.few == nil || len(found[i]) < len(*d.few)) {
			d.few = &found[i]
		}
	}
	return nil
}

// must are the comparisons that a query cannot do without.
func must(n *criteria.Node) (out []*criteria.Node) {
	switch n.Kind {
	case criteria.Leaf:
		return []*criteria.Node{n}
	case criteria.And:
		for _, p := range n.Parts {
			out = append(out, must(p)...)
		}
	}
	return out
}

// conditions adds an opened query to a statement.
func (q *query) found(d *finding) {
	if d.few != nil {
		q.and("id = any(%s)", *d.few)
	}
	q.where = append(q.where, d.node.SQL(func(t *criteria.Term) string { return d.conditions[t](q.arg) }))
}

// shapes are the types and units that custom values of the keys have.
func (s store) shapes(ctx context.Context, keys []string) (map[string][]shape, error) {
	out := map[string][]shape{}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var key string
		var sh shape
		err := row.Scan(&key, &sh.Type, &sh.Unit)
		out[key] = append(out[key], sh)
		return err
	}, "select key, type, unit from app.metadata_shapes($1)", keys)
	return out, err
}

// probe calls functions that find samples, and gives the ids of each.
func (s store) probe(ctx context.Context, calls []string, args []any) ([][]id.ID, error) {
	out := make([][]id.ID, len(calls))
	statement := ""
	for i, call := range calls {
		out[i] = []id.ID{}
		if i > 0 {
			statement += " union all "
		}
		statement += "select " + itoa(i) + ", f.id from " + call + " f (id)"
	}
	err := s.db.Each(ctx, func(row pgx.Rows) error {
		var i int
		var sample id.ID
		err := row.Scan(&i, &sample)
		out[i] = append(out[i], sample)
		return err
	}, statement, args...)
	return out, err
}
