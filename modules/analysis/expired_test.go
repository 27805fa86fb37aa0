package analysis_test

import (
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestExpiredSample: using what has expired is warned of; the setting inventory keeps it out of new experiments and starts.
func TestExpiredSample(t *testing.T) {
	s := open(t)
	old, fresh := s.sample("a", "Old resist"), s.sample("a", "Resist")
	s.exec("a", "update samples set expires_at = '2020-01-01' where id = ?", old)
	body := func(samples string) string {
		return `{"title":"Raman","method":"raman","sample_ids":[` + samples + `]}`
	}
	r := s.Do("a/technician", "POST", "/experiments", body(`"`+old+`","`+fresh+`"`)).Want(201)
	if r.Get("samples.0.expired") != true || r.Get("samples.1.expired") != false || r.Get("warnings.0.code") != "sample_expired" || r.Get("warnings.0.sample_id") != old || r.Get("warnings.1") != nil || r.Get("_actions.start") != true {
		t.Errorf("warned: %s", r.Body)
	}
	s.exec("a", `insert into settings (org_id, id, key, value) values (?, ?, 'inventory', '{"expiring_days":30,"expired_use":"block"}')`, s.lab.Org("a"), id.New())
	if r := s.Do("a/viewer", "GET", "/experiments/"+r.ID(), nil); r.Get("_actions.start") == true {
		t.Errorf("may start: %s", r.Body)
	}
	if r := s.Do("a/technician", "GET", "/experiments/"+r.ID(), nil); r.Get("_actions.start.reason") != "sample_expired" {
		t.Errorf("why not start: %s", r.Body)
	}
	if r := s.Do("a/technician", "POST", "/experiments/"+r.ID()+"/transition", `{"to":"running"}`).Want(409); r.Get("code") != "sample_expired" {
		t.Errorf("start: %s", r.Body)
	}
	if r := s.Do("a/technician", "POST", "/experiments", body(`"`+old+`"`)).Want(409); r.Get("code") != "sample_expired" || r.Get("errors.0.pointer") != "/sample_ids/0" {
		t.Errorf("created: %s", r.Body)
	}
	s.Do("a/technician", "PATCH", "/experiments/"+r.ID(), `{"sample_ids":["`+old+`"]}`, "If-Match", `"1"`).Want(200)
	s.Do("a/technician", "PATCH", "/experiments/"+r.ID(), `{"sample_ids":["`+fresh+`"]}`, "If-Match", `"2"`).Want(200)
	s.Do("a/technician", "PATCH", "/experiments/"+r.ID(), `{"sample_ids":["`+old+`"]}`, "If-Match", `"3"`).Want(409)
	s.Do("a/technician", "POST", "/experiments/"+r.ID()+"/transition", `{"to":"running"}`).Want(200)
}
