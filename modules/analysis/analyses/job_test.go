package analyses_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/analyses"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// TestLongWorkIsAJob: a long trace, and whoever prefers it, gets a job; its result is that of the direct way.
func TestLongWorkIsAJob(t *testing.T) {
	b, start := openWithJobs(t, nil, nil)
	experiment := b.experiment("a", "running")
	file := b.file("a", experiment)
	long, short := b.trace("a", file, silicon(analyses.LongWork+1)), b.trace("a", file, silicon(1000))

	queued := b.Do("a/scientist", "POST", "/analyses", ask(long), "X-Change-Reason", "second look").Want(202)
	if queued.Get("status") != "queued" || queued.Get("kind") != "analysis" || fmt.Sprint(queued.Get("progress")) != "0" ||
		queued.Header.Get("Location") != "/jobs/"+queued.ID() || queued.Header.Get("Preference-Applied") != "" || fmt.Sprint(queued.Get("result_ids")) != "[]" {
		t.Errorf("%v %s", queued.Header, queued.Body)
	}
	asked := b.Do("a/scientist", "POST", "/analyses", ask(short), "Prefer", "handling=strict, Respond-Async;x=1", "Idempotency-Key", "j").Want(202)
	again := b.Do("a/scientist", "POST", "/analyses", ask(short), "Prefer", "respond-async", "Idempotency-Key", "j").Want(202)
	if asked.ID() != again.ID() || asked.Header.Get("Preference-Applied") != "respond-async" {
		t.Errorf("%v %s %s", asked.Header, asked.Body, again.Body)
	}
	b.Do("b/viewer", "GET", "/jobs/"+asked.ID(), nil).Want(404)
	start()
	for _, j := range []string{queued.ID(), asked.ID()} {
		done := b.await("/jobs/" + j)
		if done.Get("status") != "succeeded" || fmt.Sprint(done.Get("progress")) != "1" || done.Get("error") != nil || done.Get("finished_at") == nil {
			t.Fatalf("%s", done.Body)
		}
		r := b.Do("a/viewer", "GET", "/results/"+fmt.Sprint(done.Get("result_ids.0")), nil).Want(200)
		if r.Get("experiment_id") != experiment || r.Get("values.0.name") != "peak1.position" {
			t.Errorf("%s", r.Body)
		}
	}
	direct := b.Do("a/scientist", "POST", "/analyses", ask(short)).Want(201)
	byJob := b.Do("a/viewer", "GET", "/results/"+fmt.Sprint(b.await("/jobs/"+asked.ID()).Get("result_ids.0")), nil).Want(200)
	for _, part := range []string{"values", "parameters", "inputs", "engine", "method", "sample_id", "created_by"} {
		if x, y := fmt.Sprint(direct.Get(part)), fmt.Sprint(byJob.Get(part)); x != y {
			t.Errorf("%s: direct %s, by job %s", part, x, y)
		}
	}
	reasons := 0
	for _, e := range b.lab.Audit(t, "a") {
		if e.RecordType == "result" && e.TableName == "results" && (e.Action != "result.computed" || e.ActorName != "Scientist A") {
			t.Errorf("%+v", e)
		}
		if e.TableName == "results" && e.Reason == "second look" {
			reasons++
		}
	}
	if reasons != 1 {
		t.Errorf("%d results with the reason of the request", reasons)
	}
}

// TestJobChecksAgain: what was right when the job was asked for may not be when it runs.
func TestJobChecksAgain(t *testing.T) {
	b, start := openWithJobs(t, nil, nil)
	experiment := b.experiment("a", "running")
	trace := b.trace("a", b.file("a", experiment), silicon(500))
	j := b.Do("a/scientist", "POST", "/analyses", ask(trace), "Prefer", "respond-async").Want(202).ID()
	b.Do("a/scientist", "POST", "/experiments/"+experiment+"/transition", body{"to": "completed"}).Want(200)
	start()
	done := b.await("/jobs/" + j)
	if done.Get("status") != "failed" || !strings.Contains(fmt.Sprint(done.Get("error")), "while the experiment is running") || b.count("a", "results") != 0 {
		t.Errorf("%s", done.Body)
	}
}

// TestJobOfSomebodyWithoutRights: rights are those of now, not of when the job was asked for.
func TestJobOfSomebodyWithoutRights(t *testing.T) {
	var lab *bench
	for name, actor := range map[string]func(id.ID) (*tenancy.Actor, error){
		"role taken":   func(id.ID) (*tenancy.Actor, error) { return lab.lab.Actor("a", "viewer"), nil },
		"account gone": func(id.ID) (*tenancy.Actor, error) { return nil, apperr.Missing("user") },
	} {
		t.Run(name, func(t *testing.T) {
			b, start := openWithJobs(t, nil, actor)
			lab = b
			j := b.Do("a/scientist", "POST", "/analyses", ask(b.trace("a", "", silicon(500))), "Prefer", "respond-async").Want(202).ID()
			start()
			if done := b.await("/jobs/" + j); done.Get("status") != "failed" || b.count("a", "results") != 0 {
				t.Errorf("%s", done.Body)
			}
		})
	}
}

