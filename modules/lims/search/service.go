package search

import (
	"context"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Hit is a record that was found.
type Hit struct {
	Type        string  `json:"type"`
	ID          id.ID   `json:"id"`
	Code        string  `json:"code"`
	Label       string  `json:"label"`
	Status      string  `json:"status" doc:"Empty for records that have none."`
	ProjectCode *string `json:"project_code" nullable:"true"`
	Match       string  `json:"match" enum:"code,barcode,name,text,content" doc:"What the words were found in; content: in the file itself."`
	Snippet     *string `json:"snippet" nullable:"true" doc:"What stands around the words, when they were found in a file."`
}

// Found is the answer.
type Found struct {
	Items []Hit `json:"items"`
}

// Query is what is looked for.
type Query struct {
	Q     string   `query:"q" required:"true" maxLength:"200" doc:"Code, barcode, or a part of a name or text, in any case. Taken literally: there are no wildcards. One or two characters are looked for at the beginning of codes only."`
	Type  []string `query:"type" doc:"Record types to look into; all that the caller may read when empty."`
	Limit int      `query:"limit" minimum:"1" maximum:"20" default:"5" doc:"How many of each type at most."`
}

// Service searches.
type Service struct {
	kit       module.Kit
	store     store
	resources []resource
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, resources: resources()}
}

// Search looks for records that the caller may read: exact codes and barcodes first, then names, then texts.
func (s *Service) Search(ctx context.Context, in Query) (*Found, error) {
	q := strings.TrimSpace(in.Q)
	if q == "" {
		return nil, apperr.InvalidField("?q", "required", "Say what to look for.")
	}
	for _, t := range in.Type {
		if !slices.ContainsFunc(s.resources, func(r resource) bool { return r.kind == t }) {
			return nil, apperr.InvalidField("?type", "not_allowed", "Search among: %s.", strings.Join(s.kinds(), ", "))
		}
	}
	readable := make([]resource, 0, len(s.resources))
	for _, r := range s.resources {
		if (len(in.Type) == 0 || slices.Contains(in.Type, r.kind)) && s.kit.Can(ctx, r.permission) {
			readable = append(readable, r)
		}
	}
	found := &Found{Items: []Hit{}}
	if len(readable) == 0 {
		return found, nil
	}
	hits, err := s.store.find(ctx, q, readable, in.Limit)
	found.Items = append(found.Items, hits...)
	return found, err
}

func (s *Service) kinds() []string {
	out := make([]string, len(s.resources))
	for i, r := range s.resources {
		out[i] = r.kind
	}
	return out
}
