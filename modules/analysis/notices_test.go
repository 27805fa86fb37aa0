package analysis_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
)

// TestReviewAndApprovalAreTold: those who may approve, but for who brought it there and who has left, once for each time
// that an experiment comes to wait.
func TestReviewAndApprovalAreTold(t *testing.T) {
	lab := apptest.New(t)
	var err error
	if lab.Kit.Mail, err = outbox.New(lab.DB, nil, nil, make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	s := serve(t, lab)
	told := func(want ...string) {
		t.Helper()
		for org, want := range map[string]string{"a": strings.Join(want, "|"), "b": ""} {
			var got []string
			if err := lab.DB.Q(lab.Ctx(org, "admin")).Raw(`select n.kind || ' ' || split_part(u.email, '@', 1) || ' ' || n.mail || coalesce(' ' || m.status, '')
 from notifications n join users u on u.org_id = n.org_id and u.id = n.user_id left join mails m on m.org_id = n.org_id and m.notification_id = n.id
 where n.org_id = ? order by 1`, lab.Org(org)).Scan(&got).Error; err != nil {
				t.Fatal(err)
			}
			if strings.Join(got, "|") != want {
				t.Errorf("%s: told %q, want %q", org, got, want)
			}
		}
	}
	s.Do("a/admin", "PUT", "/inbox/preferences", map[string]any{"mail": map[string]any{"experiment_to_review": "immediately"}}).Want(200)
	e := s.experiment(nil, "running")
	told()
	path := "/experiments/" + e + "/transition"
	s.Do("a/technician", "POST", path, map[string]any{"to": "completed"}).Want(200)
	told("experiment_to_review admin immediately queued", "experiment_to_review manager digest")
	s.Do("a/technician", "POST", path, map[string]any{"to": "completed"}).Want(409)
	s.move(e, "reviewed").Want(200)
	told("experiment_to_approve admin digest", "experiment_to_review admin immediately queued", "experiment_to_review manager digest")
	s.exec("a", "update users set status = 'deactivated' where id = ?", lab.User("a", "admin"))
	f := s.experiment(nil, "running", "completed", "running")
	told("experiment_to_approve admin digest", "experiment_to_review admin immediately queued", "experiment_to_review manager digest") // the manager's own doing
	s.Do("a/technician", "POST", "/experiments/"+f+"/transition", map[string]any{"to": "completed"}).Want(200)
	again := []string{"experiment_to_approve admin digest", "experiment_to_review admin immediately queued", "experiment_to_review manager digest", "experiment_to_review manager digest"}
	told(again...)
	g := s.experiment(nil, "running")
	gone := errors.New("no commit")
	err = lab.DB.InTx(lab.Ctx("a", "technician"), func(ctx context.Context) error {
		experiment, _ := id.Parse(g)
		if _, err := s.mod.Experiments.Transition(ctx, experiment, 0, experiments.Move{To: "completed"}); err != nil {
			return err
		}
		return gone
	})
	if !errors.Is(err, gone) {
		t.Error(err)
	}
	told(again...)
}
