package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	goldenFile = "testdata/evidence-v1.zip"
	goldenKeys = "testdata/evidence-v1.pub"
)

var moment = time.Date(2026, 3, 9, 13, 5, 12, 120_000_000, time.UTC)

func fixed(t testing.TB, n byte) id.ID {
	t.Helper()
	v, ok := id.Parse(fmt.Sprintf("0190a000-0000-7000-8000-0000000000%02x", n))
	if !ok {
		t.Fatal("id")
	}
	return v
}

// keyOf is the same key every time.
func keyOf(t testing.TB) *signing.Key {
	t.Helper()
	dir := t.TempDir()
	seed := sha256.Sum256([]byte("a key of tests, known to everybody"))
	if err := os.WriteFile(filepath.Join(dir, signing.KeyFile), []byte(base64.StdEncoding.EncodeToString(seed[:])), 0o400); err != nil {
		t.Fatal(err)
	}
	k, err := signing.OpenKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// trail is a chain of two entries, of which the second is exported, and the public key of its checkpoint.
func trail(t testing.TB, org id.ID) (slice []byte, public string) {
	t.Helper()
	private, public, err := note.GenerateKey(zeros{}, "spectra-audit")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	instance := fixed(t, 9)
	prev := chain.Genesis(instance, org)
	tree, prover := &chain.Tree{}, &chain.Prover{}
	var last *chain.Row
	for seq := int64(1); seq <= 2; seq++ {
		r := &chain.Row{ID: seq, Seq: seq, Payload: []byte(`{"old":null,"new":{"title":"ä"},"changed":["title"]}`)}
		sum := sha256.Sum256(r.Payload)
		record := fixed(t, 2)
		r.Entry = chain.Entry{chain.Org: org[:], chain.OccurredAt: chain.Int8(moment.UnixMicro()), chain.ActorKind: []byte("user"), chain.ActorName: []byte("A. Weber"), chain.ActorVia: []byte("api"),
			chain.DBUser: []byte("spectra_app"), chain.Action: []byte("result.created"), chain.RecordType: []byte("result"), chain.RecordID: record[:], chain.PayloadHash: sum[:]}
		leaf := chain.Leaf(&r.Entry)
		hash := chain.Link(org, seq, prev, leaf)
		r.Leaf, r.Prev, r.Hash = leaf[:], bytes.Clone(prev[:]), hash[:]
		prev, last = hash, r
		tree.Add(hash[:])
		if err := prover.Add(hash[:]); err != nil {
			t.Fatal(err)
		}
	}
	c, err := chain.Sign(signer, instance, org, tree, moment)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := prover.Prove(2)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := archive.NewWriter(&out, "jsonl", archive.Head{InstanceID: instance, OrgID: org, ExportedAt: moment, HeadSeq: 2, Checkpoint: c.Note})
	if err == nil {
		err = w.Row(last, proof.Path)
	}
	if err == nil {
		_, err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), public
}

// hostile is what a file of this name must not do to whoever unpacks it.
const hostile = "..\\../../etc/cron.d/\x1b[31m\u202egnp.exe\x00"

// packed is a small package with everything in it, and its keys.
func packed(t testing.TB) (content []byte, keys string) {
	t.Helper()
	k, org := keyOf(t), fixed(t, 1)
	s := signing.Subject{Org: org, Type: "result", ID: fixed(t, 2), Code: "RES-2026-000007", Version: 3}
	canonical, err := signing.Canonical(s, []byte(`{"fields":{"note":null},"children":[{"type":"value","id":"1","value":"1.10","unit":"um"}],"files":[],"protocol":null,"instrument_id":null,"calibration_id":null}`))
	if err != nil {
		t.Fatal(err)
	}
	sign := &signing.Manifest{ID: fixed(t, 3), Code: "SIG-2026-000001", Org: org, RecordType: s.Type, RecordID: s.ID, RecordCode: s.Code, RecordVersion: 3, RecordHash: signing.Hash(canonical),
		Meaning: signing.Approval, Statement: "Bound.", StatementVersion: "1", SignerID: fixed(t, 4), SignerName: "A. Weber", SignerEmail: "a@b.example", SignedAt: moment, SignedZone: "Europe/Berlin", Method: "password", KeyID: k.ID}
	manifest, err := sign.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signing.JCS([]signing.Exported{{Manifest: manifest, KeyID: k.ID, Signature: k.Sign(manifest), Snapshot: canonical, SignedAtLocal: "2026-03-09T14:05:12+01:00"}})
	if err != nil {
		t.Fatal(err)
	}
	about := bundle.Record{Type: s.Type, ID: s.ID, Code: s.Code, Version: 3, Hash: signing.Hash(canonical)}
	pdf, err := bundle.Stamp([]byte("%PDF-1.3\nnothing to see\nstartxref\n9\n%%EOF\n"), bundle.Receipt{OrgID: org, Record: about, CreatedAt: bundle.Moment(moment), KeyID: k.ID}, k)
	if err != nil {
		t.Fatal(err)
	}
	slice, public := trail(t, org)
	raw := bundle.Bytes(bundle.SafeName("FIL-2026-000001", hostile), []byte("1,2\n"))
	raw.Original = hostile
	lines := append(k.PublicLines(), public)
	var out bytes.Buffer
	err = bundle.Write(&out, bundle.Manifest{OrgID: org, OrgName: "Lab", Record: about, CreatedAt: bundle.Moment(moment), CreatedBy: bundle.Person{ID: fixed(t, 4), Name: "A. Weber"}, Generator: "spectra test",
		KeyID: k.ID, PublicKeys: lines}, []bundle.Part{bundle.Bytes(bundle.RecordName, canonical), bundle.Bytes(bundle.SignaturesName, signed), bundle.Bytes(bundle.AuditName, slice),
		bundle.Bytes(bundle.ReportName, pdf), raw}, k)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), strings.Join(lines, "\n") + "\n"
}

