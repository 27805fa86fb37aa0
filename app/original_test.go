package app

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// TestP11_41_P11_42_Original: raw bytes, the reader's version and lineage are kept, and a reported value leads back to them as
// it was written.
func TestP11_41_P11_42_Original(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	result, file := w.result(), w.file()
	trace := w.as("a/viewer", "GET", "/results/"+result+"/trace", nil)
	if trace.at("values.0.value") != "1.10" || trace.at("values.0.unit") != "um" { // P11-42
		t.Errorf("%s", trace.body)
	}
	sum := sha256.Sum256(w.as("a/viewer", "GET", "/files/"+file+"/content", nil).body)
	if got := hex.EncodeToString(sum[:]); trace.at("files.0.sha256") != got || trace.at("files.0.id") != file || trace.at("files.0.parser_version") == nil || trace.at("files.0.parser") == nil {
		t.Errorf("%s is not in %s", got, trace.body)
	}
	if edges := string(w.as("a/viewer", "GET", "/lineage/result/"+result+"?up=2", nil).body); !strings.Contains(edges, `"relation":"evidence"`) || !strings.Contains(edges, file) {
		t.Errorf("%s", edges)
	}
	computed := w.as("a/scientist", "POST", "/analyses", w.analysis()).id()
	trace = w.as("a/viewer", "GET", "/results/"+computed+"/trace?value=peak1.position", nil)
	if len(trace.list("values")) != 1 || trace.at("method.name") != "peaks.find" || trace.at("method.version") == nil || trace.at("traces.0.reader_version") == nil || trace.at("files.0.id") != file ||
		trace.at("samples.0.id") != w.sample() || trace.at("instrument.id") != w.instrument() || trace.at("people.0.name") == nil || trace.at("stale") != nil {
		t.Errorf("%s", trace.body)
	}
	if out := w.send(w.token("a/viewer"), "GET", "/results/"+computed+"/trace?value=nothing", nil); out.status != 422 {
		t.Errorf("%d %s", out.status, out.body)
	}
}

// TestP11_43_NothingDisappears: a voided result and its repeat stay, and a reviewer sees both.
func TestP11_43_NothingDisappears(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	first := w.result()
	w.as("a/manager", "POST", "/results/"+first+"/void", nil, append(w.version("/results/"+first), "X-Change-Reason", "wrong wafer")...)
	second := w.as("a/technician", "POST", "/results", w.resultBody()).id()
	list := string(w.as("a/manager", "GET", "/results?experiment_id="+w.runningExperiment()+"&status=valid,voided", nil).body)
	for _, one := range []string{first, second} {
		if !strings.Contains(list, one) {
			t.Errorf("%s is not listed: %s", one, list)
		}
	}
	if out := w.as("a/viewer", "GET", "/results/"+first, nil); out.get("status") != "voided" || out.get("void_reason") != "wrong wafer" {
		t.Errorf("%s", out.body)
	}
	if trace := w.as("a/viewer", "GET", "/results/"+first+"/trace", nil); trace.at("result.status") != "voided" {
		t.Errorf("%s", trace.body)
	}
}
