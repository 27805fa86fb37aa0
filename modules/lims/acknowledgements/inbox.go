package acknowledgements

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
)

// Remind tells people what they have to read, and what they have not read in time, once each. It also finds those who got
// a role after the role was asked to read something, and what was assigned before it was approved.
func (s *Service) Remind(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.tell(ctx, id.Nil) })
}

// tell is about one protocol, or all of them.
func (s *Service) tell(ctx context.Context, protocolID id.ID) error {
	all, err := s.store.untold(ctx, protocolID)
	if err != nil {
		return err
	}
	notices := make([]inbox.Notice, len(all))
	for i, u := range all {
		notices[i] = inbox.Notice{User: u.UserID, Kind: u.Kind, Work: "protocol_to_read", Key: u.Key, RecordType: "protocol", RecordID: u.ID, RecordCode: u.Code, Title: u.Title, DueAt: &u.DueAt}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}
