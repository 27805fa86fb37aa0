package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file:///path
	_ "gocloud.dev/blob/s3blob"   // s3://bucket?region=…
	"gocloud.dev/gcerrors"
)

// Storage is the bucket that holds the bytes.
type Storage struct{ bucket *blob.Bucket }

// OpenStorage opens the bucket of config.storage.url.
func OpenStorage(ctx context.Context, address string) (*Storage, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("storage.url: cannot be parsed (expected file:///path or s3://bucket?region=…)")
	}
	if u.Scheme == "file" {
		u.RawQuery = private(u.Query()).Encode()
	}
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("storage.url: %w", err)
	}
	return NewStorage(b), nil
}

// NewStorage takes a bucket that is already open.
func NewStorage(b *blob.Bucket) *Storage { return &Storage{bucket: b} }

// private completes the options of a directory: only the server's account may look in, half-written files stay on the
// same file system (a rename from /tmp fails across devices), and no second file of attributes beside each.
func private(q url.Values) url.Values {
	for k, v := range map[string]string{"create_dir": "true", "no_tmp_dir": "true", "metadata": "skip", "dir_file_mode": "0700"} {
		if !q.Has(k) {
			q.Set(k, v)
		}
	}
	return q
}

// Close releases the bucket.
func (s *Storage) Close() error { return s.bucket.Close() }

// Check tells whether the bucket answers, for /health.
func (s *Storage) Check(ctx context.Context) error {
	ok, err := s.bucket.IsAccessible(ctx)
	if err == nil && !ok {
		err = errors.New("the bucket does not exist or refuses access")
	}
	return err
}

func (s *Storage) remove(ctx context.Context, key string) error { return s.bucket.Delete(ctx, key) }

// writing is a blob on its way. Nothing is visible under its key before commit.
type writing struct {
	*blob.Writer
	cancel context.CancelFunc
	file   *os.File // of a directory bucket
}

func (s *Storage) create(ctx context.Context, key string) (*writing, error) {
	ctx, cancel := context.WithCancel(ctx)
	out := &writing{cancel: cancel}
	var err error
	out.Writer, err = s.bucket.NewWriter(ctx, key, &blob.WriterOptions{ContentType: "application/octet-stream", BeforeWrite: func(as func(any) bool) error {
		if as(&out.file) {
			return out.file.Chmod(0o600)
		}
		return nil
	}})
	if err != nil {
		cancel()
		return nil, err
	}
	return out, nil
}

// commit makes the blob durable and visible: an acknowledged upload survives a power cut like its database row does.
func (w *writing) commit() error {
	defer w.cancel()
	if w.file != nil {
		if err := w.file.Sync(); err != nil {
			w.cancel()
			_ = w.Close() // gives the first error, which tells more
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	if w.file == nil {
		return nil
	}
	return syncDirectory(filepath.Dir(w.file.Name()))
}

// syncDirectory makes the rename itself durable.
func syncDirectory(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// abort leaves nothing behind.
func (w *writing) abort() {
	w.cancel()
	_ = w.Close() // reports the cancellation just made
}

// object is a stored blob, open for reading at any place.
type object interface {
	io.ReaderAt
	io.Closer
}

// open opens a blob of the size the database knows. A directory bucket gives the file itself, others are read by
// ranges.
func (s *Storage) open(ctx context.Context, key string, size int64) (object, error) {
	r, err := s.bucket.NewRangeReader(ctx, key, 0, -1, nil)
	if err != nil {
		return nil, err
	}
	var inner io.Reader
	if r.As(&inner) {
		if f, ok := inner.(*os.File); ok {
			return file{f, r}, nil
		}
	}
	if err := r.Close(); err != nil {
		return nil, err
	}
	return &ranges{ctx: ctx, bucket: s.bucket, key: key, size: size}, nil
}

type file struct {
	io.ReaderAt
	io.Closer
}

// blockSize is what one range request fetches: readers go through a file mostly from front to back.
const blockSize = 4 << 20

// ranges reads a blob of an object store in blocks and keeps the last one.
type ranges struct {
	ctx    context.Context //nolint:containedctx // io.ReaderAt has none
	bucket *blob.Bucket
	key    string
	size   int64
	block  []byte
	from   int64
}

func (r *ranges) ReadAt(p []byte, at int64) (n int, err error) {
	for n < len(p) {
		if at < 0 || at >= r.size {
			return n, io.EOF
		}
		if at < r.from || at >= r.from+int64(len(r.block)) {
			if err := r.fetch(at); err != nil {
				return n, err
			}
		}
		c := copy(p[n:], r.block[at-r.from:])
		n, at = n+c, at+int64(c)
	}
	return n, nil
}

func (r *ranges) fetch(at int64) error {
	from := at - at%blockSize
	in, err := r.bucket.NewRangeReader(r.ctx, r.key, from, min(blockSize, r.size-from), nil)
	if err != nil {
		return err
	}
	block, err := io.ReadAll(in)
	if err = errors.Join(err, in.Close()); err != nil {
		return err
	}
	if int64(len(block)) <= at-from {
		return io.ErrUnexpectedEOF
	}
	r.block, r.from = block, from
	return nil
}

func (r *ranges) Close() error { return nil }

func isGone(err error) bool { return gcerrors.Code(err) == gcerrors.NotFound }

// Put stores bytes under a key of another module, durable when it returns.
func (s *Storage) Put(ctx context.Context, key string, from io.Reader) error {
	w, err := s.create(ctx, key)
	if err != nil {
		return unavailable(err)
	}
	if _, err := io.Copy(w, from); err != nil {
		w.abort()
		return unavailable(err)
	}
	if err := w.commit(); err != nil {
		return unavailable(err)
	}
	return nil
}

// Read opens what Put stored.
func (s *Storage) Read(ctx context.Context, key string, size int64) (io.Reader, func(), error) {
	o, err := s.open(ctx, key, size)
	if err != nil {
		return nil, nil, unavailable(err)
	}
	return io.NewSectionReader(o, 0, size), func() { _ = o.Close() }, nil // only read from
}

// Remove takes away what Put stored.
func (s *Storage) Remove(ctx context.Context, key string) error { return s.remove(ctx, key) }
