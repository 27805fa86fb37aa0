package experiments

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are experiments by state: those that run for who works on them, those that wait for who judges them.
func HomeNumbers() []home.Number {
	in := func(name, status, permission string) home.Number {
		return home.Number{Card: "experiments", Name: name, Permission: permission, List: "/experiments?status=" + status,
			SQL: "select updated_at from experiments where org_id = @org and status = '" + status + "' and archived_at is null"}
	}
	return []home.Number{in("draft", Draft, "experiment:create"), in("running", Running, "experiment:transition"),
		in("to_review", Completed, "experiment:approve"), in("to_approve", Reviewed, "experiment:approve")}
}
