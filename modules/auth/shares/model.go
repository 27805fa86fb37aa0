package shares

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Row is the table of what the organisation shares.
type Row struct {
	OrgID         id.ID `gorm:"primaryKey"`
	ID            id.ID `gorm:"primaryKey"`
	ResourceType  string
	ResourceID    id.ID
	ResourceCode  string
	GranteeOrgID  id.ID
	OwnerOrg      string
	GranteeOrg    string
	Level         string
	Cascade       []string `gorm:"type:text[]"`
	Records       int
	Reason        string
	ExpiresAt     time.Time
	RevokedAt     *time.Time
	RevokedBy     *id.ID
	CreatedAt     time.Time
	CreatedBy     *id.ID
	CreatedByName string
}

// TableName is the table of what the organisation shares.
func (Row) TableName() string { return "shares" }

// ItemRow is the table of the records that a share opens.
type ItemRow struct {
	OrgID        id.ID `gorm:"primaryKey"`
	ID           id.ID `gorm:"primaryKey"`
	ShareID      id.ID
	GranteeOrgID id.ID
	ResourceType string
	ResourceID   id.ID
}

// TableName is the table of the records that a share opens.
func (ItemRow) TableName() string { return "share_items" }

// ReceivedRow is the grantee's copy of a share.
type ReceivedRow struct {
	OrgID         id.ID `gorm:"primaryKey"`
	ID            id.ID `gorm:"primaryKey"`
	OwnerOrgID    id.ID
	ResourceType  string
	ResourceID    id.ID
	ResourceCode  string
	OwnerOrg      string
	GranteeOrg    string
	Level         string
	Cascade       []string `gorm:"type:text[]"`
	Records       int
	Reason        string
	ExpiresAt     time.Time
	RevokedAt     *time.Time
	CreatedAt     time.Time
	CreatedBy     *id.ID
	CreatedByName string
}

// TableName is the table of the grantee's copies.
func (ReceivedRow) TableName() string { return "received_shares" }

// Share is one share as either side sees it.
type Share struct {
	ID            id.ID      `json:"id"`
	OrgID         id.ID      `json:"org_id" doc:"The owner's organisation, or the own one where the share was received."`
	Direction     string     `json:"direction" enum:"given,received"`
	ResourceType  string     `json:"resource_type"`
	ResourceID    id.ID      `json:"resource_id"`
	ResourceCode  string     `json:"resource_code"`
	OwnerOrg      string     `json:"owner_org" doc:"Slug of the organisation whose record it is."`
	GranteeOrg    string     `json:"grantee_org" doc:"Slug of the organisation that may read it."`
	Level         string     `json:"level" enum:"read"`
	Cascade       []string   `gorm:"-" json:"cascade" doc:"Types of the parts that were shared with the record, as they were at that time."`
	Records       int        `json:"records" doc:"How many records it opens."`
	Reason        string     `json:"reason"`
	Status        string     `json:"status" enum:"active,expired,revoked"`
	ExpiresAt     time.Time  `json:"expires_at"`
	RevokedAt     *time.Time `json:"revoked_at" nullable:"true"`
	CreatedAt     time.Time  `json:"created_at"`
	CreatedBy     *id.ID     `json:"created_by" nullable:"true"`
	CreatedByName string     `json:"created_by_name"`

	CascadeList string `json:"-"`
}

// New is the body of POST /shares.
type New struct {
	ResourceType string     `json:"resource_type" maxLength:"40" doc:"sample, experiment, result, file, notebook_entry or protocol; never a project."`
	ResourceID   string     `json:"resource_id" maxLength:"100"`
	GranteeOrg   string     `json:"grantee_org" maxLength:"100" doc:"Slug of the organisation that shall read it."`
	Level        string     `json:"level,omitempty" maxLength:"20" doc:"read, which is all there is."`
	Cascade      []string   `json:"cascade,omitempty" maxItems:"10" doc:"Parts that are shared, too, as they are now: of a sample its parts (sample), results (result) and files (file); of an experiment result and file; of a result file."`
	ExpiresAt    *time.Time `json:"expires_at,omitempty" doc:"90 days from now when absent, at most two years."`
	Reason       string     `json:"reason" maxLength:"2000"`
}

// Filter narrows the list.
type Filter struct {
	Direction    string   `query:"direction" maxLength:"20" doc:"given (when absent) or received."`
	ResourceType []string `query:"resource_type" maxItems:"10" doc:"Types of records, separated by commas."`
	ResourceID   string   `query:"resource_id" maxLength:"100"`
	Active       bool     `query:"active" doc:"Only what is neither revoked nor expired."`
}

// Given and Received say which side of a share the organisation is on.
const (
	Given    = "given"
	Received = "received"
)
