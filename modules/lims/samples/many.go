package samples

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Row is a sample of a bulk request.
type Row struct {
	ID         id.ID   `json:"id"`
	Version    *int    `json:"version,omitempty" nullable:"true" doc:"The version you have seen; the row is refused when there is a newer one."`
	LocationID *id.ID  `json:"location_id,omitempty" nullable:"true" doc:"Where this one comes to, instead of the place of all."`
	Location   *string `json:"location,omitempty" maxLength:"200" nullable:"true"`
	Position   *string `json:"position,omitempty" maxLength:"10" nullable:"true" doc:"In the grid of its location: a label such as A1, or next."`
}

// Target is where the samples of a bulk request come to.
type Target struct {
	LocationID *id.ID  `json:"location_id,omitempty" nullable:"true"`
	Location   *string `json:"location,omitempty" maxLength:"200" nullable:"true" doc:"Free text, for a place that is no location."`
	Position   *string `json:"position,omitempty" enum:"next" nullable:"true" doc:"next: each comes to the next free position."`
	Note       *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// BulkMove moves samples.
type BulkMove struct {
	Items []json.RawMessage `json:"items" minItems:"1" maxItems:"1000" doc:"{id, version?, location_id?, location?, position?}; all are moved or none."`
	Target
}

// BulkTransition brings samples into a state.
type BulkTransition struct {
	Items []json.RawMessage `json:"items" minItems:"1" maxItems:"1000" doc:"{id, version?, location_id?, location?, position?}; all are changed or none."`
	To    string            `json:"to" enum:"registered,received,in_use,in_storage,consumed,disposed"`
	Target
}

// change is what a bulk request does to one held sample.
type change struct {
	base string // points at its row
	r    *Sample
	from string
	c    *changes
	m    move
	line *History
}

// MoveAll moves all samples or none. A dry run writes nothing and reports every row's faults.
func (s *Service) MoveAll(ctx context.Context, in BulkMove, dryRun bool) (*Report, error) {
	var f values.Faults
	if in.LocationID == nil && in.Location == nil && !anyPlace(in.Items) {
		f.Add("/location_id", "required", "Say where to: a location_id or location, for all or in each row.")
		return nil, f.Err()
	}
	return s.changeAll(ctx, in.Items, in.Target, "", dryRun)
}

// TransitionAll brings all samples into a state or none.
func (s *Service) TransitionAll(ctx context.Context, in BulkTransition, dryRun bool) (*Report, error) {
	return s.changeAll(ctx, in.Items, in.Target, in.To, dryRun)
}

// anyPlace tells whether some row says where its sample goes.
func anyPlace(rows []json.RawMessage) bool {
	return slices.ContainsFunc(rows, func(raw json.RawMessage) bool {
		var named map[string]json.RawMessage
		if json.Unmarshal(raw, &named) != nil {
			return true // the row itself is at fault
		}
		return named["location_id"] != nil || named["location"] != nil || named["position"] != nil
	})
}

func (s *Service) changeAll(ctx context.Context, items []json.RawMessage, target Target, to string, dryRun bool) (*Report, error) {
	if len(items) == 0 { // null passes for an array
		return nil, apperr.InvalidField("/items", "required", "Send 1 to 1000 rows.")
	}
	var f values.Faults
	note := f.Prose("/note", target.Note, 2000)
	all, ids, err := s.heldRows(ctx, &f, items, target)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		s.step(&f, k, to)
		k.line.Note = note
	}
	if err := s.placeAll(ctx, &f, all); err != nil {
		return nil, err
	}
	f = f.First()
	if dryRun {
		return &Report{encoded: encoded{mustJSON(f.Report(len(items)))}}, nil
	}
	if err := f.Refusal("location_full", "location_archived", "position_taken", "archived", "stale", "invalid_transition", "expired"); err != nil {
		return nil, err
	}
	if err := s.writeAll(ctx, all); err != nil {
		return nil, err
	}
	rows, err := s.store.several(ctx, ids)
	return &Report{encoded: encoded{s.items(ctx, rows)}}, err
}

