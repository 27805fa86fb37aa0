package samples

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// value gives the stored form as the checked one.
func (m *Metadatum) value() *values.Typed {
	return &values.Typed{Name: m.MetaKey, Type: m.Type, Text: m.ValueText, Number: m.ValueNumber, Unit: m.Unit}
}

// metaPatch is a checked merge patch of metadata: values to set, keys to remove.
type metaPatch struct {
	set    []values.Typed
	remove []string
	all    bool // null: remove everything
}

func checkMetaPatch(f *values.Faults, p endpoint.Patch[map[string]json.RawMessage], schema *sampletypes.Schema) metaPatch {
	out := metaPatch{all: p.Set && p.Null}
	for _, key := range slices.Sorted(maps.Keys(p.Value)) {
		if raw := p.Value[key]; bytes.Equal(raw, []byte("null")) {
			out.remove = append(out.remove, key)
		} else {
			out.set = append(out.set, f.PlainAs("/metadata/"+values.Escape(key), key, schema.TypeOf(key), raw))
		}
	}
	return out
}

// patchMetadata applies a patch to the custom values of a locked sample and notes what really changes.
func (s *Service) patchMetadata(ctx context.Context, r *Sample, how reshaping, p metaPatch, c *changes) error {
	if !p.all && len(p.set) == 0 && len(p.remove) == 0 && !how.whole {
		return nil
	}
	have, err := s.store.metadata(ctx, r.ID)
	if err != nil {
		return err
	}
	if p.all {
		p.remove = slices.Sorted(maps.Keys(have))
	}
	whole, err := s.conform(ctx, how, have, p)
	if err != nil {
		return err
	}
	defer func() { c.checked(r, how, whole) }()
	for _, key := range p.remove {
		if m := have[key]; m != nil {
			delete(have, key)
			c.list = append(c.list, difference{"metadata." + key, m.value().Shown(), nil})
			if err := s.store.removeMetadata(ctx, m); err != nil {
				return err
			}
		}
	}
	return s.setMetadata(ctx, r, have, p.set, c)
}

func (s *Service) setMetadata(ctx context.Context, r *Sample, have map[string]*Metadatum, set []values.Typed, c *changes) error {
	var added []*Metadatum
	for i := range set {
		v := &set[i]
		m := have[v.Name]
		if m == nil {
			added = append(added, &Metadatum{Key: db.NewKey(ctx), SampleID: r.ID, MetaKey: v.Name, Type: v.Type, ValueText: v.Text,
				ValueNumber: v.Number, Unit: v.Unit, CreatedBy: db.By(ctx).CreatedBy})
			c.list = append(c.list, difference{"metadata." + v.Name, nil, v.Shown()})
			continue
		}
		old := m.value()
		if old.Same(v) {
			continue
		}
		c.list = append(c.list, difference{"metadata." + v.Name, old.Shown(), v.Shown()})
		if err := s.store.replaceMetadata(ctx, m, v); err != nil {
			return err
		}
	}
	if len(have)+len(added) > maxMetadata {
		return apperr.InvalidField("/metadata", "out_of_range", "A sample has at most %d values.", maxMetadata)
	}
	if len(added) == 0 {
		return nil
	}
	return db.Insert(ctx, s.kit.DB, &added)
}

// Metadata is one custom value of a sample and the version of the sample that has it.
type Metadata struct {
	Key string `json:"key"`
	values.Shown
}

// SetMetadata sets one custom value. seen is the version of the sample the client has seen, 0 for any. It gives the
// value and the sample's version.
func (s *Service) SetMetadata(ctx context.Context, sampleID id.ID, seen int, key string, in values.Input) (*Metadata, int, error) {
	var f values.Faults
	f.Key("path:key", key)
	if err := f.Err(); err != nil {
		return nil, 0, err
	}
	out := &Metadata{Key: key}
	at := func(k string) string {
		if k == key {
			return "/value"
		}
		return metaAt("")(k)
	}
	version, err := s.changeMetadata(ctx, sampleID, seen, at, func(schema *sampletypes.Schema) (metaPatch, error) {
		if in.Type == "" {
			in.Type = schema.TypeOf(key)
		}
		v := f.Typed("", "/value", key, in)
		out.Shown = v.Shown()
		return metaPatch{set: []values.Typed{v}}, f.Err()
	})
	return out, version, err
}

// RemoveMetadata removes one custom value.
func (s *Service) RemoveMetadata(ctx context.Context, sampleID id.ID, seen int, key string) error {
	at := func(k string) string {
		if k == key {
			return "path:key"
		}
		return metaAt("")(k)
	}
	_, err := s.changeMetadata(ctx, sampleID, seen, at, func(*sampletypes.Schema) (metaPatch, error) { return metaPatch{remove: []string{key}}, nil })
	return err
}

// changeMetadata applies a patch that may depend on the schema of the sample's type; at points at a key in the request.
func (s *Service) changeMetadata(ctx context.Context, sampleID id.ID, seen int, at func(string) string,
	patch func(*sampletypes.Schema) (metaPatch, error)) (version int, err error) {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return 0, err
	}
	known, err := s.schemas(ctx, r.SampleType)
	if err != nil {
		return 0, err
	}
	p, err := patch(known[r.SampleType])
	if err != nil {
		return 0, err
	}
	c := &changes{columns: map[string]any{}}
	if err := s.patchMetadata(ctx, r, reshaping{schema: known[r.SampleType], at: at}, p, c); err != nil {
		return 0, err
	}
	switch {
	case len(c.list) > 0:
		was := r.Version
		if err := s.touch(ctx, r, c); err != nil {
			return 0, err
		}
		return was + 1, s.note(ctx, &History{SampleID: r.ID, Kind: "metadata", Details: c.details()})
	case len(p.remove) > 0:
		return 0, apperr.Missing("value")
	}
	return r.Version, etag.Check(seen, r.Version)
}
