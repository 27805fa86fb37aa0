package samples

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// Service holds the rules of samples.
type Service struct {
	kit   module.Kit
	store store
	types *sampletypes.Service
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: newStore(kit.DB), types: sampletypes.NewService(kit)}
}

// Get reads one sample.
func (s *Service) Get(ctx context.Context, sampleID id.ID) (*Full, error) {
	r, err := s.store.get(ctx, sampleID)
	if err != nil {
		return nil, err
	}
	return s.full(ctx, r), nil
}

// full closes the document of one sample with what may follow and what the caller may do.
func (s *Service) full(ctx context.Context, r *row) *Full {
	next := Next(r.status)
	out := append(append(make([]byte, 0, len(r.json)+400), '{'), r.json...)
	out = strconv.AppendBool(append(out, `,"expired":`...), r.expires != nil && !r.expires.After(s.kit.Clock()))
	out = append(append(out, `,"calculated":`...), r.calculated()...)
	out = append(out, `,"next_statuses":[`...)
	for i, word := range next {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, word)
	}
	out = append(out, `],"schema_faults":`...)
	out = append(out, r.schemaFaults()...)
	out = append(out, `,"_actions":{`...)
	for i, a := range s.actions(ctx, r, next) {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendString(out, a.name), ':')
		out = a.AppendJSON(out)
	}
	return &Full{encoded: encoded{append(out, '}', '}')}, id: r.id, version: r.version}
}

type action struct {
	name string
	endpoint.Action
}

// actions are in the order of their names.
func (s *Service) actions(ctx context.Context, r *row, next []string) [5]action {
	locked, archived := endpoint.When(r.locked, "locked"), endpoint.When(r.archived, "archived")
	used := endpoint.When(gone(r.status), r.status)
	held := r.holder != nil && *r.holder != tenancy.Must(ctx).ID && !s.kit.Can(ctx, "sample:hand_over_any")
	return [...]action{
		{"delete", endpoint.May(s.kit.Can(ctx, "sample:delete"), locked, archived)},
		{"hand_over", endpoint.May(s.kit.Can(ctx, "sample:hand_over"), locked, archived, used, endpoint.When(r.offered, "custody_pending"),
			endpoint.When(held, "not_holder"))},
		{"split", endpoint.May(s.kit.Can(ctx, "sample:create"), locked, archived, used)},
		{"transition", endpoint.May(s.kit.Can(ctx, "sample:transition"), locked, archived, endpoint.When(len(next) == 0, r.status))},
		{"update", endpoint.May(s.kit.Can(ctx, "sample:update"), locked)},
	}
}

// filter is a Filter whose ids are parsed.
type filter struct {
	Filter
	project, parent, place, custodian *id.ID
	find                              *finding
	dieRow, dieCol                    *int
}

// searches tells whether the search function answers. A barcode, a place or a person leave few rows, and need none.
func (f *filter) searches() bool {
	return f.Q != "" && f.Barcode == "" && f.place == nil && f.custodian == nil && f.find == nil && !f.stock()
}

// whole reads a number that has the form of one; nil when there is none.
func whole(text string) *int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return nil
	}
	return &n
}

// stock tells whether the filter asks for what runs out, or for dies at a place.
func (f *filter) stock() bool {
	return f.Expired || f.LowStock || !f.ExpiringBefore.IsZero() || f.dieRow != nil || f.dieCol != nil
}

func (f Filter) open() (*filter, error) {
	ids, err := page.ParseIDs(map[string]string{"project_id": f.ProjectID, "parent_id": f.ParentID, "location_id": f.LocationID, "custodian_id": f.CustodianID})
	if err != nil {
		return nil, err
	}
	return &filter{Filter: f, project: ids["project_id"], parent: ids["parent_id"], place: ids["location_id"], custodian: ids["custodian_id"],
		dieRow: whole(f.DieRow), dieCol: whole(f.DieCol)}, nil
}

// mark is where a page may end: the value sorted by, and the id.
type mark struct {
	value string
	id    id.ID
}

