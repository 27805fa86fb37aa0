package app

import "github.com/spectra-lab/spectra/modules/auth"

// partner is a third organisation that takes part in sharing, as the world's own one does then.
func (w *world) partner() string {
	return w.once("partner", func() string {
		if _, _, err := w.core.modules.auth.EnsureOrganization(w.t.Context(), "org-partner", "Partner"); err != nil {
			w.t.Fatal(err)
		}
		if _, ok := w.tok["partner/admin"]; !ok {
			if _, err := w.core.modules.auth.CreateUser(w.t.Context(), auth.NewUser{Org: "org-partner", Email: "admin@partner.example", Name: "Admin of Partner", Roles: []string{"admin"}, Password: testPassword}); err != nil {
				w.t.Fatal(err)
			}
		}
		for _, admin := range []string{w.token("partner/admin"), w.token(w.whose("admin"))} {
			if out := w.send(admin, "PUT", "/settings/sharing", map[string]any{"value": map[string]any{"enabled": true}}); out.status != 200 {
				w.t.Fatalf("sharing on: %d %s", out.status, out.body)
			}
		}
		return "org-partner"
	})
}

// whose names the person of a role in the world's own organisation.
func (w *world) whose(role string) string {
	if w.org != "" {
		return w.org + "/" + role
	}
	return "a/" + role
}

func (w *world) shareBody() map[string]any {
	return map[string]any{"resource_type": "sample", "resource_id": w.sample(), "grantee_org": w.partner(), "level": "read", "reason": "round robin", "cascade": []string{"sample", "result", "file"}}
}

func (w *world) share() string { return w.post("share", "a/manager", "/shares", w.shareBody()) }

var shareScenarios = map[string]func(w *world) request{
	"list-shares":  func(w *world) request { w.share(); return get("a/manager", "/shares?count=true") },
	"create-share": func(w *world) request { return post("a/manager", "/shares", w.shareBody()) },
	"get-share":    func(w *world) request { return get("a/manager", "/shares/"+w.share()) },
	"revoke-share": func(w *world) request {
		return request{who: "a/manager", method: "DELETE", path: "/shares/" + w.share()}
	},
	"export-shares": func(w *world) request {
		w.share()
		return get("a/manager", "/shares/export")
	},
}
