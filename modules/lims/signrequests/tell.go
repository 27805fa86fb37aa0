package signrequests

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// InboxSource is what waits for the signature of the caller, whose turn it is; what is due first comes first.
func InboxSource() inbox.Source {
	return inbox.Source{Kind: "signature_requested", Permission: "signature:create", SQL: `select r.record_type, r.record_id, r.record_code, initcap(s.meaning) || ': ' || ` + title + ` as title,
 r.due_at, r.updated_at as created_at from signature_requests r join signature_request_stages s on s.org_id = r.org_id and s.request_id = r.id
 where r.org_id = @org and r.status = 'open' and s.status = 'pending' and ` + signs("@user") + ` order by r.due_at nulls last, r.updated_at, r.id`}
}

// Remind tells people what waits for them, what is due within a day and what is overdue, and makers how their requests ended,
// once each. It also finds who got a role after the role was asked, and requests that ended because their record changed. It
// is repeated work: it may run again at any time.
func (s *Service) Remind(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.tell(ctx, id.Nil); err != nil {
			return err
		}
		return s.tellEnds(ctx, id.Nil)
	})
}

// tell is about one request, or all of them.
func (s *Service) tell(ctx context.Context, requestID id.ID) error {
	all, err := s.store.untold(ctx, requestID, s.kit.Clock())
	if err != nil {
		return err
	}
	notices := make([]inbox.Notice, 0, len(all))
	for _, u := range all {
		p := person{ID: u.UserID, Member: u.Member, RoleKeys: u.RoleKeys}
		if s.kit.Can(tenancy.With(ctx, p.actor(ctx)), signatures.PermissionOf(u.Meaning)) && s.sees(ctx, &p) {
			notices = append(notices, inbox.Notice{User: u.UserID, Kind: u.Kind, Work: InboxSource().Kind, Key: u.Key, RecordType: u.RecordType, RecordID: u.RecordID,
				RecordCode: u.RecordCode, Title: u.Title, DueAt: u.DueAt})
		}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}

// tellEnds tells makers how one request ended, or all of them, unless it was their own doing.
func (s *Service) tellEnds(ctx context.Context, requestID id.ID) error {
	all, err := s.store.untoldEnds(ctx, requestID)
	if err != nil {
		return err
	}
	notices := make([]inbox.Notice, len(all))
	for i, u := range all {
		notices[i] = inbox.Notice{User: u.UserID, Kind: u.Kind, Key: u.Key, RecordType: u.RecordType, RecordID: u.RecordID, RecordCode: u.RecordCode, Title: u.Title}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}
