package instruments

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are instruments in use by the state of their calibration, for those who record calibrations.
func HomeNumbers() []home.Number {
	in := func(state string) home.Number {
		return home.Number{Card: "calibration", Name: state, Permission: "calibration:create", List: "/instruments?calibration_status=" + state + "&status=online,offline,maintenance",
			SQL: "select coalesce(c.expires_at, i.created_at) from instruments i" + latest(clock, "c") +
				" where i.org_id = @org and i.archived_at is null and i.status <> 'retired' and " + status(clock, "c") + " = '" + state + "' order by 1"}
	}
	return []home.Number{in("out_of_tolerance"), in("overdue"), in("due")}
}
