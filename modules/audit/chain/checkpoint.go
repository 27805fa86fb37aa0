package chain

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Checkpoint says what a chain was at some length: a signed note of origin, size and base64 root (AU-10).
type Checkpoint struct {
	Org       id.ID
	Size      int64
	Root      Hash
	Note      string
	KeyID     string
	CreatedAt time.Time
}

// Origin is the first line of an organisation's notes.
func Origin(instance, org id.ID) string {
	return "spectra-audit/" + instance.String() + "/" + org.String()
}

// Sign makes the checkpoint of a tree.
func Sign(signer note.Signer, instance, org id.ID, t *Tree, at time.Time) (Checkpoint, error) {
	root := t.Root()
	text := fmt.Sprintf("%s\n%d\n%s\n", Origin(instance, org), t.Size(), base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("sign the checkpoint: %w", err)
	}
	return Checkpoint{Org: org, Size: t.Size(), Root: root, Note: string(signed), KeyID: KeyID(signer.Name(), signer.KeyHash()), CreatedAt: at}, nil
}

// KeyID names a key as notes do: its name and the hash of the public key.
func KeyID(name string, hash uint32) string { return fmt.Sprintf("%s+%08x", name, hash) }

var errNote = errors.New("not a checkpoint of this trail")

// Open checks the signature of a note and reads it. The organisation it speaks of is in the answer.
func Open(text string, keys note.Verifiers, instance id.ID) (Checkpoint, error) {
	n, err := note.Open([]byte(text), keys)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := parse(n.Text, instance)
	c.Note, c.KeyID = text, KeyID(n.Sigs[0].Name, n.Sigs[0].Hash)
	return c, err
}

func parse(text string, instance id.ID) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, errNote
	}
	rest, ok := strings.CutPrefix(lines[0], "spectra-audit/"+instance.String()+"/")
	org, err := id.ID{}, error(nil)
	if ok {
		err = org.UnmarshalText([]byte(rest))
	}
	size, serr := strconv.ParseInt(lines[1], 10, 64)
	root, rerr := base64.StdEncoding.Strict().DecodeString(lines[2])
	if !ok || err != nil || serr != nil || rerr != nil || size < 1 || len(root) != len(Hash{}) {
		return Checkpoint{}, errNote
	}
	return Checkpoint{Org: org, Size: size, Root: Hash(root)}, nil
}
