package samples

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// kind says how a column travels and how it is written.
type kind uint8

const (
	asText kind = iota
	asUUID
	asInt
	asTime
	asWords
	asQuantity // quantity_text; quantity_unit follows
	asUnit
	asPerson // an id; the name follows
	asName
	asJSON // text that is JSON already
)

// binary tells whether pgx asks for the binary form.
func (k kind) binary() bool { return k >= asUUID && k <= asWords || k == asPerson }

// column is one expression of the select list. The API's member has the column's name.
type column struct {
	name string
	sql  string
	kind kind
}

// columns are what a list item shows, in the order of Item. s is the sample, p its project, o its parent, u who
// registered it, lp the path of its place, cu who holds it.
var columns = [...]column{
	{"id", "s.id", asUUID}, {"org_id", "s.org_id", asUUID}, {"code", "s.code", asText}, {"name", "s.name", asText},
	{"sample_type", "s.sample_type", asText}, {"status", "s.status", asText},
	{"project_id", "s.project_id", asUUID}, {"project_code", "p.code", asText}, {"project_name", "p.name", asText},
	{"parent_id", "o.id", asUUID}, {"parent_code", "o.code", asText}, {"parent_name", "o.name", asText},
	{"lot", "s.lot", asText}, {"barcode", "s.barcode", asText}, {"location", "coalesce(lp.path, s.location)", asText}, {"material", "s.material", asText},
	{"description", "s.description", asText}, {"quantity", "s.quantity_text", asQuantity}, {"quantity_unit", "s.quantity_unit", asUnit},
	{"hazards", "s.hazards", asWords}, {"die_row", "s.die_row", asInt}, {"die_col", "s.die_col", asInt}, {"version", "s.version", asInt},
	{"created_at", "s.created_at", asTime}, {"created_by", "s.created_by", asUUID}, {"created_by_name", "u.name", asText},
	{"updated_at", "s.updated_at", asTime}, {"archived_at", "s.archived_at", asTime}, {"locked_at", "s.locked_at", asTime},
	{"location_id", "s.location_id", asUUID}, {"location_path", "lp.path", asText}, {"custodian", "s.custodian_id", asPerson}, {"custodian_name", "cu.name", asName},
	{"pending_custody", pending, asJSON}, {"type_version", "s.type_version", asInt},
	{"position", "s.position", asText},
	{"received_at", "s.received_at", asTime}, {"expires_at", "s.expires_at", asTime},
	{"minimum_quantity", "s.minimum_text", asQuantity}, {"minimum_unit", "s.minimum_unit", asUnit}, {"low_stock_since", "s.low_stock_since", asTime},
}

// Positions of columns that Go code looks at.
const (
	colID, colCode, colName, colStatus = 0, 2, 3, 5
	colVersion, colCreated             = 22, 23
	colUpdated, colArchived, colLocked = 26, 27, 28
	colCustodian, colPending           = 31, 33
	colExpires                         = 37
	colMetadata                        = len(columns) // behind them
)

func selectList() string { return selectInstead(nil) }

// selectInstead takes other SQL for some columns.
func selectInstead(of map[string]string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c.sql
		if other, ok := of[c.name]; ok {
			parts[i] = other
		}
	}
	return strings.Join(parts, ", ")
}

// appendRow writes the members of one row, without braces. Values are in binary wire form: pgx asks for it for every
// type here but text, whose two forms are the same.
func appendRow(dst []byte, raw [][]byte) ([]byte, error) {
	var err error
	for i := range columns {
		c := columns[i]
		if c.kind == asUnit || c.kind == asName {
			continue
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '"')
		dst = append(dst, c.name...)
		dst = append(dst, '"', ':')
		switch v := raw[i]; {
		case v == nil:
			dst = append(dst, "null"...)
		case c.kind == asQuantity:
			dst = append(appendString(append(dst, `{"value":`...), v), `,"unit":`...)
			dst = append(appendString(dst, raw[i+1]), '}')
		case c.kind == asPerson:
			dst = append(appendUUID(append(dst, `{"id":"`...), v), `","name":`...)
			dst = append(appendString(dst, raw[i+1]), '}')
		case c.kind == asJSON:
			dst = append(dst, v...)
		default:
			if dst, err = appendValue(dst, c.kind, v); err != nil {
				return nil, fmt.Errorf("column %s: %w", c.name, err)
			}
		}
	}
	return dst, nil
}

