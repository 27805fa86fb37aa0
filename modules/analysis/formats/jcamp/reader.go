package jcamp

import (
	"bytes"
	"context"
	"io"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

const format = "JCAMP-DX"

// Reader reads JCAMP-DX files. It is safe for concurrent use.
type Reader struct{ units *formats.Units }

// New makes the reader.
func New() *Reader { return &Reader{units: formats.NewUnits()} }

// Name is the parser name of the API.
func (*Reader) Name() string { return "jcamp" }

// Version rises when the same file gives other data.
func (*Reader) Version() string { return "1" }

// Sniff looks for the ##TITLE= that must open every file.
func (*Reader) Sniff(head []byte, _ int64, _ string) formats.Score {
	text, _ := scan.Decode(head)
	label := firstLabel(text)
	switch {
	case label == "TITLE":
		return formats.ScoreSure
	case label != "" && bytes.Contains(bytes.ToUpper(text), []byte("##JCAMP")):
		return formats.ScoreLikely
	}
	return formats.ScoreNo
}

// Read reads all blocks. Damage inside one table does not stop the blocks after it: the
// points before the damage are kept and the first damage is returned as the error.
func (r *Reader) Read(ctx context.Context, src io.ReaderAt, size int64, lim formats.Limits) ([]formats.Dataset, []formats.Warning, error) {
	data, short, err := scan.All(ctx, src, size, lim.Bytes)
	if err != nil {
		return nil, nil, err
	}
	text, skipped := scan.Decode(data)
	if firstLabel(text) == "" {
		return nil, nil, &formats.NotThisFormatError{Format: format, Detail: "it does not start with a ## label"}
	}
	p := &parser{units: r.units, text: text, skipped: int64(skipped), budget: formats.NewBudget(lim, size)}
	if err := p.run(ctx); err != nil {
		return p.out, p.warnings, err
	}
	if short {
		p.damaged(len(text), "the file is shorter than its size says")
	}
	return p.out, p.warnings, p.firstDamage()
}

// firstLabel is the folded label of the first line that is neither blank nor a comment.
func firstLabel(text []byte) string {
	for pos := 0; pos < len(text); {
		line, next := scan.Line(text, pos)
		pos = next
		line = bytes.TrimSpace(stripComment(line))
		if len(line) == 0 {
			continue
		}
		if label, _, ok := splitLabel(line); ok {
			return fold(label)
		}
		return ""
	}
	return ""
}
