package samples

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Bulk is the body of a bulk registration. Rows are decoded one by one, so that a fault in one does not hide those
// of the others.
type Bulk struct {
	Items []json.RawMessage `json:"items" minItems:"1" maxItems:"1000" doc:"Each row as the body of POST /samples."`
}

// Report says what a bulk registration would do, or what it did.
type Report struct {
	Items   []Full         `json:"items,omitempty" doc:"The registered samples, in the order of the rows."`
	Rows    int            `json:"rows,omitempty" doc:"Dry run: how many rows there are."`
	Valid   int            `json:"valid,omitempty" doc:"Dry run: how many have no fault."`
	Invalid int            `json:"invalid,omitempty" doc:"Dry run: how many have one."`
	Errors  []apperr.Field `json:"errors,omitempty" doc:"Dry run: every fault of every row."`
	encoded
}

// CreateAll registers all rows or none. A dry run writes nothing and reports every row's faults.
func (s *Service) CreateAll(ctx context.Context, in Bulk, dryRun bool) (*Report, error) {
	var f values.Faults
	if len(in.Items) == 0 { // null passes for an array
		return nil, apperr.InvalidField("/items", "required", "Send 1 to 1000 rows.")
	}
	known, err := s.schemas(ctx, typesIn(in.Items)...)
	if err != nil {
		return nil, err
	}
	drafts, now := make([]draft, len(in.Items)), s.kit.Clock()
	for i, raw := range in.Items {
		base := "/items/" + itoa(i)
		var row New
		if f.Object(base, raw, &row) {
			drafts[i] = check(&f, base, row, known, now)
		}
	}
	if err := s.complete(ctx, &f, func(i int) string { return "/items/" + itoa(i) }, drafts); err != nil {
		return nil, err
	}
	f = f.First()
	if dryRun {
		return &Report{encoded: encoded{mustJSON(f.Report(len(in.Items)))}}, nil
	}
	if err := placed(f); err != nil {
		return nil, err
	}
	written, err := s.store.insertAll(ctx, drafts)
	if err != nil {
		return nil, conflict(err)
	}
	return &Report{encoded: encoded{s.items(ctx, written)}}, nil
}

// typesIn reads ahead which kinds the rows name, so that their schemas are read once.
func typesIn(rows []json.RawMessage) []string {
	out := []string{}
	for _, raw := range rows {
		var row struct {
			SampleType string `json:"sample_type"`
		}
		if json.Unmarshal(raw, &row) == nil && !slices.Contains(out, row.SampleType) && len(out) < 1000 {
			out = append(out, row.SampleType)
		}
	}
	return out
}

// checkReferences finds projects and parents that are not there or locked, and barcodes that are taken, in one
// statement each.
func (s *Service) checkReferences(ctx context.Context, f *values.Faults, base func(i int) string, drafts []draft) error {
	var parents, projects []id.ID
	var barcodes []string
	for i := range drafts {
		d := &drafts[i]
		parents, projects = with(parents, d.ParentID), with(projects, d.ProjectID)
		barcodes = with(barcodes, d.Barcode)
	}
	state, err := s.store.share(ctx, parents...)
	if err != nil {
		return err
	}
	known, err := s.store.projects(ctx, projects)
	if err != nil {
		return err
	}
	taken, err := s.store.barcodes(ctx, barcodes)
	if err != nil {
		return err
	}
	for i := range drafts {
		checkRow(f, base(i), &drafts[i], state, known, taken)
	}
	return nil
}

func with[T any](list []T, v *T) []T {
	if v == nil {
		return list
	}
	return append(list, *v)
}

func checkRow(f *values.Faults, base string, d *draft, parents, projects map[id.ID]bool, taken map[string]bool) {
	if d.ProjectID != nil && !projects[*d.ProjectID] {
		f.Add(base+"/project_id", "unknown_reference", "There is no such project.")
	}
	if d.ParentID != nil {
		if locked, exists := parents[*d.ParentID]; !exists {
			f.Add(base+"/parent_id", "unknown_reference", "There is no such sample.")
		} else if locked {
			f.Add(base+"/parent_id", "locked", "This sample is locked by a signature and cannot be changed.")
		}
	}
	if d.Barcode == nil {
		return
	}
	if taken[*d.Barcode] {
		f.Add(base+"/barcode", "barcode_taken", "Another sample of your organisation, or a row before, has this barcode.")
	}
	taken[*d.Barcode] = true
}
