package lims

import (
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
	"github.com/spectra-lab/spectra/modules/lims/calibrations"
	"github.com/spectra-lab/spectra/modules/lims/custody"
	"github.com/spectra-lab/spectra/modules/lims/feeds"
	"github.com/spectra-lab/spectra/modules/lims/holds"
	"github.com/spectra-lab/spectra/modules/lims/home"
	"github.com/spectra-lab/spectra/modules/lims/imports"
	"github.com/spectra-lab/spectra/modules/lims/inbox"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
	"github.com/spectra-lab/spectra/modules/lims/labels"
	"github.com/spectra-lab/spectra/modules/lims/locations"
	"github.com/spectra-lab/spectra/modules/lims/mails"
	"github.com/spectra-lab/spectra/modules/lims/maintenance"
	"github.com/spectra-lab/spectra/modules/lims/members"
	"github.com/spectra-lab/spectra/modules/lims/notebooks"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/drafts"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/entries"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/templates"
	"github.com/spectra-lab/spectra/modules/lims/processes"
	"github.com/spectra-lab/spectra/modules/lims/projects"
	"github.com/spectra-lab/spectra/modules/lims/protocols"
	"github.com/spectra-lab/spectra/modules/lims/records"
	"github.com/spectra-lab/spectra/modules/lims/retention"
	"github.com/spectra-lab/spectra/modules/lims/samples"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
	"github.com/spectra-lab/spectra/modules/lims/search"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
	"github.com/spectra-lab/spectra/modules/lims/signrequests"
	"github.com/spectra-lab/spectra/modules/lims/views"
)

// Module is the LIMS module.
type Module struct {
	Projects     *projects.Service
	Instruments  *instruments.Service
	SampleTypes  *sampletypes.Service
	Samples      *samples.Service
	Records      *records.Service
	Locations    *locations.Service
	Custody      *custody.Service
	Processes    *processes.Service
	Members      *members.Service
	Notebooks    *notebooks.Service
	Entries      *entries.Service
	Drafts       *drafts.Service
	Templates    *templates.Service
	Search       *search.Service
	Views        *views.Service
	Inbox        *inbox.Service
	Home         *home.Service
	Holds        *holds.Service
	Retention    *retention.Service
	Mails        *mails.Service
	Imports      *imports.Service
	Calibrations *calibrations.Service
	Maintenance  *maintenance.Service
	Feeds        *feeds.Service
	Protocols    *protocols.Service
	Readers      *acknowledgements.Service
	Labels       *labels.Service
	Signatures   *signatures.Service
	Requests     *signrequests.Service
}

// New builds the module.
func New(kit module.Kit) *Module {
	readers := acknowledgements.NewService(kit)
	s, linking, texts := samples.NewService(kit), links.NewService(kit), templates.NewService(kit)
	m := &Module{Projects: projects.NewService(kit), Instruments: instruments.NewService(kit), SampleTypes: sampletypes.NewService(kit), Samples: s,
		Records: records.NewService(kit), Locations: locations.NewService(kit), Custody: custody.NewService(kit, s), Processes: processes.NewService(kit, s), Members: members.NewService(kit),
		Notebooks: notebooks.NewService(kit), Entries: entries.NewService(kit, linking, texts), Drafts: drafts.NewService(kit, linking), Templates: texts,
		Search: search.NewService(kit), Views: views.NewService(kit), Inbox: inbox.NewService(kit, append(slices.Concat(protocols.InboxSources(), samples.InboxSources()), custody.InboxSource(), signrequests.InboxSource())...),
		Home:         home.NewService(kit, slices.Concat(samples.HomeNumbers(), instruments.HomeNumbers(), protocols.HomeNumbers())...),
		Calibrations: calibrations.NewService(kit), Maintenance: maintenance.NewService(kit),
		Protocols: protocols.NewService(kit, readers), Readers: readers, Labels: labels.NewService(kit), Holds: holds.NewService(kit), Retention: retention.NewService(kit)}
	m.Mails = mails.NewService(kit, m.Inbox.Waits)
	types := &signing.Registry{}
	types.Add(m.Signables()...)
	m.Signatures = signatures.NewService(kit, types)
	m.Requests = signrequests.NewService(kit, m.Signatures)
	m.Feeds = feeds.NewService(kit, m.Instruments)
	m.Imports = imports.NewService(kit, m.Samples, m.SampleTypes)
	return m
}

// Name names the module.
func (*Module) Name() string { return "lims" }

