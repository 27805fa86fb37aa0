package app

import (
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/spectra-lab/spectra/modules/auth"
)

// newcomer is somebody whose second factor may change without shutting the people of the world out.
func (w *world) newcomer() string {
	return w.once("newcomer", func() string {
		org := w.org
		if org == "" {
			org = "a"
		}
		name := strings.ReplaceAll(w.name("newcomer"), " ", "")
		_, err := w.core.modules.auth.CreateUser(w.t.Context(), auth.NewUser{Org: "org-" + org, Email: name + "@" + org + ".example", Name: name, Roles: []string{"technician"}, Password: testPassword})
		if err != nil {
			w.t.Fatal(err)
		}
		return org + "/" + name
	})
}

// code is what the newcomer's authenticator app shows, some steps from now; the secret waits for its first code.
func (w *world) code(steps time.Duration) string {
	secret := w.once("secret", func() string {
		out, _ := w.send(w.token(w.newcomer()), "POST", "/auth/totp/enroll", map[string]any{"password": testPassword}).get("secret").(string)
		return out
	})
	out, err := totp.GenerateCode(secret, time.Now().Add(steps*30*time.Second))
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

var doorScenarios = map[string]func(w *world) request{
	"enroll-totp": func(w *world) request {
		return post(w.newcomer(), "/auth/totp/enroll", map[string]any{"password": testPassword})
	},
	"confirm-totp": func(w *world) request {
		return post(w.newcomer(), "/auth/totp/confirm", map[string]any{"totp": w.code(0)})
	},
	"disable-totp": func(w *world) request {
		w.send(w.token(w.newcomer()), "POST", "/auth/totp/confirm", map[string]any{"totp": w.code(-1)})
		return post(w.newcomer(), "/auth/totp/disable", map[string]any{"password": testPassword, "totp": w.code(1)})
	},
}
