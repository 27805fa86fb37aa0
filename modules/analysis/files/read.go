package files

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	// readTime bounds the work on one file, whatever it says about itself, unless Options say otherwise.
	readTime = time.Minute
	// readingMemory is what all readers together may take: a hundred uploads at once must not add up (SECURITY.md F-14,
	//
	readingMemory = 512 << 20
	// pointMemory is what a point costs on its way: the value, room to grow, and both of its stored forms.
	pointMemory = 32
)

// readingCost is the most memory that reading a file of this size takes: run-length codes make many points of few
// bytes, so it is the points that count.
func readingCost(size int64) int64 {
	l := limits()
	points := min(l.PointsPerFile, l.PointsPerTrace, l.RunFree+l.RunRatio*min(size, l.PointsPerTrace))
	return min(size+points*pointMemory, readingMemory)
}

// limits of what one file may become, whatever the server accepts for keeping. Every trace is an audited row, and
// headers are kept in the trail too.
func limits() formats.Limits {
	l := formats.DefaultLimits()
	l.Bytes = 256 << 20
	l.PointsPerFile = 32 << 20
	l.Traces = 20_000
	l.MetaBytes = 4 << 20
	return l
}

// reading is what came of a file.
type reading struct {
	parsed formats.Parsed
	rows   []traces.Row
}

// read runs the readers over stored bytes and encodes what they find. Whatever the content does wrong is told in the
// result; an error means that the storage failed or the request ended.
func (s *Service) read(ctx context.Context, f *File) (out reading, err error) {
	object, err := s.o.Storage.open(ctx, f.StorageKey, f.Size)
	if err != nil {
		return out, unavailable(err)
	}
	defer func() { _ = object.Close() }() // only read from
	timed, cancel := context.WithTimeout(ctx, s.o.ReadTime)
	defer cancel()
	out.parsed, err = s.o.Registry.Read(timed, object, f.Size, f.Filename, limits())
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return out, ctx.Err()
	case timed.Err() != nil || errors.Is(err, context.DeadlineExceeded):
		out.parsed = formats.Parsed{Status: formats.StatusUnreadable, Warnings: []formats.Warning{
			formats.Warn("reading_timeout", "reading this file took longer than "+s.o.ReadTime.String()+"; it is kept unchanged")}}
	default:
		return out, unavailable(err)
	}
	out.parsed.Stamp(f.SHA256)
	out.rows, err = s.o.Traces.Prepare(ctx, unfold(f.ID, out.parsed.Datasets))
	return out, err
}

// unfold lists the traces of all datasets in file order; the first of each carries the header.
func unfold(fileID id.ID, sets []formats.Dataset) []traces.New {
	var out []traces.New
	for i, d := range sets {
		for j, t := range d.Traces {
			n := traces.New{FileID: &fileID, DatasetIndex: i, TraceIndex: j, Trace: t, Source: d.Source}
			if n.Trace.Title == "" {
				n.Trace.Title = d.Title
			}
			if j == 0 {
				n.Meta = d.Meta
			}
			out = append(out, n)
		}
	}
	return out
}

// describe writes the outcome into the file's row.
func (r *reading) describe(f *File) (err error) {
	f.Status = string(r.parsed.Status)
	if r.parsed.Reader != "" {
		f.Parser, f.ParserVersion = &r.parsed.Reader, &r.parsed.Version
	}
	f.Warnings, err = json.Marshal(r.warnings())
	return err
}

const maxWarnings = 100

func (r *reading) warnings() []Warning {
	out := []Warning{}
	add := func(in []formats.Warning, block string) {
		for _, w := range in {
			v := Warning{Code: traces.Text(w.Code), Message: traces.Text(w.Message), Block: traces.Text(block)}
			if w.Offset >= 0 {
				v.Offset = &w.Offset
			}
			out = append(out, v)
		}
	}
	add(r.parsed.Warnings, "")
	for _, d := range r.parsed.Datasets {
		block := ""
		if len(r.parsed.Datasets) > 1 {
			block = d.Source.Block
		}
		add(d.Warnings, block)
	}
	if len(out) > maxWarnings {
		out = append(out[:maxWarnings:maxWarnings], Warning{Code: "more_warnings", Message: "there are more warnings of this kind"})
	}
	return out
}
