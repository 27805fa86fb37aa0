package samples

import (
	"context"
	"maps"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// maxUpgrade bounds the samples of one upgrade: it is one transaction.
const maxUpgrade = 10_000

// Upgrade is the body of an upgrade.
type Upgrade struct {
	DryRun  bool                `json:"dry_run,omitempty" doc:"Report every sample's faults and write nothing."`
	Mapping sampletypes.Mapping `json:"mapping,omitempty"`
}

// Upgraded says what an upgrade would do, or what it did.
type Upgraded struct {
	Version  int            `json:"version" doc:"Newest version of the sample type."`
	Samples  int            `json:"samples" doc:"How many are of an older version, archived and signed ones aside: they stay as they are."`
	Upgraded int            `json:"upgraded" doc:"How many are of the newest version now; 0 in a dry run."`
	Errors   []apperr.Field `json:"errors" doc:"Every fault of every sample; pointers begin with /samples/{code}."`
}

// raise is what an upgrade does to one held sample.
type raise struct {
	r     *Sample
	drop  []id.ID
	write []values.Typed
	c     changes
}

// UpgradeAll brings all samples of a kind to its newest version, or none.
func (s *Service) UpgradeAll(ctx context.Context, key string, in Upgrade) (*Upgraded, error) {
	schema, err := s.types.Hold(ctx, key)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	how := schema.Upgrading(&f, "/mapping", in.Mapping)
	if err := f.Err(); err != nil {
		return nil, err
	}
	held, err := s.store.behind(ctx, key, schema.Version)
	if err != nil {
		return nil, err
	}
	if len(held) > maxUpgrade {
		return nil, apperr.InvalidField("path:key", "too_many_samples", "More than %d samples are of older versions; an upgrade takes %d at most. Bring some to the newest version with an import or a change first.", maxUpgrade, maxUpgrade)
	}
	all, err := s.raises(ctx, &f, schema, how, held)
	if err != nil {
		return nil, err
	}
	out := &Upgraded{Version: schema.Version, Samples: len(held), Errors: append([]apperr.Field{}, f...)}
	if in.DryRun {
		return out, nil
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	out.Upgraded = len(held)
	return out, s.raiseAll(ctx, schema.Version, all)
}

// raises finds out what becomes of each sample.
func (s *Service) raises(ctx context.Context, f *values.Faults, schema *sampletypes.Schema, how *sampletypes.Upgrading, held []*Sample) ([]*raise, error) {
	have, err := s.store.metadataOf(ctx, held)
	if err != nil {
		return nil, err
	}
	var refs []sampletypes.Ref
	out := make([]*raise, len(held))
	for i, r := range held {
		at := metaAt("/samples/" + r.Code)
		before := make(sampletypes.Values, len(have[r.ID]))
		for key, m := range have[r.ID] {
			before[key] = m.value()
		}
		after, faults := how.Apply(before)
		for _, fault := range faults {
			f.Add(at(fault.Key), fault.Code, "%s", fault.Detail)
		}
		if len(after) > maxMetadata {
			f.Add("/samples/"+r.Code+"/metadata", "out_of_range", "A sample has at most %d values.", maxMetadata)
		}
		refs = append(refs, schema.Refs(before, after, at)...)
		out[i] = &raise{r: r}
		out[i].compare(have[r.ID], after)
		put(&out[i].c, "type_version", r.TypeVersion, &schema.Version)
	}
	return out, s.types.CheckRefs(ctx, f, refs)
}

// compare notes which values go and which come.
func (k *raise) compare(have map[string]*Metadatum, after sampletypes.Values) {
	k.c.columns = map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		old, now := have[key].value(), after[key]
		if now != nil && old.Same(now) {
			continue
		}
		k.drop = append(k.drop, have[key].ID)
		if now == nil {
			k.c.list = append(k.c.list, difference{"metadata." + key, old.Shown(), nil})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		v, old := after[key], have[key]
		var was any
		if old != nil {
			if old.value().Same(v) {
				continue
			}
			was = old.value().Shown()
		}
		k.write = append(k.write, *v)
		k.c.list = append(k.c.list, difference{"metadata." + key, was, v.Shown()})
	}
}

// raiseAll writes what changes of all samples, with one line in the timeline of each.
func (s *Service) raiseAll(ctx context.Context, version int, all []*raise) error {
	for part := range slices.Chunk(all, perStatement) {
		var drop, ids []id.ID
		var added []*Metadatum
		lines := make([]*History, len(part))
		for i, k := range part {
			drop, ids = append(drop, k.drop...), append(ids, k.r.ID)
			for j := range k.write {
				v := &k.write[j]
				added = append(added, &Metadatum{Key: db.NewKey(ctx), SampleID: k.r.ID, MetaKey: v.Name, Type: v.Type, ValueText: v.Text, ValueNumber: v.Number, Unit: v.Unit, CreatedBy: db.By(ctx).CreatedBy})
			}
			lines[i] = s.line(ctx, &History{SampleID: k.r.ID, Kind: "updated", Details: k.c.details()})
		}
		if err := s.store.raise(ctx, version, ids, drop, added); err != nil {
			return err
		}
		if err := db.Insert(ctx, s.kit.DB, &lines); err != nil {
			return err
		}
	}
	return nil
}

type upgradeIn struct {
	Key  string `path:"key" maxLength:"100" doc:"Key of the sample type."`
	Body Upgrade
}

func (s *Service) upgrade(ctx context.Context, in *upgradeIn) (*endpoint.Listed[*Upgraded], error) {
	out, err := s.UpgradeAll(ctx, in.Key, in.Body)
	return &endpoint.Listed[*Upgraded]{Body: out}, err
}
