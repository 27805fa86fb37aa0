package checkpoints

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Directory keeps copies of checkpoints outside the database: a file an organisation and month, only ever appended to,
// so that it works where the system forbids anything else (chattr +a, a write-once share).
type Directory struct{ Path string }

// separator stands between two notes of a file; no note has it, as a note's text has no such line.
const separator = "\n----\n"

// Add appends a checkpoint and gives the file's name in the directory.
func (d Directory) Add(instance id.ID, c chain.Checkpoint) (string, error) {
	name := filepath.Join(instance.String(), c.Org.String(), c.CreatedAt.UTC().Format("2006-01")+".notes")
	path := filepath.Join(d.Path, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", fmt.Errorf("anchor: %w", err)
	}
	if err := appendLine(path, strings.TrimSuffix(c.Note, "\n")+strings.TrimSuffix(separator, "\n"), 0o640); err != nil {
		return "", fmt.Errorf("anchor: %w", err)
	}
	return name, nil
}

// Read gives all copies of an installation. A directory that is not there has none.
func (d Directory) Read(instance id.ID) ([]chain.Witness, error) {
	return read(filepath.Join(d.Path, instance.String()))
}

// ReadOrg gives the copies of one organisation's checkpoints.
func (d Directory) ReadOrg(instance, org id.ID) ([]chain.Witness, error) {
	return read(filepath.Join(d.Path, instance.String(), org.String()))
}

func read(dir string) ([]chain.Witness, error) {
	root, err := os.OpenRoot(dir) // a link inside must not lead out
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // only read from
	var out []chain.Witness
	err = fs.WalkDir(root.FS(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".notes") {
			return err
		}
		text, err := root.ReadFile(path)
		if err != nil {
			return err
		}
		for part := range strings.SplitSeq(string(text), separator) {
			if strings.TrimSpace(part) != "" {
				out = append(out, chain.Witness{Note: part + "\n", Where: filepath.Join(dir, path)})
			}
		}
		return nil
	})
	return out, err
}
