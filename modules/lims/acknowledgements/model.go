package acknowledgements

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Assignment asks a person, or everybody who holds a role, to read a revision.
type Assignment struct {
	db.Key
	ProtocolID id.ID     `json:"protocol_id"`
	Role       *string   `json:"role" nullable:"true"`
	UserID     *id.ID    `json:"user_id" nullable:"true"`
	DueDate    time.Time `json:"-"`
	db.Stamps
}

// TableName is the table of assignments.
func (Assignment) TableName() string { return "protocol_assignments" }

// Shown is an assignment with what a table shows.
type Shown struct {
	Assignment
	Due      string  `gorm:"->" json:"due_date" format:"date" doc:"Last day, in the organisation's time zone."`
	UserName *string `gorm:"->" json:"user_name" nullable:"true"`
}

// Acknowledgement is a person's word: read and understood.
type Acknowledgement struct {
	db.Key
	ProtocolID     id.ID     `json:"protocol_id"`
	UserID         id.ID     `json:"user_id"`
	UserName       string    `json:"user_name"`
	Revision       int       `json:"revision"`
	ContentSHA256  string    `gorm:"column:content_sha256" json:"content_sha256"`
	AcknowledgedAt time.Time `gorm:"<-:false" json:"acknowledged_at"`
}

// TableName is the table of acknowledgements.
func (Acknowledgement) TableName() string { return "protocol_acknowledgements" }

// Reader is somebody who has to read a revision, or has read it.
type Reader struct {
	UserID         id.ID      `json:"user_id"`
	UserName       string     `json:"user_name"`
	Due            *string    `json:"due_date" nullable:"true" format:"date" doc:"null: nobody asked for it."`
	Status         string     `json:"status" enum:"acknowledged,pending,overdue"`
	AcknowledgedAt *time.Time `json:"acknowledged_at" nullable:"true"`
	Revision       *int       `json:"revision" nullable:"true"`
	ContentSHA256  *string    `gorm:"column:content_sha256" json:"content_sha256" nullable:"true"`
}

// New is the body of an assignment.
type New struct {
	Role    *string `json:"role,omitempty" maxLength:"100" nullable:"true" doc:"Everybody who holds this role."`
	UserID  *id.ID  `json:"user_id,omitempty" nullable:"true"`
	DueDate string  `json:"due_date" maxLength:"10" doc:"YYYY-MM-DD, in the organisation's time zone."`
}

// Filter narrows the list of readers.
type Filter struct {
	Status []string `query:"status" enum:"acknowledged,pending,overdue"`
}

func readerKeys() page.Keys[Reader] {
	return page.Keys[Reader]{"user_name": {SQL: "user_name", Cast: "text", IDSQL: "user_id", ID: func(r *Reader) id.ID { return r.UserID },
		Value: func(r *Reader) string { return r.UserName }}}
}

func assignmentKeys() page.Keys[Shown] {
	return page.Keys[Shown]{"created_at": db.ByTime("created_at", func(a *Shown) time.Time { return a.CreatedAt })}
}
