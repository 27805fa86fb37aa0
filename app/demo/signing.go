package demo

import (
	"context"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/entries"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
	"github.com/spectra-lab/spectra/modules/lims/signrequests"
)

// signed has the scientist sign a page as its author, and the manager as its reviewer.
func (s *seeder) signed(ctx context.Context) error {
	entry, err := s.pageOf(ctx, "Transmission under an override")
	if err != nil {
		return err
	}
	past, err := s.Signatures.List(s.read(ctx, "scientist"), signatures.Filter{RecordType: "notebook_entry", RecordID: entry.String()}, page.Request{Limit: 10})
	if err != nil {
		return err
	}
	for i, by := range []struct{ role, meaning string }{{"scientist", signing.Authorship}, {"manager", signing.Review}} {
		if i < len(past.Items) {
			continue
		}
		if err := s.sign(ctx, by.role, by.meaning, entry); err != nil {
			return err
		}
	}
	return nil
}

// sign is what a person does at the screen: read the statement, read the record, give the password. A signing opens its own
// transaction.
func (s *seeder) sign(ctx context.Context, role, meaning string, entry id.ID) error {
	err := s.do(ctx, role, "signing.accountability_accepted", func(ctx context.Context) error {
		_, err := s.Signatures.Accept(ctx, signatures.Acceptance{StatementVersion: "1"})
		return err
	})
	if err != nil {
		return err
	}
	seen, err := s.Signatures.Signable(s.read(ctx, role), s.Entries.Signable(), entry)
	if err != nil {
		return err
	}
	a := *s.actors[role]
	a.RequestID = id.New()
	ctx = tenancy.WithStamp(tenancy.With(ctx, &a), tenancy.Stamp{Event: "signature.created"})
	_, err = s.Signatures.Sign(ctx, signatures.New{RecordType: "notebook_entry", RecordID: entry, RecordVersion: seen.RecordVersion, RecordHash: seen.RecordHash,
		Meaning: meaning, Proof: signing.Proof{Password: Password}})
	return err
}

// pageOf finds a page of the scientist's by its title.
func (s *seeder) pageOf(ctx context.Context, title string) (id.ID, error) {
	found, err := s.Entries.List(s.read(ctx, "scientist"), entries.Filter{Narrow: entries.Narrow{Q: title}}, page.Request{Limit: 1})
	if err == nil && len(found.Items) == 0 {
		err = errors.New("the page " + title + " is not there")
	}
	if err != nil {
		return id.Nil, err
	}
	return found.Items[0].ID, nil
}

// asked has the scientist ask the manager to review a page and the administrator to approve it then.
func (s *seeder) asked(ctx context.Context) error {
	entry, err := s.pageOf(ctx, "Sheet resistance, five sites")
	if err != nil {
		return err
	}
	have, err := s.Requests.List(s.read(ctx, "scientist"), signrequests.Filter{RecordID: entry.String()}, page.Request{Limit: 1})
	if err != nil || len(have.Items) > 0 {
		return err
	}
	due, note := s.Clock().AddDate(0, 0, 5), "For the monthly report; site 4 was measured twice."
	return s.do(ctx, "scientist", "signature_request.created", func(ctx context.Context) error {
		_, err := s.Requests.Create(ctx, signrequests.New{RecordType: "notebook_entry", RecordID: entry, Mode: signrequests.Ordered, DueAt: &due, Note: &note,
			Stages: []signrequests.Ask{{UserID: &s.actors["manager"].ID, Meaning: signing.Review}, {UserID: &s.actors["admin"].ID, Meaning: signing.Approval}}})
		return err
	})
}
