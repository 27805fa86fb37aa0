package archive

import (
	"bufio"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// Writer writes an archive: head, rows in order, foot.
type Writer struct {
	to      *bufio.Writer
	csv     *csv.Writer // nil: JSON lines
	columns []column
	proofs  bool
	line    []byte
	fields  []string
	foot    Foot
}

// NewWriter begins an archive in the form "jsonl" or "csv". An incomplete one has a proof of inclusion in each row.
func NewWriter(to io.Writer, format string, h Head) (*Writer, error) {
	w := &Writer{to: bufio.NewWriterSize(to, 64<<10), columns: columns(), proofs: !h.Complete}
	h.Form = Version
	if format == "csv" {
		w.csv = csv.NewWriter(w.to)
	}
	if err := w.meta(h); err != nil || w.csv == nil {
		return w, err
	}
	names := []string{"seq", "entry_id"}
	for _, c := range w.columns {
		names = append(names, c.name)
	}
	return w, w.csv.Write(append(names, "proof"))
}

// meta writes a line that is no row.
func (w *Writer) meta(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if w.csv != nil {
		w.csv.Flush()
		if _, err := w.to.WriteString("# "); err != nil {
			return err
		}
	}
	_, err = w.to.Write(append(text, '\n'))
	return err
}

// Row writes one row; path is its proof of inclusion in an incomplete archive.
func (w *Writer) Row(r *chain.Row, path []chain.Hash) error {
	w.foot.Rows++
	if w.csv != nil {
		return w.csvRow(r, path)
	}
	b := append(w.line[:0], `{"seq":`...)
	b = strconv.AppendInt(b, r.Seq, 10)
	b = append(b, `,"entry_id":`...)
	b = strconv.AppendInt(b, r.ID, 10)
	for _, c := range w.columns {
		b = append(append(append(b, ',', '"'), c.name...), '"', ':')
		v := *c.of(r)
		if v == nil {
			b = append(b, "null"...)
			continue
		}
		s, err := c.form.write(v)
		if err != nil {
			return err
		}
		quoted, err := quoteJSON(s)
		if err != nil {
			return err
		}
		b = append(b, quoted...)
	}
	if w.proofs {
		proof, err := json.Marshal(words(path))
		if err != nil {
			return err
		}
		b = append(append(b, `,"proof":`...), proof...)
	}
	w.line = append(b, '}', '\n')
	_, err := w.to.Write(w.line)
	return err
}

// quoteJSON is a JSON string without the escapes meant for web pages.
func quoteJSON(s string) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return []byte(strings.TrimSuffix(b.String(), "\n")), err
}

func (w *Writer) csvRow(r *chain.Row, path []chain.Hash) error {
	f := append(w.fields[:0], strconv.FormatInt(r.Seq, 10), strconv.FormatInt(r.ID, 10))
	for _, c := range w.columns {
		v := *c.of(r)
		if v == nil {
			f = append(f, csvNull)
			continue
		}
		s, err := c.form.write(v)
		if err != nil {
			return err
		}
		f = append(f, guard(s))
	}
	w.fields = append(f, strings.Join(words(path), " "))
	return w.csv.Write(w.fields)
}

// dangerous begins what a spreadsheet would compute, what stands for NULL, and what guard itself puts before.
const dangerous = "=+-@\t\r'\\"

// guard keeps a spreadsheet from computing a text; unguard takes that back.
func guard(s string) string {
	if s != "" && strings.ContainsRune(dangerous, rune(s[0])) {
		return "'" + s
	}
	return s
}

func unguard(s string) string { return strings.TrimPrefix(s, "'") }

func words(path []chain.Hash) []string {
	out := make([]string, len(path))
	for i, h := range path {
		out[i] = base64.StdEncoding.EncodeToString(h[:])
	}
	return out
}

// Close writes the foot.
func (w *Writer) Close() (Foot, error) {
	err := w.meta(w.foot)
	if w.csv != nil {
		err = errors.Join(err, w.csv.Error())
	}
	return w.foot, errors.Join(err, w.to.Flush())
}
