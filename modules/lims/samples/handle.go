package samples

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Transition moves a sample on in its life.
type Transition struct {
	To       string  `json:"to" enum:"registered,received,in_use,in_storage,consumed,disposed"`
	Location *string `json:"location,omitempty" maxLength:"200" nullable:"true" doc:"Where it is now; absent leaves the place as it is."`
	Note     *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Transition moves a sample into another state. seen is the version the client has seen, 0 for any.
func (s *Service) Transition(ctx context.Context, sampleID id.ID, seen int, in Transition) (*Full, error) {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	location := f.Line("/location", in.Location, 200)
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
	set := map[string]any{"status": in.To}
	if location != nil {
		set["location"] = *location
	}
	if err := db.Update(ctx, s.kit.DB, r, set); err != nil {
		return nil, err
	}
	if err := s.note(ctx, &History{SampleID: sampleID, Kind: "transition", FromStatus: &from, ToStatus: &in.To, Location: r.Location, Note: note}); err != nil {
		return nil, err
	}
	return s.Get(ctx, sampleID)
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
	Count      int           `json:"count" minimum:"1" maximum:"1000"`
	Pattern    string        `json:"pattern,omitempty" maxLength:"400" doc:"Names of the parts: text with {parent} {code} {lot} {material} {type} and {n} {nn} {nnn} for the number; {parent}-{nn} when absent."`
	SampleType string        `json:"sample_type,omitempty" maxLength:"60" doc:"The sample's own type when absent."`
	Location   *string       `json:"location,omitempty" maxLength:"200" nullable:"true"`
	Quantity   QuantityInput `json:"quantity,omitempty" nullable:"true" doc:"Of each part."`
	Positions  []Position    `json:"positions,omitempty" maxItems:"1000" doc:"Of dies on their wafer: one for each part, in the order of the numbers."`

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
	written, err := s.store.insertAll(ctx, drafts)
	if err != nil {
		return nil, conflict(err)
	}
	made := make([]id.ID, len(drafts))
	for i := range drafts {
		made[i] = drafts[i].ID
	}
	err = s.note(ctx, &History{SampleID: sampleID, Kind: "split", Details: mustJSON(map[string]any{"count": len(made), "children": made})})
	return &Parts{encoded: encoded{s.items(ctx, written)}}, err
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
	kind, location := in.SampleType, f.Line("/location", in.Location, 200)
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
	if location == nil {
		location = r.Location
	}
	var text, unit *string
	if in.Quantity != nil {
		text, unit = checkQuantity(&f, "/quantity", in.Quantity)
	}
	if n := len(in.Positions); n > 0 && n != in.Count {
		f.Add("/positions", "out_of_range", "%d parts need %d positions, not %d.", in.Count, in.Count, n)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	before, err := s.store.children(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	names, err := childNames(in.Pattern, r, kind, int(before)+1, in.Count)
	if err != nil {
		return nil, err
	}
	details := mustJSON(map[string]any{"parent_id": r.ID, "parent_code": r.Code})
	drafts := make([]draft, in.Count)
	for i := range drafts {
		drafts[i] = draft{ID: id.New(), HistoryID: id.New(), Name: names[i], SampleType: kind, Status: Registered, ProjectID: r.ProjectID,
			ParentID: &r.ID, Lot: r.Lot, Location: location, Material: r.Material, QuantityText: text, QuantityNumber: text, QuantityUnit: unit,
			Hazards: r.Hazards, Values: model.Values, Metadata: model.Metadata, Kind: "created_by_split", Details: details}
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
