package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
)

// maxPages is how many pages of a PDF are read.
const maxPages = 2_000

// PDF takes the text of a PDF. The format lets a file of a few bytes ask for any memory and any time, so this runs in a
// process that has little of both and can be ended.
func PDF(ctx context.Context, r io.ReaderAt, size int64) (text string, err error) {
	out := &sink{ctx: ctx}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the PDF is damaged: %v", p)
		}
		text = out.String()
	}()
	doc, err := pdf.NewReader(r, size)
	if err != nil {
		if errors.Is(err, pdf.ErrInvalidPassword) || strings.Contains(err.Error(), "encrypt") {
			return "", ErrEncrypted
		}
		return "", errors.New("the PDF is damaged")
	}
	info := doc.Trailer().Key("Info")
	for _, key := range []string{"Title", "Author", "Subject", "Keywords"} {
		if err := out.add(info.Key(key).Text() + "\n"); err != nil {
			return "", err
		}
	}
	for n := 1; n <= min(doc.NumPage(), maxPages); n++ {
		if err := pageText(out, doc.Page(n)); err != nil {
			return "", err
		}
	}
	return "", nil
}

// apart is from which gap on, in thousandths of the letter height, two pieces of a line are two words: TeX writes its
// spaces so.
const apart = -180

// pageText takes the text of one page; a page that cannot be read costs itself alone.
func pageText(out *sink, p pdf.Page) (err error) {
	defer func() {
		if fault := recover(); fault != nil && err == nil {
			err = out.ctx.Err()
		}
	}()
	contents := p.V.Key("Contents")
	if p.V.IsNull() || contents.IsNull() {
		return nil
	}
	fonts := map[string]pdf.TextEncoding{}
	var enc pdf.TextEncoding
	show := func(v pdf.Value) {
		if raw := v.RawString(); enc != nil {
			err = errors.Join(err, out.add(enc.Decode(raw)))
		} else {
			err = errors.Join(err, out.add(raw))
		}
	}
	pdf.Interpret(contents, func(stack *pdf.Stack, op string) {
		args := operands(stack)
		if err != nil {
			panic("enough") // Interpret has no other end
		}
		switch op {
		case "BT", "T*", "Td", "TD", "Tm", "ET":
			out.gap()
		case "Tf":
			if len(args) == 2 {
				name := args[0].Name()
				if fonts[name] == nil {
					f := p.Font(name)
					fonts[name] = f.Encoder()
				}
				enc = fonts[name]
			}
		case "'", "\"":
			out.gap()
			fallthrough
		case "Tj":
			if len(args) > 0 {
				show(args[len(args)-1])
			}
		case "TJ":
			for i := 0; len(args) > 0 && i < args[0].Len(); i++ {
				switch x := args[0].Index(i); x.Kind() {
				case pdf.String:
					show(x)
				case pdf.Integer, pdf.Real:
					if x.Float64() < apart {
						out.gap()
					}
				}
			}
		}
	})
	return err
}

// operands takes what stands before an operator.
func operands(stack *pdf.Stack) []pdf.Value {
	args := make([]pdf.Value, stack.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stack.Pop()
	}
	return args
}
