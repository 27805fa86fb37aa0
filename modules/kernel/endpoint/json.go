package endpoint

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// format is how huma reads and writes JSON.
func (p plans) format() huma.Format {
	return huma.Format{Marshal: p.write, Unmarshal: json.Unmarshal}
}

// write encodes without HTML escaping: the values are data, and the content type says so.
func (p plans) write(w io.Writer, v any) error {
	switch raw := v.(type) {
	case json.RawMessage:
		_, err := w.Write(raw)
		return err
	case interface{ RawJSON() []byte }: // written by a row encoder: checking it again would cost more than writing it
		_, err := w.Write(raw.RawJSON())
		if err == nil {
			_, err = io.WriteString(w, "\n")
		}
		return err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(p.known(v).sixDigits(b.Bytes()))
	return err
}

// known gives the plan of a value without learning: requests run at the same time.
func (p plans) known(v any) *timed {
	t := reflect.TypeOf(v)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if plan, ok := p[t]; ok || t == nil {
		return plan
	}
	return plans{}.of(t)
}

func (p plans) marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	err := p.write(&b, v)
	return bytes.TrimSpace(b.Bytes()), err
}

// schemaName keeps schemas of equally named types of different packages apart: samples.Body is SamplesBody.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	generic, argument, ok := strings.Cut(t.Name(), "[")
	if kind, of, named := strings.Cut(argument[strings.LastIndex(argument, "/")+1:], "."); ok && named { // page.List[files.Item] is PageListFilesItem
		name = generic + upper(kind) + strings.TrimRight(of, "]")
	}
	pkg := t.PkgPath()
	if i := strings.LastIndex(pkg, "/"); i >= 0 && t.Name() != "" {
		return upper(pkg[i+1:]) + name
	}
	return name
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
