package labels

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

type printIn struct{ Body Order }

// Routes mounts the resource: labels of everything with a code that a label can stick to. Who may read a thing may
// label it.
func (s *Service) Routes(r *endpoint.Router) {
	for _, k := range []struct {
		one, many string
		find      func(context.Context, []id.ID) ([]thing, error)
	}{{"sample", "samples", s.store.samples}, {"instrument", "instruments", s.store.instruments}, {"location", "locations", s.store.locations}} {
		endpoint.RegisterFile(r, endpoint.Route{ID: "print-" + k.one + "-labels", Method: "POST", Path: "/" + k.many + "/labels", Permission: k.one + ":read", Event: k.one + ".labels_printed",
			Record: k.one, Tag: "Labels", Summary: "Labels of " + k.many + " with QR code and Code 128",
			Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: {pdfType: nil, zplType: nil}}}},
			func(ctx context.Context, in *printIn) (*endpoint.File, error) {
				return s.print(ctx, k.one, in.Body, k.find)
			})
	}
}
