package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// TestHostileBodies: every route that writes, as a person who may, with bodies derived from a valid
// one. The API document decides what is wrong: what it does not allow is refused, and nothing is written.
func TestHostileBodies(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method != http.MethodGet }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		switch {
		case rt.Accepts == "multipart/form-data": // its parts: modules/analysis/files
			for _, raw := range []string{"", "{}", "--x", canary} {
				a.refusal(t, raw, a.send(token, q.method, q.path, raw, append(slices.Clone(q.headers), "Content-Type", "application/json")...), 415)
			}
		case q.body == nil:
			a.noBody(t, rt, q, token)
		default:
			a.bodies(t, rt, q, token)
		}
	})
}

// noBody: a route that takes none refuses what it would otherwise ignore in silence.
func (a *attack) noBody(t *testing.T, rt endpoint.Route, q request, token string) {
	for body, status := range map[string]int{`{"` + canary[:5] + `":1}`: 422, `{"org_id":null}`: 422, `[]`: 422, `[1]`: 422, `null`: 422, `"x"`: 422, `{}{}`: 422, `{`: 400, canary: 400,
		`{"a":1,"a":2}`: 422, `{"a":"` + "\xff" + `"}`: 422, deep(65): 422} {
		a.refusal(t, rt.ID+" with "+body, a.send(token, q.method, q.path, body, q.headers...), status)
	}
}

func (a *attack) bodies(t *testing.T, rt endpoint.Route, q request, token string) {
	valid, schema := encode(t, q.body), a.doc.body(rt.Method, rt.Path)
	if schema == nil {
		t.Fatalf("%s has a body and no schema", rt.ID)
	}
	schema = a.doc.rowsOf(rt.ID, schema)
	object := decode(t, []byte(valid)).(map[string]any)
	if f := a.doc.faults(schema, object, "", true); f != nil {
		t.Fatalf("the valid body does not fit the document: %v", f)
	}
	send := func(what, body string, allowed ...int) {
		a.refusal(t, what, a.send(token, q.method, q.path, body, q.headers...), allowed...)
	}
	for what, c := range texts(valid, slices.Sorted(maps.Keys(object))[0]) {
		send(what, c.body, c.status)
	}
	known, _ := a.doc.resolve(schema)["properties"].(map[string]any)
	for _, name := range serverSet {
		if _, ok := known[name]; !ok {
			send("set by the server: "+name, strings.Replace(valid, "{", `{"`+name+`":null,`, 1), 422)
			send("set by the server: "+name, strings.Replace(valid, "{", `{"`+name+`":"`+canary+`",`, 1), 422)
		}
	}
	for _, m := range mutations(object, "") {
		f := a.doc.faults(schema, m.body, "", true)
		out := a.send(token, q.method, q.path, encode(t, m.body), q.headers...)
		switch {
		case f != nil:
			a.refusal(t, m.what, out, 422)
			if p, ok := out.get("errors.0.pointer").(string); out.status == 422 && (!ok || !strings.HasPrefix(m.at, p) && !strings.HasPrefix(p, m.at)) {
				t.Errorf("%s: the pointer is %q: %.300s", m.what, p, out.body)
			}
		case out.status >= 400:
			a.refusal(t, m.what, out)
		}
	}
}

// rowsOf puts the schema of one row into that of a bulk route, which describes its rows in words so that a fault in one
// does not hide those of others.
func (d apiDoc) rowsOf(routeID string, schema map[string]any) map[string]any {
	row := map[string]string{"create-samples": "/samples", "record-results": "/results"}[routeID]
	if row == "" {
		return schema
	}
	items := map[string]any{"type": "array", "items": d.body("POST", row), "minItems": json.Number("1"), "maxItems": json.Number("1000")}
	return map[string]any{"type": "object", "required": []any{"items"}, "additionalProperties": false, "properties": map[string]any{"items": items}}
}

// serverSet are members that only the server may set.
var serverSet = strings.Fields(`org_id id code created_by created_at updated_by updated_at version status locked_at archived_at role_version password_hash
	permissions audit_seq key_hash is_admin session_id deactivated_at _actions __proto__ constructor`)

type hostileText struct {
	body   string
	status int
}

func deep(n int) string { return strings.Repeat(`{"a":`, n-1) + "{}" + strings.Repeat("}", n-1) }

