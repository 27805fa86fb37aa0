package entries

import (
	"context"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/textdiff"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/markdown"
)

// maxLines bounds the hunks of one answer.
const maxLines = 20_000

// Versions reads one page of the versions of an entry, newest first.
func (s *Service) Versions(ctx context.Context, entryID id.ID, r page.Request) (page.List[VersionItem], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, versionKeys(), "-version", r, entryID)
	if err != nil {
		return page.List[VersionItem]{}, err
	}
	if _, err := s.store.current(ctx, entryID); err != nil {
		return page.List[VersionItem]{}, err
	}
	return s.store.listVersions(ctx, entryID, p)
}

// Version reads an entry as it was.
func (s *Service) Version(ctx context.Context, entryID id.ID, n int) (*Version, error) {
	if _, err := s.store.current(ctx, entryID); err != nil {
		return nil, err
	}
	found, err := s.store.versions(ctx, entryID, n)
	if err != nil {
		return nil, err
	}
	if found[n] == nil {
		return nil, apperr.Missing("version")
	}
	return found[n], nil
}

// Diff compares two versions; 0 stands for the current one (to) and the one before to (from).
func (s *Service) Diff(ctx context.Context, entryID id.ID, from, to int) (*Difference, error) {
	current, err := s.store.current(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if to == 0 {
		to = current
	}
	if from == 0 {
		from = max(1, to-1)
	}
	found, err := s.store.versions(ctx, entryID, from, to)
	if err != nil {
		return nil, err
	}
	if found[to] == nil {
		return nil, noVersion("?to", current)
	}
	if found[from] == nil {
		return nil, noVersion("?from", current)
	}
	return difference(found[from], found[to]), nil
}

func noVersion(pointer string, current int) error {
	return apperr.InvalidField(pointer, "unknown_reference", "There is no such version; the entry has versions 1 to %d.", current)
}

func difference(a, b *Version) *Difference {
	d := &Difference{From: a.Version, To: b.Version, Hunks: [][]textdiff.Line{}, LinksAdded: without(b.Links, a.Links), LinksRemoved: without(a.Links, b.Links)}
	if a.Title != b.Title {
		d.Title.Value = &TitleChange{Old: a.Title, New: b.Title}
	}
	lines := textdiff.Lines(a.Body, b.Body)
	textdiff.Words(lines)
	d.LinesAdded, d.LinesRemoved = textdiff.Count(lines)
	shown := 0
	for _, h := range textdiff.Hunks(lines, 3) {
		if shown += len(h); shown > maxLines {
			d.Truncated = true
			break
		}
		d.Hunks = append(d.Hunks, h)
	}
	return d
}

func without(a, b []links.Target) []links.Target {
	return slices.DeleteFunc(slices.Clone(list(a)), func(l links.Target) bool { return slices.Contains(b, l) })
}

// Attachments reads one page of the files that an entry links to.
func (s *Service) Attachments(ctx context.Context, entryID id.ID, r page.Request) (page.List[Attachment], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, attachmentKeys(), "created_at", r, entryID)
	if err != nil {
		return page.List[Attachment]{}, err
	}
	if _, err := s.store.current(ctx, entryID); err != nil {
		return page.List[Attachment]{}, err
	}
	if !s.kit.Can(ctx, "file:read") {
		return page.List[Attachment]{Items: []Attachment{}}, nil
	}
	return s.store.attachments(ctx, entryID, p)
}

// Render turns a version, the current one for 0, into HTML. Images are of files of the organisation that the caller may
// read.
func (s *Service) Render(ctx context.Context, entryID id.ID, n int) (*Rendered, error) {
	current, err := s.store.current(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		n = current
	}
	found, err := s.store.versions(ctx, entryID, n)
	if err != nil {
		return nil, err
	}
	v := found[n]
	if v == nil {
		return nil, noVersion("?version", current)
	}
	var own markdown.Own
	if ids, codes := markdown.Files(v.Body); len(ids)+len(codes) > 0 && s.kit.Can(ctx, "file:read") {
		if own, err = s.store.files(ctx, ids, codes); err != nil {
			return nil, err
		}
	}
	return &Rendered{ID: entryID, Version: n, Title: v.Title, HTML: markdown.HTML(v.Body, own)}, nil
}
