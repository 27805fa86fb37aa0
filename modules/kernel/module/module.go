package module

import (
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
)

// Module is one of auth, lims, analysis, audit.
type Module interface {
	Name() string
	// Routes registers the module's routes, through endpoint.Register only.
	Routes(r *endpoint.Router)
	// Permissions is checked against the policy file at start: an unknown or unused one refuses to start.
	Permissions() []authz.Permission
	// Tables is walked by the catalogue test.
	Tables() []db.Table
	// Jobs registers the handlers of background work.
	Jobs(reg *jobs.Registry)
}
