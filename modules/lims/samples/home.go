package samples

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are samples that have been announced and not received, and those that the caller answers for.
func HomeNumbers() []home.Number {
	return []home.Number{
		{Card: "samples", Name: "to_receive", Permission: "sample:transition", List: "/samples?status=registered",
			SQL: "select created_at from samples where org_id = @org and status = 'registered' and archived_at is null order by created_at"},
		{Card: "samples", Name: "held_by_me", Permission: "sample:hand_over", List: "/samples?custodian_id={me}",
			SQL: "select created_at from samples where org_id = @org and custodian_id = @user and archived_at is null order by created_at"},
	}
}
