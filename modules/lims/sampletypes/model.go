package sampletypes

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Type is a kind of sample as it is stored. A built-in one has no row before somebody changes it.
type Type struct {
	db.Key
	TypeKey     string `gorm:"column:key"`
	Label       string
	Description *string
	Strict      bool
	Fields      Fields
	db.Stamps
}

// TableName is the table of kinds.
func (Type) TableName() string { return "sample_types" }

// Field is one custom field of a kind of sample.
type Field struct {
	Key           string                        `json:"key"`
	Label         string                        `json:"label"`
	Kind          string                        `json:"kind" enum:"text,number,quantity,choice,date,reference,boolean,calculated"`
	Required      bool                          `json:"required" doc:"Needed whenever the field is shown."`
	Unit          *string                       `json:"unit" nullable:"true" doc:"Of a quantity: UCUM unit of min and max. Values may have any unit that converts to it and stay as written."`
	Min           *string                       `json:"min" nullable:"true"`
	Max           *string                       `json:"max" nullable:"true"`
	Choices       []string                      `json:"choices"`
	ReferenceType *string                       `json:"reference_type" nullable:"true"`
	ShownWhen     endpoint.OrNull[Condition]    `json:"shown_when"`
	Default       endpoint.OrNull[values.Shown] `json:"default"`
	Expression    *string                       `json:"expression" nullable:"true" doc:"Of a calculated field: mass / volume."`
	Help          *string                       `json:"help" nullable:"true"`
}

// Condition shows a field only where another one has a value.
type Condition struct {
	Field  string          `json:"field" maxLength:"100" doc:"Key of a text, choice or boolean field of the same kind of sample."`
	Equals json.RawMessage `json:"equals" doc:"Text, or true or false."`
}

// Fields are the custom fields in the order a form shows them.
type Fields []Field

// GormDataType names the column type for GORM.
func (Fields) GormDataType() string { return "jsonb" }

// Value writes the column.
func (f Fields) Value() (driver.Value, error) {
	if f == nil {
		f = Fields{}
	}
	b, err := json.Marshal([]Field(f))
	return string(b), err
}

// Scan reads the column.
func (f *Fields) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return json.Unmarshal([]byte(v), (*[]Field)(f))
	case []byte:
		return json.Unmarshal(v, (*[]Field)(f))
	}
	return fmt.Errorf("sampletypes: cannot read %T as fields", src)
}

// Item is a kind of sample in the list.
type Item struct {
	Key         string     `json:"key"`
	Label       string     `json:"label"`
	Description *string    `json:"description" nullable:"true"`
	BuiltIn     bool       `json:"built_in" doc:"Every organisation has it; it can be changed and never archived."`
	Strict      bool       `json:"strict" doc:"Values outside the fields are refused."`
	Fields      []Field    `json:"fields"`
	ID          *id.ID     `json:"id" nullable:"true" doc:"Null for a built-in kind that nobody has changed."`
	OrgID       id.ID      `json:"org_id"`
	Version     int        `json:"version"`
	CreatedAt   *time.Time `json:"created_at" nullable:"true"`
	CreatedBy   *id.ID     `json:"created_by" nullable:"true"`
	UpdatedAt   *time.Time `json:"updated_at" nullable:"true"`
	ArchivedAt  *time.Time `json:"archived_at" nullable:"true"`
}

// View is a single kind with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// NewField is a custom field as it comes in.
type NewField struct {
	Key           string          `json:"key" maxLength:"100" doc:"Key of the value in metadata."`
	Label         string          `json:"label,omitempty" maxLength:"200" doc:"The key when absent."`
	Kind          string          `json:"kind" enum:"text,number,quantity,choice,date,reference,boolean,calculated"`
	Required      bool            `json:"required,omitempty"`
	Unit          *string         `json:"unit,omitempty" maxLength:"80" nullable:"true" doc:"UCUM unit; required for a quantity, and for a calculated field that is none of plain numbers."`
	Min           json.RawMessage `json:"min,omitempty" doc:"Decimal number, of a quantity in its unit."`
	Max           json.RawMessage `json:"max,omitempty" doc:"Decimal number, of a quantity in its unit."`
	Choices       []string        `json:"choices,omitempty" maxItems:"200" doc:"Required for a choice."`
	ReferenceType *string         `json:"reference_type,omitempty" maxLength:"60" nullable:"true" doc:"Required for a reference: sample, project, instrument, calibration, protocol, notebook, notebook_entry, experiment, result or file."`
	ShownWhen     json.RawMessage `json:"shown_when,omitempty" doc:"{field, equals}: shown only where the other field has this text, true or false; null for always."`
	Default       json.RawMessage `json:"default,omitempty" doc:"Plain, or {value, unit, type}; what a new sample gets where the value is absent."`
	Expression    *string         `json:"expression,omitempty" maxLength:"500" nullable:"true" doc:"Required for a calculated field: + - * / ^ with a whole exponent, abs, min, max, round(number, digits) over keys of number, quantity and calculated fields; [keys with spaces] in brackets. It is checked for its dimension, and evaluated exactly whenever a sample is read."`
	Help          *string         `json:"help,omitempty" maxLength:"2000" nullable:"true"`
}

// New is the body of a creation.
type New struct {
	Key         string     `json:"key" maxLength:"60" doc:"Lower-case letters, digits and _; never changes."`
	Label       string     `json:"label" minLength:"1" maxLength:"200"`
	Description *string    `json:"description,omitempty" maxLength:"2000" nullable:"true"`
	Strict      bool       `json:"strict,omitempty"`
	Fields      []NewField `json:"fields,omitempty" maxItems:"100"`
}

// Change is a merge patch; fields are replaced as a whole.
type Change struct {
	Label       endpoint.Patch[string]     `json:"label,omitempty" minLength:"1" maxLength:"200"`
	Description endpoint.Patch[string]     `json:"description,omitempty" maxLength:"2000"`
	Strict      endpoint.Patch[bool]       `json:"strict,omitempty"`
	Fields      endpoint.Patch[[]NewField] `json:"fields,omitempty" maxItems:"100"`
}

// builtIn are the kinds every organisation has (API.md §6.3).
func builtIn() []Type {
	kind := func(key, label string) Type {
		return Type{TypeKey: key, Label: label, Fields: Fields{}, Stamps: db.Stamps{Version: 1}}
	}
	return []Type{kind("wafer", "Wafer"), kind("die", "Die"), kind("chip", "Chip"), kind("thin_film", "Thin film"), kind("powder", "Powder"),
		kind("liquid", "Liquid"), kind("other", "Other")}
}

func isBuiltIn(key string) bool { return builtInOf(key) != nil }

func builtInOf(key string) *Type {
	for _, t := range builtIn() {
		if t.TypeKey == key {
			return &t
		}
	}
	return nil
}

func (t *Type) item(org id.ID) Item {
	i := Item{Key: t.TypeKey, Label: t.Label, Description: t.Description, BuiltIn: isBuiltIn(t.TypeKey), Strict: t.Strict, Fields: t.Fields, OrgID: org,
		Version: t.Version, CreatedBy: t.CreatedBy, ArchivedAt: t.ArchivedAt}
	if t.ID != id.Nil {
		i.ID, i.CreatedAt, i.UpdatedAt = &t.ID, &t.CreatedAt, &t.UpdatedAt
	}
	return i
}

// ValueType is the type of the values of a field; empty for a calculated one, which has none of its own.
func (fd *Field) ValueType() string { return valueTypes()[fd.Kind] }
