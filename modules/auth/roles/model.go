package roles

import (
	"github.com/spectra-lab/spectra/modules/kernel/authz"
)

// Role is one role with what it may do, inherited permissions included.
type Role struct {
	Key         string   `json:"key"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	System      bool     `json:"system" doc:"One of the five; others come from lines of the policy."`
	Inherits    []string `json:"inherits"`
	Permissions []string `json:"permissions"`
	Grantable   bool     `json:"grantable" doc:"Whether the caller may give and take this role."`
}

// Permission is one thing a role may be allowed.
type Permission struct {
	Key     string   `json:"key"`
	Object  string   `json:"object"`
	Action  string   `json:"action"`
	Meaning string   `json:"meaning"`
	Roles   []string `json:"roles" doc:"The roles that hold it."`
}

// Policy is the policy in force.
type Policy struct {
	SHA256 string              `json:"sha256" doc:"Digest of the bytes of text."`
	Text   string              `json:"text" doc:"The policy as written."`
	Matrix map[string][]string `json:"matrix" doc:"Role to permissions, inherited ones included."`
}

// RoleRow and PermissionRow are the describing tables.
type RoleRow struct {
	Key         string   `gorm:"primaryKey" json:"key"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	System      bool     `json:"system"`
	Inherits    []string `gorm:"type:text[]" json:"inherits"`
}

// TableName is the table of roles.
func (RoleRow) TableName() string { return "roles" }

// PermissionRow describes a permission.
type PermissionRow struct {
	Key     string `gorm:"primaryKey" json:"key"`
	Object  string `json:"object"`
	Action  string `json:"action"`
	Meaning string `json:"meaning"`
}

// TableName is the table of permissions.
func (PermissionRow) TableName() string { return "permissions" }

// describe gives a role of the policy its words; those that the operator adds are shown by their key.
func describe(r authz.Role) RoleRow {
	words := map[string][2]string{
		authz.Admin:      {"Administrator", "People, organisation and settings, and all that a manager may."},
		authz.Manager:    {"Manager", "Approves, voids, archives, runs the instruments, and all that a scientist may."},
		authz.Scientist:  {"Scientist", "Projects, analysis, keys for own scripts, and all that a technician may."},
		authz.Technician: {"Technician", "Samples, runs, files and results, and all that a viewer may."},
		authz.Viewer:     {"Viewer", "Reads and exports all laboratory data."},
		"auditor":        {"Auditor", "A viewer who also reads the audit trail and the access log."},
	}
	w, ok := words[r.Name]
	if !ok {
		w = [2]string{r.Name, "Added by the policy of this installation."}
	}
	return RoleRow{Key: r.Name, Name: w[0], Description: w[1], System: r.System, Inherits: r.Inherits}
}
