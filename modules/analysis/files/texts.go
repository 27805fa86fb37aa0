package files

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/extract"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/words"
)

const (
	textEvery   = 5 * time.Second
	queueEvery  = time.Hour
	textTime    = 30 * time.Second
	textBatch   = 20
	textTries   = 3        // a file that ends the server while it is read must not do so for ever
	largestText = 64 << 20 // larger PDF and office files are not looked into
)

// Jobs registers what is done after an upload: the text of a file is taken out, so that search finds it.
func (s *Service) Jobs(reg *jobs.Registry) {
	reg.Every("file.text_queued", queueEvery, s.QueueTexts)
	reg.Every("file.indexed", textEvery, s.IndexTexts)
}

// QueueTexts lets files that were stored without it wait for their text to be taken out.
func (s *Service) QueueTexts(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, s.store.queueTexts)
}

// IndexTexts takes the text out of all files that wait.
func (s *Service) IndexTexts(ctx context.Context) error {
	for {
		var batch []waiting
		err := s.kit.DB.InTx(ctx, func(ctx context.Context) (err error) {
			batch, err = s.store.nextTexts(ctx, textBatch)
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for i := range batch {
			if err := s.indexText(ctx, &batch[i]); err != nil {
				return err
			}
		}
	}
}

func (s *Service) indexText(ctx context.Context, f *waiting) error {
	status, note, text := "failed", "reading the text ended the server several times", ""
	if f.Attempts <= textTries {
		found, err := s.text(ctx, &f.File)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		text = found
		status, note = outcome(found, err)
		if errors.Is(err, errStorage) && !isGone(err) { // not the file's fault: it waits for the next turn
			return errors.Join(err, s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.store.untried(ctx, f.ID) }))
		}
	}
	var list []string
	if text != "" {
		list = append([]string{words.Org(tenancy.Must(ctx).Org)}, words.Of(text)...)
	}
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		return s.store.keepText(ctx, f.ID, status, note, text, strings.Join(list, " "))
	})
}

// errStorage marks faults that are not the file's.
var errStorage = errors.New("the stored bytes cannot be read now")

func outcome(text string, err error) (status, note string) {
	switch {
	case err == nil && text == "", errors.Is(err, extract.ErrUnsupported) && text == "":
		return "none", ""
	case err == nil, errors.Is(err, extract.ErrUnsupported):
		return "indexed", ""
	case extract.Truncated(err), text != "":
		return "indexed", printable(err)
	}
	return "failed", printable(err)
}

func printable(err error) string {
	text := strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(err.Error(), ""))
	return text[:min(len(text), 300)]
}

// text takes the text out of the stored bytes: what stands in the file, or for data without text what its reader found
// in its header. It is bounded in time; extract bounds the rest.
func (s *Service) text(ctx context.Context, f *File) (string, error) {
	object, err := s.o.Storage.open(ctx, f.StorageKey, f.Size)
	if err != nil {
		return "", errors.Join(errStorage, err)
	}
	defer func() { _ = object.Close() }() // only read from
	timed, cancel := context.WithTimeout(ctx, textTime)
	defer cancel()
	text, err := extract.Text(timed, object, f.Size, f.Filename)
	switch {
	case errors.Is(err, extract.ErrPDF) && s.o.PDF != nil && f.Size <= largestText:
		return s.o.PDF(timed, io.NewSectionReader(object, 0, f.Size))
	case errors.Is(err, extract.ErrPDF):
		return "", extract.ErrUnsupported
	case text == "" && f.Parser != nil:
		return s.header(ctx, f)
	}
	return text, err
}

// header is what the readers found beside the numbers: titles, instrument, operator, comments.
func (s *Service) header(ctx context.Context, f *File) (string, error) {
	found, err := s.store.headers(ctx, f.ID)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, t := range found {
		var meta []struct{ Key, Value, Unit string }
		if err := json.Unmarshal(t.Meta, &meta); err != nil {
			return "", err
		}
		b.WriteString(t.Title + "\n" + t.Technique + "\n")
		for _, m := range meta {
			b.WriteString(m.Key + " " + m.Value + " " + m.Unit + "\n")
		}
	}
	return extract.Text(ctx, strings.NewReader(b.String()), int64(b.Len()), "header.txt")
}
