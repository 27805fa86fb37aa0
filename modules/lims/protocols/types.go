package protocols

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Date is a day of the calendar, YYYY-MM-DD; when it begins depends on where the organisation is.
type Date string

// Scan reads a date column.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case time.Time:
		*d = Date(v.Format(time.DateOnly))
	case string:
		*d = Date(v)
	default:
		return fmt.Errorf("protocols: cannot read %T as date", src)
	}
	return nil
}

// Value writes a date column.
func (d Date) Value() (driver.Value, error) { return string(d), nil }

// People is a uuid[] column.
type People []id.ID

// GormDataType names the column's type.
func (People) GormDataType() string { return "uuid[]" }

// Scan reads PostgreSQL's text form, {a,b}.
func (p *People) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("protocols: cannot read %T as uuid[]", src)
	}
	*p = People{}
	for _, part := range strings.Split(strings.Trim(text, "{}"), ",") {
		if v, ok := id.Parse(part); ok {
			*p = append(*p, v)
		}
	}
	return nil
}

// Value writes PostgreSQL's text form.
func (p People) Value() (driver.Value, error) {
	parts := make([]string, len(p))
	for i, v := range p {
		parts[i] = v.String()
	}
	return "{" + strings.Join(parts, ",") + "}", nil
}

// Step is one item of a checklist.
type Step struct {
	Text     string `json:"text" minLength:"1" maxLength:"1000"`
	Required bool   `json:"required" required:"false" doc:"An experiment is not completed without it."`
	Kind     string `json:"kind" required:"false" enum:"check,value,warning" default:"check" doc:"check is ticked, value asks for a note of what was read, warning is confirmed."`
}
