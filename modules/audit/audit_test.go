package audit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type entry struct {
	Seq        int64
	OccurredAt time.Time `json:"occurred_at"`
	Actor      struct{ ID, Name, Kind, Via string }
	Action     string
	Operation  string
	RecordType string  `json:"record_type"`
	RecordID   string  `json:"record_id"`
	RecordCode *string `json:"record_code"`
	Reason     *string
	Changes    []struct {
		Field    string
		Old, New json.RawMessage
	}
	RequestID string `json:"request_id"`
	IP        *string
	Hash      string
	PrevHash  string `json:"prev_hash"`
}

type page struct {
	Items      []entry
	NextCursor *string `json:"next_cursor"`
	Total      *int
}

func read(t *testing.T, api *apptest.API, query string) page {
	t.Helper()
	var p page
	if err := json.Unmarshal(api.Do("a/auditor", "GET", "/audit?"+query, nil).Want(200).Body, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// project writes a project and changes it, the way a route would, and gives its id and the request ids of both.
func project(t *testing.T, lab *apptest.Lab) (record, made, changed id.ID) {
	t.Helper()
	record = id.New()
	do := func(event, reason, statement string, args ...any) id.ID {
		actor := lab.Actor("a", "scientist")
		ctx := tenancy.WithStamp(tenancy.With(t.Context(), actor), tenancy.Stamp{Event: event, Reason: reason})
		err := lab.DB.InTx(ctx, func(ctx context.Context) error { return lab.DB.Q(ctx).Exec(statement, args...).Error })
		if err != nil {
			t.Fatal(err)
		}
		return actor.RequestID
	}
	made = do("project.created", "", "insert into projects (org_id, id, name, created_by) values (?,?,'First',?)", lab.Org("a"), record, lab.User("a", "scientist"))
	changed = do("project.updated", "wrong name", "update projects set name='Second', description='why', version=version+1, updated_at=now() where org_id=? and id=?", lab.Org("a"), record)
	return record, made, changed
}

// TestP11_06 reads who, when, what, old, new and why back over HTTP.
func TestP11_06TrailShowsOldAndNew(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, audit.New(lab.Kit, proofs.Options{}))
	record, made, changed := project(t, lab)
	p := read(t, api, "record_type=project&record_id="+record.String())
	if len(p.Items) != 2 {
		t.Fatalf("%d entries, want 2", len(p.Items))
	}
	up, in := p.Items[0], p.Items[1]
	if up.Action != "project.updated" || up.Operation != "update" || up.Reason == nil || *up.Reason != "wrong name" || up.IP == nil || *up.IP != "127.0.0.1" ||
		up.RequestID != changed.String() || up.Actor.Name != "Scientist A" || up.Actor.Kind != "user" || up.Actor.ID != lab.User("a", "scientist").String() || up.RecordCode == nil {
		t.Errorf("update: %+v", up)
	}
	var got []string
	for _, c := range up.Changes {
		got = append(got, fmt.Sprintf("%s %s %s", c.Field, c.Old, c.New))
	}
	if want := []string{`description null "why"`, `name "First" "Second"`}; !slices.Equal(got, want) {
		t.Errorf("changes %q, want %q", got, want)
	}
	if in.Operation != "insert" || in.RequestID != made.String() || in.Reason != nil || up.PrevHash != in.Hash || up.Seq != in.Seq+1 {
		t.Errorf("insert: %+v", in)
	}
	if !slices.ContainsFunc(in.Changes, func(c struct {
		Field    string
		Old, New json.RawMessage
	}) bool {
		return c.Field == "name" && string(c.Old) == "null" && string(c.New) == `"First"`
	}) {
		t.Errorf("insert shows no name: %+v", in.Changes)
	}
}

// TestTrailPagesAndFilters walks the whole chain and narrows it.
func TestTrailPagesAndFilters(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, audit.New(lab.Kit, proofs.Options{}))
	record, _, changed := project(t, lab)
	all := len(lab.Audit(t, "a"))
	var seqs []int64
	for query := "limit=3&count=true"; ; {
		p := read(t, api, query)
		if p.Total == nil || *p.Total != all {
			t.Fatalf("total %v, want %d", p.Total, all)
		}
		for _, e := range p.Items {
			seqs = append(seqs, e.Seq)
		}
		if p.NextCursor == nil {
			break
		}
		query = "limit=3&count=true&cursor=" + url.QueryEscape(*p.NextCursor)
	}
	if len(seqs) != all || !slices.IsSortedFunc(seqs, func(a, b int64) int { return int(b - a) }) || seqs[all-1] != 1 {
		t.Errorf("pages give %v, want %d entries down to 1", seqs, all)
	}
	now := time.Now().UTC()
	for query, want := range map[string]int{
		"request_id=" + changed.String():                                        1,
		"action=project.updated":                                                1,
		"actor_id=" + lab.User("a", "scientist").String():                       2,
		"record_type=project":                                                   2,
		"record_id=" + record.String() + "&action=project.created":              1,
		"record_id=" + id.New().String():                                        0,
		"from=" + now.Add(time.Hour).Format(time.RFC3339):                       0,
		"to=" + now.Add(-time.Hour).Format(time.RFC3339):                        0,
		"sort=seq&limit=1&record_type=organization&action=organization.created": 1,
	} {
		if p := read(t, api, query); len(p.Items) != want {
			t.Errorf("%s: %d entries, want %d", query, len(p.Items), want)
		}
	}
	for _, bad := range []string{"record_type=wafer", "record_id=x", "from=yesterday", "sort=hash", "colour=red", "limit=0", "limit=201",
		"from=" + now.Format(time.RFC3339) + "&to=" + now.Add(-time.Hour).Format(time.RFC3339)} {
		api.Do("a/auditor", "GET", "/audit?"+bad, nil).Want(422)
	}
}

// TestP11_45 reads, refusals and their address are in the access log of the own organisation only.
func TestP11_45AccessLog(t *testing.T) {
	lab := apptest.New(t)
	api := lab.Serve(t, audit.New(lab.Kit, proofs.Options{}))
	api.Do("a/auditor", "GET", "/audit", nil, "User-Agent", "browser/1").Want(200)
	api.Do("a/viewer", "GET", "/audit", nil).Want(403)
	api.Do("b/auditor", "GET", "/audit", nil).Want(200)
	lab.Access(t, "a") // flushes
	r := api.Do("a/auditor", "GET", "/access-logs?count=true&action=list-audit", nil).Want(200)
	if r.Get("total").(json.Number).String() != "2" {
		t.Fatalf("log: %s", r.Body)
	}
	for path, want := range map[string]any{"items.0.status": json.Number("403"), "items.0.actor_name": "Viewer A", "items.0.ip": "127.0.0.1",
		"items.1.status": json.Number("200"), "items.1.user_agent": "browser/1", "items.1.permission": "audit:read", "items.1.path": "/audit", "items.1.method": "GET"} {
		if got := r.Get(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	for query, want := range map[string]string{"status=403": "1", "status=404": "0", "actor_id=" + lab.User("a", "viewer").String(): "1"} {
		if got := api.Do("a/auditor", "GET", "/access-logs?count=true&action=list-audit&"+query, nil).Want(200).Get("total").(json.Number).String(); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
