package samples

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// Quantity is an amount, its value as it was written.
type Quantity struct {
	Value string `json:"value" doc:"Decimal number as written." sheet:"number"`
	Unit  string `json:"unit"`
}

// QuantityInput is an amount as it comes in: {"value","unit"}. A map, so that one fault does not hide another and a
// patch may clear it with null.
type QuantityInput map[string]json.RawMessage

// Item is a sample in a list. The row encoder writes it; this type documents it.
type Item struct {
	ID            id.ID                     `json:"id"`
	OrgID         id.ID                     `json:"org_id"`
	Code          string                    `json:"code"`
	Name          string                    `json:"name"`
	SampleType    string                    `json:"sample_type"`
	Status        string                    `json:"status" enum:"registered,received,in_use,in_storage,consumed,disposed"`
	ProjectID     *id.ID                    `json:"project_id" nullable:"true"`
	ProjectCode   *string                   `json:"project_code" nullable:"true"`
	ProjectName   *string                   `json:"project_name" nullable:"true"`
	ParentID      *id.ID                    `json:"parent_id" nullable:"true"`
	ParentCode    *string                   `json:"parent_code" nullable:"true"`
	ParentName    *string                   `json:"parent_name" nullable:"true"`
	Lot           *string                   `json:"lot" nullable:"true"`
	Barcode       *string                   `json:"barcode" nullable:"true"`
	Location      *string                   `json:"location" nullable:"true" doc:"Where it is: the path of its location, or free text."`
	Material      *string                   `json:"material" nullable:"true"`
	Description   *string                   `json:"description" nullable:"true"`
	Quantity      endpoint.OrNull[Quantity] `json:"quantity"`
	Hazards       []string                  `json:"hazards"`
	DieRow        *int                      `json:"die_row" nullable:"true"`
	DieCol        *int                      `json:"die_col" nullable:"true"`
	Version       int                       `json:"version"`
	CreatedAt     time.Time                 `json:"created_at"`
	CreatedBy     *id.ID                    `json:"created_by" nullable:"true"`
	CreatedByName *string                   `json:"created_by_name" nullable:"true"`
	UpdatedAt     time.Time                 `json:"updated_at"`
	ArchivedAt    *time.Time                `json:"archived_at" nullable:"true"`
	LockedAt      *time.Time                `json:"locked_at" nullable:"true"`
	LocationID    *id.ID                    `json:"location_id" nullable:"true"`
	LocationPath  *string                   `json:"location_path" nullable:"true"`
	Custodian     endpoint.OrNull[Person]   `json:"custodian" doc:"Who holds it; null for nobody in particular."`
	Pending       endpoint.OrNull[Pending]  `json:"pending_custody" doc:"The hand-over that waits for its receiver."`
	TypeVersion   *int                      `json:"type_version" nullable:"true" doc:"Newest version of its type that all its custom values satisfied when they were checked; null when none was."`
	Position      *string                   `json:"position" nullable:"true" doc:"Where it lies in the grid of its location, such as A1."`
	ReceivedAt    *time.Time                `json:"received_at" nullable:"true"`
	ExpiresAt     *time.Time                `json:"expires_at" nullable:"true" doc:"From then on it is expired."`
	Minimum       endpoint.OrNull[Quantity] `json:"minimum_quantity" doc:"The least there should be."`
	LowStockSince *time.Time                `json:"low_stock_since" nullable:"true" doc:"Since when there is less than that; null while there is enough."`
}

// Line is a sample in a list; custom and calculated values come with exports only, pages do not read them.
type Line struct {
	Item
	Metadata   map[string]values.Shown           `json:"metadata,omitempty" sheet:"spread" doc:"Custom values, in exports of the list."`
	Calculated map[string]sampletypes.Calculated `json:"calculated,omitempty" sheet:"spread" doc:"Values of calculated fields, in exports of the list."`
}

// Person is somebody of the organisation.
type Person struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
}

