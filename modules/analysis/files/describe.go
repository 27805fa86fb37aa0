package files

import "github.com/spectra-lab/spectra/modules/kernel/endpoint"

func uploadDoc() endpoint.Doc {
	return endpoint.Doc{
		Parts: []endpoint.Input{
			{Name: "file", Type: "binary", Required: true, Doc: "The file, with its name. Read at once if a reader knows its format, and kept in any case."},
			{Name: "sample_id", Type: "uuid", Doc: "Sample that was measured."},
			{Name: "instrument_id", Type: "uuid", Doc: "Instrument it was measured on."},
			{Name: "experiment_id", Type: "uuid", Doc: "Experiment it belongs to."},
		},
		Answers: map[int]endpoint.Content{201: endpoint.JSON(View{})},
	}
}

func contentDoc() endpoint.Doc {
	bytes := endpoint.Content{"*/*": nil}
	return endpoint.Doc{
		Headers: []endpoint.Input{
			{Name: "Range", Type: "string", Doc: "Part of the file, as in bytes=0-1023 (RFC 9110 §14)."},
			{Name: "If-None-Match", Type: "string", Doc: "ETag of a copy at hand: 304 when it is still the same."},
		},
		Answers: map[int]endpoint.Content{200: bytes, 206: bytes, 304: nil},
	}
}
