package labels_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	return lab, lab.Serve(t, lims.New(lab.Kit))
}

// wafers registers samples that all have the same name.
func wafers(t *testing.T, api *apptest.API, who string, n int) (ids, codes []string) {
	t.Helper()
	items := make([]any, n)
	for i := range items {
		items[i] = m{"name": "Wafer µ 日", "sample_type": "wafer", "lot": "L-7", "hazards": []string{"flammable", "GHS06"}}
	}
	r := api.Do(who, "POST", "/samples/bulk", m{"items": items}).Want(201)
	for i := range items {
		id, _ := r.Get(fmt.Sprintf("items.%d.id", i)).(string)
		code, _ := r.Get(fmt.Sprintf("items.%d.code", i)).(string)
		ids, codes = append(ids, id), append(codes, code)
	}
	return ids, codes
}

var (
	stream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown  = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
)

// texts are those of a PDF, in the order in which they are drawn.
func texts(t *testing.T, pdf []byte) (out []string) {
	t.Helper()
	for _, s := range stream.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(s[1]))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range shown.FindAllSubmatch(content, -1) {
			raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(text[1], func(b []byte) []byte {
				if b[1] == 'r' {
					return []byte("\r")
				}
				return b[1:]
			})
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			out = append(out, string(utf16.Decode(units)))
		}
	}
	return out
}

// TestFortySamplesFortyLabels: same names, different labels, in the order asked for.
func TestFortySamplesFortyLabels(t *testing.T) {
	lab, api := open(t)
	ids, codes := wafers(t, api, "a/technician", 40)
	ids[0], ids[39], codes[0], codes[39] = ids[39], ids[0], codes[39], codes[0]
	r := api.Do("a/viewer", "POST", "/samples/labels", m{"ids": ids, "format": "pdf", "start": 5}).Want(200)
	if d := r.Header.Get("Content-Disposition"); !strings.HasPrefix(d, `attachment; filename="sample-labels-`) || !strings.HasSuffix(d, `.pdf"`) ||
		r.Header.Get("Content-Type") != "application/pdf" || r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Content-Length") != fmt.Sprint(len(r.Body)) {
		t.Errorf("%v", r.Header)
	}
	var found []string
	all := texts(t, r.Body)
	for _, s := range all {
		if strings.HasPrefix(s, "SMP-") {
			found = append(found, s)
		}
	}
	if strings.Join(found, " ") != strings.Join(codes, " ") {
		t.Errorf("labels of %v, want %v", found, codes)
	}
	if text := strings.Join(all, "\n"); strings.Count(text, "Wafer µ \uFFFD") != 40 || strings.Count(text, "wafer · lot L-7") != 40 || strings.Count(text, "GHS06") != 40 {
		t.Errorf("%s", text)
	}
	if pages := bytes.Count(r.Body, []byte("/Type /Page\n")); pages != 3 {
		t.Errorf("%d pages for 40 labels from the fifth on, want 3", pages)
	}
	zpl := string(api.Do("a/viewer", "POST", "/samples/labels", m{"ids": ids, "format": "zpl", "dpi": 300}).Want(200).Body)
	seen := map[string]bool{}
	for i, one := range strings.SplitAfter(strings.TrimSuffix(zpl, "\n"), "^XZ\n") {
		seen[one] = true
		if !strings.Contains(one, "^FDMA,/r/"+codes[i]+"^FS") || !strings.Contains(one, "^FD"+codes[i]+"^FS") {
			t.Errorf("label %d is not that of %s: %s", i, codes[i], one)
		}
	}
	if len(seen) != 40 {
		t.Errorf("%d different labels", len(seen))
	}
	told(t, lab, codes)
}

