package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// entry is one file or link of the payload, by its path below native/.
type entry struct {
	mode int64
	data []byte
	link string
}

func main() {
	in := flag.String("in", "", "the package's .tgz, as written by npm pack")
	out := flag.String("out", "app/localpg/payload.tar.zst", "where to write the payload; the version goes beside it")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	entries, version, err := readPackage(in)
	if err != nil {
		return err
	}
	for _, need := range []string{"bin/postgres", "bin/initdb", "share/postgresql/postgres.bki"} {
		if _, ok := entries[need]; !ok {
			return fmt.Errorf("%s: no %s in it", in, need)
		}
	}
	if err := writePayload(out, entries); err != nil {
		return err
	}
	name := strings.TrimSuffix(out, ".tar.zst") + ".version"
	return os.WriteFile(name, []byte(version), 0o644)
}

// readPackage collects what the server needs and applies pg-symlinks.json.
func readPackage(name string) (map[string]entry, string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", name, err)
	}
	entries, version := map[string]entry{}, ""
	var links []struct{ Source, Target string }
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", name, err)
		}
		data, err := io.ReadAll(tr)
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", name, err)
		}
		p := strings.TrimPrefix(path.Clean(h.Name), "package/")
		switch {
		case p == "package.json":
			var meta struct{ Version string }
			err = json.Unmarshal(data, &meta)
			version = meta.Version
		case p == "native/pg-symlinks.json":
			err = json.Unmarshal(data, &links)
		case strings.HasPrefix(p, "native/") && wanted(p):
			entries[strings.TrimPrefix(p, "native/")] = entry{mode: modeOf(p), data: data}
		}
		if err != nil {
			return nil, "", fmt.Errorf("%s: %s: %w", name, p, err)
		}
	}
	for _, l := range links {
		if err := addLink(entries, l.Source, l.Target); err != nil {
			return nil, "", err
		}
	}
	if version == "" {
		return nil, "", fmt.Errorf("%s: no version in package.json", name)
	}
	return entries, version, nil
}

// addLink makes one link relative, so that the tree can lie anywhere.
func addLink(entries map[string]entry, source, target string) error {
	src, dst := strings.TrimPrefix(source, "native/"), strings.TrimPrefix(target, "native/")
	if !wanted(target) {
		return nil
	}
	if _, ok := entries[src]; !ok {
		return nil // a link to something left out
	}
	rel, err := filepath.Rel(path.Dir(dst), src)
	if err != nil {
		return fmt.Errorf("link %s: %w", target, err)
	}
	entries[dst] = entry{mode: 0o777, link: rel}
	return nil
}

// wanted leaves out what only compiling against PostgreSQL or another language needs.
func wanted(p string) bool {
	for _, part := range []string{"/pgxs/", "/pkgconfig/", "/include/", "/doc/", "/man/", "plpython", "plperl", "pltcl", "libecpg", "libpgtypes"} {
		if strings.Contains(p, part) {
			return false
		}
	}
	return path.Ext(p) != ".a"
}

// modeOf: the package's own modes depend on who packed it.
func modeOf(p string) int64 {
	if strings.HasPrefix(p, "native/bin/") || strings.Contains(path.Base(p), ".so") {
		return 0o755
	}
	return 0o644
}

// writePayload writes sorted entries without owners or times: same package, same bytes.
func writePayload(out string, entries map[string]entry) error {
	f, err := os.Create(out + ".new")
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	z, err := zstd.NewWriter(f, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	tw := tar.NewWriter(z)
	for _, h := range headers(entries) {
		if err := tw.WriteHeader(&h); err != nil {
			return err
		}
		if _, err := tw.Write(entries[h.Name].data); err != nil {
			return err
		}
	}
	if err := errors.Join(tw.Close(), z.Close(), f.Close()); err != nil {
		return err
	}
	return os.Rename(out+".new", out)
}

func headers(entries map[string]entry) []tar.Header {
	dirs := map[string]bool{}
	var hs []tar.Header
	for name, e := range entries {
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			dirs[d+"/"] = true
		}
		h := tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: e.mode, Size: int64(len(e.data)), Format: tar.FormatPAX}
		if e.link != "" {
			h.Typeflag, h.Linkname = tar.TypeSymlink, e.link
		}
		hs = append(hs, h)
	}
	for d := range dirs {
		hs = append(hs, tar.Header{Typeflag: tar.TypeDir, Name: d, Mode: 0o755, Format: tar.FormatPAX})
	}
	slices.SortFunc(hs, func(a, b tar.Header) int { return strings.Compare(a.Name, b.Name) })
	return hs
}
