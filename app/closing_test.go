package app

import (
	"fmt"
	"sync"
	"testing"
)

// TestClosingAProject: while a project is closed, others write into it and read it. Each call is answered as before or as
// after the closing (a write under way learns from the database that its project is none of its own any more), nothing fails,
// and no call that begins after the closing writes or sees.
func TestClosingAProject(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	project := w.as("a/manager", "POST", "/projects", map[string]any{"name": "Closing"}).id()
	sample := w.as("a/technician", "POST", "/samples", map[string]any{"name": "Inside", "sample_type": "wafer", "project_id": project}).id()
	outsider := w.token("a/technician")
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for k := range 12 {
				if out := r.send(outsider, "POST", "/samples", map[string]any{"name": fmt.Sprint(worker, k), "sample_type": "wafer", "project_id": project}); out.status != 201 && out.status != 422 && out.status != 404 {
					t.Errorf("create: %d %s", out.status, out.body)
				}
				if out := r.send(outsider, "GET", "/samples/"+sample, nil); out.status != 200 && out.status != 404 {
					t.Errorf("read: %d %s", out.status, out.body)
				}
			}
		})
	}
	q := w.patch("a/manager", "/projects/"+project, map[string]any{"access": "members"})
	if out := r.send(w.token("a/manager"), q.method, q.path, q.body, q.headers...); out.status != 200 {
		t.Errorf("close: %d %s", out.status, out.body)
	}
	if out := r.send(outsider, "POST", "/samples", map[string]any{"name": "Late", "sample_type": "wafer", "project_id": project}); out.status != 422 {
		t.Errorf("a sample after the closing: %d %s", out.status, out.body)
	}
	if out := r.send(outsider, "GET", "/samples/"+sample, nil); out.status != 404 {
		t.Errorf("read after the closing: %d %s", out.status, out.body)
	}
	wait.Wait()
}
