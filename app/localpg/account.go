package localpg

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// account is who runs PostgreSQL, which refuses to run as root.
type account struct {
	name     string
	uid, gid int
	drop     bool // this process is root and must switch to the account
}

// serverAccount keeps the owner of an existing data directory (PostgreSQL
// insists on it); otherwise it is this user, or for root the first unprivileged
// account of the list. It must be in /etc/passwd: initdb looks its uid up there.
func serverAccount(l layout) (account, error) {
	users, err := readPasswd("/etc/passwd")
	if err != nil {
		return account{}, err
	}
	owner, exists, err := dataOwner(l.data)
	if err != nil {
		return account{}, err
	}
	if os.Geteuid() != 0 {
		return ownAccount(users, l, owner, exists)
	}
	if exists {
		for _, u := range users {
			if u.uid == owner && u.uid != 0 {
				return u, nil
			}
		}
		return account{}, fmt.Errorf("%s belongs to uid %d, which is no unprivileged account of /etc/passwd", l.data, owner)
	}
	for _, name := range []string{"spectra", "postgres", "nobody", "daemon"} {
		if u, ok := users[name]; ok && u.uid != 0 {
			return u, nil
		}
	}
	return account{}, errors.New("PostgreSQL does not run as root, and /etc/passwd has no account named " +
		"spectra, postgres, nobody or daemon to switch to: add one (useradd --system spectra)")
}

func ownAccount(users map[string]account, l layout, owner int, exists bool) (account, error) {
	uid := os.Geteuid()
	if exists && owner != uid {
		return account{}, fmt.Errorf("%s belongs to uid %d, not to you (uid %d): run spectra as its owner, "+
			"or give another directory with SPECTRA_STATE_DIR", l.data, owner, uid)
	}
	for _, u := range users {
		if u.uid == uid {
			u.drop = false
			return u, nil
		}
	}
	if runtime.GOOS == "darwin" { // accounts live in Open Directory there
		return account{uid: uid, gid: os.Getegid()}, nil
	}
	return account{}, fmt.Errorf("uid %d is not in /etc/passwd, PostgreSQL cannot run: add it, or give DATABASE_URL", uid)
}

func dataOwner(dir string) (uid int, exists bool, err error) {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("data directory: %w", err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false, fmt.Errorf("data directory %s: no owner known", dir)
	}
	return int(st.Uid), true, nil
}

func readPasswd(path string) (map[string]account, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer func() { _ = f.Close() }()
	users := map[string]account{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		p := strings.Split(sc.Text(), ":")
		if len(p) < 7 {
			continue
		}
		uid, err1 := strconv.Atoi(p[2])
		gid, err2 := strconv.Atoi(p[3])
		if err1 == nil && err2 == nil {
			users[p[0]] = account{name: p[0], uid: uid, gid: gid, drop: true}
		}
	}
	return users, nil
}

// command runs a program as the account, in a session of its own (Ctrl-C of the
// terminal must reach spectra alone) and with nothing of the caller's
// environment that would change PostgreSQL (PG*, LC_*, LD_*).
func (a account) command(dir, program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C", "TZ=UTC", "HOME=" + dir}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // read from /etc/passwd, where both are 32 bits
	}
	return cmd
}

// canReach tells early, and by name, when the account may not enter the state
// directory (such as one below /root).
func (a account) canReach(dir string) error {
	if !a.drop {
		return nil
	}
	if err := a.command("/", "/bin/sh", "-c", `cd "$1"`, "sh", dir).Run(); err != nil {
		return fmt.Errorf("PostgreSQL runs as %q, which may not enter %s: "+
			"use /var/lib/spectra or another directory open to it (SPECTRA_STATE_DIR)", a.name, dir)
	}
	return nil
}