// Signables are the types of this module that can be signed.
func (m *Module) Signables() []signing.Type {
	return []signing.Type{m.Entries.Signable(), m.Protocols.Signable(), m.Calibrations.Signable()}
}

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {
	m.Projects.Routes(r)
	m.Instruments.Routes(r)
	m.Calibrations.Routes(r)
	m.Maintenance.Routes(r)
	m.Feeds.Routes(r)
	m.SampleTypes.Routes(r)
	m.Samples.Routes(r)
	m.Records.Routes(r)
	m.Locations.Routes(r)
	m.Custody.Routes(r)
	m.Processes.Routes(r)
	m.Members.Routes(r)
	m.Notebooks.Routes(r)
	m.Templates.Routes(r)
	m.Entries.Routes(r)
	m.Drafts.Routes(r)
	m.Search.Routes(r)
	m.Views.Routes(r)
	m.Inbox.Routes(r)
	m.Home.Routes(r)
	m.Mails.Routes(r)
	m.Imports.Routes(r)
	m.Protocols.Routes(r)
	m.Readers.Routes(r)
	m.Labels.Routes(r)
	m.Signatures.Routes(r)
	m.Requests.Routes(r)
	m.Holds.Routes(r)
	m.Retention.Routes(r)
}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission {
	return slices.Concat(ofPeople(), ofProjects(), inventory(), signatures.Permissions(), signrequests.Permissions(), holds.Permissions(), retention.Permissions(), []authz.Permission{
		{Object: "instrument", Action: "read", Meaning: "Read instruments and their calibration state"},
		{Object: "instrument", Action: "create", Meaning: "Register instruments"},
		{Object: "instrument", Action: "update", Meaning: "Change instruments"},
		{Object: "instrument", Action: "delete", Meaning: "Archive instruments"},
		{Object: "calibration", Action: "read", Meaning: "Read calibrations"},
		{Object: "calibration", Action: "create", Meaning: "Record calibrations"},
		{Object: "calibration", Action: "update", Meaning: "Correct calibrations"},
		{Object: "calibration", Action: "delete", Meaning: "Withdraw calibrations"},
		{Object: "maintenance_log", Action: "read", Meaning: "Read the maintenance log"},
		{Object: "maintenance_log", Action: "create", Meaning: "Record maintenance"},
		{Object: "maintenance_log", Action: "update", Meaning: "Change the maintenance log"},
		{Object: "maintenance_log", Action: "delete", Meaning: "Archive entries of the maintenance log"},
		{Object: "calendar_feed", Action: "read", Meaning: "List own calendar feeds"},
		{Object: "calendar_feed", Action: "create", Meaning: "Make own calendar feeds"},
		{Object: "calendar_feed", Action: "delete", Meaning: "Revoke own calendar feeds"},
		{Object: "notebook", Action: "read", Meaning: "Read notebooks, entries with their versions, and templates"},
		{Object: "notebook", Action: "create", Meaning: "Open notebooks, write entries, make templates"},
		{Object: "notebook", Action: "update", Meaning: "Change notebooks, entries and templates; keep own drafts"},
		{Object: "notebook", Action: "delete", Meaning: "Archive notebooks, entries and templates"},
		{Object: "protocol", Action: "read", Meaning: "Read protocols, their revisions and who has read them"},
		{Object: "protocol", Action: "create", Meaning: "Begin protocols and new revisions of them"},
		{Object: "protocol", Action: "update", Meaning: "Edit drafts of protocols and hand them to the reviewers"},
		{Object: "protocol", Action: "approve", Meaning: "Approve and reject protocols that others wrote"},
		{Object: "protocol", Action: "retire", Meaning: "Retire protocols"},
		{Object: "protocol", Action: "delete", Meaning: "Archive drafts of protocols"},
		{Object: "protocol", Action: "assign", Meaning: "Ask people to read protocols"},
		{Object: "protocol", Action: "acknowledge", Meaning: "Acknowledge protocols as read and understood"},
	})
}

// ofPeople are permissions about what people work with, not about records.
func ofPeople() []authz.Permission {
	return []authz.Permission{
		{Object: "import", Action: "read", Meaning: "Read imports and their reports"},
		{Object: "import", Action: "create", Meaning: "Register samples from a file"},
		{Object: "import", Action: "undo", Meaning: "Undo own imports; with sample:delete those of others"},
		{Object: "inbox", Action: "read", Meaning: "See what waits for oneself"},
		{Object: "inbox", Action: "update", Meaning: "Mark own notices as read"},
		{Object: "mail", Action: "read", Meaning: "See which mails went out, wait or failed"},
		{Object: "mail", Action: "retry", Meaning: "Send mails again that failed"},
		{Object: "view", Action: "read", Meaning: "See own and shared views of lists"},
		{Object: "view", Action: "create", Meaning: "Save views of lists"},
		{Object: "view", Action: "update", Meaning: "Change own views of lists"},
		{Object: "view", Action: "delete", Meaning: "Remove own views of lists"},
	}
}

// inventory is what concerns samples and their places.
func inventory() []authz.Permission {
	return []authz.Permission{
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
		{Object: "process", Action: "read", Meaning: "Read what was done to samples"},
		{Object: "process", Action: "create", Meaning: "Record what was done to samples"},
		{Object: "process", Action: "update", Meaning: "Correct steps of processing"},
		{Object: "process", Action: "delete", Meaning: "Withdraw steps of processing"},
		{Object: "location", Action: "read", Meaning: "Read places"},
		{Object: "location", Action: "create", Meaning: "Make places"},
		{Object: "location", Action: "update", Meaning: "Change and move places"},
		{Object: "location", Action: "delete", Meaning: "Archive places"},
	}
}

