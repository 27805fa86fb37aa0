package files

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

const (
	maxPath  = 1000 // bytes
	maxDepth = 32
)

// cleanPath makes the path that a client gives safe to be shown, compared and unpacked anywhere: relative, with slashes,
// composed letters, and no step that a file system takes for something else. It ends with the name of the file.
func cleanPath(path, name string) (string, error) {
	refuse := func(detail string) (string, error) {
		return "", apperr.InvalidField("/path", "invalid_path", "%s", detail)
	}
	path = strings.ReplaceAll(path, `\`, "/")
	switch {
	case !utf8.ValidString(path):
		return refuse("The path is not valid UTF-8.")
	case len(path) > maxPath:
		return refuse("The path is longer than 1000 bytes.")
	case strings.HasPrefix(path, "/"), len(path) > 1 && path[1] == ':':
		return refuse("Send the path within the folder, without a drive or leading slash.")
	}
	steps := strings.Split(norm.NFC.String(path), "/")
	if len(steps) > maxDepth {
		return refuse("The path has more than 32 steps.")
	}
	for _, step := range steps {
		switch {
		case step == "", step == ".", step == "..":
			return refuse("The path has empty steps or leads out of the folder.")
		case len(step) > maxName, strings.ContainsFunc(step, deceives), strings.TrimRight(step, ". ") != step:
			return refuse("A step of the path is no name that every system can keep.")
		case device(step):
			return refuse("A step of the path is the name of a device on Windows.")
		}
	}
	if steps[len(steps)-1] != norm.NFC.String(name) {
		return refuse("The path ends with the name of the file.")
	}
	return strings.Join(steps, "/"), nil
}

// device tells names that Windows keeps for devices, whatever their ending.
func device(step string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(step), ".")
	switch base = strings.TrimRight(base, " "); base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	rest, com := strings.CutPrefix(base, "COM")
	if !com {
		rest, com = strings.CutPrefix(base, "LPT")
	}
	return com && utf8.RuneCountInString(rest) == 1 && strings.Contains("0123456789¹²³", rest)
}

// unpackable is a name that every system can unpack.
func unpackable(path string) string {
	steps := strings.Split(path, "/")
	for i, step := range steps {
		step = strings.TrimRight(strings.Map(func(r rune) rune {
			if r < 0x20 || strings.ContainsRune(`<>:"|?*\`, r) {
				return '_'
			}
			return r
		}, step), ". ")
		if step == "" || device(step) {
			step = "_" + step
		}
		steps[i] = step
	}
	return strings.Join(steps, "/")
}
