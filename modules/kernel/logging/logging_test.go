package logging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/logging"
)

type requestKey struct{}

func fromContext(ctx context.Context) string { s, _ := ctx.Value(requestKey{}).(string); return s }

// line logs once and gives the line.
func line(t *testing.T, o logging.Options, f func(*slog.Logger)) string {
	t.Helper()
	var b bytes.Buffer
	f(logging.New(&b, o))
	return b.String()
}

func TestFormatAndLevel(t *testing.T) {
	info := func(l *slog.Logger) { l.Info("hello", "n", 1) }
	for _, tc := range []struct {
		o    logging.Options
		want string
	}{
		{logging.Options{Format: "json"}, `"msg":"hello","n":1}`},
		{logging.Options{Format: "auto"}, `"msg":"hello","n":1}`}, // a buffer is no terminal
		{logging.Options{Format: "text"}, `level=INFO msg=hello n=1`},
		{logging.Options{Format: "json", Level: "error"}, ``},
		{logging.Options{Format: "json", Level: "nonsense"}, `"level":"INFO"`},
	} {
		got := line(t, tc.o, info)
		if !strings.Contains(got, tc.want) || tc.want == "" && got != "" {
			t.Errorf("%+v: %q", tc.o, got)
		}
	}
	if got := line(t, logging.Options{Level: "debug"}, func(l *slog.Logger) { l.Debug("x") }); got == "" {
		t.Error("debug was dropped")
	}
}

func TestRequestID(t *testing.T) {
	ctx := context.WithValue(t.Context(), requestKey{}, "r-1")
	o := logging.Options{Format: "json", RequestID: fromContext}
	for name, f := range map[string]func(*slog.Logger){
		"from the context": func(l *slog.Logger) { l.InfoContext(ctx, "m") },
		"already there":    func(l *slog.Logger) { l.InfoContext(ctx, "m", "request_id", "r-1") },
		"on the logger":    func(l *slog.Logger) { l.With("request_id", "r-1").InfoContext(ctx, "m") },
		"with attributes":  func(l *slog.Logger) { l.With("a", 1).InfoContext(ctx, "m") },
	} {
		if got := line(t, o, f); strings.Count(got, `"request_id":"r-1"`) != 1 {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := line(t, o, func(l *slog.Logger) { l.InfoContext(t.Context(), "m") }); strings.Contains(got, "request_id") {
		t.Errorf("no request: %s", got)
	}
}

// TestNoSecretGetsOut writes the same secret in every way it could reach a log call.
func TestNoSecretGetsOut(t *testing.T) {
	const s = "hunter2secretvalue"
	type login struct {
		Email, Password string
		Inner           struct {
			Token string `json:"refresh_token"`
		}
	}
	var form login
	form.Password, form.Inner.Token = s, s
	u, err := url.Parse("redis://:" + s + "@cache:6379/0")
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]any{
		"password":         {"password", s},
		"case and dashes":  {"X-API-Key", s},
		"compound":         {"jwt_secret", s},
		"group":            {slog.Group("cookie", "value", s)},
		"inside a group":   {slog.Group("user", "new_password", s)},
		"header":           {"headers", http.Header{"Authorization": {"Bearer " + s}, "Cookie": {s}}},
		"struct":           {"body", form},
		"pointer in a map": {"m", map[string]any{"x": &form}},
		"postgres url":     {"url", "postgres://spectra_app:" + s + "@db/spectra"},
		"badly escaped":    {"url", "postgres://spectra_app:a/b?@" + s + "@db/spectra"},
		"stringer":         {"url", u},
		"error":            {"error", errors.Join(errors.New("dial postgresql://u:" + s + "@h:5432/d?sslmode=disable refused"))},
		"keyword dsn":      {"conn", "host=db password=" + s + " user=u"},
		"quoted keyword":   {"conn", "host=db password='a " + s + `\' b' user=u`},
		"list":             {"list", []string{"x", "https://u:" + s + "@host/"}},
		"bearer in text":   {"text", "got Authorization: Bearer " + s},
		"token in text":    {"text", "token eyJhbGciOiJIUzI1NiJ9.eyJ" + s + ".sig" + s},
		"api key in text":  {"text", "key spk_live_ab12_" + s + "_0badcafe"},
		"unmarshalable": {"v", struct {
			F   func()
			URL string
		}{URL: "postgres://u:" + s + "@h/d"}},
		"byte slice of secrets": {"token_hash", []byte(s)},
	} {
		for _, format := range []string{"json", "text"} {
			got := line(t, logging.Options{Format: format}, func(l *slog.Logger) {
				l.Info("m", args...)
				l.With(args...).Info("m")
				l.WithGroup("g").Info("m", args...)
			})
			if strings.Contains(got, s) {
				t.Errorf("%s as %s: %s", name, format, got)
			}
		}
	}
	if got := line(t, logging.Options{}, func(l *slog.Logger) { l.Info("cannot open postgres://u:" + s + "@h/d") }); strings.Contains(got, s) {
		t.Errorf("message: %s", got)
	}
}

func TestOrdinaryValuesStay(t *testing.T) {
	got := line(t, logging.Options{Format: "json"}, func(l *slog.Logger) {
		l.Warn("see http://127.0.0.1:8001/samples?q=a@b", "api_key_id", "k1", "session_id", "s1", "error", errors.New("no rows: a@b.c"), "list", []int{1, 2}, "big", []int64{1<<53 + 1}, "nil", (*url.URL)(nil))
	})
	if !strings.Contains(got, `"big":[9007199254740993]`) || !strings.Contains(got, `"nil":"<nil>"`) {
		t.Errorf("got %s", got)
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(got), &m); err != nil {
		t.Fatalf("%v: %s", err, got)
	}
	list, _ := json.Marshal(m["list"])
	if m["msg"] != "see http://127.0.0.1:8001/samples?q=a@b" || m["api_key_id"] != "k1" || m["session_id"] != "s1" || m["error"] != "no rows: a@b.c" || string(list) != "[1,2]" || m["level"] != "WARN" {
		t.Errorf("got %s", got)
	}
}

// TestOneLine: what a client wrote cannot start a line of its own.
func TestOneLine(t *testing.T) {
	for _, format := range []string{"json", "text"} {
		got := line(t, logging.Options{Format: format}, func(l *slog.Logger) { l.Info("m", "agent", "a\nlevel=ERROR msg=forged") })
		if strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %q", format, got)
		}
	}
}
