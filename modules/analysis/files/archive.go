package files

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/internal/stall"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const (
	maxNamed    = 200  // ids in an address
	maxArchived = 1000 // files of a sample or experiment
)

// entry is one file of an archive in its manifest.
type entry struct {
	Name       string    `json:"name"`
	ID         id.ID     `json:"id"`
	Code       string    `json:"code"`
	Filename   string    `json:"filename"`
	Path       *string   `json:"path"`
	Size       int64     `json:"size"`
	SHA256     string    `json:"sha256"`
	Sample     *string   `json:"sample_code"`
	Experiment *string   `json:"experiment_code"`
	Instrument *string   `json:"instrument_code"`
	CreatedAt  time.Time `json:"created_at"`
}

// archiveOf sends many files as one ZIP. All are checked before the first byte leaves: a damaged original must not pass
// for the record, and afterwards no status could say so.
func (s *Service) archiveOf(ctx context.Context, x *endpoint.Exchange) error {
	list, err := s.wanted(ctx, x.Request.URL.Query())
	if err != nil {
		return err
	}
	ids := make([]id.ID, len(list))
	for i := range list {
		_, done, err := s.Open(ctx, &list[i].File)
		if err != nil {
			return err
		}
		done()
		ids[i] = list[i].ID
	}
	if err := x.Exported(ctx, map[string]any{"files": ids, "query": x.Request.URL.RawQuery}); err != nil {
		return err
	}
	w, release := stall.Writer(x.Writer)
	defer release()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", disposition("files"+s.kit.Clock().UTC().Format("-2006-01-02-150405")+".zip"))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	z := zip.NewWriter(w)
	if err := s.pack(ctx, z, list); err != nil {
		return err
	}
	return z.Close()
}

// wanted are the files that the query names.
func (s *Service) wanted(ctx context.Context, q url.Values) ([]Item, error) {
	owner, err := page.ParseIDs(map[string]string{"sample_id": q.Get("sample_id"), "experiment_id": q.Get("experiment_id")})
	if err != nil {
		return nil, err
	}
	var ids []id.ID
	if text := q.Get("ids"); text != "" {
		for word := range strings.SplitSeq(text, ",") {
			v, ok := id.Parse(word)
			if !ok || len(ids) == maxNamed {
				return nil, apperr.InvalidField("?ids", "invalid", "Send the ids of at most %d files, separated by commas.", maxNamed)
			}
			ids = append(ids, v)
		}
	}
	if (len(ids) > 0) == (len(owner) > 0) {
		return nil, apperr.InvalidField("?ids", "required", "Say which files: by ids, or by sample_id or experiment_id.")
	}
	list, err := s.store.several(ctx, ids, owner["sample_id"], owner["experiment_id"], maxArchived+1)
	seen := map[id.ID]bool{}
	for _, v := range ids {
		seen[v] = true
	}
	switch {
	case err != nil:
		return nil, err
	case len(list) > maxArchived:
		return nil, apperr.New(apperr.Invalid, "too_many_files", "There are more than %d files; take them in several archives by ids.", maxArchived)
	case len(list) == 0, len(list) < len(seen):
		return nil, apperr.Missing("file")
	}
	return list, nil
}

// pack writes the files and what they are: SHA256SUMS for sha256sum -c, manifest.json for programs.
func (s *Service) pack(ctx context.Context, z *zip.Writer, list []Item) error {
	taken := map[string]bool{"sha256sums": true, "manifest.json": true}
	manifest := make([]entry, len(list))
	var sums strings.Builder
	for i := range list {
		f := &list[i]
		name := unpackable(f.Filename)
		if f.Path != nil {
			name = unpackable(*f.Path)
		}
		name = unique(taken, name)
		if err := s.packOne(ctx, z, &f.File, name); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, name)
		manifest[i] = entry{Name: name, ID: f.ID, Code: f.Code, Filename: f.Filename, Path: f.Path, Size: f.Size, SHA256: f.SHA256, Sample: f.SampleCode,
			Experiment: f.ExperimentCode, Instrument: f.InstrumentCode, CreatedAt: f.CreatedAt}
	}
	text, err := json.MarshalIndent(map[string]any{"files": manifest}, "", "  ")
	if err != nil {
		return err
	}
	for _, about := range [][2]string{{"SHA256SUMS", sums.String()}, {"manifest.json", string(text) + "\n"}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: about[0], Method: zip.Deflate, Modified: s.kit.Clock().UTC()})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, about[1]); err != nil {
			return err
		}
	}
	return nil
}

var errChanged = errors.New("the stored bytes changed while they were sent")

func (s *Service) packOne(ctx context.Context, z *zip.Writer, f *File, name string) error {
	o, err := s.o.Storage.open(ctx, f.StorageKey, f.Size)
	if err != nil {
		return err
	}
	defer func() { _ = o.Close() }() // only read from
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: f.CreatedAt.UTC()})
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyBuffer(onlyWriter{io.MultiWriter(w, sum)}, alive{ctx, io.NewSectionReader(o, 0, f.Size)}, make([]byte, 256<<10)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.SHA256 { // the archive ends without its directory, and opens nowhere
		return errChanged
	}
	return nil
}

// unique gives a name that no file system takes for one that is there, nor for a folder of one.
func unique(taken map[string]bool, name string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	out := name
	for n := 2; taken[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s (%d)%s", stem, n, ext)
	}
	taken[strings.ToLower(out)] = true
	for dir := path.Dir(out); dir != "."; dir = path.Dir(dir) {
		taken[strings.ToLower(dir)] = true
	}
	return out
}
