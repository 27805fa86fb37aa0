package files

import "github.com/spectra-lab/spectra/modules/kernel/home"

// HomeNumbers are files that nobody could read.
func HomeNumbers() []home.Number {
	return []home.Number{{Card: "files", Name: "unread", Permission: "file:create", List: "/files?status=unreadable,damaged",
		SQL: "select created_at from files where org_id = @org and status in ('unreadable', 'damaged') and archived_at is null"}}
}
