package audit

import (
	"github.com/spectra-lab/spectra/modules/audit/access"
	"github.com/spectra-lab/spectra/modules/audit/evidence"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/audit/reviews"
	"github.com/spectra-lab/spectra/modules/audit/trail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Module is the audit module.
type Module struct {
	trail   *trail.Service
	access  *access.Service
	proofs  *proofs.Service
	reviews *reviews.Service

	Evidence *evidence.Service
}

// New builds the module; o says what there is outside the database.
func New(kit module.Kit, o proofs.Options) *Module {
	p := proofs.NewService(kit, o)
	return &Module{reviews: reviews.NewService(kit), trail: trail.NewService(kit), access: access.NewService(kit), proofs: p, Evidence: evidence.NewService(kit, p)}
}

// Use takes what reviews are signed with, before the first request.
func (m *Module) Use(d reviews.Deps) {
	m.reviews.Use(d)
	if d.Key != nil {
		m.proofs.Use(d.Key.Public)
	}
}

// Name names the module.
func (*Module) Name() string { return "audit" }

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {
	m.trail.Routes(r)
	m.access.Routes(r)
	m.proofs.Routes(r)
	m.reviews.Routes(r)
	m.Evidence.Routes(r)
}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission {
	return append(evidence.Permissions(), []authz.Permission{
		{Object: "audit", Action: "read", Meaning: "Read the audit trail with old and new values"},
		{Object: "audit", Action: "review", Meaning: "Sign that the audit trail was reviewed"},
		{Object: "access_log", Action: "read", Meaning: "Read who read, exported or was refused what"},
	}...)
}

// Tables lists the module's tables.
func (*Module) Tables() []db.Table {
	const chain = "part of the audit chain itself"
	return []db.Table{
		{Name: "audit_logs", Model: trail.AuditLog{}, NoAudit: chain},
		{Name: "access_logs", Model: access.Log{}, NoAudit: "append-only log of reads; an entry for every entry would not end"},
		{Name: "audit_reviews", Model: reviews.Review{}},
		{Name: "audit_chain", NoAudit: chain}, {Name: "audit_heads", NoAudit: chain},
		{Name: "evidence_packages", Model: evidence.Package{}},
		{Name: "audit_checkpoints", NoAudit: chain}, {Name: "audit_anchors", NoAudit: chain},
	}
}

// HomeNumbers are what inspectors and administrators see first.
func (*Module) HomeNumbers() []home.Number { return access.HomeNumbers() }

// Jobs registers the making of packages. Checkpoints are no person's work and have a role of their own.
func (m *Module) Jobs(reg *jobs.Registry) { m.Evidence.Jobs(reg) }
