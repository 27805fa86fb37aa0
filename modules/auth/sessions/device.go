package sessions

import "strings"

// Browser reports whether the program calls itself a browser, as all of them do since Mosaic's heirs.
func Browser(userAgent string) bool { return strings.HasPrefix(userAgent, "Mozilla/") }

// device is what a person recognises a session by. It only describes; nothing is decided from it.
func device(userAgent string) string {
	if !Browser(userAgent) {
		name, _, _ := strings.Cut(userAgent, " ")
		return strings.ReplaceAll(name, "/", " ")
	}
	first := func(fallback string, pairs ...[2]string) string {
		for _, p := range pairs {
			if strings.Contains(userAgent, p[0]) {
				return p[1]
			}
		}
		return fallback
	}
	// Order matters: every browser also names those it descends from.
	browser := first("Browser", [2]string{"Edg/", "Edge"}, [2]string{"OPR/", "Opera"}, [2]string{"Firefox/", "Firefox"}, [2]string{"Chrome/", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := first("", [2]string{"Windows", "Windows"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Android", "Android"}, [2]string{"Mac OS X", "macOS"}, [2]string{"Linux", "Linux"})
	if system == "" {
		return browser
	}
	return browser + " on " + system
}
