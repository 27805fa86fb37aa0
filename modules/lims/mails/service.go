package mails

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Waits tells whether work of a kind on a record still waits for a person.
type Waits func(ctx context.Context, kind string, record id.ID) (bool, error)

// Service sends and shows mails.
type Service struct {
	kit   module.Kit
	store store
	waits Waits
	forms *forms
}

// NewService makes the service.
func NewService(kit module.Kit, waits Waits) *Service {
	return &Service{kit: kit, store: store{kit.DB}, waits: waits, forms: newForms()}
}

// List reads one page of the organisation's mails.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Get reads one mail.
func (s *Service) Get(ctx context.Context, mailID id.ID) (*View, error) {
	m, err := s.store.get(ctx, mailID)
	if err != nil {
		return nil, err
	}
	open := m.Status == Queued || m.Status == Failed
	again := endpoint.Action{Allowed: open && s.kit.Can(ctx, "mail:retry")}
	if !open {
		again.Reason = "mail_finished"
	}
	return &View{Item: *m, Actions: endpoint.Actions{"retry": again}}, nil
}

// Retry sends a mail that failed, or that waits for its next attempt, as soon as possible. Who asked for it is in the
// trail.
func (s *Service) Retry(ctx context.Context, mailID id.ID) (*View, error) {
	m, err := db.Lock[Mail](ctx, s.kit.DB, "mail", mailID)
	if err != nil {
		return nil, err
	}
	if m.Status != Queued && m.Status != Failed {
		return nil, apperr.New(apperr.Conflict, "mail_finished", "This mail is %s; only one that failed or waits can be tried again.", m.Status).With("status_of_mail", m.Status)
	}
	change, err := json.Marshal(map[string]any{"old": map[string]any{"status": m.Status}, "new": map[string]any{"status": Queued}, "changed": []string{"status"}})
	if err != nil {
		return nil, err
	}
	if err := s.store.again(ctx, m, s.kit.Clock()); err != nil {
		return nil, err
	}
	if err := s.store.event(ctx, mailID, string(change)); err != nil {
		return nil, err
	}
	if err := s.kit.Mail.Wake(ctx); err != nil {
		return nil, err
	}
	return s.Get(ctx, mailID)
}