func markOf(raw [][]byte, col int) mark {
	m := mark{id: rowID(raw)}
	if columns[col].kind == asTime {
		m.value = string(appendTime(nil, raw[col]))
	} else {
		m.value = string(raw[col])
	}
	return m
}

func sortKeys() page.Keys[mark] {
	key := func(cast string) page.Key[mark] {
		return page.Key[mark]{Cast: cast, Value: func(m *mark) string { return m.value }, ID: func(m *mark) id.ID { return m.id }}
	}
	return page.Keys[mark]{"created_at": key("timestamptz"), "updated_at": key("timestamptz"), "name": key("text"), "code": key("text")}
}

const defaultSort = "-created_at"

func openSort(word string, p page.Page[mark]) *sorting {
	if word == "" {
		word = defaultSort
	}
	name := strings.TrimPrefix(word, "-")
	s := &sorting{word: word, sql: name, cast: "text", desc: p.Desc()}
	s.col = slices.IndexFunc(columns[:], func(c column) bool { return c.name == name })
	if columns[s.col].kind == asTime {
		s.cast = "timestamptz"
	}
	if value, rowID, ok := p.After(); ok {
		s.after, s.afterID = &value, &rowID
	}
	return s
}

// List reads one page, in one statement (two with the total).
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (*Page, error) {
	open, err := f.open()
	if err != nil {
		return nil, err
	}
	if err := s.knownType(ctx, f.SampleType); err != nil {
		return nil, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), defaultSort, r, f)
	if err != nil {
		return nil, err
	}
	if open.find, err = s.find(ctx, f); err != nil {
		return nil, err
	}
	items, marks, err := s.store.list(ctx, open, openSort(r.Sort, p), p)
	if err != nil {
		return nil, err
	}
	out := append(append(make([]byte, 0, len(items)+200), `{"items":`...), items...)
	out = append(out, `,"next_cursor":`...)
	if next := p.Close(marks).NextCursor; next != nil {
		out = appendString(out, *next)
	} else {
		out = append(out, "null"...)
	}
	if p.Count {
		n, err := s.store.count(ctx, open)
		if err != nil {
			return nil, err
		}
		out = append(append(out, `,"total":`...), itoa(int(n))...)
	}
	return &Page{encoded: encoded{append(out, '}')}}, nil
}

// Create registers one sample, as the last thing in its transaction.
func (s *Service) Create(ctx context.Context, in New) (*Full, error) {
	known, err := s.schemas(ctx, in.SampleType)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	d := check(&f, "", in, known, s.kit.Clock())
	if err := s.checkCustom(ctx, &f, []draft{d}); err != nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if d.ParentID != nil {
		if err := s.parent(ctx, *d.ParentID); err != nil {
			return nil, err
		}
	}
	drafts := []draft{d}
	if err := s.enterAll(ctx, &f, func(int) string { return "" }, drafts); err != nil {
		return nil, err
	}
	if err := placed(f); err != nil {
		return nil, err
	}
	written, err := s.store.insertLast(ctx, &drafts[0])
	if err != nil {
		return nil, conflict(err)
	}
	return s.full(ctx, written), nil
}

// parent locks the sample that another one will come from.
func (s *Service) parent(ctx context.Context, parentID id.ID) error {
	state, err := s.store.share(ctx, parentID)
	if err != nil {
		return err
	}
	locked, exists := state[parentID]
	switch {
	case !exists:
		return apperr.InvalidField("/parent_id", "unknown_reference", "There is no such sample.")
	case locked:
		return apperr.Signed("sample")
	}
	return nil
}

