package custody

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// InboxSource are hand-overs that wait for the answer of their receiver.
func InboxSource() inbox.Source {
	return inbox.Source{Kind: "custody_offered", Permission: "sample:read", SQL: `select 'sample' as record_type, s.id as record_id, s.code as record_code, s.name as title,
 null::timestamptz as due_at, c.created_at from custody_transfers c join samples s on s.org_id = c.org_id and s.id = c.sample_id
 where c.org_id = @org and c.to_user_id = @user and c.status = 'pending' order by c.created_at, c.id`}
}

// ask lets the receiver know; the inbox shows the same as work.
func (s *Service) ask(ctx context.Context, held []*samples.Sample, transfers []*Transfer) error {
	notices := make([]inbox.Notice, len(held))
	for i, r := range held {
		notices[i] = inbox.Notice{User: transfers[i].ToUserID, Kind: "custody_offered", Work: InboxSource().Kind, Key: "custody:" + transfers[i].ID.String() + ":offered",
			RecordType: "sample", RecordID: r.ID, RecordCode: r.Code, Title: r.Name}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}

// tell lets who offered the sample know how it ended, unless it was their own doing.
func (s *Service) tell(ctx context.Context, r *samples.Sample, t *Transfer, status string) error {
	if t.CreatedBy == nil || *t.CreatedBy == tenancy.Must(ctx).ID {
		return nil
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, inbox.Notice{User: *t.CreatedBy, Kind: "custody_" + status, Key: "custody:" + t.ID.String() + ":" + status,
		RecordType: "sample", RecordID: r.ID, RecordCode: r.Code, Title: r.Name})
}
