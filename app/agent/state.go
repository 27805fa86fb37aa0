package agent

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// What became of a file.
const (
	queued  = "queued"
	done    = "done"
	refused = "refused" // the server will not take it as it is; tried again when it changes
)

// record is one file in the queue.
type record struct {
	Size   int64     `json:"size"`
	MTime  time.Time `json:"mtime"`
	SHA256 string    `json:"sha256,omitempty"`
	Status string    `json:"status"`
	Code   string    `json:"code,omitempty"` // of the file on the server
	Error  string    `json:"error,omitempty"`
}

// state is the queue on disk. It may be behind: what was sent and not noted is sent again, and the server knows it.
type state struct {
	Version int                `json:"version"`
	Server  string             `json:"server"`
	Dir     string             `json:"dir"`
	Files   map[string]*record `json:"files"`

	path  string
	saved time.Time
}

func load(path, server, dir string) (*state, error) {
	s := &state{Version: 1, Server: server, Dir: dir, Files: map[string]*record{}, path: path}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err != nil {
		return nil, fmt.Errorf("the state file: %w", err)
	}
	var old state
	if err := json.Unmarshal(text, &old); err != nil || old.Version != 1 {
		return nil, fmt.Errorf("the state file %s is not one of this agent; move it away to begin anew", path)
	}
	if old.Server != server || old.Dir != dir {
		return nil, fmt.Errorf("the state file %s belongs to folder %s and server %s; give this one another with --state", path, old.Dir, old.Server)
	}
	if old.Files != nil {
		s.Files = old.Files
	}
	return s, nil
}

// save replaces the file as a whole: a crash leaves the old one or the new one.
func (s *state) save() error {
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), ".spectra-agent-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), s.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
