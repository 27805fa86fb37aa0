package inbox

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Notification is a row of the table.
type Notification struct {
	OrgID      id.ID      `gorm:"primaryKey"`
	ID         id.ID      `gorm:"primaryKey"`
	UserID     id.ID      // who is told
	Kind       string     // what about
	Key        string     // the event
	RecordType string     // the record
	RecordID   id.ID      //
	RecordCode *string    //
	Title      string     //
	DueAt      *time.Time //
	ReadAt     *time.Time //
	CreatedAt  time.Time  //
	Work       *string    // the source that shows it, then it is for mail alone
	Mail       *string    // how its reader wants it by mail
	DigestOn   *time.Time // the day whose summary has it
}

// TableName is the table of notifications.
func (Notification) TableName() string { return "notifications" }

// Record is what an item is about.
type Record struct {
	Type string  `json:"type"`
	ID   id.ID   `json:"id"`
	Code *string `json:"code" nullable:"true"`
}

// Item is one line of the inbox.
type Item struct {
	NotificationID *id.ID     `json:"notification_id" nullable:"true" doc:"For POST /inbox/{id}/read; null for work, which goes away when it is done."`
	Kind           string     `json:"kind" doc:"A word such as calibration_due."`
	Record         Record     `json:"record"`
	Title          string     `json:"title"`
	DueAt          *time.Time `json:"due_at" nullable:"true"`
	CreatedAt      time.Time  `json:"created_at"`
}

// Count is how much of one kind waits.
type Count struct {
	Kind  string `json:"kind"`
	Count int    `json:"count" doc:"100 stands for a hundred or more."`
}

// Inbox is all that waits for the caller.
type Inbox struct {
	Total  int     `json:"total"`
	Unread int     `json:"unread" doc:"How many of the items are notices; the others are work."`
	Counts []Count `json:"counts" doc:"By kind, in the order of words."`
	Items  []Item  `json:"items" doc:"Overdue and due first, then the newest; at most a hundred of each kind of work and of notices."`
}

// Read is the answer of reading one notice.
type Read struct {
	ID     id.ID     `json:"id"`
	ReadAt time.Time `json:"read_at" doc:"When it was read first."`
}

// AllRead is the answer of reading everything.
type AllRead struct {
	Read int64 `json:"read" doc:"How many notices were unread until now."`
}
