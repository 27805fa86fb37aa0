package auth_test

import (
	"fmt"
	"log/slog"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
)

// TestCustomRoleOfThePolicyFile: a role that two lines make is listed with all it may do, is given by hand and by a group
// of the identity provider, decides like the shipped ones, and nothing of it is an administrator's.
func TestCustomRoleOfThePolicyFile(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.RoleMap = []string{"metrology=metrologist"} }), func(o *auth.Options) {
		bundle := config.Bundle()
		holder, err := authz.Open(authz.Options{Catalogue: o.Policy.Current().Catalogue(), Model: bundle.Model, BuiltinName: "own.csv", Log: slog.New(slog.DiscardHandler),
			Builtin: append(slices.Clone(bundle.Policy), "\ng, metrologist, technician\np, metrologist, organization, update\n"...)})
		must(t, err)
		o.Policy = holder
	})
	h.person("boss@a.example", "admin")
	user := h.person("ada@a.example", "technician")
	boss := h.token("boss@a.example")
	var listed map[string]any
	for _, item := range h.api.Do(boss, "GET", "/roles", nil).Want(200).Get("items").([]any) {
		if m, _ := item.(map[string]any); m["key"] == "metrologist" {
			listed = m
		}
	}
	if listed == nil || listed["system"] != false || listed["grantable"] != true || fmt.Sprint(listed["inherits"]) != "[technician]" {
		t.Fatalf("listed: %v", listed)
	}
	held := fmt.Sprint(h.api.Do(boss, "GET", "/policy", nil).Want(200).Get("matrix.metrologist"))
	for _, want := range []string{"organization:update", "sample:create", "sample:read"} {
		if !h.o.Policy.Allowed([]string{"metrologist"}, want) {
			t.Errorf("%s is not in %s", want, held)
		}
	}
	if h.o.Policy.Allowed([]string{"metrologist"}, "user:update") {
		t.Error("the role manages people")
	}
	rename := func(token string, version int) int {
		return h.api.Do(token, "PATCH", "/organizations/current", map[string]any{"name": fmt.Sprint("Lab ", version)}, "If-Match", fmt.Sprintf(`"%d"`, version)).Status
	}
	ada := h.token("ada@a.example")
	if got := rename(ada, 1); got != 403 {
		t.Errorf("a technician: %d", got)
	}
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"metrologist"}}).Want(200)
	if got := rename(ada, 1); got != 200 {
		t.Errorf("a metrologist: %d", got)
	}
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"alchemist"}}).Want(422)

	p.knows("eve", "eve@a.example", true, "metrology")
	b := h.browser()
	if r := b.in(b.signIn()); !slices.Contains(r.Get("user.roles").([]any), any("metrologist")) {
		t.Errorf("by group: %s", r.Body)
	}
}
