package app

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// entry writes a page into a new notebook.
func (s *story) entry(title, body string) *reply {
	book := s.does("scientist", "POST", "/notebooks", map[string]any{"title": "Notebook of " + title})
	return s.does("scientist", "POST", "/notebooks/entries", map[string]any{"notebook_id": book.id(), "title": title, "body": body})
}

// save changes the text of an entry that was seen in a version.
func (s *story) save(role, id string, version any, body string) *reply {
	return s.by(role, "PATCH", "/notebooks/entries/"+id, map[string]any{"body": body}, "If-Match", fmt.Sprintf(`"%v"`, version))
}

// peerText: tables, formulas and lists are rendered, scripts are not.
func peerText(s *story) {
	e := s.entry("Rendering", "# Aim\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n$E = mc^2$\n\n- [x] done\n\n<script>alert(1)</script>\n[x](javascript:alert(1))\n")
	html := string(s.does("viewer", "GET", "/notebooks/entries/"+e.id()+"/rendered", nil).body)
	for _, want := range []string{"<h1", "<table", "mc^2"} {
		if !strings.Contains(html, want) && !strings.Contains(html, strings.ReplaceAll(want, "<", `\u003c`)) {
			s.t.Errorf("%s is not in %.900s", want, html)
		}
	}
	for _, bad := range []string{"<script", `\u003cscript`, `href="javascript`, `href=\"javascript`} {
		if strings.Contains(html, bad) {
			s.t.Errorf("%s is in %.900s", bad, html)
		}
	}
	s.want(s.does("viewer", "GET", "/notebooks/entries/"+e.id(), nil), "body", e.text("body"))
}

// peerVersions: every version stays, and what changed can be read.
func peerVersions(s *story) {
	e := s.entry("Versions", "annealed at 400 C\nin nitrogen\n")
	s.problem(s.save("scientist", e.id(), 1, "annealed at 425 C\nin nitrogen\n"), 200)
	path := "/notebooks/entries/" + e.id()
	s.want(s.does("viewer", "GET", path+"/versions?count=true", nil), "total", "2")
	s.want(s.does("viewer", "GET", path+"/versions/1", nil), "body", "annealed at 400 C\nin nitrogen\n")
	diff := string(s.does("viewer", "GET", path+"/diff?from=1&to=2", nil).body)
	if !strings.Contains(diff, "400") || !strings.Contains(diff, "425") {
		s.t.Errorf("%s", diff)
	}
	s.problem(s.by("viewer", "GET", path+"/versions/3", nil), 404)
	s.problem(s.by("viewer", "GET", path+"/diff?from=0&to=2", nil), 422)
	s.problem(s.save("viewer", e.id(), 2, "mine"), 403)
}

// peerConcurrent: people who type at the same time lose no character: whoever comes second gets what a merge needs.
func peerConcurrent(s *story) {
	e := s.entry("Two desks", "common line\n")
	s.does("manager", "GET", "/auth/me", nil) // signed in
	s.does("admin", "GET", "/auth/me", nil)
	const each = 8
	var wg sync.WaitGroup
	for _, who := range []string{"scientist", "manager", "admin"} {
		token := s.tokens[who]
		wg.Go(func() { s.types(who, token, e.id(), each) })
	}
	wg.Wait()
	last := s.does("viewer", "GET", "/notebooks/entries/"+e.id(), nil)
	for _, who := range []string{"scientist", "manager", "admin"} {
		for n := range each {
			if line := fmt.Sprintf("%s writes %d.\n", who, n); strings.Count(last.text("body"), line) != 1 {
				s.t.Errorf("%q is lost or twice in %q", line, last.text("body"))
			}
		}
	}
	s.want(last, "version", fmt.Sprint(1+3*each))
	if out := s.by("scientist", "PATCH", "/notebooks/entries/"+e.id(), map[string]any{"body": "blind"}); out.status != 428 {
		s.t.Errorf("without a version: %d %s", out.status, out.body)
	}
	draft := s.does("scientist", "PUT", "/notebooks/entries/"+e.id()+"/draft", map[string]any{"base_version": 1, "title": "Two desks", "body": "half a sen"})
	s.want(draft, "stale", "true")
	s.want(s.does("viewer", "GET", "/notebooks/entries/"+e.id(), nil), "version", fmt.Sprint(1+3*each))
}

// types adds lines to an entry as one of several; a refusal is merged by what it carries alone.
func (s *story) types(who, token, entry string, lines int) {
	path := "/notebooks/entries/" + entry
	now := s.send(token, "GET", path, nil)
	base, version := now.text("body"), now.text("version")
	for n := range lines {
		mine := fmt.Sprintf("%s writes %d.\n", who, n)
		for body := base + mine; ; {
			out := s.send(token, "PATCH", path, map[string]any{"body": body}, "If-Match", fmt.Sprintf("%q", version))
			if out.status == 200 {
				base, version = out.text("body"), out.text("version")
				break
			}
			if out.status != 412 || out.text("base.body") != base {
				s.t.Errorf("%s: %d %s", who, out.status, out.body)
				return
			}
			base, version = out.text("theirs.body"), out.text("theirs.version")
			body = base + mine
		}
	}
}

