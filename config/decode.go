package config

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// fields maps each key to its field.
func fields(c *Config) map[string]reflect.Value {
	out := map[string]reflect.Value{}
	var walk func(prefix string, v reflect.Value)
	walk = func(prefix string, v reflect.Value) {
		for i := range v.NumField() {
			name := v.Type().Field(i).Tag.Get("key")
			switch {
			case name == "":
			case v.Field(i).Kind() == reflect.Struct:
				walk(prefix+name+".", v.Field(i))
			default:
				out[prefix+name] = v.Field(i)
			}
		}
	}
	walk("", reflect.ValueOf(c).Elem())
	return out
}

func isList(key string) bool {
	var c Config
	f, ok := fields(&c)[key]
	return ok && f.Kind() == reflect.Slice
}

// decode turns the gathered values into the struct.
func (l *loader) decode() Config {
	var c Config
	targets := fields(&c)
	for _, o := range Options() {
		raw := l.v.Get(o.Key)
		if raw == "" || raw == nil {
			continue
		}
		if err := assign(targets[o.Key], o, raw); err != nil {
			l.errs.add("%s (%s): %v", o.Key, l.origin[o.Key], err)
		}
	}
	return c
}

// assign parses one value. Messages never repeat a secret.
func assign(target reflect.Value, o Option, raw any) error {
	if target.Kind() == reflect.Slice {
		target.Set(reflect.ValueOf(list(raw)))
		return nil
	}
	text := strings.TrimSpace(fmt.Sprint(raw))
	if target.Kind() == reflect.String {
		text = spelling(o.Key, text)
		if o.OneOf != "" && !contains(strings.Fields(o.OneOf), text) {
			return fmt.Errorf("%q is not one of: %s", text, strings.ReplaceAll(o.OneOf, " ", ", "))
		}
		target.SetString(text)
		return nil
	}
	v, err := scalar(target.Type(), text)
	if err != nil {
		return err
	}
	if err := bounds(target.Type(), o, v); err != nil {
		return err
	}
	target.Set(reflect.ValueOf(v))
	return nil
}

// scalar reads a value of the type: whole numbers, sizes (int64), durations, true and false.
func scalar(t reflect.Type, text string) (any, error) {
	switch t {
	case reflect.TypeFor[bool]():
		return boolean(text)
	case reflect.TypeFor[int]():
		v, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a whole number", text)
		}
		return v, nil
	case reflect.TypeFor[int64]():
		return size(text)
	case reflect.TypeFor[time.Duration]():
		v, err := time.ParseDuration(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a duration such as 30s, 15m or 168h", text)
		}
		return v, nil
	}
	return nil, fmt.Errorf("no reader for %v", t)
}

func boolean(text string) (any, error) {
	switch strings.ToLower(text) {
	case "true", "yes", "on", "1":
		return true, nil
	case "false", "no", "off", "0":
		return false, nil
	}
	return nil, fmt.Errorf("%q is neither true nor false", text)
}

// size reads bytes with an optional unit; kB and KiB are told apart, as IEC 80000-13 does.
func size(text string) (any, error) {
	digits := strings.TrimRight(text, "BKMGTikmgtb ")
	unit, ok := map[string]int64{"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30}[strings.ToLower(strings.TrimSpace(text[len(digits):]))]
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 0 || n > math.MaxInt64/unit {
		return nil, fmt.Errorf("%q is not a size such as 1MiB or 1048576", text)
	}
	return n * unit, nil
}

// bounds holds a value within the option's limits.
func bounds(t reflect.Type, o Option, v any) error {
	if o.Min == "" {
		return nil
	}
	low, errLow := scalar(t, o.Min)
	high, errHigh := scalar(t, o.Max)
	if errLow != nil || errHigh != nil {
		return fmt.Errorf("option table: bounds %s to %s", o.Min, o.Max)
	}
	if n := number(v); n < number(low) || n > number(high) {
		return fmt.Errorf("must be from %s to %s", o.Min, o.Max)
	}
	return nil
}

func number(v any) int64 { return reflect.ValueOf(v).Int() }

// list takes a YAML sequence or words separated by commas.
func list(raw any) []string {
	items, ok := raw.([]string)
	if !ok {
		items = strings.Split(fmt.Sprint(raw), ",")
	}
	var out []string
	for _, item := range items {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// spelling accepts what other stacks write: LOG_LEVEL=WARNING, JWT_ALGORITHM=rs256, a slash behind an address.
func spelling(key, text string) string {
	switch key {
	case "log.level":
		text = strings.ToLower(text)
		if alias, ok := map[string]string{"warning": "warn", "critical": "error", "fatal": "error", "trace": "debug"}[text]; ok {
			return alias
		}
	case "log.format", "env", "compliance.profile":
		return strings.ToLower(text)
	case "auth.jwt_algorithm":
		return strings.ToUpper(text)
	case "server.base_path", "server.public_url":
		return strings.TrimRight(text, "/")
	}
	return text
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}
