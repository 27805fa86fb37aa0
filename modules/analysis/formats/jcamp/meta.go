package jcamp

import (
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// normalised adds the few items other modules look for, under fixed keys.
func normalised(b *block) (out []formats.MetaItem) {
	add := func(key, value, unit string) {
		if value != "" {
			out = append(out, formats.MetaItem{Key: key, Value: value, Unit: unit, Normalised: true})
		}
	}
	add("instrument", b.params["SPECTROMETERDATASYSTEM"], "")
	add("accumulations", firstNumber(b.params[".AVERAGES"]), "")
	if x := b.params["XUNITS"]; b.params["RESOLUTION"] != "" {
		if f := strings.Fields(b.params["RESOLUTION"]); len(f) == 1 && firstNumber(f[0]) != "" {
			add("resolution", f[0], x) // the standard gives it in the units of X
		}
	}
	add("acquired_at", acquired(b.params), "")
	return out
}

// firstNumber is the first word of s when it is a number, as written.
func firstNumber(s string) string {
	if _, ok := parseNumber(s); !ok {
		return ""
	}
	return strings.Fields(s)[0]
}

// acquired joins date and time. Without a zone in the file the result has none.
func acquired(params map[string]string) string {
	if s := strings.Join(strings.Fields(params["LONGDATE"]), " "); s != "" {
		for _, f := range [][2]string{
			{"2006/01/02 15:04:05.999999 -0700", time.RFC3339Nano}, {"2006/01/02 15:04:05 -0700", time.RFC3339},
			{"2006/01/02 15:04:05", "2006-01-02T15:04:05"}, {"2006/01/02", "2006-01-02"},
		} {
			if t, err := time.Parse(f[0], s); err == nil {
				return t.Format(f[1])
			}
		}
	}
	date := strings.TrimSpace(params["DATE"])
	for _, f := range []string{"06/01/02", "2006/01/02"} { // yy/mm/dd, as the standard says
		d, err := time.Parse(f, date)
		if err != nil {
			continue
		}
		if t, err := time.Parse("15:04:05", strings.TrimSpace(params["TIME"])); err == nil {
			return d.Format("2006-01-02") + t.Format("T15:04:05")
		}
		if t, err := time.Parse("15:04", strings.TrimSpace(params["TIME"])); err == nil {
			return d.Format("2006-01-02") + t.Format("T15:04:00")
		}
		return d.Format("2006-01-02")
	}
	return ""
}
