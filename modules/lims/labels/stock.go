package labels

import "slices"

// Stock is a kind of label: a sheet of some, or a roll of single ones. Lengths are millimetres.
type Stock struct {
	Name          string
	About         string
	Width, Height float64 // of one label
	Columns, Rows int     // on a sheet; 1 × 1 is a roll
	PageW, PageH  float64
	Left, Top     float64 // of the first label
	PitchX        float64 // from one column to the next; rows touch
}

const (
	defaultSheet = "avery-l7160"
	defaultRoll  = "roll-50x25"
)

// stocks are labels that laboratories buy. Sheets have the makers' sizes.
func stocks() []Stock {
	const a4w, a4h, letterW, letterH = 210, 297, 215.9, 279.4
	return []Stock{
		{"avery-l7160", "A4, 3 × 7, 63.5 × 38.1 mm", 63.5, 38.1, 3, 7, a4w, a4h, 7.25, 15.15, 66},
		{"avery-l7159", "A4, 3 × 8, 63.5 × 33.9 mm", 63.5, 33.9, 3, 8, a4w, a4h, 7.25, 12.9, 66},
		{"avery-l7651", "A4, 5 × 13, 38.1 × 21.2 mm", 38.1, 21.2, 5, 13, a4w, a4h, 4.75, 10.7, 40.6},
		{"avery-5160", "US Letter, 3 × 10, 2⅝ × 1 inch", 66.675, 25.4, 3, 10, letterW, letterH, 4.7625, 12.7, 69.85},
		{"avery-5163", "US Letter, 2 × 5, 4 × 2 inch", 101.6, 50.8, 2, 5, letterW, letterH, 3.96875, 12.7, 106.3625},
		roll("roll-50x25", "roll, 50 × 25 mm", 50, 25),
		roll("roll-57x32", "roll, 2¼ × 1¼ inch", 57.15, 31.75),
		roll("roll-102x51", "roll, 4 × 2 inch", 101.6, 50.8),
	}
}

func roll(name, about string, w, h float64) Stock {
	return Stock{Name: name, About: about, Width: w, Height: h, Columns: 1, Rows: 1, PageW: w, PageH: h, PitchX: w}
}

func (s *Stock) perPage() int { return s.Columns * s.Rows }

// place is the corner of a label on its page.
func (s *Stock) place(n int) (x, y float64) {
	return s.Left + float64(n%s.Columns)*s.PitchX, s.Top + float64(n/s.Columns%s.Rows)*s.Height
}

func stockNamed(name string) *Stock {
	all := stocks()
	if i := slices.IndexFunc(all, func(s Stock) bool { return s.Name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}
