package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// A package is a ZIP in which nothing is free: stored files one after the other, no times, no extra fields. Its reader
// knows every byte that must be there, so that one byte changed anywhere shows, and nothing in it can expand.
const (
	localMagic   = 0x04034b50
	centralMagic = 0x02014b50
	endMagic     = 0x06054b50
	localSize    = 30
	utf8Names    = 0x0800
	zipVersion   = 20
	madeOnUnix   = 3<<8 | zipVersion
	noTime       = 0x0021 // 1 January 1980, as a DOS date
	readable     = 0o100644 << 16
	mostFiles    = 5000
	mostBytes    = math.MaxUint32 - 1<<24 // without the 64-bit form
)

// ErrTooLarge is a package that the form cannot hold.
var ErrTooLarge = errors.New("an evidence package holds at most 5000 files and 4 GB")

// entry is one file of the ZIP.
type entry struct {
	name string
	size uint32
	crc  uint32
	at   uint32
}

func (e *entry) local() []byte {
	b := binary.LittleEndian.AppendUint32(make([]byte, 0, localSize+len(e.name)), localMagic)
	b = binary.LittleEndian.AppendUint16(b, zipVersion)
	return append(e.common(b), e.name...)
}

// common is what both headers of a file have in the same order.
func (e *entry) common(b []byte) []byte {
	for _, v := range [...]uint16{utf8Names, 0, 0, noTime} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	for _, v := range [...]uint32{e.crc, e.size, e.size} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	b = binary.LittleEndian.AppendUint16(b, uint16(len(e.name))) //nolint:gosec // names are short
	return binary.LittleEndian.AppendUint16(b, 0)
}

func (e *entry) central() []byte {
	b := binary.LittleEndian.AppendUint32(nil, centralMagic)
	b = binary.LittleEndian.AppendUint16(b, madeOnUnix)
	b = binary.LittleEndian.AppendUint16(b, zipVersion)
	b = e.common(b)
	b = append(b, 0, 0, 0, 0, 0, 0) // no comment, first disk, binary
	b = binary.LittleEndian.AppendUint32(b, readable)
	b = binary.LittleEndian.AppendUint32(b, e.at)
	return append(b, e.name...)
}

// directory is the end of a ZIP of these files that begins at a place.
func directory(all []entry, at uint32) []byte {
	var b []byte
	for i := range all {
		b = append(b, all[i].central()...)
	}
	size, n := uint32(len(b)), uint16(len(all)) //nolint:gosec // bounded by mostFiles
	b = binary.LittleEndian.AppendUint32(b, endMagic)
	b = append(b, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint16(b, n)
	b = binary.LittleEndian.AppendUint16(b, n)
	b = binary.LittleEndian.AppendUint32(b, size)
	b = binary.LittleEndian.AppendUint32(b, at)
	return append(b, 0, 0)
}

// writeZIP writes the files in their order.
func writeZIP(to io.Writer, parts []Part) error {
	if len(parts) > mostFiles {
		return ErrTooLarge
	}
	var all []entry
	at := uint64(0)
	for i := range parts {
		p := &parts[i]
		e := entry{name: p.Name, size: uint32(p.size), crc: p.crc, at: uint32(at)} //nolint:gosec // checked below
		if at += uint64(localSize+len(p.Name)) + uint64(p.size); at > mostBytes {  //nolint:gosec // a size
			return ErrTooLarge
		}
		if _, err := to.Write(e.local()); err != nil {
			return err
		}
		if err := p.copy(to); err != nil {
			return err
		}
		all = append(all, e)
	}
	_, err := to.Write(directory(all, uint32(at))) // checked above
	return err
}

// copy writes the content, which must be what was measured.
func (p *Part) copy(to io.Writer) error {
	from, done, err := p.Open()
	if err != nil {
		return err
	}
	defer done()
	sum := crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(to, sum), from)
	if err == nil && (n != p.size || sum.Sum32() != p.crc) {
		err = fmt.Errorf("%s changed while it was packed", p.Name)
	}
	return err
}

// unzip reads a package from front to back.
type unzip struct {
	from io.ReaderAt
	size int64
	at   int64
	all  []entry
}

// damage is what a part of a package suffered.
type damage struct{ part, detail string }

func (d *damage) Error() string { return d.part + ": " + d.detail }

// next gives the next file, which must have the name.
func (z *unzip) next(name string, largest int64) (*io.SectionReader, error) {
	want := localSize + int64(len(name))
	if z.size-z.at < want {
		return nil, &damage{name, "the package was cut before this file"}
	}
	head := make([]byte, want)
	if _, err := z.from.ReadAt(head, z.at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	e := entry{name: name, crc: binary.LittleEndian.Uint32(head[14:]), size: binary.LittleEndian.Uint32(head[18:]), at: uint32(z.at)} //nolint:gosec // at most mostBytes
	if !bytes.Equal(head, e.local()) {
		return nil, &damage{name, "the ZIP header of this file is not what was written"}
	}
	if int64(e.size) > largest {
		return nil, &damage{name, "this file is larger than the package may say"}
	}
	if z.at += want; z.size-z.at < int64(e.size) {
		return nil, &damage{name, "the package was cut within this file"}
	}
	section := io.NewSectionReader(z.from, z.at, int64(e.size))
	z.at += int64(e.size)
	z.all = append(z.all, e)
	return section, nil
}

// end compares what follows the last file.
func (z *unzip) end() error {
	want := directory(z.all, uint32(z.at)) //nolint:gosec // at most mostBytes
	got := make([]byte, min(z.size-z.at, int64(len(want))))
	if _, err := z.from.ReadAt(got, z.at); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case len(got) < len(want):
		return &damage{container, "the package was cut at its end"}
	case !bytes.Equal(got, want):
		return &damage{container, "the list of files at the end of the ZIP is not what was written"}
	case z.size-z.at > int64(len(want)):
		return &damage{container, "there is something after the end of the package"}
	}
	return nil
}

func crc(b []byte) uint32 { return crc32.ChecksumIEEE(b) }