// Pending is a hand-over that waits for its receiver.
type Pending struct {
	ID         id.ID     `json:"id"`
	To         Person    `json:"to"`
	LocationID *id.ID    `json:"location_id" nullable:"true"`
	Note       *string   `json:"note" nullable:"true"`
	CreatedAt  time.Time `json:"created_at"`
	CreatedBy  *id.ID    `json:"created_by" nullable:"true"`
}

// encoded is a JSON document that was written once, straight from the database's rows.
type encoded struct{ json []byte }

// MarshalJSON hands the document over.
func (e encoded) MarshalJSON() ([]byte, error) { return e.json, nil }

// RawJSON lets the kernel write the document without checking it again.
func (e encoded) RawJSON() []byte { return e.json }

// Full is a single sample.
type Full struct {
	Item
	Metadata     map[string]values.Shown           `json:"metadata"`
	Calculated   map[string]sampletypes.Calculated `json:"calculated" doc:"Calculated fields by key; a value that cannot be made is null, with the reason."`
	Expired      bool                              `json:"expired"`
	NextStatuses []string                          `json:"next_statuses" doc:"States the sample can be moved to."`
	SchemaFaults []apperr.Field                    `json:"schema_faults" doc:"What the sample's type, as it is now, would no longer allow. Nothing stored is ever made invalid by a change of its type."`
	Actions      endpoint.Actions                  `json:"_actions"`
	encoded
	id      id.ID
	version int
}

// SampleID identifies what the document holds.
func (f *Full) SampleID() id.ID { return f.id }

// Page is one page of samples.
type Page struct {
	page.List[Line]
	encoded
}

// Filter narrows the list.
type Filter struct {
	Q               string    `query:"q" maxLength:"200" doc:"Substring of code, name, lot, material or description, or the beginning of a barcode."`
	Status          []string  `query:"status" enum:"registered,received,in_use,in_storage,consumed,disposed"`
	ProjectID       string    `query:"project_id" format:"uuid"`
	SampleType      string    `query:"sample_type" maxLength:"60"`
	Lot             string    `query:"lot" maxLength:"200"`
	Barcode         string    `query:"barcode" maxLength:"200" doc:"Exactly this barcode, as a scanner reads it."`
	ParentID        string    `query:"parent_id" format:"uuid"`
	LocationID      string    `query:"location_id" format:"uuid" doc:"In this location or in what lies in it."`
	CustodianID     string    `query:"custodian_id" format:"uuid" doc:"Held by this person."`
	Expired         bool      `query:"expired" doc:"Only what has expired."`
	ExpiringBefore  time.Time `query:"expiring_before" doc:"Only what expires before this time, or has."`
	LowStock        bool      `query:"low_stock" doc:"Only what there is less of than there should be."`
	DieRow          string    `query:"die_row" pattern:"^-?[0-9]{1,6}$" doc:"Of dies; with parent_id, of one wafer."`
	DieCol          string    `query:"die_col" pattern:"^-?[0-9]{1,6}$"`
	IncludeArchived bool      `query:"include_archived"`

	Query string            `query:"query" maxLength:"2000" doc:"Terms joined by AND, OR, NOT and parentheses: type:wafer AND (status:received OR lot:\"A7\") AND meta.thickness > 0.5 mm AND created_at >= 2026-01-01 AND NOT archived. A term is a field of GET /samples/fields, one of : = != > >= < <= and ~ for a part of a text, and a value, in quotes where it has spaces; field:(a, b) is any of several, field:* any value. At most 2000 characters and 40 terms."`
	Meta  map[string]string // filters meta.key, by key
}