// told: P11-45, in the access log and in the chain.
func told(t *testing.T, lab *apptest.Lab, codes []string) {
	t.Helper()
	n := 0
	for _, e := range lab.Audit(t, "a") {
		if e.Action == "sample.labels_printed" && strings.Contains(fmt.Sprint(e.Payload), codes[17]) {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d prints in the trail, want 2", n)
	}
	for _, e := range lab.Access(t, "a") {
		if e.Action == "print-sample-labels" && e.Status == 200 && strings.Contains(fmt.Sprint(e), "40 labels") {
			n--
		}
	}
	if n != 0 {
		t.Errorf("the access log tells of %d prints less", n)
	}
}

func TestPrintRefusals(t *testing.T) {
	lab, api := open(t)
	ids, _ := wafers(t, api, "a/technician", 2)
	theirs, _ := wafers(t, api, "b/technician", 1)
	many := make([]string, 1001)
	for i := range many {
		many[i] = id.New().String()
	}
	for _, c := range []struct {
		body    m
		pointer string
	}{
		{m{"ids": []string{ids[0], theirs[0]}, "format": "pdf"}, "/ids/1 unknown_reference"}, {m{"ids": []string{id.New().String()}, "format": "zpl"}, "/ids/0 unknown_reference"},
		{m{"ids": many[:1000], "format": "pdf"}, "/ids/0 unknown_reference"}, {m{"ids": many, "format": "pdf"}, "/ids "}, {m{"ids": []string{}, "format": "pdf"}, "/ids "},
		{m{"ids": []string{ids[0], ids[1], ids[0]}, "format": "pdf"}, "/ids/2 duplicate"}, {m{"ids": []string{"x"}, "format": "pdf"}, "/ids/0 "}, {m{"format": "pdf"}, "/ids "},
		{m{"ids": ids, "format": "png"}, "/format "}, {m{"ids": ids}, "/format "}, {m{"ids": ids, "format": "pdf", "stock": "paper"}, "/stock "},
		{m{"ids": ids, "format": "zpl", "stock": "avery-l7160"}, "/stock not_allowed"}, {m{"ids": ids, "format": "pdf", "dpi": 203}, "/dpi not_allowed"},
		{m{"ids": ids, "format": "zpl", "dpi": 400}, "/dpi "}, {m{"ids": ids, "format": "pdf", "start": 22}, "/start out_of_range"}, {m{"ids": ids, "format": "pdf", "start": -1}, "/start "},
		{m{"ids": ids, "format": "zpl", "start": 2}, "/start out_of_range"}, {m{"ids": ids, "format": "pdf", "copies": 101}, "/copies "}, {m{"ids": ids, "format": "pdf", "nope": 1}, "/nope "},
		{m{"ids": many[:51], "format": "pdf", "copies": 100}, "/copies too_many"},
	} {
		r := api.Do("a/viewer", "POST", "/samples/labels", c.body).Want(422)
		if got := fmt.Sprint(r.Get("errors.0.pointer"), " ", r.Get("errors.0.code")); !strings.HasPrefix(got, c.pointer) {
			t.Errorf("%.200v: %s, want %s", c.body, got, c.pointer)
		}
	}
	api.Do("", "POST", "/samples/labels", m{"ids": ids, "format": "pdf"}).Want(401)
	for _, e := range lab.Audit(t, "a") {
		if strings.HasSuffix(e.Action, "labels_printed") {
			t.Errorf("a refused print is in the trail: %v", e)
		}
	}
}

// TestLabelsOfOtherThings: instruments and places, and what is archived: it still stands on a shelf.
func TestLabelsOfOtherThings(t *testing.T) {
	_, api := open(t)
	ids, codes := wafers(t, api, "a/technician", 1)
	api.Do("a/manager", "DELETE", "/samples/"+ids[0], nil, "If-Match", `"1"`).Want(204)
	room := api.Do("a/manager", "POST", "/locations", m{"name": "Room 1", "kind": "room"}).Want(201).ID()
	shelf := api.Do("a/manager", "POST", "/locations", m{"name": "Shelf", "kind": "shelf", "parent_id": room}).Want(201)
	raman := api.Do("a/manager", "POST", "/instruments", m{"name": "Raman", "vendor": "Maker", "model": "M1", "serial_number": "42"}).Want(201)
	for path, want := range map[string][]string{
		"samples " + ids[0]: {codes[0]}, "locations " + shelf.ID(): {fmt.Sprint(shelf.Get("code")), "Shelf", "Room 1 / Shelf"},
		"instruments " + raman.ID(): {fmt.Sprint(raman.Get("code")), "Raman", "Maker M1 · S/N 42"},
	} {
		resource, one, _ := strings.Cut(path, " ")
		got := strings.Join(texts(t, api.Do("a/viewer", "POST", "/"+resource+"/labels", m{"ids": []string{one}, "format": "pdf", "stock": "roll-102x51", "copies": 2}).Want(200).Body), "\n")
		for _, w := range want {
			if strings.Count(got, w) < 2 {
				t.Errorf("%s: %q is not on both copies: %s", path, w, got)
			}
		}
	}
}
