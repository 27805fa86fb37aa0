package members

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The roles in a project. In a project that is for its members a reader changes nothing, a member works as the own role in
// the organisation allows, and a lead besides says who belongs to it.
const (
	Reader = "reader"
	Plain  = "member"
	Lead   = "lead"
)

// Member is somebody's part in a project.
type Member struct {
	OrgID     id.ID     `gorm:"primaryKey" json:"-"`
	ProjectID id.ID     `gorm:"primaryKey" json:"project_id"`
	UserID    id.ID     `gorm:"primaryKey" json:"user_id"`
	Role      string    `json:"role" enum:"reader,member,lead"`
	CreatedAt time.Time `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy *id.ID    `gorm:"<-:create" json:"created_by" nullable:"true"`
}

// TableName is the table of members.
func (Member) TableName() string { return "project_members" }

// Item is a member with the name.
type Item struct {
	Member
	Name   string `json:"name"`
	Email  string `json:"email"`
	Active bool   `json:"active" doc:"Whether the account is active."`
}

// Entry is one member as a client names it.
type Entry struct {
	UserID id.ID  `json:"user_id"`
	Role   string `json:"role,omitempty" enum:"reader,member,lead" default:"member"`
}

// Set is the whole membership of a project.
type Set struct {
	Members []Entry `json:"members" maxItems:"500" doc:"Everybody who belongs to the project; who is not named does not."`
}
