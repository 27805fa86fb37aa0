package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const (
	tag     = "Evidence"
	zipType = "application/zip"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "create-evidence", Method: "POST", Path: "/evidence", Status: 202, Permission: "evidence:create", Event: "evidence.ordered", Tx: endpoint.ReadWrite, Record: record, Tag: tag,
		Summary: "Make an evidence package of a record"}, s.create)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-evidence", Method: "GET", Path: "/evidence", Permission: "evidence:read", Record: record, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-evidence", Method: "GET", Path: "/evidence/{id}", Permission: "evidence:read", Record: record, Tag: tag}, s.get)
	endpoint.RegisterFile(r, endpoint.Route{ID: "download-evidence", Method: "GET", Path: "/evidence/{id}/content", Permission: "evidence:read", Event: "evidence.downloaded", Record: record, Tag: tag,
		Summary: "The package, as it was made", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: {zipType: nil}}}}, s.content)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "verify-evidence", Method: "POST", Path: "/verify", Permission: "evidence:verify", NoEvent: "looks at what is brought and stores nothing", Record: record, Tag: tag,
		Accepts: "multipart/form-data", Timeout: patience, Summary: "Check an evidence package, or the PDF of one", Doc: verifyDoc()}, s.verify)
}

// Permissions lists what the resource asks the policy for.
func Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "evidence", Action: "create", Meaning: "Make evidence packages of records, with their part of the audit trail"},
		{Object: "evidence", Action: "read", Meaning: "Read and download evidence packages"},
		{Object: "evidence", Action: "verify", Meaning: "Have evidence packages checked"},
	}
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Package]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Package]]{Body: items}, err
}

type ordered struct {
	Location string `header:"Location"`
	Body     *jobs.Job
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*ordered, error) {
	j, err := s.Order(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &ordered{"/jobs/" + j.ID.String(), j}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	packageID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, packageID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(1), Body: v}, nil
}

// content sends a package. Its bytes are hashed before the first one leaves (P11-32).
func (s *Service) content(ctx context.Context, in *endpoint.Param) (*endpoint.File, error) {
	packageID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	p, err := s.store.get(ctx, packageID)
	if err != nil {
		return nil, err
	}
	return &endpoint.File{Name: name(p), Type: zipType, Remark: p.Code, Facts: map[string]any{"code": p.Code, "record_type": p.RecordType, "record_id": p.RecordID, "sha256": p.SHA256},
		Fill: func(ctx context.Context, to io.Writer) error { return s.fill(ctx, p, to) }}, nil
}

func name(p *Package) string {
	what := p.RecordID.String()
	if p.RecordCode != nil {
		what = *p.RecordCode
	}
	return "evidence-" + p.Code + "-" + what + ".zip"
}

var errDamaged = errors.New("evidence: the stored package is not what was made")

func (s *Service) fill(ctx context.Context, p *Package, to io.Writer) error {
	from, done, err := s.o.Vault.Read(ctx, p.StorageKey, p.Size)
	if err != nil {
		return err
	}
	defer done()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum), from)
	if err == nil && (n != p.Size || hex.EncodeToString(sum.Sum(nil)) != p.SHA256) {
		s.kit.Log.ErrorContext(ctx, "stored package is damaged", "id", p.ID, "key", p.StorageKey)
		err = apperr.New(apperr.Conflict, "content_damaged", "The stored package is no longer what was made. Nothing was sent; make it again.").Because(errDamaged)
	}
	return err
}
