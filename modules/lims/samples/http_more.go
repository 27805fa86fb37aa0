package samples

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func (s *Service) fields(ctx context.Context, _ *struct{}) (*endpoint.Listed[page.List[Queryable]], error) {
	items, err := s.Queryables(ctx)
	return &endpoint.Listed[page.List[Queryable]]{Body: items}, err
}

type valueIn struct {
	endpoint.Change
	Key string `path:"key" maxLength:"400" doc:"Name of the custom value."`
}

type setValueIn struct {
	endpoint.Change
	Key  string `path:"key" maxLength:"400" doc:"Name of the custom value."`
	Body values.Input
}

func (s *Service) setValue(ctx context.Context, in *setValueIn) (*endpoint.Found[*Metadata], error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	m, version, err := s.SetMetadata(ctx, sampleID, seen, in.Key, in.Body)
	return &endpoint.Found[*Metadata]{ETag: etag.Of(version), Body: m}, err
}

func (s *Service) removeValue(ctx context.Context, in *valueIn) (*endpoint.NoContent, error) {
	sampleID, seen, err := in.OptionalTarget("sample")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.RemoveMetadata(ctx, sampleID, seen, in.Key)
}

type historyIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) history(ctx context.Context, in *historyIn) (*endpoint.Listed[page.List[History]], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	lines, err := s.History(ctx, sampleID, in.Request)
	return &endpoint.Listed[page.List[History]]{Body: lines}, err
}

type childrenIn struct {
	endpoint.Param
	page.Request
	IncludeArchived bool `query:"include_archived"`
}

func (s *Service) children(ctx context.Context, in *childrenIn) (*endpoint.Listed[*Page], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	items, err := s.Children(ctx, sampleID, in.IncludeArchived, in.Request)
	return &endpoint.Listed[*Page]{Body: items}, err
}

func (s *Service) waferMap(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*WaferMap], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	m, err := s.WaferMap(ctx, sampleID)
	return &endpoint.Listed[*WaferMap]{Body: m}, err
}

type moveAllIn struct {
	DryRun bool `query:"dry_run" doc:"Report every row's faults and write nothing."`
	Body   BulkMove
}

// Changed are the samples that the body names.
func (in *moveAllIn) Changed() []id.ID { return named(in.Body.Items) }

// named gives the ids in the rows of a bulk change; rows without are refused later on.
func named(items []json.RawMessage) (out []id.ID) {
	for _, raw := range items {
		var row struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(raw, &row) != nil { // the other members are judged later on
			continue
		}
		if v, ok := id.Parse(row.ID); ok {
			out = append(out, v)
		}
	}
	return out
}

func (s *Service) moveAll(ctx context.Context, in *moveAllIn) (*endpoint.Listed[*Report], error) {
	report, err := s.MoveAll(ctx, in.Body, in.DryRun)
	return &endpoint.Listed[*Report]{Body: report}, err
}

type transitionAllIn struct {
	DryRun bool `query:"dry_run" doc:"Report every row's faults and write nothing."`
	Body   BulkTransition
}

// Changed are the samples that the body names.
func (in *transitionAllIn) Changed() []id.ID { return named(in.Body.Items) }

func (s *Service) transitionAll(ctx context.Context, in *transitionAllIn) (*endpoint.Listed[*Report], error) {
	report, err := s.TransitionAll(ctx, in.Body, in.DryRun)
	return &endpoint.Listed[*Report]{Body: report}, err
}

type lineageIn struct {
	endpoint.Param
	Up   int `query:"up" minimum:"0" maximum:"10" default:"10" doc:"Generations towards the origin."`
	Down int `query:"down" minimum:"0" maximum:"10" default:"10" doc:"Generations of what was made of it."`
}

func (s *Service) lineage(ctx context.Context, in *lineageIn) (*endpoint.Listed[*Genealogy], error) {
	sampleID, err := in.Record("sample")
	if err != nil {
		return nil, err
	}
	g, err := s.Lineage(ctx, sampleID, in.Up, in.Down)
	return &endpoint.Listed[*Genealogy]{Body: g}, err
}
