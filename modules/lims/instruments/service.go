package instruments

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/calibration"
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

// Get reads one instrument as of now.
func (s *Service) Get(ctx context.Context, instrumentID id.ID) (*Item, error) {
	return s.store.get(ctx, instrumentID, nil)
}

// GetAt reads one instrument with its calibration state of a past moment; nil is now.
func (s *Service) GetAt(ctx context.Context, instrumentID id.ID, at *time.Time) (*Item, error) {
	if err := s.past(at); err != nil {
		return nil, err
	}
	return s.store.get(ctx, instrumentID, at)
}

// past refuses a moment whose calibrations nobody knows yet. Clocks of clients may be ahead a little.
func (s *Service) past(at *time.Time) error {
	if at != nil && (at.Year() < 1900 || at.After(s.kit.Clock().Add(5*time.Minute))) {
		return apperr.InvalidField("?at", "out_of_range", "The state is known for moments from 1900 until now.")
	}
	return nil
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	at := f.Moment()
	if err := s.past(at); err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, at, p)
}

// Due lists the instruments that must be calibrated within some days, those first that are due longest.
func (s *Service) Due(ctx context.Context, f DueFilter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, dueKeys(), "calibration_due_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.due(ctx, f.WithinDays, p)
}

// States tells how the calibrations of instruments stood at moments, in their order. With hold nobody can record, change or
// withdraw a calibration of these instruments before the caller's transaction ends. Locks are taken in the order
// experiment, instrument (by id), calibration, result; and the states are read after the lock, in a statement of their
// own: the one that waited would still see what was there when it began.
func (s *Service) States(ctx context.Context, of []calibration.Moment, hold bool) ([]calibration.State, error) {
	if len(of) == 0 {
		return nil, nil
	}
	if hold {
		ids := make([]id.ID, len(of))
		for i := range of {
			ids[i] = of[i].Instrument
		}
		slices.SortFunc(ids, func(a, b id.ID) int { return bytes.Compare(a[:], b[:]) })
		if err := s.store.hold(ctx, slices.Compact(ids)); err != nil {
			return nil, err
		}
	}
	return s.store.states(ctx, of)
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
	if err := Alone(ctx, s.kit.DB, instrumentID); err != nil {
		return nil, err
	}
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
	locked, archived := endpoint.When(i.LockedAt != nil, "locked"), endpoint.When(i.ArchivedAt != nil, "archived")
	state := calibration.State{Status: i.CalibrationStatus}
	return View{Item: *i, Actions: endpoint.Actions{
		"update":               endpoint.May(s.kit.Can(ctx, "instrument:update"), locked),
		"delete":               endpoint.May(s.kit.Can(ctx, "instrument:delete"), locked, archived),
		"start_experiment":     endpoint.May(s.kit.Can(ctx, "experiment:transition"), endpoint.When(i.Status == "retired", "instrument_retired"), state.Blocked()),
		"override_calibration": endpoint.May(s.kit.Can(ctx, "calibration:override"), endpoint.When(state.Blocked() == "", "calibration_in_order")),
		"record_calibration":   endpoint.May(s.kit.Can(ctx, "calibration:create"), archived),
		"record_maintenance":   endpoint.May(s.kit.Can(ctx, "maintenance_log:create"), archived),
	}}
}

func taken(err error) error {
	if db.Violates(err, "instruments_serial_key") {
		const why = "Another instrument of this vendor and model has this serial number."
		return apperr.New(apperr.Conflict, "serial_number_taken", why).At("/serial_number", "serial_number_taken", why)
	}
	return err
}
