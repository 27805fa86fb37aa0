package verify

import (
	"context"
	"reflect"
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestAuditVerifySideBySide: read through several connections a trail has the same faults as through one, in the same order.
func TestAuditVerifySideBySide(t *testing.T) {
	d := newDatabase(t)
	d.write(5)
	d.checkpoint()
	d.tamper("update audit.audit_logs set reason = 'another' where reason is not null and org_id = '"+d.lab.Org("a").String()+"'",
		"update audit.audit_heads set seq = seq + 1 where org_id = '"+d.lab.Org("b").String()+"'")
	told := int64(0)
	one := d.verify(Options{Keys: d.keys, Config: true, Progress: func(done int64) { told = done }})
	if one.Entries == 0 || told != one.Entries || one.Status != "tampered" || len(one.Organizations) < 2 {
		t.Fatalf("%+v, %d told", one, told)
	}
	for n := 1; n <= 5; n++ {
		beside := make([]pgx.Tx, n)
		for i := range beside {
			conn, err := pgx.Connect(t.Context(), d.lab.Pg.AdminURL)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close(context.Background()) })
			if beside[i], err = conn.BeginTx(t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}); err != nil {
				t.Fatal(err)
			}
		}
		told = 0
		if many := d.verify(Options{Keys: d.keys, Config: true, Beside: beside, Progress: func(done int64) { told = max(told, done) }}); !reflect.DeepEqual(many, one) || told != one.Entries {
			t.Errorf("%d beside: got %+v, %d told\nwant %+v", n, many, told, one)
		}
	}
}
