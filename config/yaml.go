package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// fromFile reads the file named, or the first of the usual ones that exists.
func (l *loader) fromFile(file string) {
	candidates := []string{file}
	if file == "" {
		candidates = defaultFiles()
	}
	for _, path := range candidates {
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) && file == "" {
			continue
		}
		if err != nil {
			l.errs.add("%v", err)
			return
		}
		l.yaml(path, data)
		return
	}
}

// yaml walks the nodes itself: only so an unknown key is reported with its line, and a secret written as 0123 stays
// 0123 instead of becoming a number.
func (l *loader) yaml(path string, data []byte) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return
	} else if err != nil {
		l.errs.add("%s: %s", path, strings.TrimPrefix(err.Error(), "yaml: "))
		return
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		l.errs.add("%s: more than one YAML document", path)
		return
	}
	values := map[string]any{}
	l.mapping(path, "", doc.Content[0], values)
	if err := l.v.MergeConfigMap(values); err != nil {
		l.errs.add("%s: %v", path, err)
	}
}

func (l *loader) mapping(path, prefix string, n *yaml.Node, out map[string]any) {
	n = follow(n)
	if isNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		l.errs.add("%s:%d: expected keys and values%s", path, n.Line, in(prefix))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], follow(n.Content[i+1])
		key := prefix + name.Value
		if line, ok := seen[key]; ok {
			l.errs.add("%s:%d: %s is already set in line %d", path, name.Line, key, line)
			continue
		}
		seen[key] = name.Line
		l.entry(path, key, name, value, out)
	}
}

func (l *loader) entry(path, key string, name, value *yaml.Node, out map[string]any) {
	at := fmt.Sprintf("%s:%d", path, name.Line)
	if sections()[key] {
		inner := map[string]any{}
		l.mapping(path, key+".", value, inner)
		out[name.Value] = inner
		return
	}
	if _, ok := l.options[key]; !ok {
		l.errs.add("%s: unknown key %s; did you mean %s?", at, key, nearest(key, l.known(key)))
		return
	}
	switch {
	case isNull(value):
		return // "key:" with nothing behind it is not set
	case value.Kind == yaml.ScalarNode:
		out[name.Value] = value.Value
	case value.Kind == yaml.SequenceNode && isList(key):
		items := make([]string, 0, len(value.Content))
		for _, v := range value.Content {
			items = append(items, follow(v).Value)
		}
		out[name.Value] = items
	default:
		l.errs.add("%s: %s does not take this kind of value", at, key)
		return
	}
	l.origin[key] = at
}

// known lists what may stand where the key does: sections and single keys at the top, full keys within.
func (l *loader) known(key string) []string {
	all := slices.Concat(slices.Sorted(maps.Keys(l.options)), slices.Sorted(maps.Keys(sections())))
	return slices.DeleteFunc(all, func(k string) bool { return strings.Contains(k, ".") != strings.Contains(key, ".") })
}

func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func in(prefix string) string {
	if prefix == "" {
		return ""
	}
	return " in " + strings.TrimSuffix(prefix, ".")
}

func sections() map[string]bool {
	out := map[string]bool{}
	for _, o := range Options() {
		if section, _, ok := strings.Cut(o.Key, "."); ok {
			out[section] = true
		}
	}
	return out
}
