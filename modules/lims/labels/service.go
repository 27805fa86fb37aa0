package labels

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Service makes labels.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

const (
	pdfType = "application/pdf"
	zplType = "application/zpl"
	// mostPrinted bounds the labels of one file, copies included.
	mostPrinted = 5000
	mostFaults  = 100
)

// Order says what to print on what.
type Order struct {
	IDs    []id.ID `json:"ids" minItems:"1" maxItems:"1000" doc:"What to label, in this order."`
	Format string  `json:"format" enum:"pdf,zpl"`
	Stock  string  `json:"stock,omitempty" enum:"avery-l7160,avery-l7159,avery-l7651,avery-5160,avery-5163,roll-50x25,roll-57x32,roll-102x51" doc:"Kind of label; avery-l7160 for PDF and roll-50x25 for ZPL when absent."`
	Start  int     `json:"start,omitempty" minimum:"1" maximum:"65" doc:"First free label of the first sheet, counted row by row; 1 when absent."`
	Copies int     `json:"copies,omitempty" minimum:"1" maximum:"100" doc:"Of each label, one after the other; 1 when absent."`
	DPI    int     `json:"dpi,omitempty" enum:"203,300,600" doc:"Dots per inch of the label printer, for ZPL; 203 when absent."`
}

// order is an Order whose parts fit each other.
type order struct {
	Order
	stock *Stock
}

func (in Order) open() (*order, error) {
	o := &order{in, nil}
	o.Start, o.Copies = max(o.Start, 1), max(o.Copies, 1)
	if o.Stock == "" {
		o.Stock = map[string]string{"pdf": defaultSheet, "zpl": defaultRoll}[o.Format]
	}
	o.stock = stockNamed(o.Stock)
	switch {
	case o.stock == nil:
		return nil, apperr.InvalidField("/stock", "not_allowed", "There is no such stock.")
	case o.Format == "zpl" && o.stock.perPage() > 1:
		return nil, apperr.InvalidField("/stock", "not_allowed", "A label printer takes rolls; %s is a sheet for PDF.", o.Stock)
	case o.Format == "pdf" && o.DPI != 0:
		return nil, apperr.InvalidField("/dpi", "not_allowed", "A PDF has no dots; dpi is for ZPL.")
	case o.Start > o.stock.perPage():
		return nil, apperr.InvalidField("/start", "out_of_range", "%s has %d labels on a page.", o.Stock, o.stock.perPage())
	case len(o.IDs)*o.Copies > mostPrinted:
		return nil, apperr.InvalidField("/copies", "too_many", "One file has at most %d labels; this would be %d.", mostPrinted, len(o.IDs)*o.Copies)
	}
	if o.DPI == 0 {
		o.DPI = 203
	}
	seen := map[id.ID]bool{}
	for i, one := range o.IDs {
		if seen[one] {
			return nil, apperr.InvalidField("/ids/"+strconv.Itoa(i), "duplicate", "Name each thing once; copies prints a label several times.")
		}
		seen[one] = true
	}
	return o, nil
}

// print makes the file. what is the word for one of the things.
func (s *Service) print(ctx context.Context, what string, in Order, find func(context.Context, []id.ID) ([]thing, error)) (*endpoint.File, error) {
	o, err := in.open()
	if err != nil {
		return nil, err
	}
	found, err := find(ctx, o.IDs)
	if err != nil {
		return nil, err
	}
	owner, err := s.store.organization(ctx)
	if err != nil {
		return nil, err
	}
	labels, err := s.labels(what, owner, o.IDs, found)
	if err != nil {
		return nil, err
	}
	f := &endpoint.File{Name: what + "-labels" + s.kit.Clock().UTC().Format("-2006-01-02-150405.") + o.Format, Type: pdfType,
		Remark: fmt.Sprintf("%s, %d labels, %d copies, %s to %s", o.Format, len(labels), o.Copies, labels[0].Code, labels[len(labels)-1].Code),
		Facts:  map[string]any{"format": o.Format, "stock": o.Stock, "copies": o.Copies, "codes": codes(labels)}}
	if o.Format == "zpl" {
		f.Type = zplType
		f.Content, err = zpl(labels, o.stock, map[int]int{203: 8, 300: 12, 600: 24}[o.DPI], o.Copies)
	} else {
		f.Content, err = pdf(labels, o.stock, o.Start, o.Copies, s.kit.Clock())
	}
	return f, err
}

// labels are in the order of the ids; what is not found is named, each by its place.
func (s *Service) labels(what, owner string, ids []id.ID, found []thing) ([]Label, error) {
	byID := make(map[id.ID]*thing, len(found))
	for i := range found {
		byID[found[i].ID] = &found[i]
	}
	out := make([]Label, 0, len(ids))
	var missing *apperr.Error
	for i, one := range ids {
		t := byID[one]
		if t == nil {
			if missing == nil {
				missing = apperr.New(apperr.Invalid, "invalid", "Some of what is to be labelled is not there.")
			}
			if len(missing.Fields) < mostFaults {
				missing = missing.At("/ids/"+strconv.Itoa(i), "unknown_reference", "There is no such %s.", what)
			}
			continue
		}
		out = append(out, Label{Code: t.Code, Name: t.Name, About: t.About, Hazards: t.Hazards, Link: s.kit.Pages + "/r/" + t.Code,
			Foot: owner + " · " + t.CreatedAt.UTC().Format("2006-01-02")})
	}
	if missing != nil {
		return nil, missing
	}
	return out, nil
}

func codes(labels []Label) string {
	all := make([]string, len(labels))
	for i := range labels {
		all[i] = labels[i].Code
	}
	return strings.Join(all, " ")
}
