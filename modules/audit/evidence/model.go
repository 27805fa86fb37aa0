package evidence

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const (
	record = "evidence"
	event  = "evidence.created"
	// JobKind is the kind of the jobs that make packages.
	JobKind = "evidence"
)

// Package is an evidence package that was made. Nobody changes it; its id is that of the job that made it.
type Package struct {
	db.Key
	Code       string    `gorm:"<-:false" json:"code"`
	RecordType string    `json:"record_type"`
	RecordID   id.ID     `json:"record_id"`
	RecordCode *string   `json:"record_code" nullable:"true"`
	Version    int       `gorm:"column:record_version" json:"record_version"`
	RecordHash string    `json:"record_hash" doc:"SHA-256 of the canonical record in it."`
	Size       int64     `json:"size"`
	SHA256     string    `gorm:"column:sha256" json:"sha256" doc:"Of the whole package."`
	Files      int       `json:"files" doc:"How many files are in it."`
	KeyID      string    `json:"key_id" doc:"Which key signed its manifest."`
	StorageKey string    `json:"-"`
	CreatedAt  time.Time `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy  *id.ID    `json:"created_by" nullable:"true"`
}

// TableName is the table of packages.
func (Package) TableName() string { return "evidence_packages" }

// RecordVersion lets helpers sort packages as records.
func (p *Package) RecordVersion() int { return p.Version }

// View is a single package with the keys that confirm it, to be kept apart from it.
type View struct {
	Package
	PublicKeys []string `json:"public_keys" doc:"What spectra verify --key takes, one a line: keys of signatures and packages, then those of checkpoints."`
}

// Filter narrows the list.
type Filter struct {
	RecordType string `query:"record_type" maxLength:"40"`
	RecordID   string `query:"record_id" format:"uuid"`
}

// New is the body of an order.
type New struct {
	RecordType string `json:"record_type" minLength:"1" maxLength:"40" doc:"Record-type word: result, experiment, notebook_entry, sample …"`
	RecordID   id.ID  `json:"record_id"`
}

func sortKeys() page.Keys[Package] {
	return page.Keys[Package]{
		"created_at": db.ByTime("created_at", func(p *Package) time.Time { return p.CreatedAt }),
		"code":       db.ByText("code", func(p *Package) string { return p.Code }),
	}
}
