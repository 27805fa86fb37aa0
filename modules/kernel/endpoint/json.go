package endpoint

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// jsonFormat writes without HTML escaping: the values are data, and the content type says so.
var jsonFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		switch raw := v.(type) {
		case json.RawMessage:
			_, err := w.Write(raw)
			return err
		case interface{ RawJSON() []byte }: // written by a row encoder: checking it again would cost more than writing it
			_, err := w.Write(append(slices.Clip(raw.RawJSON()), '\n'))
			return err
		}
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(v)
	},
	Unmarshal: json.Unmarshal,
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	err := jsonFormat.Marshal(&b, v)
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
