package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
)

// decide is B8: one decision of the shipped policy, every role and permission in turn.
func decide(o options) ([]line, error) {
	bundle := config.Bundle()
	var all []authz.Permission
	seen := map[string]bool{}
	roles := map[string]bool{}
	for text := range strings.Lines(string(bundle.Policy)) {
		f := strings.Split(strings.TrimSpace(text), ", ")
		if len(f) != 4 || f[0] != "p" {
			continue
		}
		roles[f[1]] = true
		if p := (authz.Permission{Object: f[2], Action: f[3], Meaning: "as shipped"}); !seen[p.Key()] {
			seen[p.Key()] = true
			all = append(all, p)
		}
	}
	c, err := authz.NewCatalogue(all)
	if err != nil {
		return nil, err
	}
	policy, err := authz.Compile(c, bundle.Model, bundle.Policy, config.PolicyName)
	if err != nil {
		return nil, err
	}
	var s series
	for range o.rounds {
		v, err := timeDecisions(policy, roles, all)
		if err != nil {
			return nil, err
		}
		s = append(s, v)
	}
	return []line{o.figure("B8", "policy decision", s, 1, false, " µs")}, nil
}

// timeDecisions gives microseconds for one decision.
func timeDecisions(policy *authz.Policy, roles map[string]bool, all []authz.Permission) (float64, error) {
	keys := make([]string, len(all))
	for n, p := range all {
		keys[n] = p.Key()
	}
	n, allowed := 0, 0
	began := time.Now()
	for range 2000 {
		for role := range roles {
			held := []string{role}
			for _, key := range keys {
				if policy.Allowed(held, key) {
					allowed++
				}
				n++
			}
		}
	}
	elapsed := time.Since(began)
	if allowed == 0 || allowed == n {
		return 0, errors.New("the policy allows everything or nothing")
	}
	return float64(elapsed.Nanoseconds()) / 1000 / float64(n), nil
}
