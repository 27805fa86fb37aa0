package samples

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Transition moves a sample on in its life.
type Transition struct {
	To         string  `json:"to" enum:"registered,received,in_use,in_storage,consumed,disposed"`
	Location   *string `json:"location,omitempty" maxLength:"200" nullable:"true" doc:"Where it is now, in words; absent leaves the place as it is."`
	LocationID *id.ID  `json:"location_id,omitempty" nullable:"true" doc:"Where it is now."`
	Position   *string `json:"position,omitempty" maxLength:"10" nullable:"true" doc:"In the grid of that location: a label such as A1, or next."`
	Note       *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Transition moves a sample into another state. seen is the version the client has seen, 0 for any.
func (s *Service) Transition(ctx context.Context, sampleID id.ID, seen int, in Transition) (*Full, error) {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	words, to, position := where(&f, "", in.Location, in.LocationID, in.Position)
	note := f.Prose("/note", in.Note, 2000)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := shelved(r); err != nil {
		return nil, err
	}
	from := r.Status
	if err := apperr.Transition("A sample", from, in.To, Next(from)); err != nil {
		return nil, err
	}
	r.Status = in.To
	c := &changes{columns: map[string]any{"status": in.To}}
	if err := s.receive(r, c); err != nil {
		return nil, err
	}
	if _, err := s.relocate(ctx, r, move{set: words != nil || to != nil, words: words, to: to, position: position}, c); err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, r, c.columns); err != nil {
		return nil, err
	}
	place, err := s.placeOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, &History{SampleID: sampleID, Kind: "transition", FromStatus: &from, ToStatus: &in.To, Location: place, Note: note}); err != nil {
		return nil, err
	}
	return s.Get(ctx, sampleID)
}

// receive notes when a sample came. What has expired on the way is not received.
func (s *Service) receive(r *Sample, c *changes) error {
	if r.Status != Received || r.ReceivedAt != nil {
		return nil
	}
	now := s.kit.Clock()
	if r.ExpiresAt != nil && !r.ExpiresAt.After(now) {
		return apperr.New(apperr.Conflict, "expired", "It expired at %s, before it was received: correct expires_at, or dispose of it.", r.ExpiresAt.UTC().Format(time.RFC3339))
	}
	c.columns["received_at"] = now
	return nil
}

// shelved refuses work on an archived sample.
func shelved(r *Sample) error {
	if r.ArchivedAt != nil {
		return apperr.New(apperr.Conflict, "archived", "This sample is archived.")
	}
	return nil
}

// Position is the place of a die on its wafer.
type Position struct {
	DieRow int `json:"die_row" minimum:"-100000" maximum:"100000"`
	DieCol int `json:"die_col" minimum:"-100000" maximum:"100000"`
}

// Split makes parts of a sample. The parts take project, lot, material, hazards and place from it.
type Split struct {
	Count      int           `json:"count,omitempty" minimum:"1" maximum:"1000" doc:"How many; follows from positions or grid where one is given."`
	Pattern    string        `json:"pattern,omitempty" maxLength:"400" doc:"Names of the parts: text with {parent} {code} {lot} {material} {type}, {n} {nn} {nnn} for the number, {row} {col} for the place of a die; {parent}-{nn} when absent."`
	SampleType string        `json:"sample_type,omitempty" maxLength:"60" doc:"The sample's own type when absent."`
	Location   *string       `json:"location,omitempty" maxLength:"200" nullable:"true"`
	LocationID *id.ID        `json:"location_id,omitempty" nullable:"true" doc:"Where the parts come to; the sample's own place when neither is given."`
	Quantity   QuantityInput `json:"quantity,omitempty" nullable:"true" doc:"Of each part; taken from the sample's own when it has one."`
	Positions  []Position    `json:"positions,omitempty" maxItems:"1000" doc:"Of dies on their wafer: one for each part, in the order of the numbers."`
	Grid       *DieGrid      `json:"grid,omitempty" doc:"Dies in rows and columns, instead of positions."`
	Position   *string       `json:"position,omitempty" enum:"next" nullable:"true" doc:"next: the parts come to the next free positions in the grid of their location."`

	Metadata map[string]json.RawMessage `json:"metadata,omitempty" doc:"Custom values of each part, as in POST /samples."`
}

// Parts is the answer of splitting and of bulk registration.
type Parts struct {
	Items []Full `json:"items"`
	encoded
}

