package logging

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

// Hidden is written in place of a secret.
const Hidden = "[redacted]"

// redact is the last thing that happens to an attribute before it is written; it sees the message too.
func redact(groups []string, a slog.Attr) slog.Attr {
	if secret(a.Key) || slices.ContainsFunc(groups, secret) {
		return slog.String(a.Key, Hidden)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(scrub(a.Value.String()))
	case slog.KindAny:
		a.Value = anything(a.Value.Any())
	}
	return a
}

// secret reports whether a name says that its value is not for the log. Ids of secrets may be seen: api_key_id.
func secret(name string) bool {
	name = strings.NewReplacer("-", "", "_", "", ".", "", " ", "").Replace(strings.ToLower(name))
	if strings.HasSuffix(name, "id") {
		return false
	}
	for _, w := range []string{"password", "passwd", "passphrase", "secret", "token", "authorization", "cookie", "apikey", "privatekey", "pepper", "dsn"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// anything makes text of errors and walks through everything else in its JSON form.
func anything(v any) slog.Value {
	switch v.(type) {
	case slog.Level, *slog.Source:
		return slog.AnyValue(v)
	case error, fmt.Stringer: // Sprint survives what panics on nil
		return slog.StringValue(scrub(fmt.Sprint(v)))
	}
	text, err := json.Marshal(v)
	if err != nil {
		return slog.StringValue(scrub(fmt.Sprintf("%+v", v)))
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	var plain any
	if in.Decode(&plain) != nil {
		return slog.StringValue(Hidden)
	}
	return slog.AnyValue(walk(plain))
}

func walk(v any) any {
	switch x := v.(type) {
	case string:
		return scrub(x)
	case []any:
		for i := range x {
			x[i] = walk(x[i])
		}
	case map[string]any:
		for k := range x {
			if secret(k) {
				x[k] = Hidden
			} else {
				x[k] = walk(x[k])
			}
		}
	}
	return v
}

// What secrets look like inside other text: the password of a URL (of a PostgreSQL one up to the last @, because a
// badly escaped password may hold anything), of a keyword connection string, credentials of a header, tokens and keys.
var shapes = []struct {
	form *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`(?i)(postgres(?:ql)?://[^\s:/@]*):[^\s"'<>]*@`), `$1:` + Hidden + `@`},
	{regexp.MustCompile(`(?i)([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s/@"'<>]*@`), `$1:` + Hidden + `@`},
	{regexp.MustCompile(`(?i)\b((?:password|passwd|sslpassword)\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'&]+)`), `$1` + Hidden},
	{regexp.MustCompile(`(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}`), `$1 ` + Hidden},
	{regexp.MustCompile(`\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`), Hidden},
	{regexp.MustCompile(`\bspk_[a-z0-9]+_[A-Za-z0-9]+_[A-Za-z0-9_-]+`), Hidden},
}

func scrub(s string) string {
	for _, f := range shapes {
		s = f.form.ReplaceAllString(s, f.to)
	}
	return s
}
