package drafts

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
)

// Routes mounts the resource. Writing routes name no record type: a reason for each keystroke would be asked for where an
// organisation wants reasons for changed entries.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, path, quiet = "Notebooks", "/notebooks/entries/{id}/draft", "a person's working copy; what becomes of it is audited when it is saved"
	endpoint.Register(r, endpoint.Route{ID: "get-entry-draft", Method: "GET", Path: path, Permission: "notebook:update", Tx: endpoint.Snapshot, Record: record, Tag: tag, Summary: "Read your own draft of an entry"}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "put-entry-draft", Method: "PUT", Path: path, Permission: "notebook:update", NoEvent: quiet, Tx: endpoint.ReadWrite, Tag: tag, Summary: "Keep what you have typed, beside the entry"}, s.put)
	endpoint.Register(r, endpoint.Route{ID: "remove-entry-draft", Method: "DELETE", Path: path, Status: 204, Permission: "notebook:update", NoEvent: quiet, Tx: endpoint.ReadWrite, Tag: tag, Summary: "Throw your own draft away"}, s.remove)
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, entryID))
}

func found(d *View, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(d.Version), Body: *d}, nil
}

type putIn struct {
	endpoint.Change
	Body Input
}

func (s *Service) put(ctx context.Context, in *putIn) (*endpoint.Found[View], error) {
	entryID, seen, err := in.OptionalTarget(record)
	if err != nil {
		return nil, err
	}
	return found(s.Put(ctx, entryID, seen, in.Body))
}

func (s *Service) remove(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	entryID, seen, err := in.OptionalTarget(record)
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Remove(ctx, entryID, seen)
}
