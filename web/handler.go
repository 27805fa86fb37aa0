package web

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"encoding/base64"
	"html"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Handler serves assets and, for every other path, the one page of the frontend.
type Handler struct {
	files    fs.FS
	page     []byte
	base     string
	features string
}

// New reads the page once; base is the path prefix of a reverse proxy, "" at the root. Features are words for what the
// server offers before anybody signs in, such as sso.
func New(files fs.FS, base string, features ...string) (*Handler, error) {
	page, err := fs.ReadFile(files, "index.html")
	if err != nil {
		if page, err = fs.ReadFile(files, "fallback.html"); err != nil {
			return nil, err
		}
	}
	return &Handler{files: files, page: page, base: base, features: strings.Join(features, " ")}, nil
}

// Wants reports whether the request is a browser looking for a page.
func Wants(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// Page writes the page.
func (h *Handler) Page(w http.ResponseWriter, r *http.Request) { h.write(w, r, http.StatusOK) }

// Missing writes it at an address where it says that there is nothing.
func (h *Handler) Missing(w http.ResponseWriter, r *http.Request) { h.write(w, r, http.StatusNotFound) }

// write gives the page a fresh nonce. No inline script is ever allowed (UX §2.6).
func (h *Handler) write(w http.ResponseWriter, r *http.Request, status int) {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	nonce := base64.RawStdEncoding.EncodeToString(raw[:])
	w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'nonce-"+nonce+"'; img-src 'self' blob: data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	out := h.page
	for name, value := range map[string]string{"nonce": nonce, "base": h.base + "/", "features": h.features} {
		out = bytes.ReplaceAll(out, []byte("{{"+name+"}}"), []byte(html.EscapeString(value)))
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out)
	}
}

// Asset serves a hashed file for ever, or reports that there is none. The build keeps texts compressed only.
func (h *Handler) Asset(w http.ResponseWriter, r *http.Request, name string) bool {
	name = path.Join("assets", path.Clean("/"+name))
	body, encoding := h.find(name, r.Header.Get("Accept-Encoding"))
	if body == nil {
		return false
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Vary", "Accept-Encoding")
	if encoding != "" {
		w.Header().Set("Content-Encoding", encoding)
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
	return true
}

// find gives a file in the best form the client takes; the few that take none get it unpacked.
func (h *Handler) find(name, accepted string) ([]byte, string) {
	if body, err := fs.ReadFile(h.files, name); err == nil {
		return body, ""
	}
	for _, form := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if takes(accepted, form.encoding) {
			if body, err := fs.ReadFile(h.files, name+form.suffix); err == nil {
				return body, form.encoding
			}
		}
	}
	packed, err := h.files.Open(name + ".gz")
	if err != nil {
		return nil, ""
	}
	defer func() { _ = packed.Close() }()
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, ""
	}
	body, err := io.ReadAll(z)
	if err != nil {
		return nil, ""
	}
	return body, ""
}

// takes reports whether a client accepts an encoding; q=0 says it does not.
func takes(accepted, encoding string) bool {
	for part := range strings.SplitSeq(accepted, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return strings.Trim(q, "0.") != "" || q == ""
		}
	}
	return false
}
