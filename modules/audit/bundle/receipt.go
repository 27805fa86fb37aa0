package bundle

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Receipt tells, inside a PDF, what it is and that it is whole: the report can be checked without its package.
type Receipt struct {
	Form      string `json:"spectra"`
	PDF       string `json:"pdf_sha256"` // of what stands before the receipt
	OrgID     id.ID  `json:"org_id"`
	Record    Record `json:"record"`
	CreatedAt string `json:"created_at"`
	KeyID     string `json:"key_id"`
}

const (
	receiptForm = "receipt/v1"
	receiptMark = "\n%SPECTRA-RECEIPT "
	tailSize    = 8 << 10
)

// Stamp appends the receipt as a comment, and the end of the file again, as an incremental update of a PDF does.
func Stamp(pdf []byte, r Receipt, key Signer) ([]byte, error) {
	_, end, ok := ending(pdf)
	if !ok {
		return nil, errors.New("the PDF has no end")
	}
	sum := sha256.Sum256(pdf)
	r.Form, r.PDF = receiptForm, hex.EncodeToString(sum[:])
	text, err := signing.JCS(r)
	if err != nil {
		return nil, err
	}
	enc := base64.StdEncoding.EncodeToString
	return fmt.Appendf(pdf, "%s%s %s%s", receiptMark, enc(text), enc(key.Sign(text)), end), nil
}

// ending is what closes a PDF: the place of its table and the mark of its end.
func ending(pdf []byte) (at int, end []byte, ok bool) {
	at = bytes.LastIndex(pdf, []byte("\nstartxref\n"))
	if at < 0 {
		return 0, nil, false
	}
	end = bytes.Clone(pdf[at:])
	return at, append(bytes.TrimRight(end, "\n"), '\n'), bytes.HasSuffix(bytes.TrimSpace(end), []byte("%%EOF"))
}

// ReadReceipt checks the receipt of a PDF. Nothing of it may be another than was written.
func ReadReceipt(from io.ReaderAt, size int64, keys Keys) (*Receipt, error) {
	first := max(size-tailSize, 0)
	tail := make([]byte, size-first)
	if _, err := from.ReadAt(tail, first); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	at := bytes.LastIndex(tail, []byte(receiptMark))
	if at < 0 {
		return nil, &ForeignError{"this PDF carries no receipt of this product"}
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(from, 0, first+int64(at))); err != nil {
		return nil, err
	}
	line, end, _ := bytes.Cut(tail[at+len(receiptMark):], []byte("\n"))
	r, text, mac, err := openReceipt(line)
	if err != nil {
		return nil, err
	}
	_, want, _ := ending(tail[:at])
	public := keys.Signing[r.KeyID]
	switch {
	case public == nil:
		return r, &damage{ReportName, "the receipt names the key " + r.KeyID + ", which is not among the public keys"}
	case !ed25519.Verify(public, text, mac):
		return r, &damage{ReportName, "the receipt was not signed by its key"}
	case hex.EncodeToString(sum.Sum(nil)) != r.PDF || "\n"+string(end) != string(want):
		return r, &damage{ReportName, "the PDF is not what was signed"}
	}
	return r, nil
}

func openReceipt(line []byte) (r *Receipt, text, mac []byte, err error) {
	one, two, _ := bytes.Cut(line, []byte(" "))
	strict := base64.StdEncoding.Strict()
	if text, err = strict.DecodeString(string(one)); err == nil {
		mac, err = strict.DecodeString(string(two))
	}
	r = &Receipt{}
	if err != nil || json.Unmarshal(text, r) != nil || r.Form != receiptForm {
		return nil, nil, nil, &damage{ReportName, "the receipt cannot be read"}
	}
	return r, text, mac, nil
}
