package endpoint

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// timed says where in a type's JSON there are times. encoding/json drops the zeros at the end of a fraction, and the
// contract has six digits (API.md §1 "Format"); text that merely looks like a time belongs to somebody and stays.
type timed struct {
	here    bool              // the value itself is a time
	members map[string]*timed // of a struct
	each    *timed            // of a list or map
}

// plans are the types of a server's answers; nil for those without times. Filled while routes are registered.
type plans map[reflect.Type]*timed

var (
	timeType = reflect.TypeFor[time.Time]()
	ownJSON  = reflect.TypeFor[json.Marshaler]()
)

// of gives the plan of a type, nil when it has no times.
func (p plans) of(t reflect.Type) *timed {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if known, ok := p[t]; ok {
		return known
	}
	if wrapper, ok := reflect.Zero(t).Interface().(interface{ within() reflect.Type }); ok {
		return p.of(wrapper.within())
	}
	switch {
	case t == timeType:
		return &timed{here: true}
	case t.Implements(ownJSON), reflect.PointerTo(t).Implements(ownJSON):
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		if each := p.of(t.Elem()); each != nil {
			return &timed{each: each}
		}
	case reflect.Struct:
		return p.members(t)
	}
	return nil
}

func (p plans) members(t reflect.Type) *timed {
	out := &timed{members: map[string]*timed{}}
	p[t] = out // a type may hold itself
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || !f.IsExported() || f.Anonymous && name == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if m := p.of(f.Type); m != nil {
			out.members[name] = m
		}
	}
	if len(out.members) == 0 {
		p[t] = nil
	}
	return p[t]
}

// sixDigits completes the times of a document that encoding/json wrote.
func (t *timed) sixDigits(doc []byte) []byte {
	if t == nil {
		return doc
	}
	w := walk{in: doc}
	w.value(t)
	if w.out == nil {
		return doc
	}
	return append(w.out, doc[w.copied:]...)
}

// walk goes through a document that is known to be sound.
type walk struct {
	in, out    []byte
	at, copied int
}

func (w *walk) value(t *timed) {
	switch w.in[w.at] {
	case '{':
		w.object(t)
	case '[':
		for w.at++; w.in[w.at] != ']'; w.comma() {
			w.value(t.element())
		}
		w.at++
	case '"':
		from := w.at
		w.text()
		if t != nil && t.here {
			w.complete(from)
		}
	default:
		for w.at < len(w.in) && strings.IndexByte(",]}\n", w.in[w.at]) < 0 {
			w.at++
		}
	}
}

func (w *walk) object(t *timed) {
	for w.at++; w.in[w.at] != '}'; w.comma() {
		from := w.at
		w.text()
		name := w.in[from+1 : w.at-1]
		w.at++ // the colon
		w.value(t.member(name))
	}
	w.at++
}

func (w *walk) comma() {
	if w.in[w.at] == ',' {
		w.at++
	}
}

func (w *walk) text() {
	for w.at++; w.in[w.at] != '"'; w.at++ {
		if w.in[w.at] == '\\' {
			w.at++
		}
	}
	w.at++
}

// complete fills the fraction of the time that ends here.
func (w *walk) complete(from int) {
	text := w.in[from+1 : w.at-1]
	if !bytes.HasSuffix(text, []byte("Z")) {
		return
	}
	zeros, dot := ".000000", bytes.IndexByte(text, '.')
	if dot >= 0 {
		zeros = zeros[1+min(6, len(text)-dot-2):]
	}
	w.out = append(append(w.out, w.in[w.copied:w.at-2]...), zeros...)
	w.copied = w.at - 2
}

func (t *timed) element() *timed {
	if t == nil {
		return nil
	}
	return t.each
}

func (t *timed) member(name []byte) *timed {
	if t == nil {
		return nil
	}
	if t.each != nil {
		return t.each
	}
	return t.members[string(name)]
}
