package agent

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// Options are how an agent works.
type Options struct {
	Dir       string
	Server    string
	Key       string
	State     string        // file of the queue
	Settle    time.Duration // a file whose size and time stay so long is complete
	Scan      time.Duration // how often the whole folder is looked through, whatever the system reports
	Rule      string        // regular expression on the path, with groups sample and experiment
	Once      bool
	DryRun    bool
	PlainHTTP bool
	Out       io.Writer
	Terminal  bool // Out is one: progress is one line that is written over
	Clock     clock.Clock
	Client    *http.Client
}

// Agent watches one folder.
type Agent struct {
	o     Options
	rule  *regexp.Regexp
	state *state
	seen  map[string]sight
	base  string
}

// sight is a file as it was seen, and since when.
type sight struct {
	size  int64
	mtime time.Time
	since time.Time
}

// Names of samples and experiments that are found without a rule: the codes that the server gives.
const (
	sampleCode     = `(?i)SMP-\d{4}-\d{6,}`
	experimentCode = `(?i)EXP-\d{4}-\d{6,}`
)

// New checks the options and reads the queue that an earlier run left.
func New(o Options) (*Agent, error) {
	info, err := os.Stat(o.Dir)
	if err != nil || !info.IsDir() {
		return nil, fmt.Errorf("the folder %s is not there or cannot be read", o.Dir)
	}
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return nil, err
	}
	base, err := address(o.Server, o.PlainHTTP)
	if err != nil {
		return nil, err
	}
	if o.Key == "" && !o.DryRun {
		return nil, errors.New("the agent needs an API key of the instrument, in --key-file or SPECTRA_AGENT_KEY")
	}
	a := &Agent{o: o, base: base, seen: map[string]sight{}}
	if o.Rule != "" {
		if a.rule, err = regexp.Compile(o.Rule); err != nil {
			return nil, fmt.Errorf("the rule is no regular expression: %w", err)
		}
		if a.rule.SubexpIndex("sample") < 0 && a.rule.SubexpIndex("experiment") < 0 {
			return nil, errors.New("the rule names neither (?P<sample>…) nor (?P<experiment>…)")
		}
	}
	a.state, err = load(o.State, base, o.Dir)
	return a, err
}

// address checks where files go: in the clear only to this very computer, because the key travels along.
func address(server string, plain bool) (string, error) {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", errors.New("the server is an address such as https://spectra.example.org")
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme == "http" && !plain && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", errors.New("over http:// the key could be read on the way; use https://, or --plain-http on a network of the instrument's own")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// names finds sample and experiment in the path of a file, with slashes.
func (a *Agent) names(path string) (sample, experiment string) {
	if a.rule == nil {
		return regexp.MustCompile(sampleCode).FindString(path), regexp.MustCompile(experimentCode).FindString(path)
	}
	m := a.rule.FindStringSubmatch(path)
	if m == nil {
		return "", ""
	}
	for i, group := range a.rule.SubexpNames() {
		switch group {
		case "sample":
			sample = m[i]
		case "experiment":
			experiment = m[i]
		}
	}
	return sample, experiment
}
