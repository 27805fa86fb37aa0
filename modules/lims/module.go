package lims

import (
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/lims/custody"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
	"github.com/spectra-lab/spectra/modules/lims/locations"
	"github.com/spectra-lab/spectra/modules/lims/members"
	"github.com/spectra-lab/spectra/modules/lims/projects"
	"github.com/spectra-lab/spectra/modules/lims/records"
	"github.com/spectra-lab/spectra/modules/lims/samples"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// Module is the LIMS module.
type Module struct {
	Projects    *projects.Service
	Instruments *instruments.Service
	SampleTypes *sampletypes.Service
	Samples     *samples.Service
	Records     *records.Service
	Locations   *locations.Service
	Custody     *custody.Service
	Members     *members.Service
}

// New builds the module.
func New(kit module.Kit) *Module {
	s := samples.NewService(kit)
	return &Module{Projects: projects.NewService(kit), Instruments: instruments.NewService(kit), SampleTypes: sampletypes.NewService(kit), Samples: s,
		Records: records.NewService(kit), Locations: locations.NewService(kit), Custody: custody.NewService(kit, s), Members: members.NewService(kit)}
}

// Name names the module.
func (*Module) Name() string { return "lims" }

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {
	m.Projects.Routes(r)
	m.Instruments.Routes(r)
	m.SampleTypes.Routes(r)
	m.Samples.Routes(r)
	m.Records.Routes(r)
	m.Locations.Routes(r)
	m.Custody.Routes(r)
	m.Members.Routes(r)
}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "project", Action: "read", Meaning: "Read projects"},
		{Object: "project", Action: "create", Meaning: "Open projects"},
		{Object: "project", Action: "update", Meaning: "Change projects"},
		{Object: "project", Action: "delete", Meaning: "Archive projects"},
		{Object: "project", Action: "set_members", Meaning: "Say who belongs to the own projects"},
		{Object: "project", Action: "manage", Meaning: "Say who belongs to any project"},
		{Object: "instrument", Action: "read", Meaning: "Read instruments and their calibration state"},
		{Object: "instrument", Action: "create", Meaning: "Register instruments"},
		{Object: "instrument", Action: "update", Meaning: "Change instruments"},
		{Object: "instrument", Action: "delete", Meaning: "Archive instruments"},
		{Object: "sample", Action: "read", Meaning: "Read samples with metadata, history and genealogy"},
		{Object: "sample", Action: "create", Meaning: "Register and split samples"},
		{Object: "sample", Action: "update", Meaning: "Change samples and their metadata"},
		{Object: "sample", Action: "transition", Meaning: "Move samples from state to state"},
		{Object: "sample", Action: "delete", Meaning: "Archive samples"},
		{Object: "sample_type", Action: "create", Meaning: "Make sample types"},
		{Object: "sample_type", Action: "update", Meaning: "Change sample types and their fields"},
		{Object: "sample_type", Action: "delete", Meaning: "Archive sample types"},
		{Object: "sample", Action: "hand_over", Meaning: "Hand samples over, accept and decline them"},
		{Object: "sample", Action: "hand_over_any", Meaning: "Hand over what somebody else holds"},
		{Object: "location", Action: "read", Meaning: "Read places"},
		{Object: "location", Action: "create", Meaning: "Make places"},
		{Object: "location", Action: "update", Meaning: "Change and move places"},
		{Object: "location", Action: "delete", Meaning: "Archive places"},
	}
}

// Tables lists the module's tables.
func (*Module) Tables() []db.Table {
	return []db.Table{
		{Name: "projects", Model: projects.Project{}},
		{Name: "instruments", Model: instruments.Instrument{}},
		{Name: "calibrations"}, {Name: "maintenance_logs"},
		{Name: "sample_types", Model: sampletypes.Type{}},
		{Name: "samples", Model: samples.Sample{}},
		{Name: "sample_metadata", Model: samples.Metadatum{}},
		{Name: "sample_history", Model: samples.History{}, NoAudit: "a readable timeline beside the audit trail, which has the same changes; append-only"},
		{Name: "locations", Model: locations.Location{}},
		{Name: "location_paths", Model: locations.Path{}, NoAudit: "derived: names and parents of the audited locations"},
		{Name: "custody_transfers", Model: custody.Transfer{}},
		{Name: "project_members", Model: members.Member{}},
		{Name: "protocols"}, {Name: "notebooks"}, {Name: "notebook_entries"}, {Name: "signatures"},
	}
}

// Jobs registers nothing: all work of this module is done within its requests.
func (*Module) Jobs(*jobs.Registry) {}
