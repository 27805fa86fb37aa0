package demo

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
)

// ask assigns a protocol, once. What is overdue was asked for before that day.
func (s *seeder) ask(ctx context.Context, protocol id.ID, r reader) error {
	have, err := s.Readers.Assignments(s.read(ctx, "manager"), protocol, page.Request{Limit: 200})
	if err != nil {
		return err
	}
	in := acknowledgements.New{DueDate: s.day(r.due)}
	if r.role != "" {
		in.Role = &r.role
	} else {
		in.UserID = &s.actors[r.person].ID
	}
	for _, a := range have.Items {
		if in.Role != nil && a.Role != nil && *a.Role == *in.Role || in.UserID != nil && a.UserID != nil && *a.UserID == *in.UserID {
			return nil
		}
	}
	readers := s.Readers
	if r.due < 0 {
		readers = s.Earlier(1 - r.due)
	}
	return s.do(ctx, "manager", "protocol.assigned", func(ctx context.Context) error {
		_, err := readers.Assign(ctx, protocol, in)
		return err
	})
}

// acknowledge is a person's word, once.
func (s *seeder) acknowledge(ctx context.Context, protocol id.ID, role string) error {
	have, err := s.Readers.Readers(s.read(ctx, role), protocol, acknowledgements.Filter{Status: []string{"acknowledged"}}, page.Request{Limit: 200})
	if err != nil {
		return err
	}
	for _, r := range have.Items {
		if r.UserID == s.actors[role].ID {
			return nil
		}
	}
	return s.do(ctx, role, "protocol.acknowledged", func(ctx context.Context) error {
		_, err := s.Readers.Acknowledge(ctx, protocol)
		return err
	})
}
