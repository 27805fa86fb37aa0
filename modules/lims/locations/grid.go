package locations

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// The ways to label the positions of a grid.
const (
	Letters = "letters" // A1, A2 … B1: row and column
	Numbers = "numbers" // 1, 2 …: along the rows
)

// maxSide bounds the rows and columns of a grid.
const maxSide = 100

// Grid are positions in a place, as in a box or a cassette.
type Grid struct {
	Rows    int    `json:"rows" minimum:"1" maximum:"100"`
	Columns int    `json:"columns" minimum:"1" maximum:"100"`
	Labels  string `json:"labels,omitempty" enum:"letters,numbers" default:"letters" doc:"letters: A1, A2 … B1; numbers: 1, 2 … along the rows, as the slots of a cassette."`
}

// Size is how many positions there are.
func (g *Grid) Size() int { return g.Rows * g.Columns }

// Label names the n-th position, counted from 0 along the rows.
func (g *Grid) Label(n int) string {
	if g.Labels == Numbers {
		return strconv.Itoa(n + 1)
	}
	return letters(n/g.Columns) + strconv.Itoa(n%g.Columns+1)
}

// letters counts as spreadsheets do: A … Z, AA, AB …
func letters(n int) string {
	if n < 26 {
		return string("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n])
	}
	return letters(n/26-1) + letters(n%26)
}

// Index finds the position that a label names; "a01" is A1.
func (g *Grid) Index(label string) (n int, ok bool) {
	label = strings.ToUpper(strings.TrimSpace(label))
	rest := strings.TrimLeft(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	number, err := strconv.Atoi(rest)
	word := strings.TrimSuffix(label, rest)
	if err != nil || number < 1 || len(label) > 6 || (word == "") != (g.Labels == Numbers) {
		return 0, false
	}
	if g.Labels == Numbers {
		return number - 1, number <= g.Size()
	}
	row := 0
	for _, c := range word {
		row = row*26 + int(c-'A') + 1
	}
	return (row-1)*g.Columns + number - 1, row <= g.Rows && number <= g.Columns
}

// check completes a grid and notes what is wrong with it.
func (g *Grid) check(f *values.Faults, pointer string) {
	if g.Labels == "" {
		g.Labels = Letters
	}
	if g.Labels != Letters && g.Labels != Numbers {
		f.Add(pointer+"/labels", "not_allowed", "Positions have letters (A1) or numbers (1).")
	}
	if g.Rows < 1 || g.Rows > maxSide {
		f.Add(pointer+"/rows", "out_of_range", "A grid has 1 to %d rows.", maxSide)
	}
	if g.Columns < 1 || g.Columns > maxSide {
		f.Add(pointer+"/columns", "out_of_range", "A grid has 1 to %d columns.", maxSide)
	}
}

// GormDataType names the column type for GORM.
func (Grid) GormDataType() string { return "jsonb" }

// Value writes the grid as JSON.
func (g Grid) Value() (driver.Value, error) {
	b, err := json.Marshal(g)
	return string(b), err
}

// Scan reads the grid.
func (g *Grid) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return json.Unmarshal([]byte(v), g)
	case []byte:
		return json.Unmarshal(v, g)
	}
	return fmt.Errorf("locations: cannot read %T as a grid", src)
}
