package web

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Handler serves assets and, for every other path, the one page of the frontend.
type Handler struct {
	files fs.FS
	page  []byte
	base  string
}

// New reads the page once; base is the path prefix of a reverse proxy, "" at the root.
func New(files fs.FS, base string) (*Handler, error) {
	page, err := fs.ReadFile(files, "index.html")
	if err != nil {
		if page, err = fs.ReadFile(files, "fallback.html"); err != nil {
			return nil, err
		}
	}
	return &Handler{files: files, page: page, base: base}, nil
}

// Wants reports whether the request is a browser looking for a page.
func Wants(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// Page writes the page with a fresh nonce. No inline script is ever allowed (UX §2.6).
func (h *Handler) Page(w http.ResponseWriter, r *http.Request) {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails (crypto/rand)
	nonce := base64.RawStdEncoding.EncodeToString(raw[:])
	w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'nonce-"+nonce+"'; img-src 'self' blob: data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	out := bytes.ReplaceAll(h.page, []byte("{{nonce}}"), []byte(nonce))
	out = bytes.ReplaceAll(out, []byte("{{base}}"), []byte(h.base+"/"))
	if r.Method != http.MethodHead {
		_, _ = w.Write(out)
	}
}

// Asset serves a hashed file for ever, or reports that there is none.
func (h *Handler) Asset(w http.ResponseWriter, r *http.Request, name string) bool {
	name = path.Join("assets", path.Clean("/"+name))
	body, err := fs.ReadFile(h.files, name)
	if err != nil {
		return false
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
	return true
}
