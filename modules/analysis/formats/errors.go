package formats

import "fmt"

// NotThisFormatError says the bytes are not of the reader's format; the next reader may try.
type NotThisFormatError struct{ Format, Detail string }

func (e *NotThisFormatError) Error() string {
	return fmt.Sprintf("not a %s file: %s", e.Format, e.Detail)
}

// UnsupportedError says the format is right but this variant of it cannot be read.
type UnsupportedError struct{ Format, Variant string }

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s variant not supported: %s", e.Format, e.Variant)
}

// DamagedError says where the file stops making sense. What came before is kept.
type DamagedError struct {
	Offset int64
	Reason string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("damaged at byte %d: %s", e.Offset, e.Reason)
}

// LimitError says which limit the file would exceed. Got is what it asked for.
type LimitError struct {
	Limit    string
	Max, Got int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("over the limit of %d %s: %d", e.Max, e.Limit, e.Got)
}