func check(t testing.TB, content []byte, keys string) (*bundle.Report, error) {
	t.Helper()
	k, err := bundle.ParseKeys(keys)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.Verify(bytes.NewReader(content), int64(len(content)), &k, moment)
}

// TestP11_35_GoldenPackage: a package of the first form verifies with every later release.
func TestP11_35_GoldenPackage(t *testing.T) {
	content, keys := packed(t)
	if *update {
		for file, text := range map[string][]byte{goldenFile: content, goldenKeys: []byte(keys)} {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	old, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	public, err := os.ReadFile(goldenKeys)
	if err != nil {
		t.Fatal(err)
	}
	r, err := check(t, old, string(public))
	if err != nil || r.Status != bundle.Valid || len(r.Signatures) != 1 || r.Signatures[0].Status != bundle.Valid || r.Record.Code != "RES-2026-000007" {
		t.Errorf("a package that was valid is not any more: %v %+v", err, r)
	}
	if !bytes.Equal(old, content) {
		t.Error("packages are written in another way: that is a new form with a new number")
	}
	newer := bytes.ReplaceAll(old, []byte("evidence/v1"), []byte("evidence/v9"))
	if r, err := check(t, newer, string(public)); err != nil || r.Status != bundle.Failed || !strings.Contains(r.Detail, "newer release") {
		t.Errorf("%v %+v", err, r)
	}
}

// TestP11_16_OneByteChangedAnywhere: every byte of a package counts, and what it belongs to is named.
func TestP11_16_OneByteChangedAnywhere(t *testing.T) {
	content, keys := packed(t)
	if r, err := check(t, content, keys); err != nil || r.Status != bundle.Valid {
		t.Fatalf("%v %+v", err, r)
	}
	changed := bytes.Clone(content)
	for i := range content {
		changed[i] ^= 1 << (i % 8)
		r, err := check(t, changed, keys)
		var foreign *bundle.ForeignError
		if err == nil && (r.Status != bundle.Failed || r.Detail == "") || err != nil && !errors.As(err, &foreign) {
			t.Fatalf("byte %d of %d: %v %+v", i, len(content), err, r)
		}
		changed[i] = content[i]
	}
	for name, inside := range map[string]string{"record.json": `"value":"1.10"`, "files/FIL-2026-000001": "1,2\n", "audit.jsonl": "A. Weber", "report.pdf": "nothing to see"} {
		at := bytes.Index(content, []byte(inside))
		if name == "audit.jsonl" {
			at = bytes.Index(content, []byte(`"actor_name":"A. Weber"`)) + 15
		}
		other := bytes.Clone(content)
		other[at+3] ^= 1
		if r, err := check(t, other, keys); err != nil || !strings.Contains(r.Detail, name) {
			t.Errorf("%s is not named: %v %+v", name, err, r)
		}
	}
}

// TestP11_16_ReportAlone: the PDF is checked without its package, every byte of it.
func TestP11_16_ReportAlone(t *testing.T) {
	content, keys := packed(t)
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(bundle.ReportName)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := check(t, pdf, keys); err != nil || r.Status != bundle.Valid || r.Kind != "pdf" || r.Record.Code != "RES-2026-000007" {
		t.Fatalf("%v %+v", err, r)
	}
	for i := range pdf {
		changed := bytes.Clone(pdf)
		changed[i] ^= 1 << (i % 8)
		if r, err := check(t, changed, keys); err == nil && r.Status != bundle.Failed {
			t.Fatalf("byte %d of %d: %+v", i, len(pdf), r)
		}
	}
	for _, more := range []string{"\n", "x", " "} {
		if r, err := check(t, append(bytes.Clone(pdf), more...), keys); err == nil && r.Status != bundle.Failed {
			t.Errorf("%q more: %+v", more, r)
		}
	}
}

// TestX_10_HostilePackages: cut, foreign and expanding files are refused with a reason, in bounded memory.
func TestX_10_HostilePackages(t *testing.T) {
	content, keys := packed(t)
	for n := range content {
		if r, err := check(t, content[:n], keys); err == nil && r.Status != bundle.Failed {
			t.Fatalf("cut at %d: %+v", n, r)
		}
	}
	if r, err := check(t, append(bytes.Clone(content), "PK\x05\x06"...), keys); err != nil || r.Status != bundle.Failed {
		t.Errorf("more at the end: %v %+v", err, r)
	}
	var bomb bytes.Buffer
	w := zip.NewWriter(&bomb)
	for _, name := range []string{bundle.ManifestName, "zeros"} {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.CopyN(f, zeros{}, 64<<20)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if r, err := check(t, bomb.Bytes(), keys); err != nil || r.Status != bundle.Failed {
		t.Errorf("bomb: %v %+v", err, r)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 4<<20 {
		t.Errorf("a bomb takes %d bytes", after.TotalAlloc-before.TotalAlloc)
	}
	for name, text := range map[string]string{"nothing": "", "text": "hello", "other ZIP": "PK\x05\x06" + strings.Repeat("\x00", 18), "gzip": "\x1f\x8b\x08", "short PDF": "%PDF-", "PDF": "%PDF-1.4\nx\nstartxref\n1\n%%EOF\n"} {
		if _, err := check(t, []byte(text), keys); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// TestX_09_NamesInsideAreHarmless: no name leads out of the folder, steers a terminal or hides its ending.
func TestX_09_NamesInsideAreHarmless(t *testing.T) {
	for _, original := range []string{hostile, "", ".", "..", "../../x", "a/b\\c", "CON", "-rf", strings.Repeat("é", 500) + ".csv", "x.", "a\u202eb", "~", "$(x)"} {
		name := bundle.SafeName("FIL-1", original)
		rest, ok := strings.CutPrefix(name, "files/FIL-1-")
		if !ok || strings.Contains(rest, "..") || strings.HasSuffix(rest, ".") || len(name) > 120 || strings.ContainsFunc(rest, func(r rune) bool {
			return !strings.ContainsRune("-_.", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		}) {
			t.Errorf("%q becomes %q", original, name)
		}
	}
}

// TestP11_16_OtherKeys: whole is not enough; who signed must be known.
func TestP11_16_OtherKeys(t *testing.T) {
	content, keys := packed(t)
	lines := strings.Split(keys, "\n")
	if r, err := check(t, content, lines[1]); err != nil || r.Status != bundle.Failed {
		t.Errorf("without the key of packages: %v %+v", err, r)
	}
	if r, err := check(t, content, lines[0]); err != nil || r.Status != bundle.Unconfirmed || !strings.HasPrefix(r.Detail, bundle.AuditName) {
		t.Errorf("without the key of checkpoints: %v %+v", err, r)
	}
	if r, err := bundle.Verify(bytes.NewReader(content), int64(len(content)), nil, moment); err != nil || r.Status != bundle.Unconfirmed {
		t.Errorf("with its own keys: %v %+v", err, r)
	}
	for _, bad := range []string{"", "# nothing", "ed25519 00 00", "hello"} {
		if _, err := bundle.ParseKeys(bad); err == nil {
			t.Errorf("%q is a key", bad)
		}
	}
}