func TestCancelAndList(t *testing.T) {
	b, start := openWithJobs(t, nil, nil)
	trace := b.trace("a", "", silicon(500))
	var ids []string
	for range 3 {
		ids = append(ids, b.Do("a/scientist", "POST", "/analyses", ask(trace), "Prefer", "respond-async").Want(202).ID())
	}
	b.Do("a/viewer", "POST", "/jobs/"+ids[0]+"/cancel", nil).Want(403)
	b.Do("b/scientist", "POST", "/jobs/"+ids[0]+"/cancel", nil).Want(404)
	if r := b.Do("a/scientist", "POST", "/jobs/"+ids[0]+"/cancel", nil).Want(200); r.Get("status") != "cancelled" || r.Get("_actions.cancel.reason") != "job_finished" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/scientist", "POST", "/jobs/"+ids[0]+"/cancel", nil).Want(409); r.Get("code") != "job_finished" {
		t.Errorf("%s", r.Body)
	}
	// One that was cancelled while it ran ends when it next looks, also after a restart.
	b.exec("a", "update jobs set status='running', cancel_requested_at=now() where id=?", ids[1])
	start()
	if r := b.await("/jobs/" + ids[1]); r.Get("status") != "cancelled" || r.Get("finished_at") == nil {
		t.Errorf("%s", r.Body)
	}
	if r := b.await("/jobs/" + ids[2]); r.Get("status") != "succeeded" {
		t.Errorf("%s", r.Body)
	}
	first := b.Do("a/viewer", "GET", "/jobs?limit=2", nil).Want(200)
	second := b.Do("a/viewer", "GET", "/jobs?limit=2&cursor="+fmt.Sprint(first.Get("next_cursor")), nil).Want(200)
	if first.Get("items.0.id") != ids[2] || first.Get("items.1.id") != ids[1] || second.Get("items.0.id") != ids[0] || second.Get("next_cursor") != nil {
		t.Errorf("%s\n%s", first.Body, second.Body)
	}
	if r := b.Do("a/viewer", "GET", "/jobs?status=succeeded&kind=analysis", nil).Want(200); r.Get("items.0.id") != ids[2] || r.Get("items.1") != nil {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("b/viewer", "GET", "/jobs", nil).Want(200); r.Get("items.0") != nil {
		t.Errorf("another organisation's jobs: %s", r.Body)
	}
	b.Do("a/viewer", "GET", "/jobs?status=lost", nil).Want(422)
	b.Do("a/viewer", "GET", "/jobs/nothing", nil).Want(404)
	b.Do("a/viewer", "GET", "/jobs/"+id.New().String(), nil).Want(404)
	if n := b.count("a", "results"); n != 1 {
		t.Errorf("%d results", n)
	}
}

// TestCancelWhileRunning: a run that is cancelled while it computes stores nothing.
func TestCancelWhileRunning(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	slow := &methods.Method{Info: methods.Info{Name: "test.slow", Version: "1.0.0", Title: "Slow", ResultType: "nothing", Reference: "none",
		Inputs: []methods.Input{{Name: "trace_id", Kind: methods.KindTrace, Required: true}}, Outputs: []methods.Output{{Name: "none"}}},
		Run: func(context.Context, methods.Inputs, methods.Settings) (*methods.Outcome, error) {
			close(entered)
			<-leave
			return &methods.Outcome{Parameters: methods.Settings{}}, nil
		}}
	b, start := openWithJobs(t, methods.NewCatalogue(slow), nil)
	j := b.Do("a/scientist", "POST", "/analyses", body{"method": "test.slow", "inputs": body{"trace_id": b.trace("a", "", silicon(10))}}, "Prefer", "respond-async").Want(202).ID()
	start()
	<-entered
	r := b.Do("a/scientist", "POST", "/jobs/"+j+"/cancel", nil).Want(200)
	if r.Get("status") != "running" || fmt.Sprint(r.Get("progress")) != "0.1" {
		t.Errorf("%s", r.Body)
	}
	close(leave)
	if r := b.await("/jobs/" + j); r.Get("status") != "cancelled" || b.count("a", "results") != 0 {
		t.Errorf("%s", r.Body)
	}
}

var errBroken = errors.New("broken")

// TestFaultIsNotShown: an unexpected fault is tried again and its text stays on the server.
func TestFaultIsNotShown(t *testing.T) {
	calls := make(chan struct{}, 10)
	b, start := openWithJobs(t, nil, func(id.ID) (*tenancy.Actor, error) { calls <- struct{}{}; return nil, errBroken })
	j := b.Do("a/scientist", "POST", "/analyses", ask(b.trace("a", "", silicon(500))), "Prefer", "respond-async").Want(202).ID()
	start()
	<-calls
	if r := b.Do("a/viewer", "GET", "/jobs/"+j, nil).Want(200); strings.Contains(string(r.Body), "broken") || r.Get("status") == "succeeded" {
		t.Errorf("%s", r.Body)
	}
}
