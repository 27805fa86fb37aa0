package files

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

const maxName = 255 // bytes, as on file systems

// checkName refuses names that are no plain file name: they would lie to the next person who downloads the file.
func checkName(name string) error {
	refuse := func(code, detail string) error { return apperr.InvalidField("/file", code, "%s", detail) }
	switch {
	case strings.TrimSpace(name) == "":
		return refuse("required", "The file needs a file name.")
	case !utf8.ValidString(name):
		return refuse("invalid_utf8", "The file name is not valid UTF-8.")
	case len(name) > maxName:
		return refuse("out_of_range", "The file name is longer than 255 bytes.")
	case name == "." || name == ".." || strings.ContainsAny(name, `/\`):
		return refuse("invalid_name", "Send the name of the file alone, without a path.")
	case strings.ContainsFunc(name, deceives):
		return refuse("invalid_name", "The file name has control characters or characters that turn the direction of text.")
	}
	return nil
}

// deceives finds characters that cannot be seen or that make another name appear: U+202E shows "exe.txt" for "txt.exe".
func deceives(r rune) bool {
	return unicode.IsControl(r) || r == 0x61C || r == 0x200E || r == 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF
}

// disposition offers the file for saving, never for showing; the name in both forms of RFC 6266.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// mediaType is what the client says the file is, or what its first bytes look like.
func mediaType(declared string, head []byte) string {
	t, _, err := mime.ParseMediaType(declared)
	if err != nil || !strings.Contains(t, "/") || len(t) > 127 || t == "application/octet-stream" {
		t, _, _ = mime.ParseMediaType(http.DetectContentType(head))
	}
	return t
}

// served is the type a download is given under: what a browser could run is only bytes (SECURITY.md X-09).
func served(t string) string {
	switch t {
	case "text/plain", "text/csv", "application/pdf", "image/png", "image/jpeg", "image/tiff", "application/zip", "application/gzip", "chemical/x-jcamp-dx":
		return t
	}
	return "application/octet-stream"
}