// New is the body of a registration.
type New struct {
	Name        string                     `json:"name" minLength:"1" maxLength:"200"`
	SampleType  string                     `json:"sample_type" maxLength:"60" doc:"Key of GET /sample-types."`
	Status      string                     `json:"status,omitempty" enum:"registered,received,in_use,in_storage" default:"registered" doc:"State on arrival."`
	ProjectID   *id.ID                     `json:"project_id,omitempty" nullable:"true"`
	ParentID    *id.ID                     `json:"parent_id,omitempty" nullable:"true" doc:"Sample this one was made from."`
	Lot         *string                    `json:"lot,omitempty" maxLength:"200" nullable:"true"`
	Barcode     *string                    `json:"barcode,omitempty" maxLength:"200" nullable:"true"`
	Location    *string                    `json:"location,omitempty" maxLength:"200" nullable:"true" doc:"Free text, for a place that is no location."`
	LocationID  *id.ID                     `json:"location_id,omitempty" nullable:"true"`
	Position    *string                    `json:"position,omitempty" maxLength:"10" nullable:"true" doc:"In the grid of the location: a label such as A1, or next for the first free one."`
	ReceivedAt  *time.Time                 `json:"received_at,omitempty" nullable:"true" doc:"When it came; now for what is received as it is registered."`
	ExpiresAt   *time.Time                 `json:"expires_at,omitempty" nullable:"true" doc:"After received_at."`
	Minimum     QuantityInput              `json:"minimum_quantity,omitempty" nullable:"true" doc:"The least there should be, in a unit that converts to that of the quantity."`
	Material    *string                    `json:"material,omitempty" maxLength:"200" nullable:"true"`
	Description *string                    `json:"description,omitempty" maxLength:"20000" nullable:"true"`
	Quantity    QuantityInput              `json:"quantity,omitempty" nullable:"true" doc:"{value, unit}: value is a decimal number; a string keeps what was written (\"1.10\")."`
	Hazards     []string                   `json:"hazards,omitempty" maxItems:"30" doc:"GHS words (flammable, toxic …) or short texts."`
	DieRow      *int                       `json:"die_row,omitempty" minimum:"-100000" maximum:"100000" nullable:"true" doc:"Row of a die on its wafer."`
	DieCol      *int                       `json:"die_col,omitempty" minimum:"-100000" maximum:"100000" nullable:"true" doc:"Column of a die on its wafer."`
	Metadata    map[string]json.RawMessage `json:"metadata,omitempty" doc:"Custom values by key: plain, or {value, unit, type}."`
}

// Change is a merge patch.
type Change struct {
	Name        endpoint.Patch[string]                     `json:"name,omitempty" minLength:"1" maxLength:"200"`
	SampleType  endpoint.Patch[string]                     `json:"sample_type,omitempty" maxLength:"60"`
	ProjectID   endpoint.Patch[id.ID]                      `json:"project_id,omitempty"`
	ParentID    endpoint.Patch[id.ID]                      `json:"parent_id,omitempty"`
	Lot         endpoint.Patch[string]                     `json:"lot,omitempty" maxLength:"200"`
	Barcode     endpoint.Patch[string]                     `json:"barcode,omitempty" maxLength:"200"`
	Location    endpoint.Patch[string]                     `json:"location,omitempty" maxLength:"200" doc:"Free text; it takes the sample out of its location."`
	LocationID  endpoint.Patch[id.ID]                      `json:"location_id,omitempty"`
	Position    endpoint.Patch[string]                     `json:"position,omitempty" maxLength:"10" doc:"In the grid of the location: a label such as A1, or next for the first free one."`
	ReceivedAt  endpoint.Patch[time.Time]                  `json:"received_at,omitempty"`
	ExpiresAt   endpoint.Patch[time.Time]                  `json:"expires_at,omitempty"`
	Minimum     endpoint.Patch[QuantityInput]              `json:"minimum_quantity,omitempty" doc:"{value, unit}; null clears it."`
	Material    endpoint.Patch[string]                     `json:"material,omitempty" maxLength:"200"`
	Description endpoint.Patch[string]                     `json:"description,omitempty" maxLength:"20000"`
	Quantity    endpoint.Patch[QuantityInput]              `json:"quantity,omitempty" doc:"{value, unit}; null clears it."`
	Hazards     endpoint.Patch[[]string]                   `json:"hazards,omitempty"`
	DieRow      endpoint.Patch[int]                        `json:"die_row,omitempty" minimum:"-100000" maximum:"100000"`
	DieCol      endpoint.Patch[int]                        `json:"die_col,omitempty" minimum:"-100000" maximum:"100000"`
	Metadata    endpoint.Patch[map[string]json.RawMessage] `json:"metadata,omitempty"`
}
