package files_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
	"gocloud.dev/blob/memblob"

	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

func openLimited(t *testing.T, most int64) *lab {
	t.Helper()
	dir := t.TempDir()
	storage, err := files.OpenStorage(t.Context(), "file://"+dir)
	if err != nil {
		t.Fatal(err)
	}
	l := with(t, storage, most)
	l.dir = dir
	return l
}

// unsized hides the length of a body, so that it is sent in chunks.
type unsized struct{ io.Reader }

// TestPrivate: only the server's own account may read what is stored.
func TestPrivate(t *testing.T) {
	l := open(t)
	l.upload(t, "a.jdx", spectrum(10))
	for _, path := range append(l.blobs(t), l.dir) {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
	}
	if b := l.blobs(t); len(b) != 1 || !strings.Contains(b[0], l.Org("a").String()+clock.System().Format("/2006/01/")) {
		t.Errorf("blobs %v", b)
	}
}

// full is a bucket whose disk is full after some bytes.
type full struct {
	driver.Bucket
	after int64
}

func (b *full) NewTypedWriter(ctx context.Context, key, kind string, o *driver.WriterOptions) (driver.Writer, error) {
	w, err := b.Bucket.NewTypedWriter(ctx, key, kind, o)
	return &fullWriter{w, b.after}, err
}

type fullWriter struct {
	driver.Writer
	left int64
}

func (w *fullWriter) Write(p []byte) (int, error) {
	if w.left -= int64(len(p)); w.left < 0 {
		return 0, syscall.ENOSPC
	}
	return w.Writer.Write(p)
}

// faulty opens a memory bucket with a fault. memblob gives its driver only through the portable type, so the fault sits
// in front of a bucket of our own.
func faulty(after int64) (*files.Storage, *full, *blob.Bucket) {
	inner := memblob.OpenBucket(nil)
	f := &full{Bucket: through{inner}, after: after}
	return files.NewStorage(blob.NewBucket(f)), f, inner
}

// TestF10_DiskFull: 503 with Retry-After, no half file, no row; afterwards it works.
func TestF10_DiskFull(t *testing.T) {
	storage, disk, inner := faulty(50_000)
	l := with(t, storage, limit)
	r := l.post(t, "a/scientist", []part{content("a.bin", strings.Repeat("x", 200_000))}).Want(503)
	want(t, r, "code", "storage_unavailable")
	if r.Header.Get("Retry-After") == "" || l.rows(t) != 0 || count(t, inner) != 0 {
		t.Errorf("headers %v, %d rows, %d blobs", r.Header, l.rows(t), count(t, inner))
	}
	disk.after = 1 << 30
	l.post(t, "a/scientist", []part{content("a.bin", strings.Repeat("x", 200_000))}).Want(201)
}

// refusing is lineage that fails: the last thing an upload writes.
type refusing struct{}

func (refusing) Record(context.Context, ...lineage.Edge) error { return errors.New("injected") }

// TestFailureAfterStoring: when the transaction fails, the bytes go too.
func TestFailureAfterStoring(t *testing.T) {
	l := open(t)
	storage, err := files.OpenStorage(t.Context(), "file://"+l.dir)
	if err != nil {
		t.Fatal(err)
	}
	s := files.NewService(l.Kit, files.Options{Storage: storage, Registry: formats.NewRegistry(), Traces: l.traces, Lineage: refusing{}, Limit: limit})
	if _, err := s.Add(l.Ctx("a", "scientist"), files.New{Filename: "a.txt"}, strings.NewReader("x")); err == nil {
		t.Error("no error")
	}
	l.nothing(t)
	api := l.Serve(t, parts{s, l.traces, lineage.NewService(l.Kit)})
	body, kind := encode(t, content("a.txt", "x"))
	api.Do("a/scientist", "POST", "/files", body, "Content-Type", kind).Want(500)
	l.nothing(t)
	if err := l.DB.Close(); err != nil {
		t.Fatal(err)
	}
	if r := api.Do("a/scientist", "POST", "/files", body, "Content-Type", kind); r.Status < 500 {
		t.Errorf("%d without a database", r.Status)
	}
	if b := l.blobs(t); len(b) != 0 {
		t.Errorf("blobs without a database: %v", b)
	}
}

// TestP11_32_Damage: bytes that changed in the storage are never sent as if they were the record.
func TestP11_32_Damage(t *testing.T) {
	l := open(t)
	text := spectrum(100)
	for name, spoil := range map[string]func(path string) error{
		"bit":     func(p string) error { return os.WriteFile(p, []byte("?"+text[1:]), 0o600) },
		"shorter": func(p string) error { return os.Truncate(p, 10) },
		"longer":  func(p string) error { return os.WriteFile(p, []byte(text+"x"), 0o600) },
		"gone":    os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			known := map[string]bool{}
			for _, b := range l.blobs(t) {
				known[b] = true
			}
			r := l.upload(t, name, text)
			for _, b := range l.blobs(t) {
				if !known[b] {
					if err := spoil(b); err != nil {
						t.Fatal(err)
					}
				}
			}
			got := l.api.Do("a/viewer", "GET", "/files/"+r.ID()+"/content", nil).Want(409)
			code := map[bool]string{true: "content_missing", false: "content_damaged"}[name == "gone"]
			want(t, got, "code", code)
			if strings.Contains(string(got.Body), "Silicon") || got.Header.Get("Content-Disposition") != "" {
				t.Errorf("bytes or headers of the file: %v %s", got.Header, got.Body)
			}
		})
	}
}

