package jcamp

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// itemCost is what one header item costs in memory besides its text.
const itemCost = 64

type parser struct {
	units    *formats.Units
	text     []byte
	skipped  int64 // bytes of a byte order mark before text
	budget   *formats.Budget
	stack    []*block
	out      []formats.Dataset
	warnings []formats.Warning
	damage   *formats.DamagedError
	seen     func(*asdf) // told of every decoded table; nil outside tests
	outside  bool        // told that something stands outside all blocks
}

// block is one ##TITLE= … ##END=.
type block struct {
	title    string
	meta     []formats.MetaItem
	params   map[string]string // by folded label, comments removed
	traces   []formats.Trace
	warnings []formats.Warning
	tables   int
	children int
}

func (b *block) link() bool {
	return bytes.EqualFold([]byte(b.params["DATATYPE"]), []byte("LINK")) || b.children > 0
}

// maxWarnings bounds what is told of one block.
const maxWarnings = 50

// warn tells something once, and not without end.
func (b *block) warn(code, message string, offset int64) {
	for _, w := range b.warnings {
		if w.Code == code && w.Message == message {
			return
		}
	}
	switch n := len(b.warnings); {
	case n == maxWarnings:
		code, message, offset = "more_warnings", "the block has more warnings, which are not listed", -1
	case n > maxWarnings:
		return
	}
	b.warnings = append(b.warnings, formats.Warning{Code: code, Message: message, Offset: offset})
}

// offset is the position in the file of a position in the text; of a UTF-16 file it counts
// the bytes of the text as UTF-8.
func (p *parser) offset(pos int) int64 { return int64(pos) + p.skipped }

// damaged keeps the first damage.
func (p *parser) damaged(pos int, reason string) {
	if p.damage == nil {
		p.damage = &formats.DamagedError{Offset: p.offset(pos), Reason: reason}
	}
}

func (p *parser) firstDamage() error {
	if p.damage == nil {
		return nil
	}
	return p.damage
}

func (p *parser) run(ctx context.Context) error {
	for pos := 0; ; {
		rec, ok := nextRecord(p.text, pos)
		if !ok {
			break
		}
		pos = rec.end
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.record(ctx, rec); err != nil {
			_ = p.closeAll() // what was read so far; the record is what is wrong
			return err
		}
	}
	if len(p.stack) > 0 {
		top := p.stack[len(p.stack)-1]
		top.warn("missing_end", "the last block has no ##END=; the file may be cut short", p.offset(len(p.text)))
	}
	return p.closeAll()
}

func (p *parser) record(ctx context.Context, rec record) error {
	if rec.label == "TITLE" {
		return p.open(rec)
	}
	if len(p.stack) == 0 {
		if !p.outside {
			p.outside = true
			p.warnings = append(p.warnings, formats.Warning{Code: "outside_block", Offset: p.offset(rec.at),
				Message: fmt.Sprintf("##%s stands outside all blocks and was not read", short(rec.key))})
		}
		return nil
	}
	b := p.stack[len(p.stack)-1]
	switch rec.label {
	case "END":
		return p.close()
	case "XYDATA", "XYPOINTS", "RADATA", "PEAKTABLE", "PEAKASSIGNMENTS", "ASSIGNMENTS", "DATATABLE":
		return p.table(ctx, b, rec)
	}
	return p.item(b, rec)
}

// item keeps a header record.
func (p *parser) item(b *block, rec record) error {
	value, comments := content(p.text[rec.value:rec.end])
	switch rec.label {
	case "NTUPLES":
		for _, l := range ntupleLabels() {
			delete(b.params, l)
		}
	case "PAGE": // a page may repeat NPOINTS; one of an earlier page does not count
		delete(b.params, "NPOINTS")
	case "":
		return p.keep(b, "$$", value, comments) // "##=" is a comment record
	}
	b.params[rec.label] = value
	return p.keep(b, rec.key, value, comments)
}

func (p *parser) keep(b *block, key, value string, comments []string) error {
	if err := p.budget.Meta(2*len(value) + 2*len(key) + 2*itemCost); err != nil {
		return err
	}
	b.meta = append(b.meta, formats.MetaItem{Key: key, Value: value})
	for _, c := range comments {
		if err := p.budget.Meta(len(c) + itemCost); err != nil {
			return err
		}
		b.meta = append(b.meta, formats.MetaItem{Key: "$$", Value: c})
	}
	return nil
}

// open starts a block. Inside a block with data it means that ##END= was forgotten.
func (p *parser) open(rec record) error {
	if n := len(p.stack); n > 0 {
		if top := p.stack[n-1]; top.tables > 0 {
			top.warn("missing_end", "the block has no ##END= before the next ##TITLE=", p.offset(rec.at))
			if err := p.close(); err != nil {
				return err
			}
		}
	}
	if err := p.budget.Depth(len(p.stack) + 1); err != nil {
		return err
	}
	if n := len(p.stack); n > 0 {
		p.stack[n-1].children++
	}
	b := &block{params: map[string]string{}}
	p.stack = append(p.stack, b)
	title, _ := content(p.text[rec.value:rec.end])
	b.title, _, _ = strings.Cut(title, "\n")
	return p.item(b, rec)
}

// close ends the innermost block. A LINK block is only the header of what it holds.
func (p *parser) close() error {
	b := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	if b.link() && len(b.traces) == 0 {
		p.warnings = append(p.warnings, b.warnings...)
		return nil
	}
	meta, err := p.inherited(b)
	if b.tables == 0 {
		b.warn("no_data_table", "the block holds no table of measured values", -1)
	}
	p.out = append(p.out, formats.Dataset{Title: b.title, Traces: b.traces, Meta: append(meta, normalised(b)...),
		Warnings: b.warnings, Source: formats.Source{Format: format, Block: strconv.Itoa(len(p.out))}})
	return err
}

// inherited puts the headers of the enclosing LINK blocks before the block's own.
func (p *parser) inherited(b *block) ([]formats.MetaItem, error) {
	var meta []formats.MetaItem
	for _, outer := range p.stack {
		if err := p.budget.Meta(itemCost * len(outer.meta)); err != nil {
			return b.meta, err
		}
		meta = append(meta, outer.meta...)
	}
	return append(meta, b.meta...), nil
}

// closeAll ends what is open at the end of the file.
func (p *parser) closeAll() error {
	var first error
	for len(p.stack) > 0 {
		if err := p.close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// short keeps a quoted piece of the file small enough for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// number reads a header number; blank and unreadable ones are absent.
func (b *block) number(label string) (float64, bool) {
	return parseNumber(b.params[label])
}

// parseNumber takes the first word of a value, as units and remarks may follow.
func parseNumber(s string) (float64, bool) {
	f := bytes.Fields([]byte(s))
	if len(f) == 0 {
		return 0, false
	}
	return scan.Float(bytes.TrimRight(f[0], ","), false)
}
