package feeds

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// calendar writes RFC 5545: all-day events, lines of at most 75 octets ended by CRLF.
func calendar(name string, entries []entry) []byte {
	var b bytes.Buffer
	for _, l := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SPECTRA-Lab//Calibrations due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"X-WR-CALNAME:" + text(name+": calibrations due"), "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"} {
		fold(&b, l)
	}
	for i := range entries {
		entries[i].write(&b)
	}
	fold(&b, "END:VCALENDAR")
	return b.Bytes()
}

func (e *entry) write(b *bytes.Buffer) {
	const day, moment = "20060102", "20060102T150405Z"
	for _, l := range []string{"BEGIN:VEVENT", "UID:calibration-" + e.ID.String() + "@spectra-lab", "DTSTAMP:" + e.UpdatedAt.UTC().Format(moment),
		"DTSTART;VALUE=DATE:" + e.Day.Format(day), "DTEND;VALUE=DATE:" + nextDay(e.Day).Format(day), "SUMMARY:" + text(e.summary()),
		"DESCRIPTION:" + text(e.Name+" ("+e.Code+")\nCalibration: "+strings.ReplaceAll(e.Status, "_", " ")), "TRANSP:TRANSPARENT", "CATEGORIES:Calibration"} {
		fold(b, l)
	}
	if e.Location != "" {
		fold(b, "LOCATION:"+text(e.Location))
	}
	fold(b, "END:VEVENT")
}

// nextDay is the day after, also where a day has 23 hours.
func nextDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+1, 12, 0, 0, 0, time.UTC)
}

func (e *entry) summary() string {
	what := map[string]string{"overdue": "Calibration overdue: ", "out_of_tolerance": "Out of tolerance: "}[e.Status]
	if what == "" {
		what = "Calibration due: "
	}
	return what + e.Code + " " + e.Name
}

// text escapes a value (RFC 5545 §3.3.11); control characters other than a new line have no place in one.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// fold breaks a line so that none has more than 75 octets (§3.1), never within a character.
func fold(b *bytes.Buffer, line string) {
	for width := 75; len(line) > width; width = 74 { // the space that continues a line counts
		cut := width
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line = line[cut:]
	}
	b.WriteString(line + "\r\n")
}
