package protocols

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are protocols that wait for a review.
func HomeNumbers() []home.Number {
	return []home.Number{{Card: "protocols", Name: "to_review", Permission: "protocol:approve", List: "/protocols?status=in_review",
		SQL: "select coalesce(submitted_at, updated_at) from protocols where org_id = @org and status = 'in_review' and archived_at is null"}}
}