// open locks a sample for a change. seen is the version that the client has seen, 0 for any.
func (s *Service) open(ctx context.Context, sampleID id.ID, seen int) (*Sample, error) {
	return db.Edit[Sample](ctx, s.kit.DB, "sample", sampleID, seen)
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, sampleID id.ID, seen int, in Change) (*Full, error) {
	if in.ParentID.Set && !in.ParentID.Null {
		if err := s.store.lockGenealogy(ctx); err != nil {
			return nil, err
		}
	}
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	how, err := s.reshape(ctx, &f, r, in)
	if err != nil {
		return nil, err
	}
	c := diff(&f, r, in)
	to := checkMove(&f, r, in)
	meta := checkMetaPatch(&f, in.Metadata, how.schema)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if parent, moves := c.columns["parent_id"].(id.ID); moves {
		if err := s.adopt(ctx, sampleID, parent); err != nil {
			return nil, err
		}
	}
	if err := s.patchMetadata(ctx, r, how, meta, c); err != nil {
		return nil, err
	}
	place, err := s.relocate(ctx, r, to, c)
	if err != nil {
		return nil, err
	}
	if err := s.write(ctx, r, c, place); err != nil {
		return nil, err
	}
	return s.Get(ctx, sampleID)
}

// write stores what changed and notes it in the timeline; nothing changed, nothing written.
func (s *Service) write(ctx context.Context, r *Sample, c *changes, place *string) error {
	if len(c.list) == 0 {
		return nil
	}
	h := &History{SampleID: r.ID, Kind: "updated", Location: place, Details: c.details()}
	if c.only("location", "position") {
		h.Kind = "moved"
	}
	if err := s.touch(ctx, r, c); err != nil {
		return err
	}
	return s.note(ctx, h)
}

// touch writes the columns that change; where only custom values do, the version moves on all the same.
func (s *Service) touch(ctx context.Context, r *Sample, c *changes) error {
	if len(c.columns) > 0 {
		return conflict(db.Update(ctx, s.kit.DB, r, c.columns))
	}
	return s.store.bump(ctx, r)
}

// adopt checks that a sample may get another parent: it must exist, not be locked, and not come from the sample itself.
func (s *Service) adopt(ctx context.Context, sampleID, parentID id.ID) error {
	if err := s.parent(ctx, parentID); err != nil {
		return err
	}
	above, err := s.store.sources(ctx, []id.ID{parentID}, []id.ID{sampleID})
	if err == nil && above[sampleID] {
		return apperr.InvalidField("/parent_id", "genealogy_cycle", "A sample cannot come from itself or from what was made of it.")
	}
	return err
}

// Archive hides the sample from lists.
func (s *Service) Archive(ctx context.Context, sampleID id.ID, seen int) error {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil || r.ArchivedAt != nil {
		return err
	}
	if err := db.Archive(ctx, s.kit.DB, r); err != nil {
		return err
	}
	return s.note(ctx, &History{SampleID: sampleID, Kind: "archived"})
}

// note adds a line to the timeline of a sample.
func (s *Service) note(ctx context.Context, h *History) error {
	return db.Insert(ctx, s.kit.DB, s.line(ctx, h))
}

// line completes a line of the timeline.
func (*Service) line(ctx context.Context, h *History) *History {
	a := tenancy.Must(ctx)
	h.Key, h.ActorID, h.ActorName = db.NewKey(ctx), &a.ID, a.Name
	if h.Details == nil {
		h.Details = []byte("{}")
	}
	if reason := tenancy.StampFrom(ctx).Reason; h.Note == nil && reason != "" {
		h.Note = &reason
	}
	return h
}

// conflict names the field when what it refers to does not exist in this organisation, or its value is taken.
func conflict(err error) error {
	if db.Violates(err, "samples_barcode_key") {
		const why = "Another sample of your organisation has this barcode."
		return apperr.New(apperr.Conflict, "barcode_taken", why).At("/barcode", "barcode_taken", why)
	}
	if db.Violates(err, "samples_position_key") {
		const why = "Another sample lies at this position."
		return apperr.New(apperr.Conflict, "position_taken", why).At("/position", "position_taken", why)
	}
	return db.References{
		"samples_project_fk": {Pointer: "/project_id", What: "project"},
		"samples_parent_fk":  {Pointer: "/parent_id", What: "sample"},
	}.Explain(err)
}
