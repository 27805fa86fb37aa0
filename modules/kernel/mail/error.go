package mail

import (
	"errors"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Error says why a message did not go out.
type Error struct {
	Permanent bool // this message will never be taken: trying again is of no use
	Server    bool // no message would have gone out: unreachable, silent, or it does not let us in
	Text      string
}

// Error is one line; it holds no password.
func (e *Error) Error() string { return e.Text }

// explain tells three cases apart: the server does not work for us, it does not want this message for now (4xx, RFC 5321
// section 4.2.1), or never (5xx). A refused sender is a fault of the configuration and so of the server.
func explain(err error) error {
	var se *gomail.SendError
	if !errors.As(err, &se) {
		return &Error{Server: true, Text: short(err)}
	}
	code := code(se)
	switch se.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose, gomail.ErrWriteContent:
		return &Error{Permanent: code >= 500, Server: code == 0, Text: short(err)}
	case gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return &Error{Permanent: true, Text: short(err)}
	}
	return &Error{Server: true, Text: short(err)}
}

// code is the answer's number; 0 when there was no answer.
func code(se *gomail.SendError) int {
	if n := se.ErrorCode(); n != 0 {
		return n
	}
	_, text, _ := strings.Cut(se.Error(), ": ")
	if len(text) < 3 || text[0] != '4' && text[0] != '5' {
		return 0
	}
	n, err := strconv.Atoi(text[:3])
	if err != nil {
		return 0
	}
	return n
}

// short keeps what a server says within bounds.
func short(err error) string {
	text := []rune(strings.ToValidUTF8(line(err.Error()), "?"))
	if len(text) > 500 {
		text = text[:500]
	}
	return string(text)
}
