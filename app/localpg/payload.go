package localpg

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// payload is a PostgreSQL packed into the executable (app/localpg/pack makes it).
type payload struct {
	version string
	archive []byte
}

func (p payload) major() int { return pathMajor(p.version) }

// unpack lays the programs into <dir>/<version> once and returns their bin
// directory. It works beside the final place and renames: never a half-unpacked one.
func (p payload) unpack(dir string) (string, error) {
	final := filepath.Join(dir, p.version)
	if _, err := os.Stat(filepath.Join(final, "bin", "postgres")); err == nil {
		return filepath.Join(final, "bin"), nil
	}
	draft := final + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return "", fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	for _, d := range []string{dir, draft} { // the unprivileged account must read it, whatever the umask
		err := os.MkdirAll(d, 0o755)
		if err == nil {
			err = os.Chmod(d, 0o755)
		}
		if err != nil {
			return "", fmt.Errorf("unpack PostgreSQL: %w", err)
		}
	}
	z, err := zstd.NewReader(bytes.NewReader(p.archive))
	if err != nil {
		return "", fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	defer z.Close()
	if err := untar(tar.NewReader(z), draft); err != nil {
		return "", fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	if err := os.Rename(draft, final); err != nil {
		return "", fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	return filepath.Join(final, "bin"), nil
}

// untar goes through os.Root, so that no entry can leave dir.
func untar(tr *tar.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = untarOne(root, h, tr)
		}
		if err != nil {
			return err
		}
	}
}

func untarOne(root *os.Root, h *tar.Header, r io.Reader) error {
	switch h.Typeflag {
	case tar.TypeDir:
		if err := root.MkdirAll(h.Name, 0o755); err != nil {
			return err
		}
		return root.Chmod(h.Name, 0o755)
	case tar.TypeSymlink:
		return root.Symlink(h.Linkname, h.Name)
	case tar.TypeReg:
		f, err := root.OpenFile(h.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, h.FileInfo().Mode().Perm())
		if err != nil {
			return err
		}
		_, err = io.CopyN(f, r, h.Size)
		if err == nil {
			err = f.Chmod(h.FileInfo().Mode().Perm())
		}
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		return err
	}
	return fmt.Errorf("entry %s: type %q is not expected", h.Name, h.Typeflag)
}
