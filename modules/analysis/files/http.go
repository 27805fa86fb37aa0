package files

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// transfer is how long a whole upload or download may take; each of its reads and writes has its own bound.
const transfer = 2 * time.Hour

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Files"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-files", Method: "GET", Path: "/files", Permission: "file:read", Record: "file", Tag: tag}, s.list)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "upload-file", Method: "POST", Path: "/files", Status: 201, Permission: "file:create", Event: "file.created",
		Record: "file", Tag: tag, Accepts: "multipart/form-data", Timeout: transfer,
		Summary: "Upload an instrument file", Doc: uploadDoc()}, s.upload)
	endpoint.Register(r, endpoint.Route{ID: "get-file", Method: "GET", Path: "/files/{id}", Permission: "file:read", Tx: endpoint.Snapshot, Record: "file", Tag: tag}, s.get)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "download-file", Method: "GET", Path: "/files/{id}/content", Permission: "file:read", Record: "file", Tag: tag,
		Timeout: transfer, Summary: "The bytes exactly as they were uploaded, checked against their hash", Doc: contentDoc()}, s.content)
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

func (s *Service) upload(ctx context.Context, x *endpoint.Exchange) error {
	f, err := s.readForm(ctx, x)
	if err != nil {
		return err
	}
	defer f.abort()
	return s.keep(ctx, f.new, f.file, func(write func(ctx context.Context) (*View, error)) error {
		return x.InTx(ctx, f.hash(), func(ctx context.Context) (db.Answer, error) {
			v, err := write(ctx)
			if err != nil {
				return db.Answer{}, err
			}
			return answer(v)
		})
	})
}

// hash stands for the content of the request, without the boundary that clients choose anew each time.
func (f *form) hash() [sha256.Size]byte {
	n := &f.new
	parts := []string{"POST /files", n.Filename, n.MediaType, word(n.SampleID), word(n.InstrumentID), word(n.ExperimentID), f.file.sha256()}
	return sha256.Sum256([]byte(strings.Join(parts, "\x00")))
}

func word(v *id.ID) string {
	if v == nil {
		return ""
	}
	return v.String()
}
