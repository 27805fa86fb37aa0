package analysis_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// walk gives the edges of a lineage answer as "label -relation-> label", sorted.
func (s *scene) walk(path string) []string {
	s.t.Helper()
	r := s.Do("a/viewer", "GET", "/lineage/"+path, nil).Want(200)
	labels := map[any]any{}
	for _, n := range r.Get("nodes").([]any) {
		labels[n.(map[string]any)["id"]] = n.(map[string]any)["label"]
	}
	out := []string{}
	for _, e := range r.Get("edges").([]any) {
		m := e.(map[string]any)
		if labels[m["from"]] == nil || labels[m["to"]] == nil {
			s.t.Errorf("edge %v has an end that is no node", m)
		}
		out = append(out, fmt.Sprintf("%v -%v-> %v", labels[m["from"]], m["relation"], labels[m["to"]]))
	}
	slices.Sort(out)
	return out
}

func TestLineageWalk(t *testing.T) {
	s := open(t)
	wafer := s.sample("a", "Wafer")
	die := s.sample("a", "Die", wafer)
	chip := s.sample("a", "Chip", wafer)
	s.exec("a", "insert into sample_history (org_id, id, sample_id, kind, actor_name) values (?,?,?,'created_by_split','x')", s.lab.Org("a"), id.New(), die)
	e := s.experiment(map[string]any{"title": "Run", "sample_ids": []string{die}}, "running")
	body := thickness(e)
	body["sample_id"], body["file_ids"] = die, []string{s.file("a")}
	result := s.record(body).Want(201).ID()
	for path, want := range map[string][]string{
		"sample/" + wafer:                      {"Wafer -parent-> Chip", "Wafer -split-> Die"},
		"sample/" + chip:                       {"Wafer -parent-> Chip"},
		"sample/" + chip + "?up=0":             {},
		"sample/" + wafer + "?down=2&up=0":     {"Die -measured_in-> Run", "Die -result_of-> thickness", "Wafer -parent-> Chip", "Wafer -split-> Die"},
		"result/" + result + "?up=3&down=0":    {"Die -measured_in-> Run", "Die -result_of-> thickness", "Run -result_of-> thickness", "Wafer -split-> Die", "a.txt -evidence-> thickness"},
		"experiment/" + e + "?up=10&down=10":   {"Die -measured_in-> Run", "Run -result_of-> thickness", "Wafer -split-> Die"},
		"experiment/" + e + "?up=0&down=0":     {},
		"instrument/" + s.instrument("a", "I"): {},
	} {
		if got := s.walk(path); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	one := s.Do("a/viewer", "GET", "/lineage/sample/"+wafer+"?down=0", nil)
	if one.Get("nodes.0.type") != "sample" || one.Get("nodes.0.id") != wafer || !strings.HasPrefix(fmt.Sprint(one.Get("nodes.0.code")), "SMP-") || one.Get("truncated") != false {
		t.Errorf("node %s", one.Body)
	}
	// begin, stamp, edges, names, commit
	if n := s.statements(func() { s.walk("result/" + result + "?up=10&down=10") }); n > 3 {
		t.Errorf("a walk takes %d statements", n)
	}
	for _, path := range []string{"nothing/" + wafer, "user/" + s.lab.User("a", "admin").String(), "result/" + wafer, "sample/x"} {
		refused(t, s.Do("a/viewer", "GET", "/lineage/"+path, nil), 404, "not_found")
	}
	for _, query := range []string{"up=11", "down=-1", "up=x", "depth=2"} {
		refused(t, s.Do("a/viewer", "GET", "/lineage/sample/"+wafer+"?"+query, nil), 422, "")
	}
}

// A cycle, however it came about, ends, and so does a ladder of diamonds, whose paths double with every step.
func TestLineageCycleAndDiamonds(t *testing.T) {
	s := open(t)
	nodes := make([]lineage.Node, 22)
	for i := range nodes {
		nodes[i] = lineage.Node{Type: lineage.Sample, ID: uuid(t, s.sample("a", fmt.Sprintf("S%02d", i)))}
	}
	var edges []lineage.Edge
	for i := 0; i+3 < len(nodes); i += 2 {
		for _, from := range nodes[i : i+2] {
			for _, to := range nodes[i+2 : i+4] {
				edges = append(edges, lineage.Edge{From: from, To: to, Relation: "made_of"})
			}
		}
	}
	edges = append(edges, lineage.Edge{From: nodes[21], To: nodes[0], Relation: "made_of"})
	s.edges(edges...)
	n := s.entries()
	s.edges(edges...)
	if got := s.since(n); len(got) > 0 {
		t.Errorf("edges that are there already left %q", got)
	}
	// The two edges of the start's neighbour on its own rung are eleven hops away.
	if got := s.walk("sample/" + nodes[0].ID.String() + "?up=10&down=10"); len(got) != len(edges)-2 {
		t.Errorf("%d edges, want %d", len(got), len(edges)-2)
	}
}

func TestLineageBounded(t *testing.T) {
	s := open(t)
	wafer := s.sample("a", "Wafer")
	s.exec("a", "insert into samples (org_id, id, name, sample_type, parent_id) select ?, gen_random_uuid(), 'Die '||n, 'die', ? from generate_series(1, 2500) n", s.lab.Org("a"), wafer)
	r := s.Do("a/viewer", "GET", "/lineage/sample/"+wafer+"?down=10", nil).Want(200)
	if n := len(r.Get("nodes").([]any)); n != 2000 || r.Get("truncated") != true || len(r.Get("edges").([]any)) != 1999 {
		t.Errorf("%d nodes, truncated %v", n, r.Get("truncated"))
	}
}

func (s *scene) edges(edges ...lineage.Edge) {
	s.t.Helper()
	if err := s.lab.DB.InTx(s.lab.Ctx("a", "scientist"), func(ctx context.Context) error { return s.mod.Lineage.Record(ctx, edges...) }); err != nil {
		s.t.Fatal(err)
	}
}

// An edge to another organisation's record, should one ever be written, shows nothing of it.
func TestLineageForeignNode(t *testing.T) {
	s := open(t)
	mine, theirs := s.sample("a", "Mine"), s.sample("b", "Secret")
	s.edges(lineage.Edge{From: lineage.Node{Type: lineage.Sample, ID: uuid(t, theirs)}, To: lineage.Node{Type: lineage.Sample, ID: uuid(t, mine)}, Relation: "made_of"})
	r := s.Do("a/viewer", "GET", "/lineage/sample/"+mine, nil).Want(200)
	if strings.Contains(string(r.Body), "Secret") || strings.Contains(string(r.Body), theirs) || len(r.Get("nodes").([]any)) != 1 {
		t.Errorf("shows %s", r.Body)
	}
	if _, err := s.mod.Lineage.Graph(s.lab.Ctx("b", "viewer"), lineage.Node{Type: lineage.Sample, ID: uuid(t, mine)}, 1, 1); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the other organisation gets %v", err)
	}
}
