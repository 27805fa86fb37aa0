package samples

import "strings"

// ghs gives the word of a GHS pictogram (UN GHS annex 1) for its number or any spelling of the word, so that
// "Flammable", "GHS02" and "flammable" are one hazard; other short texts stay as they are.
func ghs(s string) string {
	words := [...]string{"explosive", "flammable", "oxidizing", "compressed_gas", "corrosive", "toxic", "irritant", "health_hazard", "environmental_hazard"}
	key := strings.NewReplacer(" ", "_", "-", "_", "oxidising", "oxidizing").Replace(strings.ToLower(s))
	for i, w := range words {
		if key == w || key == "ghs0"+string(rune('1'+i)) {
			return w
		}
	}
	return s
}
