package signing_test

import (
	"crypto/ed25519"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gowebpki/jcs"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func fixed(t *testing.T, text string) id.ID {
	t.Helper()
	v, ok := id.Parse(text)
	if !ok {
		t.Fatal(text)
	}
	return v
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != string(got) {
		t.Errorf("%s (%v): a change makes every signature there is invalid:\n got %s\nwant %s", name, err, got, want)
	}
}

func subject(t *testing.T) signing.Subject {
	return signing.Subject{Org: fixed(t, "0190a000-0000-7000-8000-000000000001"), Type: "result", ID: fixed(t, "0190a000-0000-7000-8000-000000000002"), Code: "RES-2026-000007", Version: 3}
}

// content is in an order, and with blanks, that no canonical form keeps.
const content = `{"files":[{"id":"b","sha256":"00","size":9007199254740992,"filename":"ä.csv"},{"id":"a","sha256":"11","size":1,"filename":"x\u2028<&>.csv"}],
 "children": [{"type":"value","id":"2","value":"1.10","unit":"um","k":1.96,"dof":null},{"type":"metadata","id":"9","value":"x"},{"type":"value","id":"1","value":"520.70","k":2}],
 "fields": {"parameters":{"window":1.10,"big":9007199254740993,"tiny":1e-7,"n":-5}, "note":null, "body":"line\nend \"q\" \u0007"},
 "protocol":{"id":"p","revision":2},"instrument_id":"i","calibration_id":null,"ignored":true}`

func TestCR_01_CR_03_CR_04_Golden(t *testing.T) {
	out, err := signing.Canonical(subject(t), []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "record.golden.json", out)
	if got := signing.Hash(out); len(got) != 64 || got != strings.ToLower(got) {
		t.Errorf("hash %s", got)
	}
	comment := "after <review>"
	at := time.Date(2026, 3, 9, 13, 5, 12, 120_000_000, time.UTC)
	session := fixed(t, "0190a000-0000-7000-8000-000000000004")
	m := &signing.Manifest{ID: fixed(t, "0190a000-0000-7000-8000-000000000003"), Code: "SIG-2026-000001", Org: subject(t).Org, RecordType: "result", RecordID: subject(t).ID, RecordCode: "RES-2026-000007",
		RecordVersion: 3, RecordHash: signing.Hash(out), Meaning: signing.Approval, Comment: &comment, Statement: "I am A. Weber. Bound.", StatementVersion: "1", SignerID: session,
		SignerName: "A. Weber", SignerEmail: "a@b.example", SignedAt: at, SignedZone: "Europe/Berlin", Method: "password", SessionID: &session, KeyID: "0011223344556677"}
	text, err := m.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "manifest.golden.json", text)
}

// TestCR_03_Vectors are from RFC 8785: §3.2.2 to §3.2.4 and appendix B.
func TestCR_03_Vectors(t *testing.T) {
	for in, want := range map[string]string{
		`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`:                                        `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`: "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		`[-0,9007199254740992,1e21,999999999999999900000,5e-324]`: `[0,9007199254740992,1e+21,999999999999999900000,5e-324]`,
	} {
		got, err := jcs.Transform([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%v\n got %s\nwant %s", err, got, want)
		}
	}
}

func TestCR_02_Same(t *testing.T) {
	s := subject(t)
	out, err := signing.Canonical(s, []byte(content))
	if err != nil || !signing.Same(out, s) {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*signing.Subject){"id": func(s *signing.Subject) { s.ID = id.New() }, "organisation": func(s *signing.Subject) { s.Org = id.New() },
		"type": func(s *signing.Subject) { s.Type = "experiment" }, "version": func(s *signing.Subject) { s.Version++ }} {
		other := s
		change(&other)
		if signing.Same(out, other) {
			t.Errorf("another %s is the same", name)
		}
	}
	for _, bad := range []string{"", "null", "[]", `"x"`, "{"} {
		if _, err := signing.Canonical(s, []byte(bad)); err == nil {
			t.Errorf("%q is content", bad)
		}
		if signing.Same([]byte(bad), s) {
			t.Errorf("%q is about the record", bad)
		}
	}
}

func TestKeyIsMadeOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	k, err := signing.OpenKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, signing.KeyFile))
	if err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	again, err := signing.OpenKey(dir)
	if err != nil || again.ID != k.ID || !ed25519.Verify(again.Public(k.ID), []byte("x"), k.Sign([]byte("x"))) {
		t.Errorf("%v %v", again, err)
	}
	public, err := os.ReadFile(filepath.Join(dir, signing.PublicFile))
	if err != nil || strings.Count(string(public), "\n") != 1 || !strings.Contains(string(public), k.ID) {
		t.Errorf("%s %v", public, err)
	}
	if k.Public("0000000000000000") != nil {
		t.Error("a key that there never was")
	}
	for _, c := range []struct {
		text string
		mode os.FileMode
	}{{"damaged", 0o400}, {"", 0o400}, {strings.Repeat("A", 43) + "=", 0o444}} {
		path := filepath.Join(t.TempDir(), signing.KeyFile)
		if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := signing.OpenKey(filepath.Dir(path)); err == nil {
			t.Errorf("%q with mode %o was taken", c.text, c.mode)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, signing.PublicFile), []byte("ed25519 00 00\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := signing.OpenKey(dir); err == nil {
		t.Error("a damaged public key was taken")
	}
}
