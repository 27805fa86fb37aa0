package samples

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Sample is one row of samples, as it is locked and changed; reading goes through the row encoder.
type Sample struct {
	db.Key
	Code           string `gorm:"<-:false"`
	Name           string
	SampleType     string
	Status         string
	ProjectID      *id.ID
	ParentID       *id.ID
	Lot            *string
	Barcode        *string
	Location       *string // words; the path of LocationID takes their place
	LocationID     *id.ID
	CustodianID    *id.ID
	Material       *string
	Description    *string
	QuantityText   *string // as written: "1.10"
	QuantityNumber *string // the same as numeric
	QuantityUnit   *string
	Hazards        Words
	DieRow         *int
	DieCol         *int
	TypeVersion    *int
	ReceivedAt     *time.Time
	ExpiresAt      *time.Time
	MinimumText    *string // the least there should be, as written
	MinimumUnit    *string
	MinimumNumber  *string    // in the unit of the quantity
	LowStockSince  *time.Time `gorm:"<-:false"` // kept by the database
	Position       *string    // label in the grid of LocationID
	db.Stamps
	db.Lockable
}

// TableName is the table of samples.
func (Sample) TableName() string { return "samples" }

// Metadatum is one custom value of a sample.
type Metadatum struct {
	db.Key
	SampleID    id.ID
	MetaKey     string `gorm:"column:key"`
	Type        string
	ValueText   string
	ValueNumber *string
	Unit        *string
	Version     int       `gorm:"<-:update"`
	CreatedAt   time.Time `gorm:"<-:false;autoCreateTime:false"`
	CreatedBy   *id.ID
	UpdatedAt   time.Time `gorm:"<-:update;autoUpdateTime:false"`
}

// TableName is the table of custom values.
func (Metadatum) TableName() string { return "sample_metadata" }

// History is one line of a sample's timeline. The audit trail is the proof; this is for reading.
type History struct {
	db.Key
	SampleID   id.ID           `json:"sample_id"`
	OccurredAt time.Time       `gorm:"<-:false;autoCreateTime:false" json:"occurred_at"`
	Kind       string          `json:"kind" enum:"registered,updated,transition,split,created_by_split,metadata,archived,moved,custody,processed"`
	FromStatus *string         `json:"from_status" nullable:"true"`
	ToStatus   *string         `json:"to_status" nullable:"true"`
	Location   *string         `json:"location" nullable:"true"`
	Note       *string         `json:"note" nullable:"true"`
	ActorID    *id.ID          `json:"actor_id" nullable:"true"`
	ActorName  string          `json:"actor_name"`
	Details    json.RawMessage `json:"details" doc:"What changed: changes [{field, old, new}], or the parts of a split."`
}

// TableName is the table of timelines.
func (History) TableName() string { return "sample_history" }

// RecordVersion makes History listable; a line of the timeline never changes.
func (*History) RecordVersion() int { return 1 }

// Words is a text[] column.
type Words []string

// GormDataType names the column type for GORM.
func (Words) GormDataType() string { return "text[]" }

// Value writes the array literal.
func (w Words) Value() (driver.Value, error) {
	if w == nil {
		w = Words{}
	}
	b, err := pgtype.NewMap().Encode(pgtype.TextArrayOID, pgtype.TextFormatCode, []string(w), nil)
	return string(b), err
}

// Scan reads the array: a literal, or bytes in wire form.
func (w *Words) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return pgtype.NewMap().Scan(pgtype.TextArrayOID, pgtype.TextFormatCode, []byte(v), (*[]string)(w))
	case []byte:
		return pgtype.NewMap().Scan(pgtype.TextArrayOID, pgtype.BinaryFormatCode, v, (*[]string)(w))
	}
	return fmt.Errorf("samples: cannot read %T as text[]", src)
}
