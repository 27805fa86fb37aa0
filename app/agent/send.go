package agent

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path"
	"strings"
)

// send brings one file. Nil is settled one way or the other; an error means that the server can take nothing now.
func (a *Agent) send(ctx context.Context, name string) error {
	r := a.state.Files[name]
	sum, ok := a.hash(name)
	if !ok { // gone or changed: the next look decides
		delete(a.state.Files, name)
		return nil
	}
	sample, experiment := a.names(name)
	r.SHA256 = hex.EncodeToString(sum)
	if a.o.DryRun {
		a.say("%s  %s  sample %s, experiment %s", r.SHA256[:12], name, or(sample), or(experiment))
		r.Status = done
		return nil
	}
	res, err := a.post(ctx, name, sum, sample, experiment)
	if err != nil {
		return fmt.Errorf("the server cannot be reached: %w", err)
	}
	defer func() { _ = res.Body.Close() }() // only read from
	body, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if err != nil {
		return fmt.Errorf("the answer broke off: %w", err)
	}
	return a.settle(name, r, res, body)
}

func or(name string) string {
	if name == "" {
		return "(none)"
	}
	return name
}

// settle notes what the server said.
func (a *Agent) settle(name string, r *record, res *http.Response, body []byte) error {
	var answer struct {
		Code     string `json:"code"`
		Detail   string `json:"detail"`
		SampleID string `json:"sample_id"`
		Errors   []struct {
			Code   string `json:"code"`
			Detail string `json:"detail"`
		} `json:"errors"`
	}
	_ = json.Unmarshal(body, &answer) // a proxy's page has none of it, and the status decides
	why := strings.TrimSpace(answer.Detail)
	for _, e := range answer.Errors {
		if e.Code == "digest_mismatch" { // changed between hashing and sending
			delete(a.state.Files, name)
			return nil
		}
		why += " " + e.Detail
	}
	switch s := res.StatusCode; {
	case s == http.StatusOK || s == http.StatusCreated:
		r.Status, r.Code, r.Error = done, answer.Code, ""
		return nil
	case s == http.StatusUnauthorized:
		return errors.New("the server does not accept the key; it has expired or was revoked")
	case s == http.StatusForbidden:
		return fmt.Errorf("the key may not bring files: %s", why)
	case s == http.StatusConflict && answer.Code == "request_in_flight", s == http.StatusTooManyRequests, s == http.StatusRequestTimeout, s == http.StatusNotFound, s >= 500, s >= 300 && s < 400:
		return fmt.Errorf("the server answered %s", strings.TrimSpace(res.Status+" "+answer.Code))
	default:
		r.Status, r.Error = refused, strings.TrimSpace(fmt.Sprintf("%s %s %s", res.Status, answer.Code, why))
		a.say("%s was refused: %s", name, r.Error)
		return nil
	}
}

// hash is the SHA-256 of a queued file, if the file is still what was queued.
func (a *Agent) hash(name string) ([]byte, bool) {
	f, same, err := a.open(name)
	if err != nil || !same {
		return nil, false
	}
	defer func() { _ = f.Close() }() // only read from
	h := sha256.New()
	if n, err := io.Copy(h, f); err != nil || n != a.state.Files[name].Size {
		return nil, false
	}
	return h.Sum(nil), true
}

// post streams the file. The key of the request comes of what is sent: a repeat is the same request.
func (a *Agent) post(ctx context.Context, name string, sum []byte, sample, experiment string) (*http.Response, error) {
	f, same, err := a.open(name)
	if err != nil || !same {
		return nil, errors.Join(errors.New("the file changed while it was sent"), err)
	}
	out, in := io.Pipe()
	form := multipart.NewWriter(in)
	go func() {
		err := write(form, f, name, sum, sample, experiment)
		_ = in.CloseWithError(errors.Join(err, f.Close())) // never fails
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+"/files", out)
	if err != nil {
		return nil, errors.Join(err, out.CloseWithError(err))
	}
	key := sha256.Sum256([]byte(strings.Join([]string{name, hex.EncodeToString(sum), sample, experiment}, "\x00")))
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Idempotency-Key", "agent-"+hex.EncodeToString(key[:]))
	req.Header.Set("X-API-Key", a.o.Key)
	req.Header.Set("User-Agent", "spectra-agent")
	res, err := a.o.Client.Do(req)
	if err != nil {
		_ = out.CloseWithError(err) // ends the writer above
	}
	return res, err
}

func write(form *multipart.Writer, f io.Reader, name string, sum []byte, sample, experiment string) error {
	for _, field := range [][2]string{{"path", name}, {"sample", sample}, {"experiment", experiment}} {
		if field[1] != "" {
			if err := form.WriteField(field[0], field[1]); err != nil {
				return err
			}
		}
	}
	quoted := strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "_", "\n", "_").Replace(path.Base(name))
	part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + quoted + `"`},
		"Content-Digest": {"sha-256=:" + base64.StdEncoding.EncodeToString(sum) + ":"}})
	if err != nil {
		return err
	}
	if _, err := io.Copy(part, f); err != nil {
		return err
	}
	return form.Close()
}
