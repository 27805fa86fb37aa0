package instruments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of instruments.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one instrument.
func (s *Service) Get(ctx context.Context, instrumentID id.ID) (*Item, error) {
	return s.store.get(ctx, instrumentID)
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create registers an instrument.
func (s *Service) Create(ctx context.Context, in New) (*Item, error) {
	var f values.Faults
	i := &Instrument{Key: db.NewKey(ctx), Name: f.Required("/name", in.Name, 200), Vendor: f.Line("/vendor", in.Vendor, 200),
		Model: f.Line("/model", in.Model, 200), SerialNumber: f.Line("/serial_number", in.SerialNumber, 200),
		Category: "other", Location: f.Line("/location", in.Location, 200), Status: in.Status,
		Description: f.Prose("/description", in.Description, 20000), CalibrationIntervalDays: in.CalibrationIntervalDays, Stamps: db.By(ctx)}
	if c := f.Line("/category", &in.Category, 60); c != nil {
		i.Category = *c
	}
	if i.Status == "" {
		i.Status = "online"
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, i); err != nil {
		return nil, taken(err)
	}
	return s.Get(ctx, i.ID)
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, instrumentID id.ID, seen int, c Change) (*Item, error) {
	i, err := db.Edit[Instrument](ctx, s.kit.DB, "instrument", instrumentID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	endpoint.PatchLine(&f, "/name", &c.Name, 200)
	endpoint.PatchLine(&f, "/category", &c.Category, 60)
	endpoint.PatchLine(&f, "/vendor", &c.Vendor, 200)
	endpoint.PatchLine(&f, "/model", &c.Model, 200)
	endpoint.PatchLine(&f, "/serial_number", &c.SerialNumber, 200)
	endpoint.PatchLine(&f, "/location", &c.Location, 200)
	endpoint.PatchProse(&f, "/description", &c.Description, 20000)
	set := diff(i, c)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, i, set.Columns()); err != nil {
		return nil, taken(err)
	}
	return s.Get(ctx, instrumentID)
}

func diff(i *Instrument, c Change) endpoint.Changes {
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &i.Name, c.Name)
	endpoint.Diff(set, "category", &i.Category, c.Category)
	endpoint.Diff(set, "status", &i.Status, c.Status)
	endpoint.DiffOptional(set, "vendor", &i.Vendor, c.Vendor)
	endpoint.DiffOptional(set, "model", &i.Model, c.Model)
	endpoint.DiffOptional(set, "serial_number", &i.SerialNumber, c.SerialNumber)
	endpoint.DiffOptional(set, "location", &i.Location, c.Location)
	endpoint.DiffOptional(set, "description", &i.Description, c.Description)
	endpoint.DiffOptional(set, "calibration_interval_days", &i.CalibrationIntervalDays, c.CalibrationIntervalDays)
	return set
}

// Archive hides the instrument from lists. Its calibrations and results stay.
func (s *Service) Archive(ctx context.Context, instrumentID id.ID, seen int) error {
	i, err := db.Edit[Instrument](ctx, s.kit.DB, "instrument", instrumentID, seen)
	if err != nil || i.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, i)
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, i *Item) View {
	locked := endpoint.When(i.LockedAt != nil, "locked")
	return View{Item: *i, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "instrument:update"), locked),
		"delete": endpoint.May(s.kit.Can(ctx, "instrument:delete"), locked, endpoint.When(i.ArchivedAt != nil, "archived")),
	}}
}

func taken(err error) error {
	if db.Violates(err, "instruments_serial_key") {
		const why = "Another instrument of this vendor and model has this serial number."
		return apperr.New(apperr.Conflict, "serial_number_taken", why).At("/serial_number", "serial_number_taken", why)
	}
	return err
}
