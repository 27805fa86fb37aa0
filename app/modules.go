package app

import (
	"fmt"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/analysis"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/audit/reviews"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/lims"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// modules is the one list of modules.
type modules struct {
	auth     *auth.Module
	lims     *lims.Module
	analysis *analysis.Module
	audit    *audit.Module
	storage  *files.Storage
}

// list gives the modules in the order in which their routes appear in the API document.
func (m *modules) list() []module.Module {
	return []module.Module{m.auth, m.lims, m.analysis, m.audit}
}

// newModules builds the modules on a kit.
func newModules(cfg config.Config, kit module.Kit, storage *files.Storage, o auth.Options, outside proofs.Options) (*modules, error) {
	m := &modules{lims: lims.New(kit), audit: audit.New(kit, outside), storage: storage}
	m.analysis = analysis.New(kit, analysis.Options{Storage: storage, UploadLimit: cfg.Server.UploadLimit, PDF: pdfText, Version: Version,
		Instruments: m.lims.Instruments, Calibrations: m.lims.Calibrations})
	var err error
	if m.auth, err = auth.New(kit, o); err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	for _, x := range m.list() {
		if w, ok := x.(inbox.Waiting); ok {
			m.lims.Inbox.Add(w.InboxSources()...)
		}
		if h, ok := x.(home.Counting); ok {
			m.lims.Home.Add(h.HomeNumbers()...)
		}
		if h, ok := x.(signing.Holder); ok {
			m.lims.Signatures.Add(h.Signables()...)
		}
	}
	return m, nil
}

// connectSigning gives signing and reviews the password check, the key, the profile and what asks for a checkpoint.
func (m *modules) connectSigning(cfg config.Config, wake func()) error {
	key, err := signing.OpenKey(cfg.Auth.KeysDir)
	if err != nil {
		return err
	}
	m.connectEvidence(cfg, key)
	m.lims.Signatures.Use(signatures.Deps{Key: key, Strict: cfg.Compliance.Profile == config.Part11, Reauthenticate: m.auth.Reauthenticate, Wake: wake})
	m.audit.Use(reviews.Deps{Key: key, Strict: cfg.Compliance.Profile == config.Part11, Reauthenticate: m.auth.Reauthenticate, Wake: wake})
	return nil
}

// blankModules declare permissions and tables, which do not depend on how a module was built.
func blankModules() *modules {
	return &modules{auth: &auth.Module{}, lims: &lims.Module{}, analysis: &analysis.Module{}, audit: &audit.Module{}}
}

// signables are all types of records that can be signed.
func signables() (out []signing.Type) {
	for _, x := range blankModules().list() {
		if h, ok := x.(signing.Holder); ok {
			out = append(out, h.Signables()...)
		}
	}
	return out
}

// catalogue joins the permissions of all modules.
func catalogue() (*authz.Catalogue, error) {
	var groups [][]authz.Permission
	for _, x := range blankModules().list() {
		groups = append(groups, x.Permissions())
	}
	return authz.NewCatalogue(groups...)
}

func (m *modules) registerJobs(reg *jobs.Registry) {
	for _, x := range m.list() {
		x.Jobs(reg)
	}
}

// openPolicy reads the policy file, or the policy inside the executable, against the modules' permissions.
func openPolicy(cfg config.Config, o authz.Options) (*authz.Holder, error) {
	c, err := catalogue()
	if err != nil {
		return nil, err
	}
	bundle := config.Bundle()
	o.Catalogue, o.Model, o.Builtin, o.BuiltinName, o.File = c, bundle.Model, bundle.Policy, config.PolicyName, cfg.Auth.PolicyFile
	return authz.Open(o)
}
