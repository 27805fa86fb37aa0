package acknowledgements

import (
	"context"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of reading.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB, kit.Clock}} }

// Acknowledge records that the caller has read and understood an approved revision, once.
func (s *Service) Acknowledge(ctx context.Context, protocolID id.ID) (*Acknowledgement, error) {
	p, err := s.store.subject(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	me := tenancy.Must(ctx)
	if me.Kind != tenancy.User {
		return nil, apperr.New(apperr.Forbidden, "person_required", "Only a person can say that they have read and understood something.")
	}
	if p.ContentSHA256 == nil || p.Status != "approved" && p.Status != "effective" {
		return nil, apperr.New(apperr.Conflict, "protocol_not_effective", "%s revision %d is %s; what is approved or effective can be acknowledged.", p.Number, p.Revision, p.Status).
			With("status_of_protocol", p.Status)
	}
	if was, err := s.store.of(ctx, protocolID, me.ID); was != nil || err != nil {
		return was, err
	}
	a := &Acknowledgement{Key: db.NewKey(ctx), ProtocolID: protocolID, UserID: me.ID, UserName: me.Name, Revision: p.Revision, ContentSHA256: *p.ContentSHA256}
	if err := s.store.add(ctx, a); err != nil {
		return nil, err
	}
	return s.store.of(ctx, protocolID, me.ID)
}

// Readers reads one page of who has to read a revision and who has read it.
func (s *Service) Readers(ctx context.Context, protocolID id.ID, f Filter, r page.Request) (page.List[Reader], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, readerKeys(), "user_name", r, []any{protocolID, f})
	if err != nil {
		return page.List[Reader]{}, err
	}
	if _, err := s.store.subject(ctx, protocolID); err != nil {
		return page.List[Reader]{}, err
	}
	return s.store.readers(ctx, protocolID, f, p)
}

// Assign asks somebody to read a revision until a day.
func (s *Service) Assign(ctx context.Context, protocolID id.ID, in New) (*Shown, error) {
	p, err := s.store.subject(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	a, err := s.check(ctx, protocolID, in)
	if err != nil {
		return nil, err
	}
	if p.ArchivedAt != nil || slices.Contains([]string{"superseded", "retired"}, p.Status) {
		return nil, apperr.New(apperr.Conflict, "protocol_not_current", "%s revision %d is not current; assign the one that is.", p.Number, p.Revision).With("status_of_protocol", p.Status)
	}
	if err := db.Insert(ctx, s.kit.DB, a); err != nil {
		return nil, explain(err)
	}
	if err := s.tell(ctx, protocolID); err != nil {
		return nil, err
	}
	return s.store.assignment(ctx, protocolID, a.ID)
}

func (s *Service) check(ctx context.Context, protocolID id.ID, in New) (*Assignment, error) {
	var f values.Faults
	a := &Assignment{Key: db.NewKey(ctx), ProtocolID: protocolID, Role: f.Line("/role", in.Role, 100), UserID: in.UserID, Stamps: db.By(ctx)}
	if (a.Role == nil) == (a.UserID == nil) {
		f.Add("/user_id", "required", "An assignment names either a user or a role.")
	}
	day, err := time.Parse(time.DateOnly, in.DueDate)
	if err != nil || day.Year() < 1900 {
		f.Add("/due_date", "not_a_date", "A date is a day of the calendar, written YYYY-MM-DD.")
		return nil, f.Err()
	}
	a.DueDate = day
	over, err := s.store.over(ctx, in.DueDate)
	if err != nil {
		return nil, err
	}
	if over {
		f.Add("/due_date", "out_of_range", "This day is over.")
	}
	if a.Role != nil {
		there, err := s.store.roleThere(ctx, *a.Role)
		if err != nil {
			return nil, err
		}
		if !there {
			f.Add("/role", "unknown_reference", "There is no such role.")
		}
	}
	return a, f.Err()
}

func explain(err error) error {
	if db.Violates(err, "protocol_assignments_key") {
		return apperr.New(apperr.Conflict, "already_assigned", "This assignment exists; withdraw it to set another day.")
	}
	return db.References{"protocol_assignments_user_fk": {Pointer: "/user_id", What: "user"}}.Explain(err)
}

// Assignments reads one page of the assignments of a revision that stand.
func (s *Service) Assignments(ctx context.Context, protocolID id.ID, r page.Request) (page.List[Shown], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, assignmentKeys(), "-created_at", r, protocolID)
	if err != nil {
		return page.List[Shown]{}, err
	}
	if _, err := s.store.subject(ctx, protocolID); err != nil {
		return page.List[Shown]{}, err
	}
	return s.store.assignments(ctx, protocolID, p)
}

// Withdraw ends an assignment.
func (s *Service) Withdraw(ctx context.Context, protocolID, assignmentID id.ID, seen int) error {
	a, err := db.Edit[Assignment](ctx, s.kit.DB, "assignment", assignmentID, seen)
	if err != nil {
		return err
	}
	if a.ProtocolID != protocolID {
		return apperr.Missing("assignment")
	}
	if a.ArchivedAt != nil {
		return nil
	}
	return db.Archive(ctx, s.kit.DB, a)
}

// Carry asks everybody who had to read a revision to read its successor, with as many days from its start.
func (s *Service) Carry(ctx context.Context, from, to id.ID, start string) error {
	all, err := s.store.owed(ctx, from, start)
	if err != nil || len(all) == 0 {
		return err
	}
	for i := range all {
		all[i].Key, all[i].ProtocolID, all[i].Stamps = db.NewKey(ctx), to, db.By(ctx)
	}
	return s.store.addMissing(ctx, all)
}