// texts are bodies that are no JSON, not quite the valid one, or what encoding/json would silently repair.
func texts(valid, first string) map[string]hostileText {
	rest, key := valid[1:], strconv.Quote(first)
	with := func(member string) string { return "{" + member + "," + rest }
	escaped := fmt.Sprintf(`"\u%04x%s"`, first[0], first[1:])
	wide := "\xff\xfe" + strings.Join(strings.Split(valid, ""), "\x00") + "\x00"
	return map[string]hostileText{
		"no JSON": {canary, 400}, "half": {valid[:len(valid)-1], 400}, "one brace": {"{", 400}, "only space": {" \n", 400}, "comment": {"/*x*/" + valid, 400}, "byte order mark": {"\xef\xbb\xbf" + valid, 400},
		"single quotes": {strings.ReplaceAll(valid, `"`, "'"), 400}, "trailing comma": {valid[:len(valid)-1] + ",}", 400}, "UTF-16": {wide, 400}, "YAML": {first + ": 1", 400}, "XML": {"<x/>", 400},
		"number with leading zero": {with(`"zz":01`), 400}, "raw newline in text": {with("\"zz\":\"a\nb\""), 400}, "bare NUL": {"\x00" + valid, 400},
		"array": {"[" + valid + "]", 422}, "empty array": {"[]", 422}, "text": {`"` + canary + `"`, 422}, "number": {"7", 422}, "null": {"null", 422}, "true": {"true", 422},
		"duplicate key": {with(key + ":null"), 422}, "duplicate key, escaped": {with(escaped + ":null"), 422}, "twice": {valid + valid, 422}, "trailing bytes": {valid + "x", 422}, "trailing NUL": {valid + "\x00", 422},
		"invalid UTF-8": {with(`"zz":"` + canary + "\xff\""), 422}, "invalid UTF-8 in a key": {with("\"z\xffz\":1"), 422}, "overlong": {with("\"zz\":\"\xc0\xaf\""), 422}, "surrogate in UTF-8": {with("\"zz\":\"\xed\xa0\x80\""), 422},
		"lone surrogate": {with(`"zz":"\ud800"`), 422}, "surrogates turned round": {with(`"zz":"\udc00\ud800"`), 422}, "NUL": {with(`"zz":"a\u0000b"`), 422}, "NUL in a key": {with(`"z\u0000":1`), 422},
		"NaN": {with(`"zz":NaN`), 422}, "Infinity": {with(`"zz":-Infinity`), 422}, "1e400": {with(`"zz":1e400`), 422}, "-1e999999999": {with(`"zz":-1e999999999`), 422},
		"depth 65": {with(`"zz":` + deep(64)), 422}, "unknown field": {with(`"zz":1`), 422}, "empty key": {with(`"":1`), 422}, "key of another case": {with(strconv.Quote(strings.ToUpper(first)) + ":null"), 422},
		"key with signs": {with(`"a/b~c.d[0]":1`), 422}, "long key": {with(`"` + strings.Repeat("k", 10000) + `":1`), 422}, "SQL in a key": {with(`"x'; drop table samples;--":1`), 422},
	}
}

type mutation struct {
	what, at string
	body     any
}

// wrong are the values that every member is replaced by.
var wrong = []any{json.Number("7"), json.Number("-1"), json.Number("1.5"), json.Number("1e30"), json.Number("9223372036854775808"), json.Number("-0"), canary, "", " ", "\u202e\ufeff", strings.Repeat("x", 70000),
	"'; drop table samples; --", "<img src=x onerror=alert(1)>", "2026-13-45T99:99:99Z", "00000000-0000-0000-0000-000000000000", true, nil, []any{}, []any{nil}, []any{[]any{}}, map[string]any{}, map[string]any{"zz": canary}}

// mutations replaces every member and element in turn, and adds an unknown member to every object within.
func mutations(v any, at string) (out []mutation) {
	each := func(step string, put func(x any) any, child any) {
		for _, x := range wrong {
			out = append(out, mutation{fmt.Sprintf("%s/%s = %.40s", at, step, show(x)), at + "/" + step, put(x)})
		}
		for _, m := range mutations(child, at+"/"+step) {
			out = append(out, mutation{m.what, m.at, put(m.body)})
		}
	}
	switch x := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(x)) {
			each(name, func(y any) any { c := maps.Clone(x); c[name] = y; return c }, x[name])
			without := maps.Clone(x)
			delete(without, name)
			out = append(out, mutation{at + "/" + name + " left out", at + "/" + name, without})
		}
		more := maps.Clone(x)
		more["zz"] = canary
		out = append(out, mutation{at + "/zz added", at + "/zz", more})
	case []any:
		for i := range x {
			each(strconv.Itoa(i), func(y any) any { c := slices.Clone(x); c[i] = y; return c }, x[i])
		}
		out = append(out, mutation{at + " without end", at, slices.Repeat(x, 2000/max(1, len(x)))})
	}
	return out
}

func encode(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
