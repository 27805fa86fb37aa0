package values

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

var decimalForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)

// Decimal reads a number written as JSON string or number and keeps its text: "1.10" stays 1.10. What is no number of
// double range is refused, NaN and infinity among it.
func Decimal(raw json.RawMessage) (string, bool) {
	text := string(raw)
	if strings.HasPrefix(text, `"`) && json.Unmarshal(raw, &text) != nil {
		return "", false
	}
	return text, IsDecimal(text)
}

// IsDecimal reports whether the text is a decimal number that a double can approach. What no double can hold, no method
// could compute with (API.md §1 "Strict input"). A measured value never needs more than 60 characters; numeric would
// take 131072 digits.
func IsDecimal(text string) bool {
	if len(text) > 60 || !decimalForm.MatchString(text) {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
