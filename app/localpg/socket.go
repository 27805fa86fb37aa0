package localpg

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

const (
	port       = "5432"
	socketName = ".s.PGSQL." + port
)

// maxSocketPath is sizeof(sun_path) less the closing NUL.
func maxSocketPath() int {
	if runtime.GOOS == "linux" {
		return 107
	}
	return 103
}

// socketDir is <state>/run, or a short private directory when the socket's path
// would not fit in sun_path. The name depends on the state directory alone (not
// on TMPDIR), so every process that attaches computes the same one.
func socketDir(state string) string {
	dir := filepath.Join(state, "run")
	if len(filepath.Join(dir, socketName)) <= maxSocketPath() {
		return dir
	}
	sum := sha256.Sum256([]byte(state))
	return fmt.Sprintf("/tmp/spectra-%d-%x", os.Geteuid(), sum[:6])
}

// makeOwned creates dir with mode 0700 for the account and refuses one that
// somebody else prepared: the fallback lies in /tmp, where anyone may create names.
func makeOwned(dir string, a account) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return fmt.Errorf("private directory: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("private directory: %w", err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || (int(st.Uid) != os.Geteuid() && int(st.Uid) != a.uid) {
		return fmt.Errorf("%s belongs to another user or is not a directory: remove it", dir)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("private directory: %w", err)
	}
	if a.drop && int(st.Uid) != a.uid {
		if err := os.Lchown(dir, a.uid, a.gid); err != nil {
			return fmt.Errorf("private directory: %w", err)
		}
	}
	return nil
}

// writeOwned replaces path in a directory of the unprivileged account. O_EXCL and
// rename: root must never follow a link that the account laid there.
func writeOwned(path string, data []byte, a account) error {
	tmp := path + ".spectra-tmp"
	if err := os.Remove(tmp); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(data)
	if err == nil && a.drop {
		err = f.Chown(a.uid, a.gid)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
