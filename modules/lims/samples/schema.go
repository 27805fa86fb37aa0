package samples

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// schemas are the kinds of samples that a request names.
type schemas map[string]*sampletypes.Schema

func (s *Service) schemas(ctx context.Context, keys ...string) (schemas, error) {
	return s.types.Schemas(ctx, keys...)
}

// check finds the kind that a new sample may have; nil, with the fault, when there is none.
func (k schemas) check(f *values.Faults, pointer, key string) *sampletypes.Schema {
	schema := k[key]
	switch {
	case key == "":
		f.Add(pointer, "required", "A sample needs a type: a key of GET /sample-types.")
	case schema == nil:
		f.Add(pointer, "unknown_sample_type", "There is no such sample type; GET /sample-types has those there are.")
	case schema.Archived:
		f.Add(pointer, "sample_type_archived", "This sample type is archived; new samples cannot have it.")
		return nil
	}
	return schema
}

// metaAt points at a custom value in a body that has them as metadata.
func metaAt(base string) func(string) string {
	return func(key string) string { return base + "/metadata/" + values.Escape(key) }
}

// custom reads the custom values of a new sample of a kind.
func (d *draft) custom(f *values.Faults, base string, schema *sampletypes.Schema, in map[string]json.RawMessage) {
	if schema != nil {
		d.TypeVersion = &schema.Version
	}
	d.schema = schema
	d.Values = schema.Read(f, base+"/metadata", in, maxMetadata)
	d.Metadata = string(appendMetadata(nil, d.Values))
	d.refs = schema.Refs(nil, d.byKey(), metaAt(base))
}

func (d *draft) byKey() sampletypes.Values {
	all := make(sampletypes.Values, len(d.Values))
	for i := range d.Values {
		all[d.Values[i].Name] = &d.Values[i]
	}
	return all
}

// made are the calculated values of a new sample, as JSON.
func (d *draft) made() json.RawMessage { return d.schema.CalculateJSON(d.byKey()) }

// calculated are the calculated values of a sample, as JSON.
func (r *row) calculated() json.RawMessage {
	if r.made != nil {
		return r.made
	}
	schema, have := r.stored()
	return schema.CalculateShown(have)
}

// customValues writes custom and calculated values of the rows of a list; each schema is read once.
type customValues map[string]*sampletypes.Schema

func (c customValues) append(dst []byte, raw [][]byte) []byte {
	dst = append(append(dst, `,"metadata":`...), raw[colMetadata]...)
	schema, known := c[string(raw[colMetadata+1])]
	have := map[string]values.Shown{}
	if !known && raw[colMetadata+1] != nil {
		schema, _ = sampletypes.Stored(raw[colMetadata+1]) // a reader that is older than the schema calculates nothing
		c[string(raw[colMetadata+1])] = schema
	}
	if schema == nil || json.Unmarshal(raw[colMetadata], &have) != nil {
		return append(dst, `,"calculated":{}`...)
	}
	return append(append(dst, `,"calculated":`...), schema.CalculateShown(have)...)
}

// stored gives the schema of the type of a stored sample, nil when it has none, and the custom values.
func (r *row) stored() (*sampletypes.Schema, map[string]values.Shown) {
	have := map[string]values.Shown{}
	if len(r.schema) == 0 {
		return nil, have
	}
	schema, err := sampletypes.Stored(r.schema)
	if err != nil || json.Unmarshal(r.metadata, &have) != nil {
		return nil, have // a reader that is older than the schema says nothing about it
	}
	return schema, have
}

// checkCustom finds records that drafts refer to and that are not there.
func (s *Service) checkCustom(ctx context.Context, f *values.Faults, drafts []draft) error {
	var refs []sampletypes.Ref
	for i := range drafts {
		refs = append(refs, drafts[i].refs...)
	}
	return s.types.CheckRefs(ctx, f, refs)
}

// reshaping is what a change of a sample's custom values, or of its type, is held against.
type reshaping struct {
	schema *sampletypes.Schema
	whole  bool // the sample gets this type: everything about it counts
	at     func(key string) string
}

// conform checks custom values after a change, and tells whether all of them are as the type wants them. What was at
// fault before and is left alone is not refused.
func (s *Service) conform(ctx context.Context, how reshaping, have map[string]*Metadatum, p metaPatch) (whole bool, err error) {
	if how.schema == nil {
		return false, nil
	}
	before := make(sampletypes.Values, len(have))
	for key, m := range have {
		before[key] = m.value()
	}
	after := maps.Clone(before)
	for _, key := range p.remove {
		delete(after, key)
	}
	for i := range p.set {
		after[p.set[i].Name] = &p.set[i]
	}
	if how.whole {
		before = nil
	}
	var f values.Faults
	how.schema.Change(&f, before, after, how.at)
	if err := s.types.CheckRefs(ctx, &f, how.schema.Refs(before, after, how.at)); err != nil {
		return false, err
	}
	return len(how.schema.Faults(after)) == 0, f.First().Err()
}

// reshape finds the type a patch holds a sample's custom values against; a patch of other fields reads none.
func (s *Service) reshape(ctx context.Context, f *values.Faults, r *Sample, in Change) (reshaping, error) {
	how := reshaping{at: metaAt("")}
	if !in.Metadata.Set && !in.SampleType.Set {
		return how, nil
	}
	known, err := s.schemas(ctx, r.SampleType, in.SampleType.Value)
	if err != nil {
		return how, err
	}
	how.schema = known[r.SampleType]
	if in.SampleType.Set && in.SampleType.Value != r.SampleType {
		how.schema, how.whole = known.check(f, "/sample_type", in.SampleType.Value), true
	}
	return how, nil
}

// schemaFaults are what the type of a stored sample no longer allows about it, as JSON.
func (r *row) schemaFaults() json.RawMessage {
	schema, have := r.stored()
	return mustJSON(schema.Warnings(have))
}

// knownType refuses a filter by a kind that the organisation does not have.
func (s *Service) knownType(ctx context.Context, key string) error {
	if key == "" {
		return nil
	}
	known, err := s.types.Known(ctx, key)
	if err == nil && !known {
		return apperr.InvalidField("?sample_type", "unknown_sample_type", "There is no such sample type; GET /sample-types has those there are.")
	}
	return err
}