// Split makes count parts of a sample, all or none. seen is the version the client has seen, 0 for any.
func (s *Service) Split(ctx context.Context, sampleID id.ID, seen int, in Split) (*Parts, error) {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	drafts, err := s.parts(ctx, r, in)
	if err != nil {
		return nil, err
	}
	if err := shelved(r); err != nil {
		return nil, err
	}
	if gone(r.Status) {
		return nil, apperr.New(apperr.Conflict, "sample_gone", "A sample that is %s cannot be split.", r.Status)
	}
	h := &History{SampleID: sampleID, Kind: "split"}
	details, err := s.takeParts(ctx, r, drafts, h)
	if err != nil {
		return nil, err
	}
	written, err := s.insertParts(ctx, drafts)
	if err != nil {
		return nil, err
	}
	made := make([]id.ID, len(drafts))
	for i := range drafts {
		made[i] = drafts[i].ID
	}
	details["count"], details["children"] = len(made), made
	h.Details = mustJSON(details)
	return &Parts{encoded: encoded{s.items(ctx, written)}}, s.note(ctx, h)
}

// takeParts takes the amount of the parts from a locked sample. What is used up by that is consumed, where its state
// lets it be.
func (s *Service) takeParts(ctx context.Context, r *Sample, parts []draft, h *History) (details map[string]any, err error) {
	left, err := remainder(r, parts[0].QuantityText, parts[0].QuantityUnit, len(parts))
	if err != nil || left == nil {
		return map[string]any{}, err
	}
	old := Quantity{Value: *r.QuantityText, Unit: *r.QuantityUnit}
	if old == *left { // parts of nothing
		return map[string]any{}, nil
	}
	return map[string]any{"changes": []difference{{"quantity", old, left}}}, db.Update(ctx, s.kit.DB, r, spend(r, left, h))
}

// insertParts brings the parts to their place and registers them.
func (s *Service) insertParts(ctx context.Context, drafts []draft) ([]row, error) {
	var f values.Faults
	if err := s.enterAll(ctx, &f, func(int) string { return "" }, drafts); err != nil {
		return nil, err
	}
	if err := placed(f.First()); err != nil {
		return nil, err
	}
	written, err := s.store.insertAll(ctx, drafts)
	return written, conflict(err)
}

// items writes several full samples as {"items":[…]}.
func (s *Service) items(ctx context.Context, rows []row) []byte {
	out := []byte(`{"items":[`)
	for i := range rows {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, s.full(ctx, &rows[i]).json...)
	}
	return append(out, "]}"...)
}

// parts checks a split and drafts the parts.
func (s *Service) parts(ctx context.Context, r *Sample, in Split) ([]draft, error) {
	var f values.Faults
	kind := in.SampleType
	location, locationID := in.Location, in.LocationID
	if location == nil && locationID == nil {
		location, locationID = r.Location, r.LocationID
	}
	location, locationID, position := where(&f, "", location, locationID, in.Position)
	in.layOut(&f)
	if kind == "" {
		kind = r.SampleType
	}
	known, err := s.schemas(ctx, kind)
	if err != nil {
		return nil, err
	}
	model := draft{}
	model.custom(&f, "", known.check(&f, "/sample_type", kind), in.Metadata)
	if err := s.checkCustom(ctx, &f, []draft{model}); err != nil {
		return nil, err
	}
	f.Line("/pattern", &in.Pattern, 400)
	var text, unit *string
	if in.Quantity != nil {
		text, unit = checkQuantity(&f, "/quantity", in.Quantity)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	before, err := s.store.children(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	names, err := childNames(in.Pattern, r, kind, numbering{first: int(before) + 1, count: in.Count, dies: in.Positions})
	if err != nil {
		return nil, err
	}
	details := mustJSON(map[string]any{"parent_id": r.ID, "parent_code": r.Code})
	drafts := make([]draft, in.Count)
	for i := range drafts {
		drafts[i] = draft{ID: id.New(), HistoryID: id.New(), Name: names[i], SampleType: kind, Status: Registered, ProjectID: r.ProjectID,
			ParentID: &r.ID, Lot: r.Lot, Location: location, LocationID: locationID, Position: position, ReceivedAt: r.ReceivedAt, ExpiresAt: r.ExpiresAt, Material: r.Material, QuantityText: text, QuantityNumber: text, QuantityUnit: unit,
			Hazards: r.Hazards, Values: model.Values, TypeVersion: model.TypeVersion, schema: model.schema, Metadata: model.Metadata, Kind: "created_by_split", Details: details}
		if len(in.Positions) > 0 {
			drafts[i].DieRow, drafts[i].DieCol = &in.Positions[i].DieRow, &in.Positions[i].DieCol
		}
	}
	return drafts, nil
}

func itoa(n int) string { return strconv.Itoa(n) }

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("samples: " + err.Error()) // only own types of plain fields get here
	}
	return b
}
