package app

import (
	"strings"

	"github.com/spectra-lab/spectra/modules/auth"
)

// approvalScenarios are calls about what needs two administrators.
var approvalScenarios = map[string]func(w *world) request{
	"remove-user-mfa": func(w *world) request {
		w.send(w.token(w.newcomer()), "POST", "/auth/totp/confirm", map[string]any{"totp": w.code(0)})
		me := w.send(w.token("a/admin"), "GET", "/users?q="+w.newcomer()[2:], nil).get("items.0.id").(string)
		return post("a/admin", "/users/"+me+"/mfa/remove", map[string]any{"reason": "telephone lost"})
	},
	"restore-user-signing": func(w *world) request {
		w.secondAdmin()
		return post("a/admin", "/users/"+w.reset()+"/signing/restore", map[string]any{"reason": "seen in person"})
	},
	"list-approvals":   func(w *world) request { w.approval(); return get("a/admin", "/approvals?status=pending") },
	"export-approvals": func(w *world) request { w.approval(); return get("a/admin", "/approvals/export?format=json") },
	"get-approval":     func(w *world) request { return get("a/admin", "/approvals/"+w.approval()) },
	"confirm-approval": func(w *world) request { return post(w.secondAdmin(), "/approvals/"+w.approval()+"/confirm", nil) },
	"decline-approval": func(w *world) request {
		return post("a/admin", "/approvals/"+w.approval()+"/decline", map[string]any{"reason": "not needed any more"})
	},
}

// account makes somebody by name; it gives how the world calls them, and the id.
func (w *world) account(what, role string) (who, user string) {
	org := w.org
	if org == "" {
		org = "a"
	}
	name := strings.ReplaceAll(w.name(what), " ", "")
	out, err := w.core.modules.auth.CreateUser(w.t.Context(), auth.NewUser{Org: "org-" + org, Email: name + "@" + org + ".example", Name: name, Roles: []string{role}, Password: testPassword})
	if err != nil {
		w.t.Fatal(err)
	}
	return org + "/" + name, out.ID.String()
}

func (w *world) secondAdmin() string {
	return w.once("second_admin", func() string { who, _ := w.account("second", "admin"); return who })
}

// reset is somebody whose password an administrator's link has set.
func (w *world) reset() string {
	return w.once("reset", func() string {
		_, user := w.account("reset", "scientist")
		w.redeem(user)
		return user
	})
}

func (w *world) redeem(user string) {
	link, _ := w.as("a/admin", "POST", "/users/"+user+"/reset-password", nil, "X-Change-Reason", "forgotten").get("url").(string)
	_, token, _ := strings.Cut(link, "#reset=")
	if out := w.send("", "POST", "/auth/reset", map[string]any{"token": token, "password": testPassword}); out.status != 204 {
		w.t.Fatalf("%d %s", out.status, out.body)
	}
}

func (w *world) approval() string {
	w.secondAdmin()
	return w.post("approval", "a/admin", "/users/"+w.reset()+"/signing/restore", map[string]any{"reason": "seen in person"})
}
