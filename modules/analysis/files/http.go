package files

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// transfer is how long a whole upload or download may take; each of its reads and writes has its own bound.
const transfer = 2 * time.Hour

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Files"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-files", Method: "GET", Path: "/files", Permission: "file:read", Record: "file", Shared: true, Tag: tag}, s.list)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "upload-file", Method: "POST", Path: "/files", Status: 201, Permission: "file:create", Event: "file.created",
		Record: "file", Tag: tag, Accepts: "multipart/form-data", Timeout: transfer,
		Summary: "Upload an instrument file", Doc: uploadDoc()}, s.upload)
	endpoint.Register(r, endpoint.Route{ID: "get-file", Method: "GET", Path: "/files/{id}", Permission: "file:read", Tx: endpoint.Snapshot, Record: "file", Shared: true, Tag: tag}, s.get)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "download-file", Method: "GET", Path: "/files/{id}/content", Permission: "file:read", Record: "file", Shared: true, Tag: tag,
		Timeout: transfer, Summary: "The bytes exactly as they were uploaded, checked against their hash", Doc: contentDoc()}, s.content)
	endpoint.RegisterRawExport(r, endpoint.Route{ID: "download-files", Method: "GET", Path: "/files/archive", Permission: "file:read", Event: "file.exported", Record: "file", Tag: tag,
		Timeout: transfer, Summary: "Many files as one ZIP, with a list of their hashes", Doc: archiveDoc()}, s.archiveOf)
	endpoint.Register(r, endpoint.Route{ID: "assign-file", Method: "POST", Path: "/files/{id}/assign", Permission: "file:assign", Event: "file.assigned",
		Tx: endpoint.ReadWrite, Record: "file", Tag: tag, Summary: "Say which sample or experiment a file belongs to"}, s.assign)
	endpoint.Register(r, endpoint.Route{ID: "archive-file", Method: "DELETE", Path: "/files/{id}", Status: 204, Permission: "file:delete", Event: "file.archived",
		Tx: endpoint.ReadWrite, Record: "file", Tag: tag}, s.archive)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	fileID, err := in.Record("file")
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, fileID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etagOf(v), Body: *v}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	fileID, seen, err := in.Target("file")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, fileID, seen)
}

func word(v *id.ID) string {
	if v == nil {
		return ""
	}
	return v.String()
}
