package imports

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// kind is how a cell becomes a JSON value.
type kind uint8

const (
	ignored kind = iota
	text
	integer  // a whole number
	words    // separated by ; or ,
	amount   // 1.10, or 1.10 mm
	unitOf   // the unit of an amount
	custom   // a custom value
	customIn // a custom quantity in the unit of the heading
	moment   // a time, or a day
	codeOf   // the code of a record whose id the field takes
)

// target is what a column of the file is for.
type target struct {
	kind  kind
	field string // member of the body, or key of a custom value
	unit  string
}

// fields are what a registration takes, read from its body: what samples learn, imports can do.
func fields() map[string]target {
	out := map[string]target{}
	t := reflect.TypeFor[samples.New]()
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case name == "-" || name == "":
		case inner == reflect.TypeFor[samples.QuantityInput]():
			out[name], out[name+".value"] = target{kind: amount, field: name}, target{kind: amount, field: name}
			out[name+".unit"], out[name+"_unit"] = target{kind: unitOf, field: name}, target{kind: unitOf, field: name}
		case inner == reflect.TypeFor[id.ID](), inner.Kind() == reflect.String:
			out[name] = target{kind: text, field: name}
		case inner == reflect.TypeFor[time.Time]():
			out[name] = target{kind: moment, field: name}
		case inner.Kind() == reflect.Int:
			out[name] = target{kind: integer, field: name}
		case inner.Kind() == reflect.Slice && inner.Elem().Kind() == reflect.String:
			out[name] = target{kind: words, field: name}
		}
	}
	out["project_code"], out["project"] = target{kind: codeOf, field: "project_id"}, target{kind: codeOf, field: "project_id"}
	out["parent_code"], out["parent"] = target{kind: codeOf, field: "parent_id"}, target{kind: codeOf, field: "parent_id"}
	return out
}

// known are columns of an export that the server fills itself: a file that came from here goes back in.
func known() []string {
	t := reflect.TypeFor[samples.Item]()
	out := []string{"row", "error", "errors"}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

// columns says what each column is for, and the mapping as it will be remembered.
func columns(header []string, mapping map[string]string) ([]target, map[string]string, error) {
	var f values.Faults
	out, effective := make([]target, len(header)), map[string]string{}
	all, server, taken := fields(), known(), map[string]string{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if _, twice := effective[name]; twice {
			f.Add("/file", "duplicate_column", "Two columns are called %q.", shown(name))
			continue
		}
		field, mapped := mapping[name]
		if !mapped {
			field = name
		}
		var ok bool
		if out[i], ok = resolve(field, all, server, mapped); !ok {
			f.Add("/mapping/"+shown(name), "unknown_field", "There is no field %q.", shown(field))
		}
		effective[name] = out[i].name()
		if to := effective[name]; to != "" {
			if other, twice := taken[to]; twice {
				f.Add("/file", "duplicate_column", "The columns %q and %q are both for %s.", shown(other), shown(name), shown(to))
			}
			taken[to] = name
		}
	}
	for name := range mapping {
		if _, there := effective[strings.TrimSpace(name)]; !there {
			f.Add("/mapping/"+shown(name), "unknown_column", "The file has no column of this name.")
		}
	}
	slices.SortFunc(f, func(a, b apperr.Field) int { return strings.Compare(a.Pointer+a.Detail, b.Pointer+b.Detail) })
	if len(taken) == 0 && len(f) == 0 {
		f.Add("/file", "no_columns", "The first row has no heading of a field, such as name or sample_type.")
	}
	return out, effective, f.Err()
}

// resolve finds the field that a heading or a mapping means: a member of the body, a custom value as key or meta.key,
// the unit in brackets: thickness [um].
func resolve(field string, all map[string]target, server []string, mapped bool) (target, bool) {
	if field == "" {
		return target{}, true
	}
	plain := strings.ReplaceAll(strings.ToLower(field), " ", "_")
	if t, ok := all[plain]; ok {
		return t, true
	}
	bare, unit := field, ""
	if open := strings.LastIndexByte(field, '['); open > 0 && strings.HasSuffix(field, "]") {
		bare, unit = strings.TrimSpace(field[:open]), strings.TrimSpace(field[open+1:len(field)-1])
		if t, ok := all[strings.ReplaceAll(strings.ToLower(bare), " ", "_")]; ok && t.kind == amount && unit != "" {
			t.unit = unit
			return t, true
		}
	}
	key, explicit := strings.CutPrefix(bare, "meta.")
	if !explicit {
		key, explicit = strings.CutPrefix(bare, "metadata.")
	}
	if !explicit && slices.Contains(server, plain) {
		return target{}, !mapped
	}
	var f values.Faults
	if f.Key("", key); len(f) > 0 {
		return target{}, false
	}
	if unit != "" {
		return target{kind: customIn, field: key, unit: unit}, true
	}
	return target{kind: custom, field: key}, true
}

// name is the field as a mapping spells it.
func (t target) name() string {
	switch t.kind {
	case ignored:
		return ""
	case custom:
		return "meta." + t.field
	case customIn:
		return "meta." + t.field + " [" + t.unit + "]"
	case unitOf:
		return t.field + ".unit"
	case codeOf:
		return strings.TrimSuffix(t.field, "_id") + "_code"
	case amount:
		if t.unit != "" {
			return t.field + " [" + t.unit + "]"
		}
	}
	return t.field
}

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("imports: " + err.Error())
	}
	return b
}
