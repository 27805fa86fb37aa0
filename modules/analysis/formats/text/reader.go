package text

import (
	"bytes"
	"context"
	"io"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// Reader reads delimited text. It is safe for concurrent use.
type Reader struct{ units *formats.Units }

// New makes the reader.
func New() *Reader { return &Reader{units: formats.NewUnits()} }

// Name is the parser name of the API.
func (*Reader) Name() string { return "text" }

// Version rises when the same file gives other data.
func (*Reader) Version() string { return "1" }

// Sniff gives the lowest scores of all readers: rows of numbers may be inside any format.
func (*Reader) Sniff(head []byte, _ int64, _ string) formats.Score {
	text, _ := scan.Decode(head)
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 || binary(text) || text[0] == '<' || text[0] == '{' {
		return formats.ScoreNo
	}
	if profileOf(text).name != "" {
		return formats.ScoreLikely
	}
	if _, score := detect(text); score >= 2*strictRow {
		return formats.ScoreMaybe
	}
	return formats.ScoreWeak
}

// binary tells bytes that no text file holds: control characters, beyond a stray one.
func binary(text []byte) bool {
	n := 0
	for _, c := range text {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a {
			n++
		}
	}
	return n > 1+len(text)/200
}

// Read reads all blocks of the file.
func (r *Reader) Read(ctx context.Context, src io.ReaderAt, size int64, lim formats.Limits) ([]formats.Dataset, []formats.Warning, error) {
	data, short, err := scan.All(ctx, src, size, lim.Bytes)
	if err != nil {
		return nil, nil, err
	}
	text, skipped := scan.Decode(data)
	if binary(text[:min(len(text), formats.HeadSize)]) {
		return nil, nil, &formats.NotThisFormatError{Format: "text", Detail: "it holds control characters"}
	}
	p := &parser{units: r.units, text: text, skipped: int64(skipped), budget: formats.NewBudget(lim, size), profile: profileOf(text)}
	if p.profile.prepare != nil {
		p.profile.prepare(p)
	}
	var score int
	if p.dialect, score = detect(text[p.start:]); score == 0 {
		return nil, nil, &formats.NotThisFormatError{Format: "text", Detail: "it has no rows of two or more numbers"}
	}
	if err := p.run(ctx); err != nil {
		return p.out, p.warnings, err
	}
	if len(p.out) == 0 {
		return nil, nil, &formats.NotThisFormatError{Format: "text", Detail: "it has no table of numbers"}
	}
	if short && p.damage == nil {
		p.damage = &formats.DamagedError{Offset: int64(len(data)), Reason: "the file is shorter than its size says"}
	}
	if p.damage != nil {
		return p.out, p.warnings, p.damage
	}
	return p.out, p.warnings, nil
}
