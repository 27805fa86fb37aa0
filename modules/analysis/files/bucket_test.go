package files_test

import (
	"context"
	"io"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
	"gocloud.dev/gcerrors"
)

// through is a driver over a portable bucket, so that tests can put a fault in front of any bucket.
type through struct{ b *blob.Bucket }

func (t through) ErrorCode(err error) gcerrors.ErrorCode { return gcerrors.Code(err) }
func (through) As(any) bool                              { return false }
func (through) ErrorAs(error, any) bool                  { return false }
func (t through) Close() error                           { return t.b.Close() }

func (t through) Delete(ctx context.Context, key string, _ *driver.DeleteOptions) error {
	return t.b.Delete(ctx, key)
}

func (t through) Attributes(ctx context.Context, key string) (*driver.Attributes, error) {
	a, err := t.b.Attributes(ctx, key)
	if err != nil {
		return nil, err
	}
	return &driver.Attributes{Size: a.Size, ModTime: a.ModTime}, nil
}

func (t through) ListPaged(context.Context, *driver.ListOptions) (*driver.ListPage, error) {
	return &driver.ListPage{}, nil
}

func (t through) NewRangeReader(ctx context.Context, key string, from, length int64, _ *driver.ReaderOptions) (driver.Reader, error) {
	r, err := t.b.NewRangeReader(ctx, key, from, length, nil)
	if err != nil {
		return nil, err
	}
	return reader{r}, nil
}

func (t through) NewTypedWriter(ctx context.Context, key, kind string, _ *driver.WriterOptions) (driver.Writer, error) {
	return t.b.NewWriter(ctx, key, &blob.WriterOptions{ContentType: kind})
}

func (through) Copy(context.Context, string, string, *driver.CopyOptions) error { return io.EOF }

func (through) SignedURL(context.Context, string, *driver.SignedURLOptions) (string, error) {
	return "", io.EOF
}

type reader struct{ *blob.Reader }

func (r reader) Attributes() *driver.ReaderAttributes {
	return &driver.ReaderAttributes{Size: r.Size(), ModTime: time.Unix(0, 0)}
}
func (r reader) As(any) bool { return false }
