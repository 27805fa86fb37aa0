package db

import (
	"database/sql/driver"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// rows turns pgx rows into database/sql values with the codecs of pgx.
type rows struct {
	pg     pgx.Rows
	done   func() error
	types  *pgtype.Map
	fields []pgconn.FieldDescription
	codecs []pgtype.Codec
}

func newRows(r pgx.Rows, done func() error, types *pgtype.Map) *rows {
	return &rows{pg: r, done: done, types: types}
}

func (r *rows) describe() {
	if r.fields != nil {
		return
	}
	r.fields = r.pg.FieldDescriptions()
	r.codecs = make([]pgtype.Codec, len(r.fields))
	for i, f := range r.fields {
		if t, ok := r.types.TypeForOID(f.DataTypeOID); ok {
			r.codecs[i] = t.Codec
		}
	}
}

func (r *rows) Columns() []string {
	r.describe()
	out := make([]string, len(r.fields))
	for i := range r.fields {
		out[i] = r.fields[i].Name
	}
	return out
}

func (r *rows) Close() error {
	r.pg.Close()
	if err := r.pg.Err(); err != nil {
		_ = r.done()
		return err
	}
	return r.done()
}

func (r *rows) Next(dest []driver.Value) error {
	if !r.pg.Next() {
		if err := r.pg.Err(); err != nil {
			return err
		}
		// The implicit transaction ends here, with its deferred triggers; database/sql would drop what Close says.
		if err := r.done(); err != nil {
			return err
		}
		return io.EOF
	}
	r.describe()
	for i, raw := range r.pg.RawValues() {
		v, err := r.value(i, raw)
		if err != nil {
			return fmt.Errorf("column %s: %w", r.fields[i].Name, err)
		}
		dest[i] = v
	}
	return nil
}

func (r *rows) value(i int, raw []byte) (driver.Value, error) {
	if raw == nil {
		return nil, nil //nolint:nilnil // SQL NULL
	}
	f := &r.fields[i]
	switch {
	case f.DataTypeOID == pgtype.TextOID || f.DataTypeOID == pgtype.VarcharOID || r.codecs[i] == nil && f.Format == pgtype.TextFormatCode:
		return string(raw), nil
	case r.codecs[i] == nil:
		return append([]byte(nil), raw...), nil
	}
	if array, ok := r.codecs[i].(*pgtype.ArrayCodec); ok && f.Format == pgtype.BinaryFormatCode {
		return r.array(array, f, raw)
	}
	return r.codecs[i].DecodeDatabaseSQLValue(r.types, f.DataTypeOID, f.Format, raw)
}

// array gives PostgreSQL's text form, {a,b}: pgx would pass on the bytes of the wire.
func (r *rows) array(codec *pgtype.ArrayCodec, f *pgconn.FieldDescription, raw []byte) (driver.Value, error) {
	v, err := codec.DecodeValue(r.types, f.DataTypeOID, f.Format, raw)
	if err != nil {
		return nil, err
	}
	text, err := r.types.Encode(f.DataTypeOID, pgtype.TextFormatCode, v, nil)
	return string(text), err
}
