package accounts

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// maxAddress is the longest address SMTP carries (RFC 5321 §4.5.3.1.3).
const maxAddress = 254

// Fold makes addresses comparable: NFKC and case folded, so that two that look alike are one login (P11-25).
func Fold(address string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(strings.TrimSpace(address))))
}

// Address checks an address that a person is to get, and gives it as shown and as compared.
func Address(pointer, address string) (shown, folded string, err error) {
	shown = norm.NFKC.String(strings.TrimSpace(address))
	parsed, perr := mail.ParseAddress(shown)
	if perr != nil || parsed.Address != shown || len(shown) > maxAddress || strings.ContainsFunc(shown, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return "", "", apperr.InvalidField(pointer, "invalid", "This is not an e-mail address.")
	}
	return shown, Fold(shown), nil
}
