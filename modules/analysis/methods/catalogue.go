package methods

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// Catalogue holds the methods by name.
type Catalogue struct{ byName map[string]*Method }

var (
	nameForm    = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
	versionForm = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
)

// NewCatalogue panics on a method that is not fit to be offered: that is a mistake in the program.
func NewCatalogue(list ...*Method) *Catalogue {
	c := &Catalogue{byName: map[string]*Method{}}
	for _, m := range list {
		if err := m.fit(); err != nil {
			panic(fmt.Sprintf("methods: %s: %v", m.Name, err))
		}
		if _, dup := c.byName[m.Name]; dup {
			panic("methods: two methods are called " + m.Name)
		}
		c.byName[m.Name] = m
	}
	return c
}

// Standard is the catalogue of the product.
func Standard() *Catalogue { return NewCatalogue(peaksFind()) }

// Get finds a method.
func (c *Catalogue) Get(name string) (*Method, bool) {
	m, ok := c.byName[name]
	return m, ok
}

// List gives the descriptions by name.
func (c *Catalogue) List() []Info {
	out := make([]Info, 0, len(c.byName))
	for _, name := range slices.Sorted(maps.Keys(c.byName)) {
		out = append(out, c.byName[name].Info)
	}
	return out
}

// fit tells what a description lacks.
func (m *Method) fit() error {
	switch {
	case !nameForm.MatchString(m.Name):
		return fmt.Errorf("a name reads like raman.peaks")
	case !versionForm.MatchString(m.Version):
		return fmt.Errorf("a version reads like 1.0.0")
	case m.Title == "" || m.ResultType == "" || m.Reference == "" || len(m.Inputs) == 0 || len(m.Outputs) == 0 || m.Run == nil:
		return fmt.Errorf("title, result type, reference, inputs, outputs and Run are required")
	}
	defaults := map[string]any{}
	for _, p := range m.Parameters {
		if _, dup := defaults[p.Name]; dup || p.Name == "" {
			return fmt.Errorf("parameter %q is there twice or has no name", p.Name)
		}
		defaults[p.Name] = p.Default
	}
	_, err := m.Settings(defaults)
	return err
}