// peerTemplates: entries begin with a template's text, and stay as they are when it changes.
func peerTemplates(s *story) {
	form := s.does("scientist", "POST", "/notebooks/templates", map[string]any{"name": "Anneal", "title": "Anneal of", "body": "## Recipe\n\n## Result\n"})
	book := s.first("/notebooks?q=Silicon")
	e := s.does("scientist", "POST", "/notebooks/entries", map[string]any{"notebook_id": book.id(), "template_id": form.id()})
	s.want(e, "title", "Anneal of", "body", "## Recipe\n\n## Result\n")
	s.does("scientist", "PATCH", "/notebooks/templates/"+form.id(), map[string]any{"body": "## Other\n"}, "If-Match", form.header.Get("ETag"))
	s.want(s.does("viewer", "GET", "/notebooks/entries/"+e.id(), nil), "body", "## Recipe\n\n## Result\n")
	s.problem(s.by("scientist", "POST", "/notebooks/templates", map[string]any{"name": "ANNEAL"}), 409)
	s.problem(s.by("scientist", "POST", "/notebooks/entries", map[string]any{"notebook_id": book.id(), "template_id": book.id()}), 422, "/template_id")
}

// sopBody is a protocol of a number of its own.
func sopBody(number string, more ...any) map[string]any {
	out := map[string]any{"number": number, "title": "Anneal", "body": "# Purpose\n\nAnneal at 400 C.\n", "checklist": []any{map[string]any{"text": "Nitrogen on", "required": true}}}
	for i := 0; i+1 < len(more); i += 2 {
		out[more[i].(string)] = more[i+1]
	}
	return out
}

// effective writes a protocol and has it approved.
func (s *story) effective(body map[string]any) *reply {
	p := s.does("scientist", "POST", "/protocols", body)
	s.does("scientist", "POST", "/protocols/"+p.id()+"/submit", nil)
	return s.does("manager", "POST", "/protocols/"+p.id()+"/approve", nil)
}

// peerRevisions: what is in force is never edited; its successor is a draft of its own, and the two can be compared.
func peerRevisions(s *story) {
	first := s.effective(sopBody("SOP-PEER-1"))
	s.refused(409, "protocol_not_draft", "scientist", "PATCH", "/protocols/"+first.id(), map[string]any{"title": "Other"}, "If-Match", first.header.Get("ETag"))
	second := s.does("scientist", "POST", "/protocols/"+first.id()+"/revise", nil)
	s.want(second, "revision", "2", "status", "draft", "number", "SOP-PEER-1")
	s.refused(409, "draft_exists", "scientist", "POST", "/protocols/"+first.id()+"/revise", nil)
	s.does("scientist", "PATCH", "/protocols/"+second.id(), map[string]any{"body": "# Purpose\n\nAnneal at 425 C.\n"}, "If-Match", second.header.Get("ETag"))
	if diff := string(s.does("viewer", "GET", "/protocols/"+second.id()+"/diff", nil).body); !strings.Contains(diff, "400") || !strings.Contains(diff, "425") {
		s.t.Errorf("%s", diff)
	}
	s.does("scientist", "POST", "/protocols/"+second.id()+"/submit", nil)
	s.want(s.does("manager", "POST", "/protocols/"+second.id()+"/approve", nil), "status", "effective")
	s.want(s.does("viewer", "GET", "/protocols/"+first.id(), nil), "status", "superseded")
}

// peerSOP: approved by somebody else, effective on its day, retired with a word.
func peerSOP(s *story) {
	p := s.does("manager", "POST", "/protocols", sopBody("SOP-PEER-2", "effective_date", time.Now().AddDate(0, 0, 14).Format(time.DateOnly)))
	s.problem(s.by("manager", "POST", "/protocols/"+p.id()+"/approve", nil), 409)
	s.does("manager", "POST", "/protocols/"+p.id()+"/submit", nil)
	if own := s.by("manager", "POST", "/protocols/"+p.id()+"/approve", nil); own.status != 403 && own.status != 409 {
		s.t.Errorf("approved by its author: %d %s", own.status, own.body)
	}
	s.want(s.does("admin", "POST", "/protocols/"+p.id()+"/approve", nil), "status", "approved")
	run := s.does("scientist", "POST", "/experiments", map[string]any{"title": "Too early", "method": "anneal", "protocol_id": p.id()})
	s.refused(409, "protocol_not_effective", "scientist", "POST", "/experiments/"+run.id()+"/transition", map[string]any{"to": "running"})
	s.want(s.does("manager", "POST", "/protocols/"+p.id()+"/retire", map[string]any{"comment": "furnace sold"}), "status", "retired", "review_comment", "furnace sold")
	s.problem(s.by("viewer", "POST", "/protocols/"+p.id()+"/retire", nil), 403)
}

// peerTraining: who has not read it cannot run it, and one can see who has not.
func peerTraining(s *story) {
	p := s.effective(sopBody("SOP-PEER-3", "training_required", true))
	s.does("manager", "POST", "/protocols/"+p.id()+"/assignments", map[string]any{"role": "technician", "due_date": time.Now().AddDate(0, 0, 7).Format(time.DateOnly)})
	run := s.does("technician", "POST", "/experiments", map[string]any{"title": "Untrained", "method": "anneal", "protocol_id": p.id()})
	path := "/experiments/" + run.id()
	s.want(s.does("manager", "GET", "/protocols/"+p.id()+"/acknowledgements?status=pending", nil), "items.0.user_name", "Tomas Okafor")
	s.refused(409, "training_required", "technician", "POST", path+"/transition", map[string]any{"to": "running"})
	s.does("technician", "POST", "/protocols/"+p.id()+"/acknowledge", nil)
	s.want(s.does("technician", "POST", path+"/transition", map[string]any{"to": "running"}), "protocol_revision", "1")
	s.refused(409, "checklist_incomplete", "technician", "POST", path+"/transition", map[string]any{"to": "completed"})
	s.does("technician", "PUT", path+"/checklist/1", map[string]any{"done": true})
	s.want(s.does("technician", "POST", path+"/transition", map[string]any{"to": "completed"}), "status", "completed")
}

// TestTwoEditorsOverHTTP is the row of its name, alone: two concurrent edits of an entry lose no character.
func TestTwoEditorsOverHTTP(t *testing.T) { peerConcurrent(newStory(t)) }
