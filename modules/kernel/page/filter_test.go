package page_test

import (
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

func TestParseIDs(t *testing.T) {
	mine := id.New()
	ids, err := page.ParseIDs(map[string]string{"sample_id": mine.String(), "file_id": ""})
	if err != nil || len(ids) != 1 || *ids["sample_id"] != mine || ids["file_id"] != nil {
		t.Errorf("%v %v", ids, err)
	}
	_, err = page.ParseIDs(map[string]string{"b": id.Nil.String(), "c": mine.String(), "a": mine.String() + "0"})
	if e, ok := apperr.As(err); !ok || e.Kind != apperr.Invalid || len(e.Fields) != 2 || e.Fields[0].Pointer != "?a" || e.Fields[1].Pointer != "?b" {
		t.Errorf("%+v", err)
	}
}

func TestPeriod(t *testing.T) {
	noon := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		page.Period
		fine bool
	}{
		{page.Period{}, true}, {page.Period{From: noon}, true}, {page.Period{To: noon}, true}, {page.Period{From: noon, To: noon.Add(1)}, true},
		{page.Period{From: noon, To: noon}, false}, {page.Period{From: noon.Add(1), To: noon}, false},
	} {
		if err := tc.Check(); (err == nil) != tc.fine || err != nil && !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%v: %v", tc.Period, err)
		}
	}
}
