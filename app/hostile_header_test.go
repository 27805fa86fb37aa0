package app

import (
	"fmt"
)

// theHeaders are on every answer, each once.
var theHeaders = []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Content-Security-Policy", "Cache-Control", "X-Request-Id", "Content-Type"}

// headerFaults looks for missing or repeated headers, and for permission to read across sites.
func headerFaults(out *reply) (faults []string) {
	for _, name := range theHeaders {
		values := out.header.Values(name)
		if len(values) != 1 && !(name == "Content-Type" && len(out.body) == 0 && len(values) == 0) {
			faults = append(faults, fmt.Sprintf("header %s is %q", name, values))
		}
	}
	for name := range out.header {
		if len(name) > 15 && name[:15] == "Access-Control-" {
			faults = append(faults, "header "+name)
		}
	}
	if out.status >= 400 && out.header.Get("Cache-Control") != "no-store" {
		faults = append(faults, "an error may be cached: "+out.header.Get("Cache-Control"))
	}
	return faults
}
