package extract

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxLine is the longest line that is looked at in one piece.
const maxLine = 64 << 10

// lines takes the lines of a text file that say something: lines of mere numbers are data, and nobody looks for them.
func lines(out *sink, r io.Reader) error {
	in := bufio.NewReaderSize(r, maxLine)
	if head, _ := in.Peek(2); utf16Mark(head) { // a shorter file has no mark
		decoded := transform.NewReader(in, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder())
		in = bufio.NewReaderSize(decoded, maxLine)
	}
	for {
		line, err := in.ReadSlice('\n') // a longer one comes in pieces
		if bytes.ContainsFunc(line, unicode.IsLetter) || !utf8.Valid(line) {
			if text := decode(line); says(text) {
				if err := out.add(text + "\n"); err != nil {
					return err
				}
			}
		}
		switch {
		case err == nil, errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return nil
		default:
			return err
		}
	}
}

// decode takes bytes that are no UTF-8 for Windows-1252: what instruments of the last thirty years write.
func decode(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(line)
	if err != nil {
		return strings.ToValidUTF8(string(line), "")
	}
	return string(text)
}

// says tells whether there is a word in the line: two letters in a row. An exponent has one.
func says(line string) bool {
	run := 0
	for _, r := range line {
		if !unicode.IsLetter(r) {
			run = 0
		} else if run++; run == 2 || r > 0x2e80 { // East Asian writing has words of one letter
			return true
		}
	}
	return false
}

// markup takes the text of an HTML page, without scripts and styles.
func markup(out *sink, r io.Reader) error {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(1 << 20)
	var within atom.Atom // script or style
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		case html.TextToken:
			if within == 0 {
				if err := out.add(string(z.Text())); err != nil {
					return err
				}
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == atom.Script || a == atom.Style {
				within = a
			} else if block(a) {
				out.gap()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == within {
				within = 0
			} else if block(a) {
				out.gap()
			}
		case html.SelfClosingTagToken:
			out.gap()
		}
	}
}

// block tells whether an element separates words: inline ones do not.
func block(a atom.Atom) bool {
	switch a {
	case atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Sub, atom.Sup, atom.A, atom.U, atom.Font, atom.Small, atom.Code:
		return false
	}
	return true
}
