package demo

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/holds"
)

// held puts the project whose results a customer disputes under a legal hold.
func (s *seeder) held(ctx context.Context) error {
	const title = "Complaint about sheet resistance"
	have, err := s.Holds.List(s.read(ctx, "manager"), holds.Filter{Q: title}, page.Request{Limit: 1})
	if err != nil || len(have.Items) > 0 {
		return err
	}
	return s.do(ctx, "manager", "legal_hold.placed", func(ctx context.Context) error {
		_, err := s.Holds.Create(ctx, holds.New{Title: title, Reason: "A customer doubts the values of the gallium nitride series; everything is kept until that is settled.",
			Records: []holds.Ref{{Type: "project", ID: s.projects["GaN on sapphire"].String()}}})
		return err
	})
}
