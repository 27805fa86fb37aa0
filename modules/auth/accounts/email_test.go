package accounts

import (
	"strings"
	"testing"
)

func TestP11_25_Fold(t *testing.T) {
	for _, twin := range []string{"ada@lab.example", "ADA@LAB.EXAMPLE", " ada@lab.example", "ａｄａ@lab.example", "Ada@Lab.Example"} {
		if Fold(twin) != "ada@lab.example" {
			t.Errorf("%q folds to %q", twin, Fold(twin))
		}
	}
	if Fold("STRASSE@x.example") != Fold("straße@x.example") {
		t.Error("ß and SS are two logins")
	}
}

func TestAddress(t *testing.T) {
	for address, ok := range map[string]bool{
		"ada@lab.example": true, "jürgen@münchen.example": true, "a+b@lab.example": true, "o'neil@lab.example": true,
		"": false, "ada": false, "@": false, "ada@": false, "@lab.example": false, "a@b@c": false, "ada @lab.example": false, "Ada <ada@lab.example>": false,
		"ada@lab.example\nbcc: x@y.z": false, "ada@lab.example, x@y.z": false, "a\x00@lab.example": false, strings.Repeat("a", 250) + "@lab.example": false, "a\u202eb@lab.example": false,
	} {
		if _, _, err := Address("/email", address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}
