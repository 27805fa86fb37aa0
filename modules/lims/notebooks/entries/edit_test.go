package entries_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// merge3 is the least a client needs: it keeps the lines that either side added, in the order of the version both know.
// It uses nothing but what the 412 carries.
func merge3(base, theirs, ours string) string {
	known := strings.Split(base, "\n")
	added := func(text string) (out []string) {
		for _, l := range strings.Split(text, "\n") {
			if !slices.Contains(known, l) {
				out = append(out, l)
			}
		}
		return out
	}
	return strings.Join(append(strings.Split(theirs, "\n"), added(ours)...), "\n")
}

// TestTwoEditorsLoseNothing: writers who all began at the same version add their line; whoever comes too late merges with
// what the refusal carries and sends again. Every line is there in the end, and every step is a version.
func TestTwoEditorsLoseNothing(t *testing.T) {
	d := open(t)
	path := at(d.entry("begin", nil).Want(201).ID())
	const writers, rounds = 6, 4
	var wg sync.WaitGroup
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			who := []string{"a/scientist", "a/manager", "a/admin"}[w%3]
			for n := range rounds {
				read := d.Do(who, "GET", path, nil).Want(200)
				body, etag := read.Get("body").(string)+fmt.Sprintf("\nline %d of writer %d", n, w), read.Header.Get("ETag")
				for {
					r := d.Do(who, "PATCH", path, m{"body": body}, "If-Match", etag)
					if r.Status == 200 {
						break
					}
					if r.Status != 412 {
						t.Errorf("%d %s", r.Status, r.Body)
						return
					}
					base, _ := r.Get("base.body").(string)
					theirs, _ := r.Get("theirs.body").(string)
					body, etag = merge3(base, theirs, body), fmt.Sprintf(`"%v"`, r.Get("current_version"))
				}
			}
		}()
	}
	wg.Wait()
	final := d.Do("a/viewer", "GET", path, nil).Want(200)
	body, _ := final.Get("body").(string)
	for w := range writers {
		for n := range rounds {
			if c := strings.Count(body+"\n", fmt.Sprintf("line %d of writer %d\n", n, w)); c != 1 {
				t.Errorf("line %d of writer %d is there %d times", n, w, c)
			}
		}
	}
	if v := final.Header.Get("ETag"); v != fmt.Sprintf(`"%d"`, 1+writers*rounds) {
		t.Errorf("version %s after %d saves", v, writers*rounds)
	}
	all, _ := d.Do("a/viewer", "GET", path+"/versions?limit=200", nil).Want(200).Get("items").([]any)
	if len(all) != 1+writers*rounds {
		t.Errorf("%d versions", len(all))
	}
}

// TestRefusalCarriesAMerge: both sides whole, with who and when; null where the client made its version up.
func TestRefusalCarriesAMerge(t *testing.T) {
	d := open(t)
	path := at(d.entry("one", m{"links": []m{link("sample", d.sample)}}).Want(201).ID())
	d.Do("a/manager", "PATCH", path, m{"title": "Theirs", "body": "two", "links": []m{}}, "If-Match", `"1"`).Want(200)
	r := d.Do("a/scientist", "PATCH", path, m{"body": "mine"}, "If-Match", `"1"`).Want(412)
	for k, want := range (m{"code": "stale", "current_version": "2", "base.version": "1", "base.title": "Day 1", "base.body": "one", "base.links.0.id": d.sample, "base.created_by_name": "Scientist A",
		"base.created_by": d.lab.User("a", "scientist").String(), "theirs.version": "2", "theirs.title": "Theirs", "theirs.body": "two", "theirs.created_by_name": "Manager A"}) {
		if got := r.Get(k); fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %v", k, got, want)
		}
	}
	if links, ok := r.Get("theirs.links").([]any); !ok || len(links) != 0 {
		t.Errorf("%v", r.Get("theirs.links"))
	}
	if when, _ := r.Get("theirs.created_at").(string); len(when) != len("2026-01-01T00:00:00.000000Z") {
		t.Errorf("theirs.created_at is %q", when)
	}
	if r := d.Do("a/scientist", "PATCH", path, m{"body": "mine"}, "If-Match", `"7"`).Want(412); r.Get("base") != nil || r.Get("theirs.body") != "two" {
		t.Errorf("%s", r.Body)
	}
	if r := d.Do("a/manager", "DELETE", path, nil, "If-Match", `"1"`).Want(412); r.Get("theirs.body") != "two" {
		t.Errorf("%s", r.Body)
	}
}

