package qualify

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
)

// form is an upload.
type form struct {
	kind string
	body []byte
}

// upload is a small spectrum.
func (l *lab) upload(fields ...string) form {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", "line.csv")
	l.expect(err == nil, "%v", err)
	if err == nil {
		_, _ = part.Write(spectrum())
	}
	for i := 0; i+1 < len(fields); i += 2 {
		_ = w.WriteField(fields[i], fields[i+1])
	}
	_ = w.Close()
	return form{w.FormDataContentType(), b.Bytes()}
}

func spectrum() []byte {
	var b bytes.Buffer
	b.WriteString("Raman shift (cm-1),counts\n")
	for i := range 200 {
		u := (float64(i) - 101.5) / 5
		fmt.Fprintf(&b, "%.1f,%.1f\n", 480+float64(i)*0.4, 100+9000/(1+u*u))
	}
	return b.Bytes()
}

func (l *lab) sample() *answer {
	return l.by("technician", "POST", "/samples", m{"name": l.name("Sample"), "sample_type": "wafer"}).want(201)
}

// entry is a page of the scientist's; its address.
func (l *lab) entry() (record, path string) {
	book := l.by("scientist", "POST", "/notebooks", m{"title": l.name("Notebook")}).want(201).id()
	record = l.by("scientist", "POST", "/notebooks/entries", m{"notebook_id": book, "title": l.name("Page"), "body": "read 1.10 um"}).want(201).id()
	return record, "/notebooks/entries/" + record
}

// experiment is one that runs.
func (l *lab) experiment() string {
	e := l.by("scientist", "POST", "/experiments", m{"title": l.name("Experiment"), "method": "raman"}).want(201).id()
	l.by("scientist", "POST", "/experiments/"+e+"/transition", m{"to": "running"}).want(200)
	return e
}

func thickness(experiment string) m {
	return m{"experiment_id": experiment, "result_type": "thickness", "values": []any{m{"name": "d", "value": "1.10", "unit": "um"}}}
}

// signing is the body of a signature under a page as it is.
func (l *lab) signing(role, record, path, meaning string) m {
	s := l.by(role, "GET", path+"/signable", nil).want(200)
	return m{"record_type": "notebook_entry", "record_id": record, "record_version": number(s.text("record_version")), "record_hash": s.text("record_hash"), "meaning": meaning, "password": l.password}
}

func number(s string) (n int) {
	_, _ = fmt.Sscan(s, &n)
	return n
}

func (l *lab) sign(role, record, path, meaning string) *answer {
	return l.by(role, "POST", "/signatures", l.signing(role, record, path, meaning))
}

// person is an account that may be spoiled; its id and address.
func (l *lab) person(role string) (user, email string) {
	l.n++
	email = fmt.Sprintf("person%d@qualify.example", l.n)
	if l.err == nil {
		err := l.Person(l.ctx, "qualify", email, fmt.Sprintf("Person %d", l.n), role, l.password)
		l.expect(err == nil, "account %s: %v", email, err)
	}
	list := l.by("admin", "GET", "/users?q="+email, nil).want(200)
	return list.text("items.0.id"), email
}

// patch changes a record as it is now.
func (l *lab) patch(role, path string, body m, headers ...string) *answer {
	tag := l.by(role, "GET", path, nil).want(200).header.Get("ETag")
	return l.by(role, http.MethodPatch, path, body, append([]string{"If-Match", tag}, headers...)...)
}

func (l *lab) archive(role, path string) *answer {
	tag := l.by(role, "GET", path, nil).want(200).header.Get("ETag")
	return l.by(role, http.MethodDelete, path, nil, "If-Match", tag, reason, "qualification")
}

// setting puts one and gives the function that puts the former back.
func (l *lab) setting(key string, value m) (restore func()) {
	before := l.by("admin", "GET", "/settings/"+key, nil).want(200)
	l.by("admin", "PUT", "/settings/"+key, m{"value": value}, reason, "qualification").want(200)
	return func() {
		failed := l.err
		l.err = nil
		l.by("admin", "PUT", "/settings/"+key, m{"value": before.member("value")}, reason, "qualification").want(200)
		if failed != nil {
			l.err = failed
		}
	}
}

const reason = "X-Change-Reason"
