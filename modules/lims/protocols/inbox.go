package protocols

import (
	"context"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/inbox"
)

// callReviewers tells those who may approve, but for the authors, that a revision waits.
func (s *Service) callReviewers(ctx context.Context, p *Protocol) error {
	return inbox.Call(ctx, s.kit.DB, s.kit.Mail, s.kit.Can, "protocol:approve", inbox.Notice{Kind: "protocol_to_review", Work: "protocol_to_review",
		Key: fmt.Sprintf("protocol_to_review:%s:%d", p.ID, p.Version), RecordType: "protocol", RecordID: p.ID, RecordCode: p.Code, Title: p.Title}, p.Authors...)
}

// InboxSources are revisions that somebody else wrote and that wait for a review, and those that the caller has to read
// until the end of a day. Asked twice, by name and by role, one has the earlier day.
func InboxSources() []inbox.Source {
	return []inbox.Source{
		{Kind: "protocol_to_review", Permission: "protocol:approve", SQL: `select 'protocol' as record_type, p.id as record_id, p.code as record_code, p.title,
 null::timestamptz as due_at, coalesce(p.submitted_at, p.updated_at) as created_at
 from protocols p where p.org_id = @org and p.status = 'in_review' and p.archived_at is null and @user <> all (p.authors) order by p.submitted_at`},
		{Kind: "protocol_to_read", Permission: "protocol:acknowledge", SQL: `select 'protocol' as record_type, p.id as record_id, p.code as record_code, p.title,
 app.day_start(min(a.due_date) + 1) as due_at, min(a.created_at) as created_at
 from protocol_assignments a join protocols p on p.org_id = a.org_id and p.id = a.protocol_id
 where a.org_id = @org and a.archived_at is null and p.archived_at is null and p.status in ('approved', 'effective') and app.protocol_status(p, now()) in ('approved', 'effective')
  and (a.user_id = @user or exists (select from user_roles r where r.org_id = a.org_id and r.user_id = @user and r.role_key = a.role))
  and not exists (select from protocol_acknowledgements k where k.org_id = a.org_id and k.protocol_id = a.protocol_id and k.user_id = @user)
 group by p.id, p.code, p.title order by due_at`},
	}
}
