package samples

import (
	"context"
	"maps"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// has tells what drafts have. The statement that writes them names no table without need: to begin with a table takes a
// session about as long as to read a row of it.
type has struct{ values, project, parent, place bool }

func having(drafts []draft) (h has) {
	for i := range drafts {
		d := &drafts[i]
		h.values = h.values || len(d.Values) > 0
		h.project, h.parent, h.place = h.project || d.ProjectID != nil, h.parent || d.ParentID != nil, h.place || d.LocationID != nil
	}
	return h
}

// inserts are the statements for all that drafts may have.
func inserts() map[has]string {
	out := map[has]string{}
	either := []bool{false, true}
	for _, v := range either {
		for _, project := range either {
			for _, parent := range either {
				for _, place := range either {
					h := has{v, project, parent, place}
					out[h] = h.insertSQL()
				}
			}
		}
	}
	return out
}

// insertSQL writes drafts ($2) with their metadata ($7) and first line of history in one statement, and reads them
// back the way a reader sees them. Codes are drawn by the column's default, in the order of the drafts.
func (h has) insertSQL() string {
	list, joins := h.shown()
	metadata := ""
	if h.values {
		metadata = `
 m as (insert into sample_metadata (org_id, id, sample_id, key, type, value_text, value_number, unit, created_by)
  select $1, id, sample_id, key, type, text, number, unit, $3 from jsonb_to_recordset($7::jsonb)
  as m(id uuid, sample_id uuid, key text, type text, text text, number numeric, unit text)),`
	}
	return `with d as (select * from jsonb_to_recordset($2::jsonb) as d(ord int, id uuid, history_id uuid, name text, sample_type text, status text,
  project_id uuid, parent_id uuid, lot text, barcode text, location text, location_id uuid, place text, material text, description text, quantity_text text,
  quantity_number numeric, quantity_unit text, hazards text[], die_row int, die_col int, type_version int,
  position text, received_at timestamptz, expires_at timestamptz, minimum_text text, minimum_unit text, minimum_number numeric, metadata text, kind text, details jsonb)),
 s as (insert into samples (org_id, id, name, sample_type, status, project_id, parent_id, lot, barcode, location, location_id, material, description,
  quantity_text, quantity_number, quantity_unit, hazards, die_row, die_col, type_version, position, received_at, expires_at, minimum_text, minimum_unit, minimum_number, created_by)
  select $1, id, name, sample_type, status, project_id, parent_id, lot, barcode, location, location_id, material, description,
  quantity_text, quantity_number, quantity_unit, hazards, die_row, die_col, type_version, position, received_at, expires_at, minimum_text, minimum_unit, minimum_number, $3 from d order by ord returning *),` + metadata + `
 h as (insert into sample_history (org_id, id, sample_id, kind, to_status, location, actor_id, actor_name, note, details)
  select $1, history_id, id, kind, status, coalesce(place, location), $4, $5, $6, details from d)
 select ` + list + `, d.metadata from s join d on d.id = s.id` + joins + ` order by d.ord`
}

// shown are the columns of a reader and the joins they need. Nobody holds a new sample yet.
func (h has) shown() (list, joins string) {
	const none = "null::text"
	instead := map[string]string{"custodian_name": none, "pending_custody": none}
	joins = ofCreator
	for _, part := range []struct {
		there bool
		join  string
		none  map[string]string
	}{
		{h.project, ofProject, map[string]string{"project_code": none, "project_name": none}},
		{h.parent, ofParent, map[string]string{"parent_id": "null::uuid", "parent_code": none, "parent_name": none}},
		{h.place, ofPlace, map[string]string{"location": "s.location", "location_path": none}},
	} {
		if part.there {
			joins += part.join
		} else {
			maps.Copy(instead, part.none)
		}
	}
	return selectInstead(instead), joins
}

// metaRow is one custom value as the insert statement reads it.
type metaRow struct {
	ID       id.ID   `json:"id"`
	SampleID id.ID   `json:"sample_id"`
	Key      string  `json:"key"`
	Type     string  `json:"type"`
	Text     string  `json:"text"`
	Number   *string `json:"number"`
	Unit     *string `json:"unit"`
}

// insert is the statement for drafts, and what it is given.
func (s store) insert(ctx context.Context, drafts []draft) (statement string, args []any) {
	a := tenancy.Must(ctx)
	meta := []metaRow{}
	for i := range drafts {
		d := &drafts[i]
		d.Ord = i
		for _, v := range d.Values {
			meta = append(meta, metaRow{ID: id.New(), SampleID: d.ID, Key: v.Name, Type: v.Type, Text: v.Text, Number: v.Number, Unit: v.Unit})
		}
	}
	h := having(drafts)
	args = []any{a.Org, mustJSON(drafts), db.By(ctx).CreatedBy, a.ID, a.Name, optional(tenancy.StampFrom(ctx).Reason)}
	if h.values {
		args = append(args, mustJSON(meta))
	}
	return s.inserts[h], args
}
