package app

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// measured is a completed experiment of the scientist with a parameter, a file and a result.
func (w *world) measured() (experiment, file, result string) {
	experiment = w.as("a/scientist", "POST", "/experiments", map[string]any{"title": w.name("Experiment"), "method": "raman", "sample_ids": []string{w.sample()},
		"parameters": []any{map[string]any{"name": "power", "value": "1.10", "unit": "mW", "type": "quantity"}}}).id()
	w.as("a/scientist", "POST", "/experiments/"+experiment+"/transition", map[string]any{"to": "running"})
	q := w.form(map[string]string{"experiment_id": experiment})
	file = w.as("a/scientist", q.method, q.path, q.body, q.headers...).id()
	result = w.as("a/scientist", "POST", "/results", map[string]any{"experiment_id": experiment, "result_type": "thickness", "file_ids": []string{file},
		"values": []any{map[string]any{"name": "d", "value": "1.10", "unit": "um"}}}).id()
	w.as("a/scientist", "POST", "/experiments/"+experiment+"/transition", map[string]any{"to": "completed"})
	return experiment, file, result
}

func (w *world) signs(who, kind, path, record, meaning string) *reply {
	q := w.signingOf(who, kind, path+record, record, meaning)
	return w.as(q.who, q.method, q.path, q.body)
}

// TestP11_01_P11_30_ExperimentsAndResults: a signature locks the experiment with what belongs to it, and a review and an approval
// are steps of its life.
func TestP11_01_P11_30_ExperimentsAndResults(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	e, file, result := w.measured()
	first := w.signs("a/scientist", "experiment", "/experiments/", e, "authorship").id()
	reason := []string{"If-Match", "*", "X-Change-Reason", "correction"}
	upload := w.form(map[string]string{"experiment_id": e})
	version := w.version("/experiments/" + e)
	for _, q := range []request{
		{"a/scientist", "PATCH", "/experiments/" + e, map[string]any{"title": "x"}, append(version, "X-Change-Reason", "correction")},
		{"a/scientist", "PATCH", "/experiments/" + e, map[string]any{"parameters": []any{}}, append(version, "X-Change-Reason", "correction")},
		{"a/manager", "DELETE", "/experiments/" + e, nil, append(version, "X-Change-Reason", "correction")},
		{"a/scientist", "POST", "/experiments/" + e + "/transition", map[string]any{"to": "running"}, reason},
		{"a/scientist", upload.method, upload.path, upload.body, upload.headers},
		{"a/scientist", "POST", "/results", map[string]any{"experiment_id": e, "result_type": "x", "values": []any{map[string]any{"name": "d", "value": "1"}}}, nil},
		{"a/manager", "DELETE", "/files/" + file, nil, append(w.version("/files/"+file), "X-Change-Reason", "correction")},
		{"a/technician", "POST", "/files/" + file + "/assign", map[string]any{"sample_id": w.sample()}, []string{"X-Change-Reason", "correction"}},
	} {
		if out := w.send(w.token(q.who), q.method, q.path, q.body, q.headers...); out.status != 423 || out.get("code") != "locked" {
			t.Errorf("%s %s: %d %s", q.method, q.path, out.status, out.body)
		}
	}
	w.signs("a/admin", "experiment", "/experiments/", e, "review")
	w.signs("a/manager", "experiment", "/experiments/", e, "approval")
	if out := w.as("a/viewer", "GET", "/experiments/"+e, nil); out.get("status") != "approved" || out.get("locked_at") == nil {
		t.Errorf("%s", out.body)
	}
	second := w.signs("a/manager", "result", "/results/", result, "approval").id()
	if out := w.send(w.token("a/manager"), "POST", "/results/"+result+"/void", nil, "X-Change-Reason", "wrong"); out.status != 423 {
		t.Errorf("%d %s", out.status, out.body)
	}
	for _, sig := range []string{first, second} {
		if out := w.as("a/viewer", "GET", "/signatures/"+sig+"/verify", nil); out.get("status") != "valid" {
			t.Errorf("%s", out.body)
		}
	}
	w.forgottenByAService(t, e, result)
	w.commandFinds(t, 4, "")
	w.tampered(t, e, first, result, second)
	w.commandFinds(t, 4, "CONTENT_CHANGED")
}

