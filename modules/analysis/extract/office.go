package extract

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of a zipped document. An archive is refused by what comes out of it, never believed about its own sizes.
const (
	maxEntries  = 20_000
	maxParts    = 2_000
	maxUnpacked = 64 << 20
	maxDepth    = 256
	maxRatio    = 200 // of a part: text packs ten to one, bombs a thousand to one
	freeRatio   = 1 << 20
)

var (
	errBomb = errors.New("the archive unpacks to far more than a document holds")
	errDeep = errors.New("the document is nested deeper than any document is")
)

// office takes the text of DOCX, XLSX, PPTX, ODT, ODS and ODP: XML parts in a zip.
func office(out *sink, r io.ReaderAt, size int64) error {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return errors.New("the archive is damaged")
	}
	if len(z.File) > maxEntries {
		return errBomb
	}
	var parts []*zip.File
	for _, f := range z.File {
		if speaks(f.Name) {
			parts = append(parts, f)
		}
	}
	if len(parts) == 0 {
		return ErrUnsupported
	}
	if len(parts) > maxParts {
		parts = parts[:maxParts]
	}
	slices.SortStableFunc(parts, func(a, b *zip.File) int { return rank(a.Name) - rank(b.Name) })
	left := int64(maxUnpacked)
	for _, f := range parts {
		if f.Flags&1 != 0 {
			return ErrEncrypted
		}
		n, err := part(out, f, left)
		if left -= n; err != nil {
			return err
		}
	}
	return nil
}

// speaks tells whether a part holds text.
func speaks(name string) bool {
	if path.Ext(name) != ".xml" {
		return false
	}
	if name == "content.xml" || name == "meta.xml" || name == "docProps/core.xml" { // OpenDocument; properties
		return true
	}
	dir, base := path.Split(name)
	begins := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(base, w) })
	}
	switch dir {
	case "word/":
		return begins("document", "header", "footer", "footnotes", "endnotes", "comments")
	case "xl/":
		return begins("sharedStrings", "workbook", "comments")
	case "xl/worksheets/":
		return begins("sheet")
	case "ppt/slides/", "ppt/notesSlides/":
		return true
	}
	return false
}

// rank puts the body before what stands around it.
func rank(name string) int {
	switch {
	case strings.HasPrefix(name, "docProps"), name == "meta.xml", name == "xl/workbook.xml":
		return 0
	case strings.HasPrefix(name, "word/document"), name == "content.xml", name == "xl/sharedStrings.xml":
		return 1
	case strings.HasPrefix(name, "ppt/slides"):
		return 2
	}
	return 3
}

// counted counts what comes out and stops at the bound.
type counted struct {
	r       io.Reader
	n, most int64
}

func (c *counted) Read(p []byte) (int, error) {
	if c.n >= c.most {
		return 0, errBomb
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.most-c.n)])
	c.n += int64(n)
	return n, err
}

// part takes the text of one part and says how much came out of it.
func part(out *sink, f *zip.File, left int64) (int64, error) {
	in, err := f.Open()
	if err != nil {
		return 0, errors.New("the archive is damaged")
	}
	defer func() { _ = in.Close() }() // only read from
	most := freeRatio + maxRatio*min(int64(min(f.CompressedSize64, maxUnpacked)), maxUnpacked)
	c := &counted{r: in, most: min(left, most)}
	err = characters(out, c, strings.HasPrefix(f.Name, "xl/worksheets/"))
	return c.n, err
}

// characters takes the text between the tags. Of a worksheet only strings written in place: the rest are numbers and
// pointers to the shared strings.
func characters(out *sink, r io.Reader, sheet bool) error {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = nil
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("the part is not in UTF-8") }
	depth, inline := 0, 0
	for {
		t, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errBomb):
			return errBomb
		case err != nil:
			return errors.New("a part of the document is damaged")
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDeep
			}
			if t.Name.Local == "is" {
				inline++
			}
			if t.Name.Local == "sheet" && t.Name.Space == "" { // names of worksheets are attributes
				for _, a := range t.Attr {
					if a.Name.Local == "name" {
						err = errors.Join(err, out.add(" "+a.Value+" "))
					}
				}
			}
			if spaced(t.Name.Local) {
				out.gap()
			}
		case xml.EndElement:
			depth--
			if t.Name.Local == "is" {
				inline--
			}
			if spaced(t.Name.Local) {
				out.gap()
			}
		case xml.CharData:
			if !sheet || inline > 0 {
				err = out.add(string(t))
			}
		}
		if err != nil {
			return err
		}
	}
}

// spaced tells whether words do not run on across the element: runs and spans of one word do.
func spaced(local string) bool {
	switch local {
	case "r", "t", "rPr", "span", "rt", "a", "proofErr", "bookmarkStart", "bookmarkEnd":
		return false
	}
	return true
}
