package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MaxText is how much text of a file is kept, in bytes.
	MaxText = 1_000_000
	// maxPlain is how much of a text file is looked at: headers come first, and numbers are left out.
	maxPlain = 16 << 20
)

var (
	// ErrUnsupported says that files of this kind have no text that is known how to take.
	ErrUnsupported = errors.New("there is no text in files of this kind")
	// ErrEncrypted says that the text is behind a password.
	ErrEncrypted = errors.New("the file is encrypted; its text cannot be read")
	// ErrPDF says that the file is a PDF: parsers of PDF cannot be bounded from within, so that they run in a process of
	// their own (PDF).
	ErrPDF = errors.New("the file is a PDF")
)

// Text takes the text out of a file of the given size and name. What is found before a fault is given along with it.
func Text(ctx context.Context, r io.ReaderAt, size int64, name string) (text string, err error) {
	out := &sink{ctx: ctx}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the file cannot be read: %v", p)
		}
		text = out.String()
	}()
	head := make([]byte, 4096)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	whole := io.NewSectionReader(r, 0, size)
	switch {
	case strings.Contains(string(head[:min(n, 1024)]), "%PDF-"):
		return "", ErrPDF
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return "", office(out, r, size)
	case strings.HasPrefix(string(head), "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"): // office files with a password are inside such a container
		return "", ErrEncrypted
	case hypertext(head, name):
		return "", markup(out, io.LimitReader(whole, maxPlain))
	case plain(head):
		return "", lines(out, io.LimitReader(whole, maxPlain))
	}
	return "", ErrUnsupported
}

// hypertext recognises HTML by its beginning or its name.
func hypertext(head []byte, name string) bool {
	begin := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head[:min(len(head), 512)]), "\ufeff")))
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return strings.HasPrefix(begin, "<")
	}
	return strings.HasPrefix(begin, "<!doctype html") || strings.HasPrefix(begin, "<html")
}

// plain tells whether the beginning looks like text: UTF-16 with its mark, or bytes without control characters.
func plain(head []byte) bool {
	if utf16Mark(head) {
		return true
	}
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1a { // 0x1a: the end of old DOS files
			return false
		}
	}
	return len(head) > 0
}

func utf16Mark(head []byte) bool {
	return len(head) >= 2 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff)
}

// errEnough ends the reading of a file of which enough is known.
var errEnough = errors.New("the text is longer than what is kept")

// sink collects text: valid, without control characters, white space single, up to MaxText.
type sink struct {
	ctx   context.Context //nolint:containedctx // it is asked between pieces, as a reader would be
	b     strings.Builder
	space byte
}

// add takes a piece of text.
func (s *sink) add(piece string) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	for _, r := range piece {
		switch {
		case r == '\n':
			s.space = '\n'
			continue
		case unicode.IsSpace(r):
			s.gap()
			continue
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			continue
		}
		if s.b.Len()+utf8.RuneLen(r)+1 > MaxText {
			return errEnough
		}
		if s.space != 0 && s.b.Len() > 0 {
			s.b.WriteByte(s.space)
		}
		s.space = 0
		s.b.WriteRune(r)
	}
	return nil
}

// gap separates what follows from what came.
func (s *sink) gap() {
	if s.space == 0 {
		s.space = ' '
	}
}

// String is the text in composed form, never longer than what is kept.
func (s *sink) String() string {
	t := norm.NFC.String(s.b.String())
	if len(t) > MaxText {
		t = strings.ToValidUTF8(t[:MaxText], "")
	}
	return t
}

// Truncated reports whether the fault is only that there was more text than is kept.
func Truncated(err error) bool { return errors.Is(err, errEnough) }
