package app

import (
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// contract are the calls of API.md §2–§6, each with + when it exists. What exists may not disappear; what does not must
// be marked here once it does.
const contract = `
# §2 auth
+ POST /auth/login
+ POST /auth/refresh
+ POST /auth/logout
+ POST /auth/logout-all
+ GET /auth/me
+ POST /auth/password
+ GET /auth/oidc/login
+ GET /auth/oidc/callback
+ GET /.well-known/jwks.json
+ GET /auth/sessions
+ DELETE /auth/sessions/{id}
+ GET /users
+ POST /users
+ GET /users/{id}
+ PATCH /users/{id}
+ POST /users/{id}/deactivate
+ POST /users/{id}/reset-password
+ PUT /users/{id}/roles
+ GET /roles
+ GET /permissions
+ GET /policy
+ GET /api-keys
+ POST /api-keys
+ GET /api-keys/{id}
+ DELETE /api-keys/{id}
+ GET /organizations/current
+ PATCH /organizations/current
+ GET /settings
+ GET /settings/{key}
+ PUT /settings/{key}
+ GET /shares
+ POST /shares
+ GET /shares/{id}
+ DELETE /shares/{id}
+ GET /shares/export
+ POST /auth/totp/enroll
+ POST /auth/totp/confirm
+ POST /auth/totp/disable
# §3 LIMS
+ GET /projects
+ POST /projects
+ GET /projects/{id}
+ PATCH /projects/{id}
+ DELETE /projects/{id}
+ GET /projects/{id}/members
+ PUT /projects/{id}/members
+ GET /samples
+ POST /samples
+ POST /samples/bulk
+ GET /samples/{id}
+ PATCH /samples/{id}
+ DELETE /samples/{id}
+ GET /samples/{id}/history
+ GET /samples/{id}/children
+ GET /samples/{id}/lineage
+ POST /samples/{id}/transition
+ POST /samples/{id}/split
+ PUT /samples/{id}/metadata/{key}
+ GET /sample-types
+ POST /samples/labels
+ POST /samples/import
+ GET /imports
+ GET /imports/{id}
+ GET /imports/{id}/report.xlsx
+ POST /imports/{id}/undo
+ GET /samples/export
+ GET /projects/export
+ GET /instruments/export
+ POST /samples/{id}/custody
+ POST /samples/{id}/custody/accept
+ GET /locations
+ POST /locations
+ GET /locations/{id}
+ PATCH /locations/{id}
+ POST /samples/{id}/custody/decline
+ GET /samples/{id}/custody
+ POST /samples/custody
+ DELETE /locations/{id}
+ GET /instruments
+ POST /instruments
+ GET /instruments/{id}
+ PATCH /instruments/{id}
+ DELETE /instruments/{id}
+ GET /instruments/due
+ GET /instruments/due.ics
+ GET /instruments/{id}/calibrations
+ POST /instruments/{id}/calibrations
+ GET /calibrations/{id}
+ PATCH /calibrations/{id}
+ GET /calibrations/{id}/impact
+ POST /calibrations/{id}/impact/flag
+ GET /instruments/{id}/maintenance
+ POST /instruments/{id}/maintenance
+ GET /maintenance/{id}
+ PATCH /maintenance/{id}
+ GET /notebooks
+ POST /notebooks
+ GET /notebooks/{id}
+ PATCH /notebooks/{id}
+ DELETE /notebooks/{id}
+ GET /notebooks/export
+ GET /notebooks/{id}/entries
+ GET /notebooks/entries
+ GET /notebooks/entries/export
+ POST /notebooks/entries
+ GET /notebooks/entries/{id}
+ PATCH /notebooks/entries/{id}
+ DELETE /notebooks/entries/{id}
+ GET /notebooks/entries/{id}/versions
+ GET /notebooks/entries/{id}/versions/{n}
+ GET /notebooks/entries/{id}/diff
+ GET /notebooks/entries/{id}/draft
+ PUT /notebooks/entries/{id}/draft
+ DELETE /notebooks/entries/{id}/draft
+ GET /notebooks/entries/{id}/signable
+ GET /protocols
+ POST /protocols
+ GET /protocols/{id}
+ PATCH /protocols/{id}
+ POST /protocols/{id}/submit
+ POST /protocols/{id}/approve
+ POST /protocols/{id}/retire
+ POST /protocols/{id}/revise
+ POST /protocols/{id}/acknowledge
+ GET /protocols/export
+ GET /protocols/{id}/signable
+ POST /signatures
+ GET /signatures
+ GET /signatures/{id}
+ GET /signatures/{id}/verify
+ GET /results/{id}/signable
+ GET /experiments/{id}/signable
+ GET /search
+ GET /records/{code}
+ GET /inbox
+ POST /inbox/{id}/read
+ POST /inbox/read-all
+ POST /verify
+ GET /views
+ POST /views
+ GET /views/{id}
+ PATCH /views/{id}
+ DELETE /views/{id}
# §4 analysis
+ GET /experiments
+ GET /experiments/export
+ POST /experiments
+ GET /experiments/{id}
+ PATCH /experiments/{id}
+ DELETE /experiments/{id}
+ POST /experiments/{id}/transition
+ GET /files
+ GET /files/export
+ POST /files
+ GET /files/{id}
+ GET /files/{id}/content
+ DELETE /files/{id}
+ GET /traces
+ GET /traces/{id}
+ GET /traces/{id}/data
+ GET /methods
+ GET /methods/{name}
+ POST /analyses
+ GET /jobs
+ GET /jobs/{id}
+ POST /jobs/{id}/cancel
+ GET /results
+ GET /results/export
+ POST /results
+ POST /results/bulk
+ GET /results/{id}
+ POST /results/{id}/void
- GET /recipes
- POST /recipes
- GET /recipes/{id}
- PATCH /recipes/{id}
- POST /recipes/{id}/apply
+ GET /lineage/{type}/{id}
- GET /control-charts
- POST /control-charts
- GET /control-charts/{id}
# §5 audit and system
+ GET /audit
+ GET /audit/verify
+ GET /audit/checkpoint
+ GET /audit/export
+ GET /audit/reviews
+ POST /audit/reviews
+ GET /access-logs
+ POST /evidence
+ GET /evidence/{id}/content
+ GET /legal-holds
+ POST /legal-holds
+ GET /health
+ GET /livez
+ GET /readyz
+ GET /metrics
+ GET /openapi.json
+ GET /docs
`

// besides are calls that exist and that the page does not write out, and why they are there.
var besides = map[string]string{
	"GET /legal-holds/export": "the list as a file",
	"GET /signature-requests": "who is asked to sign what", "POST /signature-requests": "asks", "GET /signature-requests/{id}": "the list's item, with what the caller may do",
	"POST /signature-requests/{id}/cancel": "the way back", "GET /signature-requests/export": "the list as a file",
	"GET /docs/inspectors": "what is enforced, what is not and what an owner of the database could do",
	"GET /evidence":        "the packages there are", "GET /evidence/export": "the list as a file", "GET /evidence/{id}": "the list's item, with the public keys",
	"GET /results/{id}/trace": "the trace report of one number (UX J9)",
	"GET /home":               "numbers of the first page (UX 11.8)",
	"POST /auth/oidc/link":    "the password that single sign-on asks for once (ID-14)",
	"POST /auth/oidc/reauth":  "a fresh sign-in in place of the password (P11-22)", "POST /auth/oidc/reauth/token": "what it gives",
	"GET /legal-holds/{id}": "the list's item, with what it names", "POST /legal-holds/{id}/records": "more under the same hold", "POST /legal-holds/{id}/release": "the way back",
	"GET /retention":                            "how much is past its time; nothing is destroyed",
	"GET /files/archive":                        "many files as one ZIP",
	"POST /files/{id}/assign":                   "what an instrument brought and no name told where it belongs",
	"POST /auth/setup":                          "first run",
	"POST /auth/reset":                          "redeems the one-time links of invitations and resets",
	"POST /users/{id}/reactivate":               "the way back from deactivate",
	"DELETE /samples/{id}/metadata/{key}":       "the way back from PUT",
	"POST /sample-types":                        "kinds of samples of one's own",
	"GET /sample-types/{key}":                   "the list's item, with its entity tag",
	"PATCH /sample-types/{key}":                 "custom fields of a kind",
	"GET /sample-types/{key}/versions":          "what a kind was",
	"GET /sample-types/{key}/versions/{number}": "one version of a kind",
	"POST /sample-types/{key}/upgrade":          "brings samples of older versions to the newest one",
	"GET /samples/fields":                       "what a filter builder and a chooser of columns offer",
	"DELETE /sample-types/{key}":                "takes a kind out of use",
	"GET /notebooks/templates":                  "texts that entries start from", "POST /notebooks/templates": "makes one", "GET /notebooks/templates/{id}": "reads one",
	"GET /mails": "the outbox, for administrators", "GET /mails/{id}": "one of these", "POST /mails/{id}/retry": "sends one again that failed",
	"GET /inbox/preferences": "what the caller wants by mail", "PUT /inbox/preferences": "chooses it",
	"POST /samples/bulk-move": "bulk is first class (UX.md §1)", "POST /samples/bulk-transition": "the same for states",
	"GET /samples/{id}/wafer-map": "the dies of a wafer at once", "GET /locations/{id}/grid": "what lies where in a box",
	"GET /processes": "what was done to samples", "POST /processes": "records a step", "GET /processes/{id}": "reads one",
	"PATCH /processes/{id}": "corrects one", "DELETE /processes/{id}": "withdraws one", "GET /processes/kinds": "the words a step may have",
	"PATCH /notebooks/templates/{id}": "changes one", "DELETE /notebooks/templates/{id}": "takes one out of use",
	"GET /notebooks/entries/{id}/rendered":            "an entry as HTML in which nothing can run",
	"GET /notebooks/entries/{id}/attachments":         "the files that an entry links to",
	"DELETE /calibrations/{id}":                       "withdraws one that was recorded by mistake",
	"DELETE /maintenance/{id}":                        "archives one that was recorded by mistake",
	"GET /users/export":                               "every list has its file",
	"GET /processes/export":                           "every list has its file",
	"GET /imports/export":                             "every list has its file",
	"GET /jobs/export":                                "every list has its file",
	"GET /access-logs/export":                         "every list has its file",
	"GET /traces/export":                              "every list has its file",
	"GET /samples/{id}/history/export":                "every list has its file",
	"GET /samples/{id}/children/export":               "every list has its file",
	"GET /samples/{id}/custody/export":                "every list has its file",
	"GET /locations/export":                           "every list has its file",
	"GET /projects/{id}/members/export":               "every list has its file",
	"GET /instruments/{id}/calibrations/export":       "every list has its file",
	"GET /instruments/{id}/maintenance/export":        "every list has its file",
	"GET /notebooks/{id}/entries/export":              "every list has its file",
	"GET /protocols/{id}/acknowledgements/export":     "every list has its file",
	"GET /protocols/{id}/assignments/export":          "every list has its file",
	"GET /instruments/due/export":                     "every list has its file",
	"GET /calendar-feeds":                             "the secret addresses of /instruments/due.ics",
	"POST /calendar-feeds":                            "the secret addresses of /instruments/due.ics",
	"DELETE /calendar-feeds/{id}":                     "the secret addresses of /instruments/due.ics",
	"POST /instruments/labels":                        "whatever has a code has labels",
	"POST /locations/labels":                          "whatever has a code has labels",
	"POST /protocols/{id}/reject":                     "back to the authors",
	"GET /protocols/{id}/diff":                        "revisions side by side",
	"GET /protocols/{id}/acknowledgements":            "who has read, and who has not",
	"GET /protocols/{id}/assignments":                 "who is asked to read",
	"POST /protocols/{id}/assignments":                "asks somebody to read",
	"DELETE /protocols/{id}":                          "takes a draft away",
	"DELETE /protocols/{id}/assignments/{assignment}": "the way back from assigning",
	"GET /experiments/{id}/checklist":                 "steps of the protocol the experiment runs under",
	"PUT /experiments/{id}/checklist/{n}":             "ticks a step",
	"GET /calibrations/{id}/signable":                 "what registers itself as signable",
	"GET /audit/reviews/export":                       "every list has its file", "GET /audit/reviews/{id}": "the list's item", "GET /audit/reviews/status": "how much is not reviewed (SECURITY.md P11-10)",
	"GET /signatures/export":             "every list has its file",
	"GET /signatures/accountability":     "the statement before the first signature (P11-14)",
	"POST /signatures/accountability":    "accepts it",
	"POST /signatures/{id}/withdraw":     "takes back one's own signature",
	"POST /notebooks/entries/{id}/amend": "opens a signed record as its next version (P11-30)",
	"POST /experiments/{id}/amend":       "as for entries", "POST /results/{id}/amend": "as for entries", "POST /calibrations/{id}/amend": "as for entries",
	"GET /users/{id}/signing": "whether somebody may sign (P11-21)",
	"PUT /users/{id}/signing": "enables it, with evidence",
	"GET /approvals":          "what one administrator must not do alone (P11-24)", "GET /approvals/export": "every list has its file", "GET /approvals/{id}": "the list's item",
	"POST /approvals/{id}/confirm": "the second administrator", "POST /approvals/{id}/decline": "the same, with a reason",
	"POST /users/{id}/mfa/remove":      "for a lost telephone, with a second administrator",
	"POST /users/{id}/signing/restore": "signing again after a reset, with a second administrator",
}

// TestContract compares the page with the server: nothing that exists is lost, renamed or moved, and nothing appears
// that nobody wrote down.
func TestContract(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	have := map[string]bool{}
	for _, rt := range routes(t) {
		have[rt.Method+" "+rt.Path] = true
	}
	for _, rt := range systemRoutes() {
		have["GET "+rt.Path] = r.send("", "GET", rt.Path, nil).status == 200
	}
	listed := map[string]bool{}
	missing := 0
	for line := range strings.SplitSeq(strings.TrimSpace(contract), "\n") {
		mark, call, _ := strings.Cut(line, " ")
		switch {
		case mark == "#":
			continue
		case listed[call]:
			t.Errorf("%s is listed twice", call)
		case mark == "+" && !have[call]:
			t.Errorf("%s is gone", call)
		case mark == "-" && have[call]:
			t.Errorf("%s exists now: mark it with +", call)
		case mark == "-":
			missing++
		}
		listed[call] = true
	}
	for call := range have {
		if !listed[call] && besides[call] == "" {
			t.Errorf("%s is in neither list: is it in API.md?", call)
		}
	}
	for call := range besides {
		if !have[call] || listed[call] {
			t.Errorf("%s does not belong to the calls besides", call)
		}
	}
	t.Logf("%d calls exist, %d are to come", len(listed)-missing, missing)
	if out := r.send("", "GET", "/openapi.json", nil); !slices.Equal(decodeKeys(t, out.body), decodeKeys(t, []byte(encode(t, theDoc(t))))) {
		t.Error("the served document differs from the one made from the routes")
	}
}

// decodeKeys lists the operations of a document.
func decodeKeys(t *testing.T, text []byte) (out []string) {
	t.Helper()
	d := apiDoc(decode(t, text).(map[string]any))
	for path, item := range d.at("paths") {
		for method := range item.(map[string]any) {
			out = append(out, method+" "+path)
		}
	}
	slices.Sort(out)
	return out
}

// TestListsAreAlike: every list takes limit, cursor, sort and count, answers items and next_cursor, and every resource
// with a list can be read by id (API.md §1 "Lists", §6.1).
func TestListsAreAlike(t *testing.T) {
	d := theDoc(t)
	all := routes(t)
	for _, rt := range all {
		if rt.Method != "GET" || !strings.HasPrefix(rt.ID, "list-") {
			continue
		}
		var names []string
		for _, p := range d.parameters("GET", rt.Path, "query") {
			names = append(names, p["name"].(string))
		}
		for _, want := range []string{"limit", "cursor", "sort", "count"} {
			if rt.ID != "list-sample-types" && rt.ID != "list-project-members" && !slices.Contains(names, want) {
				t.Errorf("%s does not take %s", rt.ID, want)
			}
		}
		answer := d.resolve(apiDoc(d.operation("GET", rt.Path)).at("responses", "200", "content", "application/json", "schema"))
		known, _ := answer["properties"].(map[string]any)
		if known["items"] == nil || known["next_cursor"] == nil {
			t.Errorf("%s answers no page: %v", rt.ID, known)
		}
		one := slices.ContainsFunc(all, func(o endpoint.Route) bool {
			return o.Method == "GET" && (o.Path == rt.Path+"/{id}" || o.Path == rt.Path+"/{name}" || o.Path == rt.Path+"/{key}")
		})
		if !one && whole[rt.ID] == "" {
			t.Errorf("%s: there is no GET of one", rt.ID)
		}
	}
}

// whole are lists whose items cannot be read one by one, and why.
var whole = map[string]string{
	"list-sessions": "a session is shown and ended, nothing more", "list-roles": "few and complete", "list-permissions": "few and complete",
	"list-sample-history": "belongs to its sample", "list-sample-children": "are samples", "list-audit": "entries are complete", "list-access-logs": "entries are complete",
	"list-due-instruments": "are instruments", "list-calibrations": "GET /calibrations/{id}", "list-maintenance": "GET /maintenance/{id}",
	"list-calendar-feeds": "a feed is shown and ended, nothing more", "list-custody": "belongs to its sample", "list-project-members": "belongs to its project",
	"list-notebook-entries": "GET /notebooks/entries/{id}", "list-sample-type-versions": "GET …/versions/{number}", "list-entry-versions": "GET …/versions/{n}", "list-entry-attachments": "are files",
	"list-protocol-acknowledgements": "belong to their protocol", "list-protocol-assignments": "belong to their protocol", "list-experiment-checklist": "belongs to its experiment",
}