// TestObjectStore reads and serves through ranges, as from S3.
func TestObjectStore(t *testing.T) {
	bucket := memblob.OpenBucket(nil)
	l := with(t, files.NewStorage(bucket), limit)
	text := spectrum(1_200_000) // more than one block
	r := l.upload(t, "a.jdx", text)
	want(t, r, "traces.0.n", 1_200_000)
	if down := l.api.Do("a/viewer", "GET", "/files/"+r.ID()+"/content", nil).Want(200); string(down.Body) != text {
		t.Error("other bytes")
	}
	part := l.api.Do("a/viewer", "GET", "/files/"+r.ID()+"/content", nil, "Range", "bytes=5000000-5000009").Want(206)
	if string(part.Body) != text[5000000:5000010] {
		t.Errorf("%q", part.Body)
	}
}

// TestF14_Streaming: a large upload and its download need no memory of its size.
func TestF14_Streaming(t *testing.T) {
	l := open(t)
	const size = 64 << 20
	l.upload(t, "warm", "up")
	stop, peak := make(chan struct{}), make(chan uint64)
	go watch(stop, peak)
	pr, pw := io.Pipe()
	go func() {
		_, _ = io.WriteString(pw, "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.bin\"\r\n\r\n")
		block := []byte(strings.Repeat("\x00\x01\x02\x03\x04\x05\x06\x07", 8<<10))
		for range size / len(block) {
			_, _ = pw.Write(block)
		}
		_, _ = io.WriteString(pw, "\r\n--B--\r\n")
		_ = pw.Close()
	}()
	r := l.api.Do("a/scientist", "POST", "/files", unsized{pr}, "Content-Type", "multipart/form-data; boundary=B").Want(201)
	want(t, r, "size", size)
	close(stop)
	if grown := <-peak; grown > 24<<20 {
		t.Errorf("heap grew by %d MB for a file of 64 MB", grown>>20)
	}
	if down := l.api.Do("a/viewer", "GET", "/files/"+r.ID()+"/content", nil, "Range", "bytes=0-7").Want(206); string(down.Body) != "\x00\x01\x02\x03\x04\x05\x06\x07" {
		t.Errorf("%q", down.Body)
	}
}

// TestF07_ClientGone: an upload that stops leaves neither bytes nor rows.
func TestF07_ClientGone(t *testing.T) {
	l := open(t)
	pr, pw := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.api.URL+"/files", pr)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer a/scientist")
	req.Header.Set("Content-Type", "multipart/form-data; boundary=B")
	done := make(chan error, 1)
	go func() {
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			err = res.Body.Close()
		}
		done <- err
	}()
	if _, err := io.WriteString(pw, "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"+strings.Repeat("x", 1<<20)); err != nil {
		t.Fatal(err)
	}
	if !eventually(func() bool { return len(l.blobs(t)) == 1 }) {
		t.Fatal("the upload did not begin")
	}
	cancel()
	_ = pw.Close()
	<-done
	if !eventually(func() bool { return len(l.blobs(t)) == 0 }) {
		t.Errorf("left behind: %v", l.blobs(t))
	}
	l.nothing(t)
}

func eventually(ok func() bool) bool {
	for range 500 {
		if ok() {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// TestParallel: uploads at the same time get their own codes, bytes and traces.
func TestParallel(t *testing.T) {
	l := open(t)
	var all sync.WaitGroup
	for i := range 24 {
		all.Go(func() {
			text := spectrum(50 + i)
			v, err := l.files.Add(l.Ctx("a", "technician"), files.New{Filename: "a.jdx"}, strings.NewReader(text))
			if err != nil {
				t.Error(err)
				return
			}
			if v.Size != int64(len(text)) || len(v.Traces) != 1 || v.Traces[0].N != 50+i {
				t.Errorf("%+v", v)
			}
		})
	}
	all.Wait()
	var codes int
	if err := l.DB.Q(l.Ctx("a", "admin")).Raw("select count(distinct code) from files").Row().Scan(&codes); err != nil || codes != 24 || len(l.blobs(t)) != 24 {
		t.Errorf("%d codes, %d blobs, %v", codes, len(l.blobs(t)), err)
	}
}

// watch gives the largest growth of the live heap until stop.
func watch(stop <-chan struct{}, peak chan<- uint64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	base, most := m.HeapAlloc, uint64(0)
	for {
		select {
		case <-stop:
			peak <- most
			return
		case <-time.After(5 * time.Millisecond):
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > base {
				most = max(most, m.HeapAlloc-base)
			}
		}
	}
}

func count(t *testing.T, b *blob.Bucket) (n int) {
	t.Helper()
	list := b.List(nil)
	for {
		if _, err := list.Next(t.Context()); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			t.Fatal(err)
		}
		n++
	}
}
