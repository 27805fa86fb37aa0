package samples

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are samples that have been announced and not received, those that the caller answers for, and those past their
// date.
func HomeNumbers() []home.Number {
	return []home.Number{
		{Card: "samples", Name: "to_receive", Permission: "sample:transition", List: "/samples?status=registered",
			SQL: "select created_at from samples where org_id = @org and status = 'registered' and archived_at is null order by created_at"},
		{Card: "samples", Name: "held_by_me", Permission: "sample:hand_over", List: "/samples?custodian_id={me}",
			SQL: "select created_at from samples where org_id = @org and custodian_id = @user and archived_at is null order by created_at"},
		{Card: "samples", Name: "expired", Permission: "sample:update", List: "/samples?expired=true",
			SQL: "select expires_at from samples where org_id = @org and expires_at <= now() and archived_at is null order by expires_at"},
	}
}
