package lineage

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "get-lineage", Method: "GET", Path: "/lineage/{type}/{id}", Permission: "lineage:read", Tx: endpoint.Snapshot,
		Record: "lineage", Tag: "Lineage", Summary: "What a record was made of and what was made of it"}, s.get)
}

type getIn struct {
	Type string    `path:"type" maxLength:"40" doc:"Record-type word: sample, experiment, file, trace, result …"`
	ID   string    `path:"id" maxLength:"100" doc:"Id of the record."`
	Up   int       `query:"up" minimum:"0" maximum:"10" default:"1" doc:"Hops towards the sources."`
	AsOf time.Time `query:"as_of" doc:"What was there at this time: edges, signatures and links of then; codes, labels and stale marks are those of now."`
	Down int       `query:"down" minimum:"0" maximum:"10" default:"1" doc:"Hops towards what was made of it."`
}

func (s *Service) get(ctx context.Context, in *getIn) (*endpoint.Listed[*Graph], error) {
	recordID, ok := id.Parse(in.ID)
	if !ok {
		return nil, apperr.Missing("record")
	}
	var asOf *time.Time
	if !in.AsOf.IsZero() {
		asOf = &in.AsOf
	}
	g, err := s.GraphAsOf(ctx, Node{Type: in.Type, ID: recordID}, in.Up, in.Down, asOf)
	return &endpoint.Listed[*Graph]{Body: g}, err
}
