// Package feeds serves due calibrations to calendar programs (iCalendar, RFC 5545), which can send no header: each person
// makes secret addresses of their own, which show nothing else, are kept as a hash and can be revoked.
package feeds
