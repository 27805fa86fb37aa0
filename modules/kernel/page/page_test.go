package page_test

import (
	"strconv"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

type thing struct {
	ID id.ID
	N  int
}

var keys = page.Keys[thing]{
	"n": {SQL: "n", Cast: "bigint", Value: func(t *thing) string { return strconv.Itoa(t.N) }, ID: func(t *thing) id.ID { return t.ID }},
}

func first(t *testing.T, c *page.Codec, org id.ID, filter any) string {
	t.Helper()
	p, err := page.Open(c, org, keys, "-n", page.Request{Limit: 2}, filter)
	if err != nil {
		t.Fatal(err)
	}
	out := p.Close([]thing{{id.New(), 3}, {id.New(), 2}, {id.New(), 1}})
	if len(out.Items) != 2 || out.NextCursor == nil {
		t.Fatalf("got %d items, cursor %v", len(out.Items), out.NextCursor)
	}
	return *out.NextCursor
}

func TestCursorContinues(t *testing.T) {
	c, org := page.NewCodec([]byte("key")), id.New()
	cursor := first(t, c, org, "f")
	p, err := page.Open(c, org, keys, "-n", page.Request{Limit: 2, Cursor: cursor}, "f")
	if err != nil {
		t.Fatal(err)
	}
	where, args := p.Where()
	if where != "(n, id) < (?::bigint, ?::uuid)" || args[0] != "2" {
		t.Errorf("got %s %v", where, args)
	}
	if p.Order() != "n DESC, id DESC" {
		t.Errorf("order %s", p.Order())
	}
	if out := p.Close(nil); out.Items == nil || out.NextCursor != nil {
		t.Error("an empty page is an empty list without cursor")
	}
}

func TestCursorIsBound(t *testing.T) {
	c, org := page.NewCodec([]byte("key")), id.New()
	cursor := first(t, c, org, "f")
	for name, open := range map[string]func() error{
		"organisation": func() error { return try(c, id.New(), "-n", cursor, "f") },
		"filter":       func() error { return try(c, org, "-n", cursor, "g") },
		"sort":         func() error { return try(c, org, "n", cursor, "f") },
		"key":          func() error { return try(page.NewCodec([]byte("other")), org, "-n", cursor, "f") },
		"bytes":        func() error { return try(c, org, "-n", cursor[:len(cursor)-2]+"AA", "f") },
		"no base64":    func() error { return try(c, org, "-n", "%%%", "f") },
		"unknown sort": func() error { return try(c, org, "(select 1)", "", "f") },
	} {
		if err := open(); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: got %v, want 422", name, err)
		}
	}
}

func try(c *page.Codec, org id.ID, sort, cursor, filter string) error {
	_, err := page.Open(c, org, keys, "-n", page.Request{Limit: 2, Sort: sort, Cursor: cursor}, filter)
	return err
}

func FuzzCursor(f *testing.F) {
	c, org := page.NewCodec([]byte("key")), id.New()
	f.Add("")
	f.Add("AAAAAAAAAAAAAAAAAAAAAAAAeyJ2IjoiMSJ9")
	f.Fuzz(func(t *testing.T, cursor string) {
		if err := try(c, org, "-n", cursor, "f"); err == nil && cursor != "" {
			t.Fatalf("forged cursor accepted: %q", cursor)
		}
	})
}
