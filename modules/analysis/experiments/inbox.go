package experiments

import "github.com/spectra-lab/spectra/modules/kernel/inbox"

// InboxSources are experiments that wait for a review or an approval, the longest waiting first, for those who may give it.
func InboxSources() []inbox.Source {
	waiting := func(status, kind string) inbox.Source {
		return inbox.Source{Kind: kind, Permission: "experiment:approve", SQL: `select 'experiment' as record_type, id as record_id, code as record_code, title,
 null::timestamptz as due_at, updated_at as created_at from experiments where org_id = @org and status = '` + status + `' and archived_at is null order by updated_at`}
	}
	return []inbox.Source{waiting("completed", "experiment_to_review"), waiting("reviewed", "experiment_to_approve")}
}
