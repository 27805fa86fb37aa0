package access

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are sign-ins of the last day that were refused.
func HomeNumbers() []home.Number {
	return []home.Number{{Card: "security", Name: "refused_sign_ins", Permission: "access_log:read", List: "/access-logs?action=login&status=401&from={yesterday}",
		SQL: "select occurred_at from audit.access_logs where org_id = @org and occurred_at >= @yesterday and action = 'login' and status = 401 order by occurred_at"}}
}
