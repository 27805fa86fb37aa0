package demo

import (
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth"
)

// Password is the password of every demo account.
const Password = "spectra-demo-2026"

type organisation struct{ slug, name string }

func organisations() []organisation {
	return []organisation{{"demo-lab", "Demo Lab"}, {"partner-lab", "Partner Lab"}}
}

// people lists the accounts in the order in which they are printed.
func people() []auth.NewUser {
	person := func(org, login, name, role string) auth.NewUser {
		domain := map[string]string{"demo-lab": "demo.lab", "partner-lab": "partner.lab"}[org]
		return auth.NewUser{Org: org, Email: login + "@" + domain, Name: name, Roles: []string{role}, Password: Password}
	}
	return []auth.NewUser{
		person("demo-lab", "admin", "Ada Lindqvist", "admin"),
		person("demo-lab", "manager", "Marco Bellini", "manager"),
		person("demo-lab", "scientist", "Sofia Tanaka", "scientist"),
		person("demo-lab", "technician", "Tomas Okafor", "technician"),
		person("demo-lab", "viewer", "Vera Novak", "viewer"),
		person("demo-lab", "auditor", "Anton Weiss", "auditor"),
		person("partner-lab", "admin", "Priya Raman", "admin"),
		person("partner-lab", "scientist", "Pascal Dubois", "scientist"),
	}
}

// Accounts tells a person at the terminal how to get in.
func Accounts() string {
	var b strings.Builder
	b.WriteString("Demo accounts, password " + Password + " for all:\n")
	for _, p := range people() {
		fmt.Fprintf(&b, "  %-24s %-11s %s\n", p.Email, p.Roles[0], p.Name)
	}
	return b.String()
}