func appendValue(dst []byte, k kind, v []byte) ([]byte, error) {
	switch {
	case k == asText:
		return appendString(dst, v), nil
	case k == asUUID && len(v) == 16:
		return append(appendUUID(append(dst, '"'), v), '"'), nil
	case k == asInt && len(v) == 4:
		return strconv.AppendInt(dst, int64(int32(binary.BigEndian.Uint32(v))), 10), nil //nolint:gosec // int4 on the wire
	case k == asTime && len(v) == 8:
		return append(appendTime(append(dst, '"'), v), '"'), nil
	case k == asWords:
		return appendWords(dst, v)
	}
	return nil, fmt.Errorf("unexpected wire form of %d bytes", len(v))
}

func appendUUID(dst, v []byte) []byte {
	var b [36]byte
	hex.Encode(b[0:8], v[0:4])
	hex.Encode(b[9:13], v[4:6])
	hex.Encode(b[14:18], v[6:8])
	hex.Encode(b[19:23], v[8:10])
	hex.Encode(b[24:36], v[10:16])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return append(dst, b[:]...)
}

// microseconds from 1970 to 2000, where PostgreSQL's timestamps begin.
const epoch2000 = 946_684_800_000_000

const timeForm = "2006-01-02T15:04:05.000000Z"

func appendTime(dst, v []byte) []byte { return timeOf(v).AppendFormat(dst, timeForm) }

func timeOf(v []byte) time.Time {
	us := int64(binary.BigEndian.Uint64(v)) + epoch2000 //nolint:gosec // int8 on the wire
	return time.UnixMicro(us).UTC()
}

// appendWords writes a one-dimensional text[]: dimensions, flags, element type, length, lower bound, elements.
func appendWords(dst, v []byte) ([]byte, error) {
	dst = append(dst, '[')
	switch {
	case len(v) < 12 || binary.BigEndian.Uint32(v) > 1:
		return nil, errors.New("no array of one dimension")
	case v[3] == 0:
		return append(dst, ']'), nil
	case len(v) < 20:
		return nil, errors.New("array cut short")
	}
	n, rest := int(binary.BigEndian.Uint32(v[12:])), v[20:]
	for i := range n {
		if len(rest) < 4 || len(rest)-4 < int(binary.BigEndian.Uint32(rest)) {
			return nil, errors.New("array cut short")
		}
		size := int(binary.BigEndian.Uint32(rest))
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, rest[4:4+size])
		rest = rest[4+size:]
	}
	return append(dst, ']'), nil
}

const (
	hexDigits    = "0123456789abcdef"
	shortEscapes = "btn?fr" // from backspace on; vertical tab has none
)

// appendString writes a JSON string; the database guarantees valid UTF-8.
func appendString[S string | []byte](dst []byte, s S) []byte {
	dst = append(dst, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\b', '\t', '\n', '\f', '\r':
			dst = append(dst, '\\', shortEscapes[c-'\b'])
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		from = i + 1
	}
	return append(append(dst, s[from:]...), '"')
}

// appendMetadata writes values the way the reading statement aggregates them.
func appendMetadata(dst []byte, metadata []values.Typed) []byte {
	dst = append(dst, '{')
	for i := range metadata {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, metadata[i].Name), ':')
		dst = appendTyped(dst, &metadata[i])
	}
	return append(dst, '}')
}

func appendTyped(dst []byte, v *values.Typed) []byte {
	dst = append(dst, `{"value":`...)
	if v.Type == "boolean" {
		dst = append(dst, v.Text...)
	} else {
		dst = appendString(dst, v.Text)
	}
	dst = append(dst, `,"unit":`...)
	if v.Unit == nil {
		dst = append(dst, "null"...)
	} else {
		dst = appendString(dst, *v.Unit)
	}
	dst = append(dst, `,"type":`...)
	return append(appendString(dst, v.Type), '}')
}

func rowID(raw [][]byte) id.ID { return id.ID(raw[colID]) }

func rowVersion(raw [][]byte) int { return int(binary.BigEndian.Uint32(raw[colVersion])) }

// formats checks once per statement that the wire forms are the expected ones.
func formats(rows pgx.Rows) error {
	for i, f := range rows.FieldDescriptions() {
		if i < len(columns) && columns[i].kind.binary() && f.Format != pgx.BinaryFormatCode {
			return fmt.Errorf("column %s comes as text", f.Name)
		}
	}
	return nil
}
