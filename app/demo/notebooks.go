package demo

import (
	"context"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/notebooks"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/drafts"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/entries"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/templates"
)

const runTemplate = "## Aim\n\n## Procedure\n\n- [ ] sample identified by its code\n- [ ] instrument in calibration\n\n## Observations\n\n## Conclusion\n"

// leaf is one entry: what it says, what is added to it, what is still being typed, and the experiment it speaks of.
type leaf struct {
	notebook, title, experiment, body string
	later                             []string
	typing                            string
	templated                         bool
}

func demoPages() []leaf {
	const line, oxide = "Silicon line monitoring", "Thermal oxide"
	return []leaf{
		{notebook: line, title: "Line position of the first wafers", experiment: "Raman line check", templated: true,
			body: "## Aim\n\nIs the silicon line where it belongs, $\\tilde\\nu_0 = 520.7\\ \\mathrm{cm^{-1}}$?\n\n## Observations\n\n| setting | value |\n|---|---:|\n| laser | 532 nm |\n| power | 5.0 mW |\n| exposure | 10 s |\n\n- [x] wafers identified\n- [ ] width compared with last month\n",
			later: []string{"\n## Conclusion\n\nPosition and width are those of unstrained silicon; the drift from wafer to wafer is below 0.1 cm-1.\n",
				"\nChecked again with the second cassette: no change.\n"},
			typing: "\nThe fourth wafer is a little wider than the ot"},
		{notebook: line, title: "Sheet resistance, five sites", experiment: "Sheet resistance, five sites",
			body: "Four-point probe, $R_s = \\frac{\\pi}{\\ln 2}\\frac{V}{I}$, five sites of one wafer.\n\nSite 4 is the highest; measured again, the same.\n"},
		{notebook: oxide, title: "Bands before anneal", experiment: "Oxide bands before anneal",
			body:  "$$\nA = -\\log_{10} T\n$$\n\nThe stretching band is near 1075 cm-1, the shoulder at 1107 cm-1 is interstitial oxygen of the wafer.\n",
			later: []string{"\nTo do after the anneal: the same spot, same resolution (4 cm-1).\n"}},
		{notebook: oxide, title: "Transmission under an override", experiment: "Transmission of the oxide",
			body: "The certificate of the spectrometer had run out; the holmium standard was read first, see the reason at the experiment.\n"}}
}

// pages writes the notebooks, after the experiments they speak of.
func (s *seeder) pages(ctx context.Context) error {
	if err := s.form(ctx); err != nil {
		return err
	}
	for _, p := range demoPages() {
		book, err := s.notebook(ctx, p.notebook)
		if err != nil {
			return err
		}
		if err := s.page(ctx, book, p); err != nil {
			return fmt.Errorf("%s: %w", p.title, err)
		}
	}
	return nil
}

// form is the template that measurements are written by.
func (s *seeder) form(ctx context.Context) error {
	found, err := s.Templates.List(s.read(ctx, "scientist"), templates.Filter{Q: "Measurement"}, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	if len(found.Items) > 0 {
		s.template = found.Items[0].ID
		return nil
	}
	return s.do(ctx, "scientist", "notebook_template.created", func(ctx context.Context) error {
		t, err := s.Templates.Create(ctx, templates.New{Name: "Measurement", Description: text("Aim, procedure, observations, conclusion."), Body: runTemplate})
		if err == nil {
			s.template = t.ID
		}
		return err
	})
}

func (s *seeder) notebook(ctx context.Context, title string) (book id.ID, err error) {
	found, err := s.Notebooks.List(s.read(ctx, "scientist"), notebooks.Filter{Q: title}, page.Request{Limit: 1})
	if err != nil {
		return book, err
	}
	if len(found.Items) > 0 {
		return found.Items[0].ID, nil
	}
	err = s.do(ctx, "scientist", "notebook.created", func(ctx context.Context) error {
		in := notebooks.New{Title: title}
		for name, project := range s.projects { // a notebook belongs to the project whose name begins with its title
			if strings.HasPrefix(name, title) {
				in.ProjectID = &project
			}
		}
		n, err := s.Notebooks.Create(ctx, in)
		if err == nil {
			book = n.ID
		}
		return err
	})
	return book, err
}

// page writes an entry and what was added to it: versions to compare.
func (s *seeder) page(ctx context.Context, book id.ID, p leaf) error {
	found, err := s.Entries.List(s.read(ctx, "scientist"), entries.Filter{NotebookID: book.String(), Narrow: entries.Narrow{Q: p.title}}, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	var entry id.ID
	version := 1
	if len(found.Items) > 0 {
		entry, version = found.Items[0].ID, found.Items[0].Version
	} else if entry, err = s.entry(ctx, book, p); err != nil {
		return err
	}
	for ; version <= len(p.later); version++ {
		body := p.body + strings.Join(p.later[:version], "")
		err := s.do(ctx, "scientist", "notebook_entry.updated", func(ctx context.Context) error {
			_, err := s.Entries.Update(ctx, entry, version, entries.Change{Body: endpoint.Patch[string]{Set: true, Value: body}})
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.draft(ctx, entry, p)
}

func (s *seeder) entry(ctx context.Context, book id.ID, p leaf) (entry id.ID, err error) {
	to, err := s.subjects(ctx, p.experiment)
	if err != nil {
		return entry, err
	}
	n := entries.New{NotebookID: book, Title: p.title, Body: &p.body, Links: to}
	if p.templated {
		n.TemplateID = &s.template
	}
	err = s.do(ctx, "scientist", "notebook_entry.created", func(ctx context.Context) error {
		e, err := s.Entries.Create(ctx, n)
		if err == nil {
			entry = e.ID
		}
		return err
	})
	return entry, err
}

// draft keeps what the scientist is typing, once.
func (s *seeder) draft(ctx context.Context, entry id.ID, p leaf) error {
	if p.typing == "" {
		return nil
	}
	_, err := s.Drafts.Get(s.read(ctx, "scientist"), entry)
	if e, ok := apperr.As(err); !ok || e.Kind != apperr.NotFound {
		return err
	}
	e, err := s.Entries.Get(s.read(ctx, "scientist"), entry)
	if err != nil {
		return err
	}
	return s.do(ctx, "scientist", "notebook_entry.drafted", func(ctx context.Context) error {
		_, err := s.Drafts.Put(ctx, entry, 0, drafts.Input{BaseVersion: e.Version, Title: e.Title, Body: e.Body + p.typing, Links: e.Links})
		return err
	})
}

// subjects are the experiments of a title with their samples and results.
func (s *seeder) subjects(ctx context.Context, title string) (out []links.Target, err error) {
	ctx = s.read(ctx, "scientist")
	runs, err := s.Experiments.List(ctx, experiments.Filter{Q: title}, page.Request{Limit: 10, Sort: "created_at"})
	if err != nil {
		return nil, err
	}
	for _, e := range runs.Items {
		out = append(out, links.Target{Type: "experiment", ID: e.ID})
		full, err := s.Experiments.Get(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, v := range full.SampleIDs {
			out = append(out, links.Target{Type: "sample", ID: v})
		}
		found, err := s.Results.List(ctx, results.Filter{ExperimentID: e.ID.String()}, page.Request{Limit: 10})
		if err != nil {
			return nil, err
		}
		for _, r := range found.Items {
			out = append(out, links.Target{Type: "result", ID: r.ID})
		}
	}
	return out, nil
}
