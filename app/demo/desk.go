package demo

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/members"
	"github.com/spectra-lab/spectra/modules/lims/views"
)

// desk is what people find when they sign in: views of lists, and notices.
func (s *seeder) desk(ctx context.Context) error {
	for _, v := range []struct {
		owner string
		in    views.New
	}{
		{"technician", views.New{Resource: "samples", Name: "Cassette L2609", Query: words("lot", "L2609", "sort", "name"), Columns: []string{"code", "name", "status", "location"}, Shared: true}},
		{"scientist", views.New{Resource: "samples", Name: "On the bench", Query: words("status", "in_use", "sort", "-updated_at")}},
		{"manager", views.New{Resource: "experiments", Name: "To review", Query: words("status", "completed", "sort", "updated_at"), Shared: true}},
		{"manager", views.New{Resource: "instruments", Name: "Raman", Query: words("category", "raman")}},
	} {
		if err := s.view(ctx, v.owner, v.in); err != nil {
			return err
		}
	}
	return s.Inbox.Remind(s.read(ctx, "manager"))
}

func words(pairs ...string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]], _ = json.Marshal(pairs[i+1]) // strings always encode
	}
	return out
}

func (s *seeder) view(ctx context.Context, owner string, in views.New) error {
	have, err := s.Views.List(s.read(ctx, owner), views.Filter{Resource: in.Resource}, page.Request{Limit: 200})
	if err != nil || slices.ContainsFunc(have.Items, func(v views.View) bool { return v.Name == in.Name && v.OwnerID == s.actors[owner].ID }) {
		return err
	}
	return s.do(ctx, owner, "view.created", func(ctx context.Context) error {
		_, err := s.Views.Create(ctx, in)
		return err
	})
}

// members says who works on the first two projects, unless somebody has said so already.
func (s *seeder) members(ctx context.Context) error {
	for name, roles := range map[string][]string{"Silicon line monitoring": {"technician", "viewer"}, "Thermal oxide qualification": {"technician"}} {
		have, _, err := s.Members.List(s.read(ctx, "scientist"), s.projects[name])
		if err != nil {
			return err
		}
		if len(have.Items) > 0 {
			continue
		}
		in := members.Set{Members: []members.Entry{{UserID: s.actors["scientist"].ID, Role: members.Lead}}}
		for _, r := range roles {
			in.Members = append(in.Members, members.Entry{UserID: s.actors[r].ID, Role: members.Plain})
		}
		err = s.do(ctx, "scientist", "project.members_set", func(ctx context.Context) error {
			_, _, err := s.Members.Set(ctx, s.projects[name], 0, in)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
