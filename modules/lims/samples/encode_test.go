package samples

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// nasty are texts that a careless encoder breaks on.
var nasty = []string{"plain", `"quoted" \ back`, "tab\tline\nfeed\r\b\f\v\x01\x1f\x7f", "Überstruktur Å 日本語 😀 \u2028\u2029 \ufeff", "</script><!--&'", "{\"a\":1}", " ", "e\u0301"}

// put writes a sample past the service, which would refuse some of these texts.
func putRow(t testing.TB, lab *apptest.Lab, i int) id.ID {
	t.Helper()
	text := func(n int) string { return nasty[(i+n)%len(nasty)] }
	sampleID := id.New()
	err := lab.DB.InTx(lab.Ctx("a", "technician"), func(ctx context.Context) error {
		if i%2 == 0 { // everything that may be NULL is
			return lab.DB.Q(ctx).Exec("insert into samples (org_id, id, name, sample_type) values (?,?,?,'die')", lab.Org("a"), sampleID, text(0)).Error
		}
		return lab.DB.Q(ctx).Exec(`insert into samples (org_id, id, name, sample_type, status, parent_id, lot, barcode, location, material, description, quantity_text,
			quantity_number, quantity_unit, hazards, die_row, die_col, version, created_at, created_by, updated_at, archived_at, locked_at, custodian_id, received_at, expires_at, minimum_text, minimum_unit, minimum_number)
			values (?,?,?,'die','in_use',(select id from samples limit 1),?,?,?,?,?,'1.10',1.10,?,?,-2147483648,2147483647,12345,'1969-12-31 23:59:59.000001Z',?,'2026-02-28 12:00:00Z','2026-11-24 23:59:59.999999Z','2262-05-01 00:00:00.1Z',?,'2026-01-01 00:00:00Z','2027-01-01 00:00:00.5Z','2.0',?,2)`,
			lab.Org("a"), sampleID, text(0), text(1), fmt.Sprint(i, text(2)), text(3), text(4), text(5), text(6), Words{text(0), text(1), ""}, lab.User("a", "viewer"), lab.User("a", "viewer"), text(7)).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return sampleID
}

// scan reads the row a second way.
func scan(t testing.TB, lab *apptest.Lab, sampleID id.ID) Item {
	t.Helper()
	var i Item
	var text, unit, holder, pending, least, leastUnit *string
	var custodian *id.ID
	ctx := lab.Ctx("a", "viewer")
	err := lab.DB.Raw(ctx, func(rows pgx.Rows) error {
		for rows.Next() {
			if err := rows.Scan(&i.ID, &i.OrgID, &i.Code, &i.Name, &i.SampleType, &i.Status, &i.ProjectID, &i.ProjectCode, &i.ProjectName, &i.ParentID, &i.ParentCode,
				&i.ParentName, &i.Lot, &i.Barcode, &i.Location, &i.Material, &i.Description, &text, &unit, &i.Hazards, &i.DieRow, &i.DieCol, &i.Version, &i.CreatedAt,
				&i.CreatedBy, &i.CreatedByName, &i.UpdatedAt, &i.ArchivedAt, &i.LockedAt,
				&i.LocationID, &i.LocationPath, &custodian, &holder, &pending, &i.TypeVersion, &i.Position, &i.ReceivedAt, &i.ExpiresAt, &least, &leastUnit, &i.LowStockSince); err != nil {
				return err
			}
		}
		return rows.Err()
	}, "select "+selectList()+" from samples s"+names+" where s.org_id = $1 and s.id = $2", lab.Org("a"), sampleID)
	if err != nil {
		t.Fatal(err)
	}
	if text != nil {
		i.Quantity.Value = &Quantity{*text, *unit}
	}
	if least != nil {
		i.Minimum.Value = &Quantity{*least, *leastUnit}
	}
	if custodian != nil {
		i.Custodian.Value = &Person{*custodian, *holder}
	}
	if pending != nil {
		if err := json.Unmarshal([]byte(*pending), &i.Pending); err != nil {
			t.Fatal(err)
		}
	}
	utc := func(t *time.Time) {
		if t != nil {
			*t = t.UTC()
		}
	}
	utc(&i.CreatedAt)
	utc(&i.UpdatedAt)
	utc(i.ArchivedAt)
	utc(i.LockedAt)
	utc(i.ReceivedAt)
	utc(i.ExpiresAt)
	utc(i.LowStockSince)
	return i
}

// TestRowEncoder: what the encoder writes from wire bytes is what encoding/json reads and writes.
func TestRowEncoder(t *testing.T) {
	lab := apptest.New(t)
	s := NewService(lab.Kit)
	for i := range 2 * len(nasty) {
		sampleID := putRow(t, lab, i)
		full, err := s.Get(lab.Ctx("a", "viewer"), sampleID)
		if err != nil {
			t.Fatal(err)
		}
		var got, want struct{ Item }
		if err := json.Unmarshal(full.json, &got.Item); err != nil {
			t.Fatalf("%v: %s", err, full.json)
		}
		want.Item = scan(t, lab, sampleID)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("row %d:\ngot  %+v\nwant %+v", i, got, want)
		}
		if g, w := members(t, full.json), members(t, encode(t, want.Item)); strings.Join(g[:len(w)], ",") != strings.Join(w, ",") {
			t.Errorf("members %v, want %v", g, w)
		}
	}
	list, err := s.List(lab.Ctx("a", "viewer"), Filter{IncludeArchived: true}, page.Request{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	var all page.List[Item]
	if err := json.Unmarshal(list.encoded.json, &all); err != nil || len(all.Items) != 2*len(nasty) {
		t.Fatalf("%d items, %v", len(all.Items), err)
	}
	for _, i := range all.Items {
		if want := scan(t, lab, i.ID); !reflect.DeepEqual(i, want) {
			t.Errorf("got  %+v\nwant %+v", i, want)
		}
	}
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// members lists the names of an object's members in order.
func members(t testing.TB, doc []byte) (out []string) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(doc))
	for depth, key := 0, true; ; {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch x := tok.(type) {
		case json.Delim:
			if x == '{' || x == '[' {
				depth++
				continue
			}
			if depth--; depth == 1 {
				key = true
			}
		default:
			if depth != 1 {
				continue
			}
			if key {
				out = append(out, fmt.Sprint(x))
			}
			key = !key
		}
		if depth == 1 && !d.More() {
			return out
		}
	}
}

func TestEncoderRefusesForeignWireForms(t *testing.T) {
	for k, v := range map[kind]string{asUUID: "short", asInt: "12345678", asTime: "1234", asWords: "x"} {
		if out, err := appendValue(nil, k, []byte(v)); err == nil {
			t.Errorf("kind %d took %q for %s", k, v, out)
		}
	}
	for name, v := range map[string]string{"two dimensions": "\x00\x00\x00\x02" + strings.Repeat("\x00", 30), "no length": "\x00\x00\x00\x01" + strings.Repeat("\x00", 10),
		"element too long":   "\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x19\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x09abc",
		"element is missing": "\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x19\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x03abc",
		"NULL element":       "\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x19\x00\x00\x00\x01\x00\x00\x00\x01\xff\xff\xff\xff"} {
		if out, err := appendWords(nil, []byte(v)); err == nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// FuzzAppendString: every valid text is written as encoding/json writes it, but for U+2028 and U+2029, which JSON allows.
func FuzzAppendString(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("PostgreSQL gives valid UTF-8 only")
		}
		got := appendString(nil, s)
		want := bytes.TrimSpace(encode(t, s))
		want = bytes.ReplaceAll(want, []byte(`\u2028`), []byte("\u2028"))
		want = bytes.ReplaceAll(want, []byte(`\u2029`), []byte("\u2029"))
		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != s {
			t.Fatalf("%q became %s (%v)", s, got, err)
		}
		if !strings.Contains(s, `\u202`) && !bytes.Equal(got, want) {
			t.Fatalf("got %s, want %s", got, want)
		}
		if !bytes.Equal(appendString(nil, []byte(s)), got) {
			t.Fatal("bytes and string differ")
		}
	})
}

// wire is a row as it comes over the wire, for the benchmarks.
func wire(b testing.TB) (out [][]byte, item Item) {
	b.Helper()
	lab := apptest.New(b)
	for i := range 2 {
		putRow(b, lab, i)
	}
	err := lab.DB.Raw(lab.Ctx("a", "viewer"), func(rows pgx.Rows) error {
		for rows.Next() {
			for _, v := range rows.RawValues() {
				out = append(out, bytes.Clone(v))
			}
			item = scan(b, lab, rowID(rows.RawValues()))
		}
		return rows.Err()
	}, "select "+selectList()+" from samples s"+names+" where s.barcode is not null")
	if err != nil || len(out) != len(columns) {
		b.Fatal(err, len(out))
	}
	return out, item
}

func BenchmarkListRow(b *testing.B) {
	raw, item := wire(b)
	b.Run("encoder", func(b *testing.B) {
		b.ReportAllocs()
		buf := make([]byte, 0, 4096)
		for b.Loop() {
			if _, err := appendRow(buf, raw); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(item); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkListPage(b *testing.B) {
	lab := apptest.New(b)
	for i := range 60 {
		putRow(b, lab, 2*i)
	}
	s, ctx := NewService(lab.Kit), lab.Ctx("a", "viewer")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.List(ctx, Filter{}, page.Request{Limit: 50}); err != nil {
			b.Fatal(err)
		}
	}
}
