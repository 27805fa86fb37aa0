package calibrations

import (
	"context"
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

// ahead is what the clocks of clients may differ.
const ahead = 5 * time.Minute

// Service holds the rules of calibrations.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one calibration.
func (s *Service) Get(ctx context.Context, calibrationID id.ID) (*View, error) {
	c, err := s.store.get(ctx, calibrationID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, c), nil
}

// List reads one page of an instrument's calibrations.
func (s *Service) List(ctx context.Context, instrumentID id.ID, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-performed_at", r, struct {
		Filter
		Of id.ID
	}{f, instrumentID})
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, instrumentID, f, p)
}

// Create records a calibration. The instrument is locked first: who measures on it meanwhile waits and then sees it.
func (s *Service) Create(ctx context.Context, instrumentID id.ID, in New) (*View, error) {
	var f values.Faults
	c := &Calibration{Key: db.NewKey(ctx), InstrumentID: instrumentID, Stamps: db.By(ctx), PerformedAt: in.PerformedAt, Outcome: in.Outcome, AsFoundInTolerance: in.AsFoundInTolerance,
		CertificateNumber: f.Line("/certificate_number", in.CertificateNumber, 200), Provider: f.Line("/provider", in.Provider, 200), PerformedBy: f.Line("/performed_by", in.PerformedBy, 200),
		AsFound: readings(&f, "/as_found", in.AsFound), AsLeft: readings(&f, "/as_left", in.AsLeft), Uncertainty: readings(&f, "/uncertainty", in.Uncertainty),
		Standards: standards(&f, in.Standards), CertificateFileID: in.CertificateFileID}
	i, err := s.store.lock(ctx, instrumentID)
	if err != nil {
		return nil, err
	}
	switch {
	case i.ArchivedAt != nil:
		return nil, apperr.New(apperr.Conflict, "archived", "This instrument is archived and cannot be calibrated.")
	case in.ExpiresAt != nil:
		c.ExpiresAt = *in.ExpiresAt
	case i.CalibrationIntervalDays != nil:
		c.ExpiresAt = later(in.PerformedAt, *i.CalibrationIntervalDays, i.Timezone)
	default:
		f.Add("/expires_at", "required", "This instrument has no interval: say when the calibration ends.")
	}
	s.check(&f, c, in.AsFoundInTolerance != nil)
	if err := f.First().Err(); err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, c); err != nil {
		return nil, reference(err)
	}
	return s.Get(ctx, c.ID)
}

// later is some days after a moment at the same time of day where the laboratory is: a day with a change to summer time
// has 23 hours.
func later(from time.Time, days int, zone string) time.Time {
	place, err := time.LoadLocation(zone)
	if err != nil {
		place = time.UTC
	}
	return from.In(place).AddDate(0, 0, days).UTC()
}

// check holds what must be true of a whole calibration. stated: somebody said whether it was in tolerance as found.
func (s *Service) check(f *values.Faults, c *Calibration, stated bool) {
	if c.PerformedAt.Year() < 1900 || c.PerformedAt.After(s.kit.Clock().Add(ahead)) {
		f.Add("/performed_at", "out_of_range", "A calibration is not performed in the future nor before 1900.")
	}
	if !c.ExpiresAt.IsZero() && !c.ExpiresAt.After(c.PerformedAt) {
		f.Add("/expires_at", "out_of_range", "A calibration ends after it was performed.")
	}
	if c.ExpiresAt.Year() > 2200 {
		f.Add("/expires_at", "out_of_range", "A calibration ends before the year 2200.")
	}
	found := c.Outcome == Pass
	switch {
	case !stated:
		c.AsFoundInTolerance = &found
	case c.Outcome != Adjusted && *c.AsFoundInTolerance != found:
		f.Add("/as_found_in_tolerance", "not_allowed", "What passes was in tolerance as found, what fails was not; only an adjusted instrument may have been either.")
	}
}

// Archive withdraws a calibration that was recorded by mistake; it says nothing any more, about any moment.
func (s *Service) Archive(ctx context.Context, calibrationID id.ID, seen int) error {
	c, err := s.edit(ctx, calibrationID, seen)
	if err != nil || c.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, c)
}

// edit locks the instrument and then the calibration: in this order everywhere (instruments.States).
func (s *Service) edit(ctx context.Context, calibrationID id.ID, seen int) (*Calibration, error) {
	c, err := db.Find[Calibration](ctx, s.kit.DB, "calibration", calibrationID)
	if err != nil {
		return nil, err
	}
	if _, err := s.store.lock(ctx, c.InstrumentID); err != nil {
		return nil, err
	}
	return db.Edit[Calibration](ctx, s.kit.DB, "calibration", calibrationID, seen)
}

// Suspicion tells which results a calibration casts doubt on: those that its instrument gave after the last good
// calibration before it, and until it was in tolerance again.
func (s *Service) Suspicion(ctx context.Context, calibrationID id.ID) (*calibration.Suspicion, error) {
	return s.store.suspicion(ctx, calibrationID)
}

func (s *Service) view(ctx context.Context, c *Item) *View {
	locked, archived := endpoint.When(c.LockedAt != nil, "locked"), endpoint.When(c.ArchivedAt != nil, "archived")
	return &View{Item: *c, Actions: endpoint.Actions{
		"update":      endpoint.May(s.kit.Can(ctx, "calibration:update"), locked, archived),
		"delete":      endpoint.May(s.kit.Can(ctx, "calibration:delete"), locked, archived),
		"sign":        endpoint.May(s.kit.Can(ctx, "signature:create"), c.signObstacle()),
		"flag_impact": endpoint.May(s.kit.Can(ctx, "result:flag"), archived, endpoint.When(!c.FoundOut, "calibration_in_tolerance")),
	}}
}

// reference names the field when what it refers to does not exist in this organisation.
func reference(err error) error {
	return db.References{"calibrations_certificate_fk": {Pointer: "/certificate_file_id", What: "file"}}.Explain(err)
}
