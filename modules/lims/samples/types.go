package samples

import "strings"

// Type is a kind of sample.
type Type struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// Types are the kinds every organisation starts with (API.md §6.3).
func Types() []Type {
	return []Type{{"wafer", "Wafer"}, {"die", "Die"}, {"chip", "Chip"}, {"thin_film", "Thin film"}, {"powder", "Powder"},
		{"liquid", "Liquid"}, {"other", "Other"}}
}

func knownType(key string) bool {
	for _, t := range Types() {
		if t.Key == key {
			return true
		}
	}
	return false
}

func typeKeys() string {
	keys := make([]string, 0, 8)
	for _, t := range Types() {
		keys = append(keys, t.Key)
	}
	return strings.Join(keys, ", ")
}

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
