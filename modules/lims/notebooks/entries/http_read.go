package entries

import (
	"bytes"
	"context"
	"html/template"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

func (s *Service) readingRoutes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "list-entry-versions", Method: "GET", Path: "/notebooks/entries/{id}/versions", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: record, Tag: tag}, s.listVersions)
	endpoint.Register(r, endpoint.Route{ID: "get-entry-version", Method: "GET", Path: "/notebooks/entries/{id}/versions/{n}", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: record, Tag: tag}, s.version)
	endpoint.Register(r, endpoint.Route{ID: "diff-entry", Method: "GET", Path: "/notebooks/entries/{id}/diff", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: record, Tag: tag, Summary: "Compare two versions of an entry"}, s.diff)
	endpoint.Register(r, endpoint.Route{ID: "list-entry-attachments", Method: "GET", Path: "/notebooks/entries/{id}/attachments", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: record, Tag: tag, Summary: "List the files that an entry links to"}, s.listAttachments)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "render-entry", Method: "GET", Path: "/notebooks/entries/{id}/rendered", Permission: "notebook:read", Record: record, Tag: tag, Summary: "Show an entry as HTML in which nothing can run",
		Doc: endpoint.Doc{Query: []endpoint.Input{{Name: "version", Type: "integer", Doc: "Version to show; the current one when absent."}},
			Headers: []endpoint.Input{{Name: "Accept", Type: "string", Doc: "text/html for a page of its own; otherwise JSON."}},
			Answers: map[int]endpoint.Content{200: {"application/json": Rendered{}, "text/html": nil}}}}, s.rendered)
}

type versionsIn struct {
	endpoint.Param
	page.Request
}

func (s *Service) listVersions(ctx context.Context, in *versionsIn) (*endpoint.Listed[page.List[VersionItem]], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	items, err := s.Versions(ctx, entryID, in.Request)
	return &endpoint.Listed[page.List[VersionItem]]{Body: items}, err
}

func (s *Service) listAttachments(ctx context.Context, in *versionsIn) (*endpoint.Listed[page.List[Attachment]], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	items, err := s.Attachments(ctx, entryID, in.Request)
	return &endpoint.Listed[page.List[Attachment]]{Body: items}, err
}

type versionIn struct {
	endpoint.Param
	N string `path:"n" maxLength:"100" doc:"Number of the version."`
}

func (s *Service) version(ctx context.Context, in *versionIn) (*endpoint.Found[Version], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	n, ok := number(in.N)
	if !ok {
		return nil, apperr.Missing("version")
	}
	v, err := s.Version(ctx, entryID, n)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[Version]{ETag: etag.Of(v.Version), Body: *v}, nil
}

// number reads a version as it is written, within what a version can be.
func number(text string) (int, bool) {
	n, err := strconv.ParseInt(text, 10, 32)
	return int(n), err == nil && n > 0 && strconv.FormatInt(n, 10) == text
}

type diffIn struct {
	endpoint.Param
	From int `query:"from" minimum:"1" maximum:"2147483647" doc:"Version to compare from; the one before to when absent."`
	To   int `query:"to" minimum:"1" maximum:"2147483647" doc:"Version to compare to; the current one when absent."`
}

func (s *Service) diff(ctx context.Context, in *diffIn) (*endpoint.Listed[*Difference], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	d, err := s.Diff(ctx, entryID, in.From, in.To)
	return &endpoint.Listed[*Difference]{Body: d}, err
}

// sandbox lets a page show text and images of this server, and do nothing else.
const sandbox = "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"

var shell = template.Must(template.New("entry").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body><h1>{{.Title}}</h1>
{{.Body}}</body></html>
`))

func (s *Service) rendered(ctx context.Context, x *endpoint.Exchange) error {
	entryID, ok := id.Parse(x.Param("id"))
	if !ok {
		return apperr.Missing(record)
	}
	n := 0
	if given := x.Request.URL.Query(); given.Has("version") {
		if n, ok = number(given.Get("version")); !ok {
			return apperr.InvalidField("?version", "invalid", "This is not the number of a version.")
		}
	}
	var page *Rendered
	err := s.kit.DB.InSnapshot(ctx, func(ctx context.Context) (err error) {
		page, err = s.Render(ctx, entryID, n)
		return err
	})
	if err != nil {
		return err
	}
	x.Writer.Header().Add("Vary", "Accept")
	x.Writer.Header().Set("ETag", etag.Of(page.Version))
	if !asPage(x.Request) {
		return x.JSON(http.StatusOK, page)
	}
	return write(x.Writer, page)
}

// write sends the page by itself. Its body is what the sanitiser let through.
func write(w http.ResponseWriter, page *Rendered) error {
	var out bytes.Buffer
	err := shell.Execute(&out, struct {
		Title string
		Body  template.HTML
	}{page.Title, template.HTML(page.HTML)}) //nolint:gosec // sanitised by package markdown
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", sandbox)
	_, err = w.Write(out.Bytes())
	return err
}

// asPage tells whether the caller asked for HTML by name.
func asPage(r *http.Request) bool {
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		if kind, _, err := mime.ParseMediaType(part); err == nil && kind == "text/html" {
			return true
		}
	}
	return false
}
