package clock

import "time"

// Clock tells the time. The server gets System; tests inject their own to move it.
type Clock func() time.Time

// System is the machine's clock in UTC, at the microseconds PostgreSQL keeps.
func System() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