// commandFinds: what spectra audit verify --signatures says of all signatures (P11-01). The public key comes from a file.
func (w *world) commandFinds(t *testing.T, signatures int64, class string) {
	t.Helper()
	o := verifyOrder{anchors: t.TempDir(), signatures: true, signing: filepath.Join(w.cfg.Auth.KeysDir, signing.PublicFile)}
	r, err := verifyDatabase(t.Context(), w.cfg.Database.AdminURL, nil, o, console{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := printResult(&text, r, false); err != nil {
		t.Fatal(err)
	}
	if *r.Signatures != signatures || (r.ExitCode == chain.ExitTampered) != (class != "") || !strings.Contains(text.String(), class) || strings.Contains(text.String(), "SIG-") != (class != "") {
		t.Errorf("want %q, found %s", class, text.String())
	}
	o.signing = filepath.Join(t.TempDir(), "none")
	if _, err := verifyDatabase(t.Context(), w.cfg.Database.AdminURL, nil, o, console{}); err == nil {
		t.Error("verified without a public key")
	}
}

func (w *world) owner(t *testing.T, statements ...string) error {
	t.Helper()
	admin, err := sql.Open("pgx", w.cfg.Database.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.Exec("select set_config('app.org_id', o.id::text, true), set_config('app.actor_id', o.id::text, true) from spectra.organizations o where o.slug like '%a' limit 1"); err != nil {
		t.Fatal(err)
	}
	for _, q := range statements {
		if _, err := tx.Exec(q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// forgottenByAService: the database refuses every change of what is locked, whoever makes it.
func (w *world) forgottenByAService(t *testing.T, e, result string) {
	t.Helper()
	for _, q := range []string{
		"update spectra.experiments set title = 'x' where id = $e", "update spectra.experiments set status = 'voided' where id = $e", "update spectra.experiments set locked_at = null where id = $e", "delete from spectra.experiments where id = $e",
		"update spectra.experiment_parameters set value_text = '1.1' where experiment_id = $e", "delete from spectra.experiment_parameters where experiment_id = $e", "delete from spectra.experiment_samples where experiment_id = $e",
		"insert into spectra.experiment_parameters select org_id, gen_random_uuid(), id, 9, 'x', 'string', 'x' from spectra.experiments where id = $e",
		"insert into spectra.experiment_checklist (org_id, experiment_id, position, text, kind) select org_id, id, 1, 'x', 'check' from spectra.experiments where id = $e",
		"update spectra.files set experiment_id = null where experiment_id = $e", "update spectra.files set archived_at = now() where experiment_id = $e",
		"insert into spectra.results (org_id, id, code, experiment_id, result_type, origin) select org_id, gen_random_uuid(), 'RES-X', id, 'x', 'recorded' from spectra.experiments where id = $e",
		"update spectra.results set void_reason = 'x' where id = $r", "update spectra.result_values set value_text = '1.1' where result_id = $r", "delete from spectra.result_values where result_id = $r", "delete from spectra.result_files where result_id = $r",
	} {
		q = strings.NewReplacer("$e", "'"+e+"'", "$r", "'"+result+"'").Replace(q)
		if err := w.owner(t, q); err == nil || !strings.Contains(err.Error(), "SP423") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// tampered: one byte of a child, changed by an owner who switches the triggers off (P11-19).
func (w *world) tampered(t *testing.T, e, first, result, second string) {
	t.Helper()
	for _, c := range []struct{ table, set, where, signature string }{
		{"experiment_parameters", "value_text = '1.1'", "experiment_id = '" + e + "'", first},
		{"result_values", "value_text = '1.1'", "result_id = '" + result + "'", second},
	} {
		err := w.owner(t, "alter table spectra."+c.table+" disable trigger user", "update spectra."+c.table+" set "+c.set+" where "+c.where)
		if err != nil {
			t.Fatal(err)
		}
		if out := w.as("a/viewer", "GET", "/signatures/"+c.signature+"/verify", nil); out.get("status") != "content_changed" {
			t.Errorf("%s: %s", c.table, out.body)
		}
	}
}

// TestP11_22_P11_24_InPerson: the real password, throttled as at sign-in; a key never signs for its owner.
func TestP11_22_P11_24_InPerson(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	q := w.signing(w.newEntry())
	body, _ := q.body.(map[string]any)
	key := w.send(w.token("a/scientist"), "POST", "/api-keys", map[string]any{"name": "signs", "scopes": []string{"signature:create", "notebook:read"}})
	if key.status != 422 || !strings.Contains(string(key.body), "/scopes/0") {
		t.Errorf("%d %s", key.status, key.body)
	}
	body["password"] = "not it, whatever it is"
	for i := range 10 {
		if out := w.send(w.token("a/scientist"), q.method, q.path, body); out.status != 401 || out.get("code") != "invalid_credentials" {
			t.Fatalf("attempt %d: %d %s", i, out.status, out.body)
		}
	}
	body["password"] = testPassword
	if out := w.send(w.token("a/scientist"), q.method, q.path, body); out.status != 429 || out.header.Get("Retry-After") == "" {
		t.Errorf("%d %s", out.status, out.body)
	}
	if out := w.as("a/viewer", "GET", "/signatures?record_id="+fmt.Sprint(body["record_id"]), nil); strings.Contains(string(out.body), "SIG-") {
		t.Errorf("%s", out.body)
	}
}

// TestP11_19_WhoeverVerifies: that a part of the record is hidden from somebody changes nothing of what was signed, tells them
// nothing of it, and lets them sign nothing they cannot see.
func TestP11_19_WhoeverVerifies(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	project := w.as("a/admin", "POST", "/projects", map[string]any{"name": w.name("Closed")}).id()
	sample := w.as("a/manager", "POST", "/samples", map[string]any{"name": w.name("Secret"), "sample_type": "thin_film", "project_id": project}).id()
	q := w.patch("a/admin", "/projects/"+project, map[string]any{"access": "members"})
	w.as(q.who, q.method, q.path, q.body, q.headers...)
	e := w.as("a/manager", "POST", "/experiments", map[string]any{"title": w.name("Experiment"), "method": "raman", "sample_ids": []string{sample, w.sample()}}).id()
	for _, to := range []string{"running", "completed"} {
		w.as("a/manager", "POST", "/experiments/"+e+"/transition", map[string]any{"to": to})
	}
	q = w.signingOf("a/manager", "experiment", "/experiments/"+e, e, "authorship")
	sig := w.as(q.who, q.method, q.path, q.body).id()
	for _, who := range []string{"a/manager", "a/scientist", "a/viewer"} {
		sees := who == "a/manager"
		if out := w.as(who, "GET", "/signatures/"+sig+"/verify", nil); out.get("status") != "valid" || out.get("record_hash") != out.get("current_hash") || strings.Contains(string(out.body), sample) {
			t.Errorf("%s: %s", who, out.body)
		}
		if out := w.as(who, "GET", "/signatures/"+sig, nil); (out.get("canonical") != nil) != sees || strings.Contains(string(out.body), sample) != sees {
			t.Errorf("%s: %s", who, out.body)
		}
		if out := w.as(who, "GET", "/experiments/"+e+"/signable", nil); strings.Contains(string(out.body), sample) != sees || (out.get("blockers.0") == "content_hidden") == sees {
			t.Errorf("%s: %s", who, out.body)
		}
	}
	body, _ := q.body.(map[string]any)
	body["meaning"] = "responsibility"
	if out := w.send(w.token("a/scientist"), q.method, q.path, body); out.status != 403 || out.get("code") != "content_hidden" {
		t.Errorf("%d %s", out.status, out.body)
	}
}
