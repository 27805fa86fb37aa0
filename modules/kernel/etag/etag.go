package etag

import (
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// Of is the entity tag of a version.
func Of(version int) string { return `"` + strconv.Itoa(version) + `"` }

// Parse reads an If-Match value.
func Parse(s string) (int, error) {
	text := strings.Trim(strings.TrimPrefix(s, "W/"), `"`) // proxies that compress make tags weak
	v, err := strconv.Atoi(text)
	if err != nil || v < 1 || strconv.Itoa(v) != text {
		return 0, apperr.New(apperr.Stale, "stale", "If-Match is not an ETag of this record.")
	}
	return v, nil
}

// Missing is the 428 of a change that does not say what it is based on.
func Missing() error {
	return apperr.New(apperr.Unconditional, "if_match_required", "Send If-Match with the ETag of the version you changed, so that nobody's work is overwritten.")
}

// Stale is the 412 of a record that has moved on.
func Stale(current int) error {
	return apperr.New(apperr.Stale, "stale", "Somebody changed this record since you read it (now version %d). Read it again and merge.", current).
		With("current_version", current)
}

// Check compares what the client has seen with the record; 0 stands for any version.
func Check(seen, current int) error {
	if seen != 0 && seen != current {
		return Stale(current)
	}
	return nil
}
