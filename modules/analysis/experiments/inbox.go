package experiments

import (
	"context"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// call tells those who may approve that an experiment waits for them, but for who has just brought it there.
func (s *Service) call(ctx context.Context, e *Experiment) error {
	kind := map[string]string{"completed": "experiment_to_review", "reviewed": "experiment_to_approve"}[e.Status]
	if kind == "" {
		return nil
	}
	return inbox.Call(ctx, s.kit.DB, s.kit.Mail, s.kit.Can, "experiment:approve", inbox.Notice{Kind: kind, Work: kind, Key: fmt.Sprintf("%s:%s:%d", kind, e.ID, e.Version),
		RecordType: "experiment", RecordID: e.ID, RecordCode: e.Code, Title: e.Title}, tenancy.Must(ctx).ID)
}

// InboxSources are experiments that wait for a review or an approval, the longest waiting first, for those who may give it.
func InboxSources() []inbox.Source {
	waiting := func(status, kind string) inbox.Source {
		return inbox.Source{Kind: kind, Permission: "experiment:approve", SQL: `select 'experiment' as record_type, id as record_id, code as record_code, title,
 null::timestamptz as due_at, updated_at as created_at from experiments where org_id = @org and status = '` + status + `' and archived_at is null order by updated_at`}
	}
	return []inbox.Source{waiting("completed", "experiment_to_review"), waiting("reviewed", "experiment_to_approve")}
}