func ofProjects() []authz.Permission {
	return []authz.Permission{
		{Object: "project", Action: "read", Meaning: "Read projects"},
		{Object: "project", Action: "create", Meaning: "Open projects"},
		{Object: "project", Action: "update", Meaning: "Change projects"},
		{Object: "project", Action: "delete", Meaning: "Archive projects"},
		{Object: "project", Action: "set_members", Meaning: "Say who belongs to the own projects"},
		{Object: "project", Action: "manage", Meaning: "Say who belongs to any project, and work in all of them"},
		{Object: "project", Action: "read_all", Meaning: "See projects that are for their members only"},
	}
}

// Tables lists the module's tables.
func (*Module) Tables() []db.Table {
	return []db.Table{
		{Name: "projects", Model: projects.Project{}},
		{Name: "instruments", Model: instruments.Instrument{}},
		{Name: "calibrations", Model: calibrations.Calibration{}},
		{Name: "maintenance_logs", Model: maintenance.Log{}},
		{Name: "calendar_feeds", Model: feeds.Row{}},
		{Name: "sample_types", Model: sampletypes.Type{}},
		{Name: "sample_type_versions", Model: sampletypes.Version{}, NoAudit: "copies of the audited kinds of samples as they were, written beside the audited change; never updated"},
		{Name: "samples", Model: samples.Sample{}},
		{Name: "sample_metadata", Model: samples.Metadatum{}},
		{Name: "sample_history", Model: samples.History{}, NoAudit: "a readable timeline beside the audit trail, which has the same changes; append-only"},
		{Name: "locations", Model: locations.Location{}},
		{Name: "location_paths", Model: locations.Path{}, NoAudit: "derived: names and parents of the audited locations"},
		{Name: "custody_transfers", Model: custody.Transfer{}},
		{Name: "processes", Model: processes.Process{}},
		{Name: "process_samples", Model: processes.Link{}},
		{Name: "project_members", Model: members.Member{}},
		{Name: "notebooks", Model: notebooks.Notebook{}},
		{Name: "notebook_entries", Model: entries.Entry{}},
		{Name: "entry_versions", Model: entries.Version{}, NoAudit: "itself an append-only history, written beside the audited entry; a trigger stops even the owner"},
		{Name: "entry_links", Model: entries.Link{}, NoAudit: "derived: the links are in the audited entry"},
		{Name: "entry_drafts", Model: drafts.Draft{}, NoAudit: "a person's working copy, saved every few seconds; what becomes of it is audited when it is saved"},
		{Name: "entry_templates", Model: templates.Template{}},
		{Name: "saved_views", Model: views.View{}},
		{Name: "imports", Model: imports.Import{}, NoAudit: "attempts and their faults; applying and undoing one is an event of its own, and each sample has its entry"},
		{Name: "import_files", Model: imports.File{}, NoAudit: "the bytes that came, written once; their SHA-256 is in the event of the import"},
		{Name: "import_samples", Model: imports.Line{}, NoAudit: "which row became which sample, written once beside the sample's own entry"},
		{Name: "notifications", Model: inbox.Notification{}, NoAudit: "pointers to audited records, and whether somebody has seen them"},
		{Name: "notification_preferences", Model: inbox.Preference{}},
		{Name: "mails", Model: mails.Mail{}, NoAudit: "what it tells is audited where it happens; sending one again is an event of its own"},
		{Name: "protocols", Model: protocols.Protocol{}},
		{Name: "protocol_assignments", Model: acknowledgements.Assignment{}},
		{Name: "protocol_acknowledgements", Model: acknowledgements.Acknowledgement{}},
		{Name: "signatures", Model: signatures.Signature{}},
		{Name: "signature_requests", Model: signrequests.Request{}},
		{Name: "signature_request_stages", Model: signrequests.StageRow{}},
		{Name: "legal_holds", Model: holds.Hold{}},
		{Name: "legal_hold_records", Model: holds.Line{}},
		{Name: "amendments", Model: signatures.AmendmentRow{}},
		{Name: "signature_withdrawals", Model: signatures.WithdrawalRow{}},
		{Name: "signing_permits", Model: signatures.PermitRow{}},
		{Name: "signing_acceptances", Model: signatures.AcceptanceRow{}},
	}
}

// Jobs registers what time does to records.
func (m *Module) Jobs(reg *jobs.Registry) {
	m.Imports.Jobs(reg)
	m.Mails.Jobs(reg)
	reg.Every("protocol.took_effect", time.Minute, m.Protocols.TakeEffect)
	reg.Every("calibration.reminded", time.Hour, m.Inbox.Remind)
	reg.Every("sample.reminded", time.Hour, m.Samples.Remind)
	reg.Every("protocol.reminded", time.Hour, m.Readers.Remind)
	reg.Every("signature_request.reminded", 10*time.Minute, m.Requests.Remind)
}
