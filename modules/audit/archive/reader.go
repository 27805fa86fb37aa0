package archive

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// maxLine bounds a line: an entry's payload is one record.
const maxLine = 64 << 20

// ErrCut tells that the end of an archive is missing.
var ErrCut = errors.New("the archive was cut: its last line is missing")

// Reader reads an archive of either form.
type Reader struct {
	Head Head
	Foot Foot // once Row gave io.EOF

	lines   *bufio.Scanner
	line    int
	csv     bool
	columns map[string]column
	names   []string // of a CSV
	row     chain.Row
	path    []chain.Hash
}

// NewReader reads the first line.
func NewReader(from io.Reader) (*Reader, error) {
	r := &Reader{lines: bufio.NewScanner(from), columns: map[string]column{}}
	r.lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for _, c := range columns() {
		r.columns[c.name] = c
	}
	first, err := r.next()
	if err != nil {
		return nil, err
	}
	text, isCSV := bytes.CutPrefix(bytes.TrimPrefix(first, []byte("\ufeff")), []byte("# "))
	r.csv = isCSV
	if json.Unmarshal(text, &r.Head) != nil || r.Head.Form != Version {
		return nil, fmt.Errorf("not an export of an audit trail (its first line would say %s)", Version)
	}
	if r.csv {
		if first, err = r.next(); err != nil {
			return nil, err
		}
		r.names, err = fields(first)
	}
	return r, err
}

func (r *Reader) next() ([]byte, error) {
	if !r.lines.Scan() {
		if err := r.lines.Err(); err != nil {
			return nil, err
		}
		return nil, ErrCut
	}
	r.line++
	return r.lines.Bytes(), nil
}

func fields(line []byte) ([]string, error) { return csv.NewReader(bytes.NewReader(line)).Read() }

// Row gives the next row and, of an incomplete archive, its proof; io.EOF at the end. Both are valid until the next
// call.
func (r *Reader) Row() (*chain.Row, []chain.Hash, error) {
	line, err := r.next()
	if err != nil {
		return nil, nil, err
	}
	r.row, r.path = chain.Row{}, r.path[:0]
	if r.csv {
		err = r.csvRow(line)
	} else {
		err = r.jsonRow(line)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("line %d: %w", r.line, err)
	}
	return &r.row, r.path, err
}

// end reads the foot.
func (r *Reader) end(text []byte) error {
	if err := json.Unmarshal(text, &r.Foot); err != nil {
		return err
	}
	if r.lines.Scan() && len(bytes.TrimSpace(r.lines.Bytes())) > 0 {
		return errors.New("there is something after the last line")
	}
	return io.EOF
}

func (r *Reader) jsonRow(line []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return err
	}
	if _, ok := members["rows"]; ok {
		return r.end(line)
	}
	var proof []string
	for name, raw := range members {
		var err error
		switch name {
		case "seq":
			err = json.Unmarshal(raw, &r.row.Seq)
		case "entry_id":
			err = json.Unmarshal(raw, &r.row.ID)
		case "proof":
			err = json.Unmarshal(raw, &proof)
		default:
			var s *string
			if err = json.Unmarshal(raw, &s); err == nil && s != nil {
				err = r.set(name, *s)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return r.steps(proof)
}

func (r *Reader) csvRow(line []byte) error {
	if text, ok := bytes.CutPrefix(line, []byte("# ")); ok {
		return r.end(text)
	}
	// Line breaks inside a field: payloads have none, reasons may.
	for bytes.Count(line, []byte(`"`))%2 == 1 {
		line = append(bytes.Clone(line), '\n')
		more, err := r.next()
		if err != nil {
			return err
		}
		line = append(line, more...)
	}
	values, err := fields(line)
	if err != nil {
		return err
	}
	if len(values) != len(r.names) {
		return errors.New("the number of fields is another one")
	}
	for i, name := range r.names {
		if err := r.csvField(name, values[i]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (r *Reader) csvField(name, value string) (err error) {
	switch name {
	case "seq":
		r.row.Seq, err = strconv.ParseInt(value, 10, 64)
	case "entry_id":
		r.row.ID, err = strconv.ParseInt(value, 10, 64)
	case "proof":
		err = r.steps(strings.Fields(value))
	default:
		if value != csvNull {
			err = r.set(name, unguard(value))
		}
	}
	return err
}

func (r *Reader) set(name, value string) error {
	c, ok := r.columns[name]
	if !ok {
		return errors.New("there is no such column")
	}
	b, err := c.form.read(value)
	if err != nil {
		return errValue
	}
	if b == nil {
		b = []byte{}
	}
	*c.of(&r.row) = b
	return nil
}

func (r *Reader) steps(proof []string) error {
	for _, s := range proof {
		h, err := base64.StdEncoding.Strict().DecodeString(s)
		if err != nil || len(h) != len(chain.Hash{}) {
			return errValue
		}
		r.path = append(r.path, chain.Hash(h))
	}
	return nil
}
