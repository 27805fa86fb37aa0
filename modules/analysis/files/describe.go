package files

import "github.com/spectra-lab/spectra/modules/kernel/endpoint"

func uploadDoc() endpoint.Doc {
	return endpoint.Doc{
		Parts: []endpoint.Input{
			{Name: "file", Type: "binary", Required: true, Doc: "The file, with its name; several parts bring several files, and the answer is {items:[{filename,path,stored,file,error}],stored,failed}. Read at once if a reader knows its format, and kept in any case."},
			{Name: "path", Type: "string", Doc: "Where the file lay in its folder, with its name, such as run7/1/fid. Stands before the file that it belongs to."},
			{Name: "sample_id", Type: "uuid", Doc: "Sample that was measured."},
			{Name: "instrument_id", Type: "uuid", Doc: "Instrument it was measured on."},
			{Name: "experiment_id", Type: "uuid", Doc: "Experiment it belongs to."},
			{Name: "sample", Type: "string", Doc: "The sample by code or barcode. Without a match the file is kept unassigned, with a warning."},
			{Name: "experiment", Type: "string", Doc: "The experiment by code. Without a match the file is kept unassigned, with a warning."},
		},
		Answers: map[int]endpoint.Content{200: endpoint.JSON(View{}), 201: endpoint.JSON(View{})},
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

func archiveDoc() endpoint.Doc {
	return endpoint.Doc{
		Query: []endpoint.Input{
			{Name: "ids", Type: "string", Doc: "Ids of files, separated by commas: at most 200."},
			{Name: "sample_id", Type: "uuid", Doc: "All files of the sample, at most 1000."},
			{Name: "experiment_id", Type: "uuid", Doc: "All files of the experiment, at most 1000."},
		},
		Answers: map[int]endpoint.Content{200: {"application/zip": nil}},
	}
}
