package entries_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

// desk is a lab with a notebook and a sample in it.
type desk struct {
	*apptest.API
	lab              *apptest.Lab
	notebook, sample string
}

func open(t *testing.T) *desk {
	t.Helper()
	lab := apptest.New(t)
	d := &desk{API: lab.Serve(t, lims.New(lab.Kit)), lab: lab}
	d.notebook = d.Do("a/scientist", "POST", "/notebooks", m{"title": "Lab book"}).Want(201).ID()
	d.sample = d.Do("a/technician", "POST", "/samples", m{"name": "W1", "sample_type": "wafer"}).Want(201).ID()
	return d
}

func (d *desk) entry(body string, more m) *apptest.Answer {
	in := m{"notebook_id": d.notebook, "title": "Day 1", "body": body}
	for k, v := range more {
		in[k] = v
	}
	return d.Do("a/scientist", "POST", "/notebooks/entries", in)
}

func at(entryID string) string { return "/notebooks/entries/" + entryID }

func link(kind, recordID string) m { return m{"type": kind, "id": recordID} }

// file puts a file's row where uploads would; no bytes are needed here.
func (d *desk) file(t *testing.T, org, name string) (fileID, code string) {
	t.Helper()
	fileID = id.New().String()
	err := d.lab.DB.InTx(d.lab.Ctx(org, "technician"), func(ctx context.Context) error {
		return d.lab.DB.Q(ctx).Raw(`insert into files (org_id, id, filename, size, sha256, media_type, status, storage_key) values (?, ?, ?, 1, repeat('a', 64), 'image/png', 'unreadable', ?) returning code`,
			d.lab.Org(org), fileID, name, fileID).Scan(&code).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return fileID, code
}

func codes(r *apptest.Answer) string {
	list, _ := r.Get("errors").([]any)
	out := make([]string, len(list))
	for i, e := range list {
		f := e.(map[string]any) //nolint:forcetypeassert // a problem document
		out[i] = fmt.Sprint(f["pointer"], " ", f["code"])
	}
	return strings.Join(out, "|")
}
