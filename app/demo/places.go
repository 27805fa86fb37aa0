package demo

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/custody"
	"github.com/spectra-lab/spectra/modules/lims/locations"
)

// spot is a place of the demo laboratory; its parent is the path before its name, and comes before it.
type spot struct {
	path, kind, barcode string
	capacity            int
	grid                *locations.Grid
}

func demoPlaces() []spot {
	slots := &locations.Grid{Rows: 25, Columns: 1, Labels: locations.Numbers}
	return []spot{
		{path: "Delft", kind: "site"},
		{path: "Delft / Cleanroom", kind: "room"}, {path: "Delft / Store A", kind: "room"}, {path: "Delft / Raman lab", kind: "room"},
		{path: "Delft / Store A / Shelf 1", kind: "shelf"},
		{path: "Delft / Raman lab / Bench 2", kind: "other"},
		{path: "Delft / Cleanroom / Cassette L2609", kind: "box", barcode: "CAS-L2609", capacity: 25, grid: slots},
		{path: "Delft / Cleanroom / Cassette L2611", kind: "box", barcode: "CAS-L2611", capacity: 25, grid: slots},
		{path: "Delft / Cleanroom / Die tray 1", kind: "box", barcode: "TRAY-1", capacity: 100, grid: &locations.Grid{Rows: 10, Columns: 10, Labels: locations.Letters}},
	}
}

const separator = " / "

func (s *seeder) place(ctx context.Context, p spot) error {
	found, err := s.Locations.List(s.read(ctx, "technician"), locations.Filter{Q: p.path}, page.Request{Limit: 200})
	if err != nil {
		return err
	}
	for _, l := range found.Items {
		if l.Path == p.path {
			s.places[p.path] = l.ID
			return nil
		}
	}
	in := locations.New{Name: p.path, Kind: p.kind, Grid: p.grid}
	if i := strings.LastIndex(p.path, separator); i >= 0 {
		in.Name, in.ParentID = p.path[i+len(separator):], s.at(p.path[:i])
	}
	if p.capacity > 0 {
		in.Capacity = &p.capacity
	}
	if p.barcode != "" {
		in.Barcode = &p.barcode
	}
	return s.do(ctx, "technician", "location.created", func(ctx context.Context) error {
		l, err := s.Locations.Create(ctx, in)
		if err == nil {
			s.places[p.path] = l.ID
		}
		return err
	})
}

// at is a place by its path.
func (s *seeder) at(path string) *id.ID {
	v := s.places[path]
	return &v
}

// handOver offers a sample, once; the offer waits for its receiver.
func (s *seeder) handOver(ctx context.Context, r sampleRow, to, note string) error {
	have, err := s.Custody.List(s.read(ctx, "technician"), r.ID, page.Request{Limit: 1})
	if err != nil || len(have.Items) > 0 {
		return err
	}
	return s.do(ctx, "technician", "sample.custody_offered", func(ctx context.Context) error {
		_, err := s.Custody.Offer(ctx, r.ID, 0, custody.Offer{ToUserID: s.actors[to].ID, LocationID: s.at("Delft / Raman lab / Bench 2"), Note: &note})
		return err
	})
}

// chain is a custody with a past: to the scientist, back, and refused once.
func (s *seeder) chain(ctx context.Context, r sampleRow) error {
	have, err := s.Custody.List(s.read(ctx, "technician"), r.ID, page.Request{Limit: 1})
	if err != nil || len(have.Items) > 0 {
		return err
	}
	for _, step := range []struct {
		from, to, note string
		declined       bool
	}{{"technician", "scientist", "For the anneal.", false}, {"scientist", "technician", "Annealed, 900 °C, 30 min.", false}, {"technician", "manager", "For the archive.", true}} {
		err := s.do(ctx, step.from, "sample.custody_offered", func(ctx context.Context) error {
			_, err := s.Custody.Offer(ctx, r.ID, 0, custody.Offer{ToUserID: s.actors[step.to].ID, Note: &step.note})
			return err
		})
		if err != nil {
			return err
		}
		event, answer, reply := "sample.custody_accepted", s.Custody.Accept, custody.Reply{}
		if step.declined {
			event, answer, reply = "sample.custody_declined", s.Custody.Decline, custody.Reply{Note: text("The archive is full until Friday.")}
		}
		err = s.do(ctx, step.to, event, func(ctx context.Context) error {
			_, err := answer(ctx, r.ID, 0, reply)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
