package processes

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// Create records a step, registers what came out of it, and takes of its inputs what it used: all or nothing.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	p, err := s.draft(ctx, &f, in)
	if err != nil {
		return nil, err
	}
	ids, there := checkParts(&f, in)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if len(there) > 0 { // before any row lock
		if err := s.samples.LockGenealogy(ctx); err != nil {
			return nil, err
		}
	}
	held, err := s.samples.HoldAll(ctx, append(ids, there...))
	if err != nil {
		return nil, err
	}
	parts := stored(&f, in, held)
	if err := s.acyclic(ctx, &f, in, ids, there); err != nil {
		return nil, err
	}
	if err := f.First().Refusal("archived", "sample_gone", "genealogy_cycle"); err != nil {
		return nil, err
	}
	made, err := s.make(ctx, &f, in)
	if err != nil {
		return nil, err
	}
	return s.write(ctx, p, in, parts, made)
}

func (s *Service) draft(ctx context.Context, f *values.Faults, in New) (*Process, error) {
	p := &Process{Key: db.NewKey(ctx), Kind: in.Kind, StartedAt: s.kit.Clock(), FinishedAt: in.FinishedAt, InstrumentID: in.InstrumentID, ProtocolID: in.ProtocolID,
		Parameters: parameters(f, in.Parameters), Note: f.Prose("/note", in.Note, maxProse), Stamps: db.By(ctx)}
	if in.StartedAt != nil {
		p.StartedAt = *in.StartedAt
	}
	s.checkTimes(f, p)
	ok, kinds, err := s.known(ctx, in.Kind)
	if err == nil && !ok {
		f.Add("/kind", "unknown_kind", "There is no such kind of step. There are: %s; the setting sample_processes adds others.", kinds)
	}
	return p, err
}

func at(list string, i int) string { return "/" + list + "/" + strconv.Itoa(i) }

// checkParts reads which samples take part and refuses one that is named twice.
func checkParts(f *values.Faults, in New) (inputs, outputs []id.ID) {
	seen := map[id.ID]bool{}
	for i, p := range in.Inputs {
		if seen[p.SampleID] {
			f.Add(at("inputs", i)+"/sample_id", "duplicate", "This sample goes in already.")
		}
		seen[p.SampleID] = true
		inputs = append(inputs, p.SampleID)
		if p.Quantity != nil {
			samples.CheckQuantity(f, at("inputs", i)+"/quantity", p.Quantity)
		}
	}
	seen = map[id.ID]bool{}
	for i, p := range in.Outputs {
		if (p.SampleID == nil) == (p.New == nil) {
			f.Add(at("outputs", i), "required", "Name a sample that there is with sample_id, or describe a new one with new.")
			continue
		}
		if p.SampleID == nil {
			continue
		}
		if seen[*p.SampleID] {
			f.Add(at("outputs", i)+"/sample_id", "duplicate", "This sample comes out already.")
		}
		seen[*p.SampleID] = true
		outputs = append(outputs, *p.SampleID)
	}
	return inputs, outputs
}

// stored looks at the samples that there are, and what keeps them from taking part.
func stored(f *values.Faults, in New, held map[id.ID]*samples.Sample) (out []samples.Part) {
	add := func(pointer, role string, sampleID id.ID, taken *samples.Quantity) {
		r := held[sampleID]
		switch {
		case r == nil:
			f.Add(pointer+"/sample_id", "unknown_reference", "There is no such sample.")
			return
		case r.LockedAt != nil:
			f.Add(pointer+"/sample_id", "locked", "%s is locked by a signature and cannot be changed.", r.Code)
		case r.ArchivedAt != nil:
			f.Add(pointer+"/sample_id", "archived", "%s is archived.", r.Code)
		case r.Gone():
			f.Add(pointer+"/sample_id", "sample_gone", "%s is %s; nothing can be done with it.", r.Code, r.Status)
		}
		out = append(out, samples.Part{Sample: r, Role: role, Taken: taken, At: pointer})
	}
	for i, p := range in.Inputs {
		var taken *samples.Quantity
		if p.Quantity != nil {
			taken = samples.CheckQuantity(f, at("inputs", i)+"/quantity", p.Quantity)
		}
		add(at("inputs", i), Input, p.SampleID, taken)
	}
	for i, p := range in.Outputs {
		if p.SampleID != nil {
			add(at("outputs", i), Output, *p.SampleID, nil)
		}
	}
	return out
}

// acyclic refuses an output from which an input came, or which is one.
func (s *Service) acyclic(ctx context.Context, f *values.Faults, in New, inputs, outputs []id.ID) error {
	if len(outputs) == 0 {
		return nil
	}
	above, err := s.samples.Sources(ctx, inputs, outputs)
	for i, p := range in.Outputs {
		if p.SampleID != nil && above[*p.SampleID] {
			f.Add(at("outputs", i)+"/sample_id", "genealogy_cycle", "An input is this sample, or came from it. A step that changes a sample itself has no outputs.")
		}
	}
	return err
}

// make registers the new outputs.
func (s *Service) make(ctx context.Context, f *values.Faults, in New) ([]samples.Part, error) {
	var bodies []samples.New
	var pointers []string
	for i, p := range in.Outputs {
		if p.New == nil {
			continue
		}
		body := *p.New
		if body.ParentID == nil && len(in.Inputs) == 1 {
			body.ParentID = &in.Inputs[0].SampleID
		}
		bodies, pointers = append(bodies, body), append(pointers, at("outputs", i)+"/new")
	}
	if len(bodies) == 0 {
		return nil, nil
	}
	made, err := s.samples.Make(ctx, f, bodies, pointers)
	out := make([]samples.Part, len(made))
	for i, r := range made {
		out[i] = samples.Part{Sample: r, Role: Output, At: pointers[i]}
	}
	return out, err
}

// write stores the step with its samples, and tells these.
func (s *Service) write(ctx context.Context, p *Process, in New, parts, made []samples.Part) (*View, error) {
	if err := db.Insert(ctx, s.kit.DB, p); err != nil {
		return nil, reference(err)
	}
	parts = inOrder(in, parts, made)
	links := make([]Link, len(parts))
	for i, part := range parts {
		links[i] = Link{OrgID: p.OrgID, ProcessID: p.ID, Role: part.Role, SampleID: part.Sample.ID, Position: i}
		if part.Taken != nil {
			links[i].QuantityText, links[i].QuantityUnit = &part.Taken.Value, &part.Taken.Unit
		}
	}
	if err := s.store.link(ctx, links); err != nil {
		return nil, err
	}
	if err := s.samples.Process(ctx, samples.Work{Process: p.ID, Code: p.Code, Kind: p.Kind, Note: p.Note}, parts); err != nil {
		return nil, err
	}
	return s.Get(ctx, p.ID)
}

// inOrder puts samples that were there and new ones into the order of the request.
func inOrder(in New, there, made []samples.Part) []samples.Part {
	out := there[:len(in.Inputs):len(in.Inputs)]
	there = there[len(in.Inputs):]
	for _, o := range in.Outputs {
		if o.New != nil {
			out, made = append(out, made[0]), made[1:]
		} else {
			out, there = append(out, there[0]), there[1:]
		}
	}
	return out
}

// text is a JSON column as it is written.
func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("processes: " + err.Error()) // only own types of plain fields get here
	}
	return string(b)
}