// heldRows reads the rows and locks their samples.
func (s *Service) heldRows(ctx context.Context, f *values.Faults, items []json.RawMessage, target Target) ([]*change, []id.ID, error) {
	rows, ids := make([]Row, len(items)), make([]id.ID, 0, len(items))
	good := make([]bool, len(items))
	for i, raw := range items {
		before := len(*f)
		f.Object("/items/"+itoa(i), raw, &rows[i])
		good[i] = len(*f) == before
		ids = append(ids, rows[i].ID)
	}
	held, err := s.HoldAll(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	all, met := make([]*change, 0, len(items)), map[id.ID]bool{}
	for i := range rows {
		base := "/items/" + itoa(i)
		r := held[rows[i].ID]
		switch {
		case !good[i]:
			continue
		case r == nil:
			f.Add(base+"/id", "unknown_reference", "There is no such sample.")
			continue
		case met[r.ID]:
			f.Add(base+"/id", "duplicate", "This sample is in the list twice.")
			continue
		case r.LockedAt != nil:
			f.Add(base+"/id", "locked", "%s is locked by a signature and cannot be changed.", r.Code)
		case r.ArchivedAt != nil:
			f.Add(base+"/id", "archived", "%s is archived.", r.Code)
		case rows[i].Version != nil && *rows[i].Version != r.Version:
			f.Add(base+"/version", "stale", "%s has version %d by now; read it again.", r.Code, r.Version)
		}
		met[r.ID] = true
		all = append(all, &change{base: base, r: r, from: r.Status, m: rows[i].move(f, base, r, target), c: &changes{columns: map[string]any{}}, line: &History{SampleID: r.ID, Kind: "moved"}})
	}
	return all, ids, nil
}

// move is where a row sends its sample: to its own place, to that of all, or to another position in the same place.
func (row *Row) move(f *values.Faults, base string, r *Sample, target Target) move {
	words, to, position := row.Location, row.LocationID, row.Position
	if words == nil && to == nil {
		words, to = target.Location, target.LocationID
		if position == nil && to != nil {
			position = target.Position
		}
	}
	if words == nil && to == nil && position != nil {
		to = r.LocationID
	}
	words, to, position = where(f, base, words, to, position)
	return move{set: words != nil || to != nil, words: words, to: to, position: position}
}

// step brings one sample into another state; to is empty for a mere move.
func (s *Service) step(f *values.Faults, k *change, to string) {
	if to == "" {
		return
	}
	if !slices.Contains(Next(k.from), to) {
		f.Add(k.base+"/id", "invalid_transition", "%s is %s and cannot become %s.", k.r.Code, k.from, to)
		return
	}
	k.r.Status = to
	k.c.columns["status"] = to
	if err := s.receive(k.r, k.c); err != nil {
		f.Add(k.base+"/id", "expired", "%s expired at %s, before it was received.", k.r.Code, k.r.ExpiresAt.UTC().Format(time.RFC3339))
	}
	k.line.Kind, k.line.FromStatus, k.line.ToStatus = "transition", &k.from, &to
}

// placeAll brings all to their places. Those who ask for a certain position come before those who take any.
func (s *Service) placeAll(ctx context.Context, f *values.Faults, all []*change) error {
	var places, moving []id.ID
	for _, k := range all {
		k.m = k.m.settled(k.r)
		places, moving = with(with(places, k.m.to), k.r.LocationID), append(moving, k.r.ID)
	}
	at, err := s.store.spots(ctx, places, moving)
	if err != nil {
		return err
	}
	for _, any := range []bool{false, true} {
		for _, k := range all {
			if isNext(k.m.position) == any {
				k.place(f, at)
			}
		}
	}
	return nil
}

// place notes where one sample comes to, or stays.
func (k *change) place(f *values.Faults, at spots) {
	old := k.r.Location
	if k.r.LocationID != nil {
		old = &at[*k.r.LocationID].path
	}
	if !k.m.set {
		if k.r.LocationID != nil { // it keeps its room
			stay := move{to: k.r.LocationID, position: k.r.Position}
			at.keep(k.r, &stay)
		}
		k.line.Location = in(old, k.r.Position)
		return
	}
	shown := k.m.words
	if k.m.to != nil {
		if same(k.m.to, k.r.LocationID) && same(k.m.position, k.r.Position) {
			at.keep(k.r, &k.m)
			shown = old
		} else {
			shown = at.enter(f, k.base, k.r, &k.m)
		}
	}
	k.line.Location = in(shown, k.m.position)
	k.c.move(k.r, k.m, old, shown)
	if len(k.c.list) > 0 {
		k.line.Details = k.c.details()
	}
}

// keep counts a sample that stays where it is: it is in nobody's way, even where there are more than should be.
func (s spots) keep(r *Sample, m *move) {
	at := s[*m.to]
	if at == nil || gone(r.Status) {
		return
	}
	at.occupied++
	if m.position != nil {
		at.taken[*m.position] = true
	}
}

// writeAll writes what changes of each sample, with one line in its timeline.
func (s *Service) writeAll(ctx context.Context, all []*change) error {
	rows, lines := []changed{}, []*History{}
	for _, k := range all {
		if len(k.c.columns) == 0 {
			continue
		}
		rows = append(rows, k.row())
		lines = append(lines, s.line(ctx, k.line))
	}
	if len(rows) == 0 {
		return nil
	}
	if err := s.store.change(ctx, rows); err != nil {
		return conflict(err)
	}
	return db.Insert(ctx, s.kit.DB, &lines)
}
