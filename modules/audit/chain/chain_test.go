package chain

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestAUVector is the published vector of SECURITY.md §4.
func TestAUVector(t *testing.T) {
	b := []byte{0}
	for _, c := range [][]byte{[]byte("a"), nil, {}} {
		b = appendLP(b, c)
	}
	leaf := sha256.Sum256(b)
	if got := hex.EncodeToString(leaf[:4]); got != "6309686c" {
		t.Errorf("leaf begins %s", got)
	}
	org := id.ID{15: 0x0a}
	if got := Link(org, 1, Genesis(id.Nil, org), leaf); hex.EncodeToString(got[:]) != "9e539a963aba831e68e6204d1cfa1e771ee42c210c53f2f79fdbe9feef347e12" {
		t.Errorf("hash %x", got)
	}
}

// TestTree compares the tree with tlog's own over every size up to 130, and every proof in the last one.
func TestTree(t *testing.T) {
	tree, p := &Tree{}, &Prover{}
	if empty := tree.Root(); empty != sha256.Sum256(nil) {
		t.Errorf("the empty tree is %x", empty)
	}
	const size = 130
	hashes := make([]Hash, size)
	for i := range hashes {
		hashes[i] = sha256.Sum256([]byte{byte(i)})
		tree.Add(hashes[i][:])
		if err := p.Add(hashes[i][:]); err != nil {
			t.Fatal(err)
		}
		want, err := tlog.TreeHash(int64(i+1), p)
		if err != nil || tree.Root() != Hash(want) || tree.Size() != int64(i+1) {
			t.Fatalf("size %d: %x, want %x, %v", i+1, tree.Root(), want, err)
		}
	}
	copied := tree.Clone()
	copied.Add(hashes[0][:])
	if tree.Size() != size || copied.Size() != size+1 || tree.Root() == copied.Root() {
		t.Error("the copy is not its own")
	}
	for i := range hashes {
		proof, err := p.Prove(int64(i + 1))
		if err != nil {
			t.Fatal(err)
		}
		if err := proof.Check(hashes[i][:], tree.Root()); err != nil {
			t.Errorf("place %d: %v", i+1, err)
		}
		if proof.Check(hashes[(i+1)%size][:], tree.Root()) == nil || proof.Check(hashes[i][:], Hash{}) == nil {
			t.Errorf("place %d: another hash or root passes", i+1)
		}
		proof.Seq++
		if proof.Check(hashes[i][:], tree.Root()) == nil {
			t.Errorf("place %d: another place passes", i+1)
		}
	}
	if _, err := p.Prove(size + 1); err == nil {
		t.Error("a place that is not there is proven")
	}
}

func TestCheckpointNotes(t *testing.T) {
	private, public, err := note.GenerateKey(rand.Reader, "spectra-audit")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	keys, instance, org := note.VerifierList(verifier), id.New(), id.New()
	tree := &Tree{}
	tree.Add([]byte("one"))
	made, err := Sign(signer, instance, org, tree, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	read, err := Open(made.Note, keys, instance)
	if err != nil || read.Org != org || read.Size != 1 || read.Root != tree.Root() || read.KeyID != made.KeyID {
		t.Errorf("%+v, %v", read, err)
	}
	for name, text := range map[string]string{
		"another instance": made.Note, "changed size": strings.Replace(made.Note, "\n1\n", "\n2\n", 1), "no note": "x", "nothing": "",
		"another text": signed(t, signer, "hello\n"), "no size": signed(t, signer, Origin(instance, org)+"\nx\nAAAA\n"),
		"short root": signed(t, signer, Origin(instance, org)+"\n1\nAAAA\n"), "size 0": signed(t, signer, Origin(instance, org)+"\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"),
	} {
		of := instance
		if name == "another instance" {
			of = id.New()
		}
		if _, err := Open(text, keys, of); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func signed(t *testing.T, s note.Signer, text string) string {
	t.Helper()
	out, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestExit: what was tampered with outweighs what cannot be told, and that what is late.
func TestExit(t *testing.T) {
	for _, c := range []struct {
		classes []Class
		want    int
	}{{nil, 0}, {[]Class{Redacted}, 0}, {[]Class{Stale}, 3}, {[]Class{Stale, CannotVerify}, 2}, {[]Class{CannotVerify, Stale}, 2}, {[]Class{Stale, BadLeaf, CannotVerify}, 1}} {
		var all []Finding
		for _, class := range c.classes {
			all = append(all, Finding{Class: class})
		}
		if got := Exit(all); got != c.want {
			t.Errorf("%v: %d, want %d", c.classes, got, c.want)
		}
	}
}
