package formats

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sort"
)

// Score says how sure a reader is that a file is its own.
type Score int

// The scores readers give. Content decides; a matching name only breaks ties.
const (
	ScoreNo     Score = 0
	ScoreWeak   Score = 10  // nothing speaks against it
	ScoreMaybe  Score = 40  // looks like it: numeric rows
	ScoreLikely Score = 70  // a mark that other formats rarely share
	ScoreSure   Score = 100 // the format's own signature
)

// HeadSize is how many leading bytes Sniff gets to see.
const HeadSize = 4096

// Reader turns the bytes of one format into datasets. Read returns what it could read
// together with a typed error when the file is damaged or over a limit. It never panics,
// never hangs and allocates nothing on the word of a header.
type Reader interface {
	Name() string
	Version() string
	Sniff(head []byte, size int64, name string) Score
	Read(ctx context.Context, r io.ReaderAt, size int64, lim Limits) ([]Dataset, []Warning, error)
}

// Status is how far the reading of a file came.
type Status string

// The states of a read file.
const (
	StatusParsed     Status = "parsed"
	StatusUnreadable Status = "unreadable" // no reader takes it
	StatusDamaged    Status = "damaged"    // Failure tells where; Datasets holds what came before
)

// Parsed is the outcome of reading one file. Reader and Version are empty when no reader
// took it. Failure is nil, or a *DamagedError, *LimitError or *UnsupportedError.
type Parsed struct {
	Status          Status
	Reader, Version string
	Datasets        []Dataset
	Warnings        []Warning
	Failure         error
}

// Stamp writes the hash of the file into the source of every dataset.
func (p *Parsed) Stamp(sha256 string) {
	for i := range p.Datasets {
		p.Datasets[i].Source.SHA256 = sha256
	}
}

// Traces counts the traces of all datasets.
func (p *Parsed) Traces() int {
	n := 0
	for _, d := range p.Datasets {
		n += len(d.Traces)
	}
	return n
}

// Candidate is a reader and its score for one file.
type Candidate struct {
	Reader Reader
	Score  Score
}

// Registry is an ordered list of readers.
type Registry struct{ readers []Reader }

// NewRegistry makes a registry; of equal scores the earlier reader is tried first.
func NewRegistry(readers ...Reader) *Registry { return &Registry{readers: readers} }

// Readers lists the readers in order.
func (g *Registry) Readers() []Reader { return g.readers }

// Detect returns the readers that may read the file, best first.
func (g *Registry) Detect(head []byte, size int64, name string) []Candidate {
	var out []Candidate
	for _, r := range g.readers {
		if s := r.Sniff(head[:min(len(head), HeadSize)], size, name); s > ScoreNo {
			out = append(out, Candidate{r, s})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

// Read detects the format and reads the file. The error is only for a cancelled context or
// a failing r; everything the content does wrong is told in Parsed.
func (g *Registry) Read(ctx context.Context, r io.ReaderAt, size int64, name string, lim Limits) (Parsed, error) {
	head := make([]byte, max(0, min(size, HeadSize)))
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Parsed{}, fmt.Errorf("read head: %w", err)
	}
	if n == 0 {
		return unreadable(Warn("empty_file", "the file is empty")), nil
	}
	for _, c := range g.Detect(head[:n], size, name) {
		p, err := readWith(ctx, c.Reader, r, size, lim)
		var other *NotThisFormatError
		if errors.As(err, &other) {
			continue
		}
		return p, err
	}
	return unreadable(Warn("no_reader", "no reader recognises the content of this file; it is kept unchanged")), nil
}

func unreadable(w ...Warning) Parsed { return Parsed{Status: StatusUnreadable, Warnings: w} }

func readWith(ctx context.Context, rd Reader, r io.ReaderAt, size int64, lim Limits) (p Parsed, err error) {
	// The last fence: an upload must not end in a server error, whatever the file.
	defer func() {
		if v := recover(); v != nil {
			p = Parsed{Status: StatusDamaged, Reader: rd.Name(), Version: rd.Version(),
				Failure:  &DamagedError{Reason: fmt.Sprintf("the %s reader failed: %v", rd.Name(), v)},
				Warnings: []Warning{Warn("reader_failed", "the "+rd.Name()+" reader failed on this file; please report it")}}
			err = nil
		}
	}()
	p = Parsed{Status: StatusParsed, Reader: rd.Name(), Version: rd.Version()}
	p.Datasets, p.Warnings, err = rd.Read(ctx, r, size, lim)
	for i := range p.Datasets {
		p.Datasets[i].Source.Reader, p.Datasets[i].Source.Version = rd.Name(), rd.Version()
	}
	return settle(p, err)
}

// settle turns the reader's error into a status.
func settle(p Parsed, err error) (Parsed, error) {
	var damaged *DamagedError
	var over *LimitError
	var variant *UnsupportedError
	switch {
	case err == nil:
		return p, nil
	case errors.As(err, &damaged):
		p.Warnings = append(p.Warnings, Warning{"damaged", damaged.Error(), damaged.Offset})
	case errors.As(err, &over):
		p.Warnings = append(p.Warnings, Warn("over_limit", over.Error()))
	case errors.As(err, &variant):
		p = unreadable(append(p.Warnings, Warn("unsupported_variant", variant.Error()))...)
		p.Failure = err
		return p, nil
	default:
		return Parsed{}, err
	}
	p.Status, p.Failure = StatusDamaged, err
	return p, nil
}
