package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

const chunk = 1 << 20

// All reads the file in pieces, so that a claimed size allocates nothing the bytes do not
// back. short tells that the file ends before size.
func All(ctx context.Context, r io.ReaderAt, size, limit int64) (data []byte, short bool, err error) {
	if size > limit {
		return nil, false, &formats.LimitError{Limit: "bytes", Max: limit, Got: size}
	}
	for int64(len(data)) < size {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		want := int(min(size-int64(len(data)), max(chunk, int64(len(data)))))
		start := len(data)
		data = append(data, make([]byte, want)...)
		n, err := r.ReadAt(data[start:], int64(start))
		data = data[:start+n]
		if errors.Is(err, io.EOF) || err == nil && n < want {
			return data, int64(len(data)) < size, nil
		}
		if err != nil {
			return nil, false, fmt.Errorf("read file: %w", err)
		}
	}
	return data, false, nil
}

// Decode removes a byte order mark and turns UTF-16 into UTF-8. Other bytes stay as they
// are: parsing works on bytes, so that offsets are those of the file, and only texts that
// are kept pass through Text. skipped is the length of the mark.
func Decode(data []byte) (out []byte, skipped int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return data[3:], 3
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], false), 0
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], true), 0
	}
	return data, 0
}

func fromUTF16(b []byte, bigEndian bool) []byte {
	out := make([]byte, 0, len(b)/2+16)
	unit := func(i int) uint16 {
		if bigEndian {
			return uint16(b[i])<<8 | uint16(b[i+1])
		}
		return uint16(b[i+1])<<8 | uint16(b[i])
	}
	for i := 0; i+1 < len(b); i += 2 {
		r := rune(unit(i))
		if utf16.IsSurrogate(r) && i+3 < len(b) {
			r = utf16.DecodeRune(r, rune(unit(i+2)))
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// Text returns b as UTF-8, reading it as ISO 8859-1 where it is not valid UTF-8, without
// control characters, which PostgreSQL (NUL) and screens cannot hold.
func Text(b []byte) string {
	b = bytes.TrimSpace(b)
	clean := utf8.Valid(b)
	for _, c := range b {
		clean = clean && (c >= 0x20 && c != 0x7f || c == '\t' || c == '\n')
	}
	if clean {
		return string(b)
	}
	valid := utf8.Valid(b)
	out := make([]byte, 0, len(b)+8)
	for i := 0; i < len(b); {
		r, n := rune(b[i]), 1
		if valid {
			r, n = utf8.DecodeRune(b[i:])
		}
		i += n
		if r >= 0x20 && (r < 0x7f || r > 0x9f) || r == '\t' || r == '\n' {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(bytes.TrimSpace(out))
}

// Line returns the line that starts at pos, without its end, and where the next one starts.
// LF, CRLF and the CR of old Macintosh files all end a line. It looks no further than the
// end of the line, so that a file without any LF is not searched once per line.
func Line(data []byte, pos int) (line []byte, next int) {
	const window = 256
	rest := data[pos:]
	for at := 0; at < len(rest); at += window {
		w := rest[at:min(at+window, len(rest))]
		lf := bytes.IndexByte(w, '\n')
		if lf >= 0 {
			w = w[:lf]
		}
		if cr := bytes.IndexByte(w, '\r'); cr >= 0 {
			end := at + cr
			if end+1 < len(rest) && rest[end+1] == '\n' {
				return rest[:end], pos + end + 2
			}
			return rest[:end], pos + end + 1
		}
		if lf >= 0 {
			return rest[:at+lf], pos + at + lf + 1
		}
	}
	return rest, len(data)
}
