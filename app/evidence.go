package app

import (
	"context"
	"io"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/audit/evidence"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// connectEvidence gives the packages what other modules have.
func (m *modules) connectEvidence(cfg config.Config, key *signing.Key) {
	m.audit.Evidence.Use(evidence.Outside{Key: key, Vault: m.storage, Type: m.lims.Signatures.Type, Signed: m.lims.Signatures.Signed,
		Lineage: m.lineageOf, Files: m.originals, Trace: m.traceOf, Version: Version, Limit: cfg.Server.UploadLimit})
}

// lineageHops is how far a package follows what its record was made of and what was made of it.
const (
	lineageUp   = 10
	lineageDown = 2
)

// lineageOf is the lineage of a record; a type that has none has an empty one.
func (m *modules) lineageOf(ctx context.Context, kind string, record id.ID) (*evidence.Lineage, error) {
	g, err := m.analysis.Lineage.Graph(ctx, lineage.Node{Type: kind, ID: record}, lineageUp, lineageDown)
	if apperr.Is(err, apperr.NotFound) {
		g, err = &lineage.Graph{Nodes: []lineage.NodeView{}, Edges: []lineage.EdgeView{}}, nil
	}
	if err != nil {
		return nil, err
	}
	return &evidence.Lineage{Graph: g, Files: g.Sources(lineage.File, record)}, nil
}

// traceOf is the trace report of a result.
func (m *modules) traceOf(ctx context.Context, result id.ID) (any, error) {
	return m.analysis.Tracing.Report(ctx, result, "")
}

// originals are files as they were uploaded, in the order of their ids.
func (m *modules) originals(ctx context.Context, ids []id.ID) ([]evidence.RawFile, error) {
	list, err := m.analysis.Files.Several(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]evidence.RawFile, len(list))
	for i := range list {
		f := &list[i]
		out[i] = evidence.RawFile{ID: f.ID, Code: f.Code, Filename: f.Filename, Open: func() (io.Reader, func(), error) { return m.analysis.Files.Open(ctx, f) }}
	}
	return out, nil
}
