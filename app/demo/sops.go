package demo

import (
	"context"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/protocols"
)

const ramanSOP = "SOP-RAMAN-01"

// sop is one revision of a protocol: what it says, how far it has come, who has to read it until when. Days count from the
// day of the seed.
type sop struct {
	number, title, body string
	hazard              string
	trained             bool
	steps               []protocols.Step
	until               string
	starts              int      // 0: with its approval
	readers             []reader // asked once it is approved
	read                []string // roles of who acknowledged it
}

// reader is a role, or a person known by role, asked to read until a day.
type reader struct {
	role, person string
	due          int
}

// demoSOPs has every state. The second revision of the line check takes the readers of the first over; the first is
// superseded by it.
func demoSOPs() []sop {
	line := sop{number: ramanSOP, title: "Weekly check of the silicon line", hazard: "class 3B laser", trained: true, until: protocols.Effective,
		body:    "## Purpose\n\nPosition and width of the silicon line near 520.7 cm-1 on an incoming wafer.\n\n## Procedure\n\n1. Warm the laser up for 30 min.\n2. Focus on the reference wafer.\n3. Three exposures of 10 s.\n",
		steps:   []protocols.Step{{Text: "Laser warmed up for 30 min", Required: true}, {Text: "Laser power at the sample, mW", Required: true, Kind: "value"}, {Text: "Goggles on; door sign lit", Required: true, Kind: "warning"}},
		readers: []reader{{role: "technician", due: 14}}, read: []string{"scientist", "manager"}}
	second := line
	second.body += "4. Below 0.5 mW or above 10 mW: stop, the wafer heats up.\n"
	second.steps = append(slices.Clone(line.steps), protocols.Step{Text: "Reference wafer back in its box"})
	second.readers = []reader{{person: "viewer", due: -5}}
	second.read = []string{"scientist", "technician"}
	return []sop{line, second,
		{number: "SOP-FTIR-02", title: "Bands of thermal oxide", body: "## Purpose\n\nThickness check by the band at 1075 cm-1.\n", until: protocols.Approved, starts: 21, readers: []reader{{role: "scientist", due: 20}}},
		{number: "SOP-XRD-01", title: "Rocking curves of GaN", body: "## Purpose\n\nWidth of (0002) and (10-12).\n\n## Open points\n\nStep width?\n", until: protocols.Draft},
		{number: "SOP-CLEAN-03", title: "Piranha clean", hazard: "corrosive, oxidising", body: "## Purpose\n\nOrganic residues off silicon wafers.\n", until: protocols.InReview},
		{number: "SOP-4PP-00", title: "Sheet resistance by hand", body: "## Purpose\n\nReplaced by the automatic stage.\n", until: protocols.Retired}}
}

func (s *seeder) protocols(ctx context.Context) error {
	revision := map[string]int{}
	for _, p := range demoSOPs() {
		revision[p.number]++
		if err := s.sop(ctx, p, revision[p.number]); err != nil {
			return err
		}
	}
	return nil
}

// sop does for one revision what is not done yet.
func (s *seeder) sop(ctx context.Context, p sop, revision int) error {
	have, err := s.Protocols.List(s.read(ctx, "scientist"), protocols.Filter{Number: p.number}, page.Request{Limit: 200})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(have.Items, func(i protocols.Item) bool { return i.Revision == revision })
	var head protocols.Head
	if at >= 0 {
		head = have.Items[at].Head
	} else if head, err = s.written(ctx, p, revision); err != nil {
		return err
	}
	if err := s.promote(ctx, p, &head); err != nil {
		return err
	}
	s.sops[p.number] = head.ID
	if head.Status != protocols.Approved && head.Status != protocols.Effective {
		return nil
	}
	for _, r := range p.readers {
		if err := s.ask(ctx, head.ID, r); err != nil {
			return err
		}
	}
	for _, role := range p.read {
		if err := s.acknowledge(ctx, head.ID, role); err != nil {
			return err
		}
	}
	return nil
}

// written is the draft of a revision, by the scientist.
func (s *seeder) written(ctx context.Context, p sop, revision int) (head protocols.Head, err error) {
	var starts *protocols.Date
	if p.starts > 0 {
		day := protocols.Date(s.day(p.starts))
		starts = &day
	}
	event := "protocol.created"
	if revision > 1 {
		event = "protocol.revised"
	}
	err = s.do(ctx, "scientist", event, func(ctx context.Context) error {
		var v *protocols.View
		if revision == 1 {
			n := protocols.New{Number: p.number, Title: p.title, Body: p.body, EffectiveDate: starts, TrainingRequired: p.trained, Checklist: p.steps}
			if p.hazard != "" {
				n.HazardLevel = &p.hazard
			}
			v, err = s.Protocols.Create(ctx, n)
		} else if v, err = s.Protocols.Revise(ctx, s.sops[p.number], 0); err == nil {
			v, err = s.Protocols.Update(ctx, v.ID, 0, protocols.Change{Body: endpoint.Patch[string]{Set: true, Value: p.body}, Checklist: endpoint.Patch[[]protocols.Step]{Set: true, Value: p.steps}})
		}
		if err == nil {
			head = v.Head
		}
		return err
	})
	return head, err
}

// promote takes a revision on: the scientist submits, the manager approves and retires.
func (s *seeder) promote(ctx context.Context, p sop, head *protocols.Head) error {
	rank := map[string]int{protocols.Draft: 0, protocols.InReview: 1, protocols.Approved: 2, protocols.Effective: 2, protocols.Superseded: 2, protocols.Retired: 3}
	for rank[head.Status] < rank[p.until] {
		who, event, step := "scientist", "protocol.submitted", func(ctx context.Context) (*protocols.View, error) { return s.Protocols.Submit(ctx, head.ID, 0) }
		switch rank[head.Status] {
		case 1:
			who, event, step = "manager", "protocol.approved", func(ctx context.Context) (*protocols.View, error) {
				return s.Protocols.Approve(ctx, head.ID, 0, protocols.Comment{Comment: text("Checked at the instrument.")})
			}
		case 2:
			who, event, step = "manager", "protocol.retired", func(ctx context.Context) (*protocols.View, error) {
				return s.Protocols.Retire(ctx, head.ID, 0, protocols.Comment{Comment: text("The probe is automatic now.")})
			}
		}
		err := s.do(ctx, who, event, func(ctx context.Context) error {
			v, err := step(ctx)
			if err == nil {
				*head = v.Head
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// day is a day of the calendar, counted from today.
func (s *seeder) day(from int) string { return s.Clock().AddDate(0, 0, from).Format(time.DateOnly) }