// TestLocked: a signature's lock stops every change; once it is lifted, what was signed changes with a reason only.
func TestLocked(t *testing.T) {
	d := open(t)
	entry := d.entry("signed text", nil).Want(201).ID()
	admin, err := sql.Open("pgx", d.lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	change := func(q string, args ...any) {
		t.Helper()
		tx, err := admin.BeginTx(t.Context(), nil)
		if err == nil {
			_, err = tx.Exec("select set_config('app.org_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.actor_name', 'test', true)", d.lab.Org("a").String(), d.lab.User("a", "admin").String())
		}
		if err == nil {
			_, err = tx.Exec(q, args...)
		}
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	change("insert into spectra.signatures (org_id, id, code, record_type, record_id, record_version, record_hash, meaning, statement, statement_version, signer_id, signer_name, signer_email, method, snapshot, key_id, signature) "+
		"values ($1, $2, 'SIG-2026-000001', 'notebook_entry', $3, 1, repeat('a', 64), 'authorship', 's', '1', $4, 'n', 'e', 'password', '{}', 'k', '\\x00')", d.lab.Org("a"), id.New(), entry, d.lab.User("a", "scientist"))
	change("update spectra.notebook_entries set locked_at = now() where id = $1", entry)
	if r := d.Do("a/scientist", "PATCH", at(entry), m{"body": "x"}, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(423); r.Get("code") != "locked" {
		t.Errorf("%s", r.Body)
	}
	d.Do("a/manager", "DELETE", at(entry), nil, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(423)
	d.Do("a/scientist", "PUT", at(entry)+"/draft", m{"base_version": 1, "body": "not lost"}).Want(200)
	if r := d.Do("a/scientist", "GET", at(entry), nil).Want(200); r.Get("_actions.update.reason") != "locked" || r.Get("body") != "signed text" {
		t.Errorf("%s", r.Body)
	}
	change("alter table spectra.notebook_entries disable trigger signed")
	change("update spectra.notebook_entries set locked_at = null where id = $1", entry)
	change("alter table spectra.notebook_entries enable always trigger signed")
	if r := d.Do("a/scientist", "PATCH", at(entry), m{"body": "x"}, "If-Match", `"1"`).Want(422); r.Get("code") != "reason_required" {
		t.Errorf("%s", r.Body)
	}
	d.Do("a/scientist", "PATCH", at(entry), m{"body": "x"}, "If-Match", `"1"`, "X-Change-Reason", "correction").Want(200)
}

// TestVersionsAreForEver: neither the server's role nor the owner changes, removes or empties them; nobody takes a page out
// of its book.
func TestVersionsAreForEver(t *testing.T) {
	d := open(t)
	d.entry("first", nil).Want(201)
	admin, err := sql.Open("pgx", d.lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	statements := []string{"update spectra.entry_versions set body = 'x'", "update spectra.entry_versions set created_by_name = 'x'", "delete from spectra.entry_versions", "truncate spectra.entry_versions"}
	for _, q := range append(statements, "update spectra.notebook_entries set notebook_id = notebook_id") {
		err := d.lab.DB.InTx(d.lab.Ctx("a", "admin"), func(ctx context.Context) error { return d.lab.DB.Q(ctx).Exec(q).Error })
		if pg := new(pgconn.PgError); !errors.As(err, &pg) || pg.Code != "42501" {
			t.Errorf("as the server, %s: %v", q, err)
		}
	}
	for _, q := range statements {
		for _, mode := range []string{"origin", "replica"} {
			tx, err := admin.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err = tx.Exec("select set_config('session_replication_role', $1, true)", mode); err == nil {
				_, err = tx.Exec(q)
			}
			if pg := new(pgconn.PgError); !errors.As(err, &pg) {
				t.Errorf("as the owner in mode %s, %s: %v", mode, q, err)
			}
			_ = tx.Rollback()
		}
	}
}

func TestDrafts(t *testing.T) {
	d := open(t)
	entry := d.entry("saved", nil).Want(201).ID()
	path := at(entry) + "/draft"
	d.Do("a/scientist", "GET", path, nil).Want(404)
	before := len(d.lab.Audit(t, "a"))
	r := d.Do("a/scientist", "PUT", path, m{"base_version": 1, "title": "", "body": "typing", "links": []m{link("sample", d.sample)}}).Want(200)
	if r.Get("body") != "typing" || r.Get("stale") != false || r.Header.Get("ETag") != `"1"` || r.Get("links.0.id") != d.sample {
		t.Errorf("%s", r.Body)
	}
	d.Do("a/manager", "GET", path, nil).Want(404)
	d.Do("a/manager", "PUT", path, m{"base_version": 1, "body": "theirs"}).Want(200)
	d.Do("a/manager", "PATCH", at(entry), m{"body": "saved by the manager"}, "If-Match", `"1"`).Want(200)
	r = d.Do("a/scientist", "PUT", path, m{"base_version": 1, "body": "typing on"}, "If-Match", `"1"`).Want(200)
	if r.Get("stale") != true || fmt.Sprint(r.Get("current_version")) != "2" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", r.Body)
	}
	if r := d.Do("a/scientist", "PUT", path, m{"base_version": 1, "body": "other window"}, "If-Match", `"1"`).Want(412); fmt.Sprint(r.Get("current_version")) != "2" {
		t.Errorf("%s", r.Body)
	}
	if r := d.Do("a/scientist", "GET", path, nil).Want(200); r.Get("body") != "typing on" {
		t.Errorf("%s", r.Body)
	}
	if r := d.Do("a/scientist", "GET", at(entry), nil).Want(200); r.Get("body") != "saved by the manager" {
		t.Errorf("a draft touched its entry: %s", r.Body)
	}
	if n := len(d.lab.Audit(t, "a")) - before; n != 1 {
		t.Errorf("%d audit entries, want the manager's one", n)
	}
	for body, want := range map[string]string{`{"base_version":3}`: "/base_version unknown_reference", `{"base_version":0}`: "/base_version out_of_range", `{}`: "/base_version required", `{"base_version":1,"user_id":"x"}`: "/user_id unknown_field",
		`{"base_version":1,"links":[{"type":"sample","id":"` + id.New().String() + `"}]}`: "/links/0/id unknown_reference", `{"base_version":1,"body":"` + strings.Repeat("x", 200_001) + `"}`: "/body out_of_range"} {
		if r := d.Do("a/scientist", "PUT", path, body); r.Status != 422 || codes(r) != want {
			t.Errorf("%.60s: %d %.300s", body, r.Status, r.Body)
		}
	}
	d.Do("a/viewer", "GET", path, nil).Want(403)
	d.Do("a/scientist", "DELETE", path, nil, "If-Match", `"1"`).Want(412)
	d.Do("a/scientist", "DELETE", path, nil).Want(204)
	d.Do("a/scientist", "DELETE", path, nil).Want(404)
	d.Do("a/scientist", "PUT", path, m{"base_version": 1}, "If-Match", `"4"`).Want(404)
	if r := d.Do("a/manager", "GET", path, nil).Want(200); r.Get("body") != "theirs" || r.Get("stale") != true {
		t.Errorf("%s", r.Body)
	}
}

func TestTemplates(t *testing.T) {
	d := open(t)
	made := d.Do("a/scientist", "POST", "/notebooks/templates", m{"name": "Anneal", "title": "Anneal of", "body": "## Aim\n"}).Want(201)
	path, templateID := made.Header.Get("Location"), made.ID()
	for body, want := range map[string]string{"anneal": "already_exists", "ANNEAL ": "already_exists"} {
		if r := d.Do("a/scientist", "POST", "/notebooks/templates", m{"name": body}).Want(409); r.Get("code") != want {
			t.Errorf("%s", r.Body)
		}
	}
	from := d.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": d.notebook, "template_id": templateID}).Want(201)
	if from.Get("title") != "Anneal of" || from.Get("body") != "## Aim\n" || from.Get("template_id") != templateID {
		t.Errorf("%s", from.Body)
	}
	if own := d.entry("", m{"title": "Mine", "template_id": templateID}).Want(201); own.Get("title") != "Mine" || own.Get("body") != "" {
		t.Errorf("%s", own.Body)
	}
	d.Do("a/scientist", "PATCH", path, m{"body": "## New\n", "title": nil}, "If-Match", `"1"`).Want(200)
	if r := d.Do("a/viewer", "GET", at(from.ID()), nil).Want(200); r.Get("body") != "## Aim\n" {
		t.Errorf("a template changed its entry: %s", r.Body)
	}
	if r := d.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": d.notebook, "template_id": templateID}).Want(422); codes(r) != "/title required" {
		t.Errorf("%s", r.Body)
	}
	list := d.Do("a/viewer", "GET", "/notebooks/templates?q=new", nil).Want(200)
	if list.Get("items.0.excerpt") != "## New\n" || fmt.Sprint(list.Get("items.0.entry_count")) != "2" || list.Get("items.0.body") != nil {
		t.Errorf("%s", list.Body)
	}
	theirs := d.Do("b/scientist", "POST", "/notebooks/templates", m{"name": "Anneal"}).Want(201)
	d.Do("a/viewer", "GET", theirs.Header.Get("Location"), nil).Want(404)
	if r := d.entry("x", m{"template_id": theirs.ID()}).Want(422); codes(r) != "/template_id unknown_reference" {
		t.Errorf("%s", r.Body)
	}
	d.Do("a/scientist", "DELETE", path, nil, "If-Match", `"2"`).Want(403)
	d.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	if r := d.entry("x", m{"template_id": templateID}).Want(409); r.Get("code") != "template_archived" {
		t.Errorf("%s", r.Body)
	}
	d.Do("a/scientist", "POST", "/notebooks/templates", m{"name": "anneal"}).Want(201)
	for _, e := range d.lab.Audit(t, "a") {
		if e.TableName == "entry_templates" && e.RecordType != "notebook_template" {
			t.Errorf("%+v", e)
		}
	}
}

func TestLists(t *testing.T) {
	d := open(t)
	for i := range 9 {
		d.entry([]string{"100% pure", "a_b", `c\d`}[i%3], m{"title": fmt.Sprint("Same ", i%2), "links": []m{link("sample", d.sample)}[:i%2]}).Want(201)
	}
	other := d.Do("a/scientist", "POST", "/notebooks", m{"title": "Other"}).Want(201).ID()
	d.Do("a/scientist", "POST", "/notebooks/entries", m{"notebook_id": other, "title": "Elsewhere"}).Want(201)
	for _, sort := range []string{"created_at", "-created_at", "updated_at", "-updated_at", "title", "-title", "code", "-code"} {
		seen := map[any]bool{}
		for cursor := ""; ; {
			before := d.lab.Statements.Load()
			r := d.Do("a/viewer", "GET", "/notebooks/entries?limit=4&sort="+sort+"&cursor="+url.QueryEscape(cursor), nil).Want(200)
			if n := d.lab.Statements.Load() - before; n != 1 {
				t.Fatalf("%d statements, want 1", n)
			}
			items, _ := r.Get("items").([]any)
			for _, x := range items {
				seen[x.(map[string]any)["id"]] = true //nolint:forcetypeassert // a list item
			}
			next, more := r.Get("next_cursor").(string)
			if !more {
				break
			}
			cursor = next
		}
		if len(seen) != 10 {
			t.Errorf("%s: %d different rows", sort, len(seen))
		}
	}
	for q, want := range map[string]string{"": "10", "q=%25": "3", "q=_": "3", "q=%5C": "3", "q=SAME": "9", "q=ent-": "10", "q=zzz": "0", "notebook_id=" + other: "1", "record_id=" + d.sample: "4", "record_type=sample": "4", "record_type=file": "0", "record_type=file&record_id=" + d.sample: "0"} {
		if r := d.Do("a/viewer", "GET", "/notebooks/entries?limit=1&count=true&"+q, nil).Want(200); fmt.Sprint(r.Get("total")) != want {
			t.Errorf("%s: %v, want %s", q, r.Get("total"), want)
		}
	}
	for _, q := range []string{"record_type=user", "sort=body", "colour=red", "limit=0", "notebook_id=x", "cursor=x"} {
		if r := d.Do("a/viewer", "GET", "/notebooks/entries?"+q, nil); r.Status != 422 {
			t.Errorf("%s: %d", q, r.Status)
		}
	}
	d.Do("a/manager", "DELETE", "/notebooks/"+other, nil, "If-Match", `"1"`).Want(204)
	for path, want := range map[string]string{"/notebooks/entries": "9", "/notebooks/entries?include_archived=true": "10", "/notebooks/" + other + "/entries": "1", "/notebooks/" + d.notebook + "/entries?q=pure": "3", "/notebooks": "1", "/notebooks?include_archived=true&q=oth": "1"} {
		sep := "?"
		if strings.Contains(path, "?") {
			sep = "&"
		}
		if r := d.Do("a/viewer", "GET", path+sep+"count=true", nil).Want(200); fmt.Sprint(r.Get("total")) != want {
			t.Errorf("%s: %v, want %s", path, r.Get("total"), want)
		}
	}
}

// TestX11_Rendered: as JSON for a page of our own, as a document that can do nothing; images of own files only.
func TestX11_Rendered(t *testing.T) {
	d := open(t)
	mine, code := d.file(t, "a", "map.png")
	theirs, _ := d.file(t, "b", "secret.png")
	body := "# A\n\nSee <script>alert(1)</script><img src=x onerror=alert(1)> $a<b$ ![m](/files/" + mine + "/content) ![c](/r/" + code + ") ![t](/files/" + theirs + "/content)\n\n|a|\n|-|\n|1.10|\n"
	path := at(d.entry(body, m{"title": "<b>T</b>", "links": []m{link("file", mine)}}).Want(201).ID())
	r := d.Do("a/viewer", "GET", path+"/rendered", nil).Want(200)
	page, _ := r.Get("html").(string)
	if strings.Count(page, `<img src="/files/`+mine+`/content"`) != 2 || strings.Contains(page, theirs) || !strings.Contains(page, "[image: t]") || !strings.Contains(page, `<span class="math inline">a&lt;b</span>`) ||
		!strings.Contains(page, "<td>1.10</td>") || strings.Contains(page, "script") || strings.Contains(page, "onerror") {
		t.Errorf("%s", page)
	}
	r = d.Do("a/viewer", "GET", path+"/rendered", nil, "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8").Want(200)
	csp := r.Header.Get("Content-Security-Policy")
	if r.Header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "sandbox") || strings.Contains(csp, "unsafe") || strings.Contains(string(r.Body), "<b>T</b>") || !strings.Contains(string(r.Body), page) {
		t.Errorf("%v\n%s", r.Header, r.Body)
	}
	d.Do("a/scientist", "PATCH", path, m{"body": "new"}, "If-Match", `"1"`).Want(200)
	if r := d.Do("a/viewer", "GET", path+"/rendered?version=1", nil).Want(200); r.Get("html") != page {
		t.Errorf("%s", r.Body)
	}
	for _, q := range []string{"version=0", "version=3", "version=x", "version=01", "version=99999999999", "colour=red"} {
		if r := d.Do("a/viewer", "GET", path+"/rendered?"+q, nil); r.Status != 422 {
			t.Errorf("%s: %d", q, r.Status)
		}
	}
	files := d.Do("a/viewer", "GET", path+"/attachments?count=true", nil).Want(200)
	if fmt.Sprint(files.Get("total")) != "1" || files.Get("items.0.filename") != "map.png" || files.Get("items.0.code") != code {
		t.Errorf("%s", files.Body)
	}
	for _, n := range []string{"0", "3", "x", "01", "-1", "1.0", "99999999999999999999"} {
		d.Do("a/viewer", "GET", path+"/versions/"+n, nil).Want(404)
	}
}
