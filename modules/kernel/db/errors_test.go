package db_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func TestTranslate(t *testing.T) {
	pg := func(code string) error {
		return fmt.Errorf("store: %w", &pgconn.PgError{Code: code, Message: "hidden", Detail: "Key (barcode)=(secret) hidden", TableName: "hidden", ConstraintName: "hidden"})
	}
	for name, tc := range map[string]struct {
		err  error
		kind apperr.Kind
		code string
	}{
		"unique":               {pg("23505"), apperr.Conflict, "already_exists"},
		"foreign key":          {pg("23503"), apperr.Invalid, "unknown_reference"},
		"not null":             {pg("23502"), apperr.Invalid, "invalid"},
		"check":                {pg("23514"), apperr.Invalid, "invalid"},
		"number out of range":  {pg("22003"), apperr.Invalid, "invalid"},
		"NUL in text":          {pg("22021"), apperr.Invalid, "invalid"},
		"longer than an index": {pg("54000"), apperr.Invalid, "invalid"},
		"privilege":            {pg("42501"), apperr.Forbidden, "forbidden"},
		"statement time-out":   {pg("57014"), apperr.Unavailable, "timeout"},
		"deadlock":             {pg("40P01"), apperr.Unavailable, "busy"},
		"serialisation":        {pg("40001"), apperr.Unavailable, "busy"},
		"lock time-out":        {pg("55P03"), apperr.Unavailable, "busy"},
		"too many connections": {pg("53300"), apperr.Unavailable, "database_unavailable"},
		"disk full":            {pg("53100"), apperr.Unavailable, "database_unavailable"},
		"shutting down":        {pg("57P01"), apperr.Unavailable, "database_unavailable"},
		"connection lost":      {pg("08006"), apperr.Unavailable, "database_unavailable"},
		"syntax":               {pg("42601"), apperr.Internal, "internal"},
		"raised":               {pg("P0001"), apperr.Internal, "internal"},
		"deadline":             {context.DeadlineExceeded, apperr.Unavailable, "timeout"},
		"cancelled":            {context.Canceled, apperr.Unavailable, "cancelled"},
		"bad connection":       {driver.ErrBadConn, apperr.Unavailable, "database_unavailable"},
		"refused":              {&net.OpError{Op: "dial", Err: errors.New("refused")}, apperr.Unavailable, "database_unavailable"},
		"reset in a statement": {fmt.Errorf("x: %w", io.ErrUnexpectedEOF), apperr.Unavailable, "database_unavailable"},
	} {
		e := db.Translate(tc.err)
		if e == nil || e.Kind != tc.kind || e.Code != tc.code {
			t.Errorf("%s: got %v, want %s", name, e, tc.code)
			continue
		}
		if strings.Contains(e.Message, "hidden") || strings.Contains(fmt.Sprint(e.Fields, e.Extra), "hidden") {
			t.Errorf("%s: the database's words leave the server: %s", name, e.Message)
		}
		if (e.Kind == apperr.Unavailable) != (e.RetryAfter > 0) {
			t.Errorf("%s: Retry-After %v", name, e.RetryAfter)
		}
	}
	if e := db.Translate(errors.New("a bug")); e != nil {
		t.Errorf("not the database's: %v", e)
	}
}

// TestViolates with real constraints, wrapped as stores return them.
func TestViolates(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	org := tenancy.Must(ctx).Org
	err := lab.DB.Q(ctx).Exec("insert into projects (org_id, id, name, owner_id) values (?,?,'p',?)", org, id.New(), id.New()).Error
	if !db.Violates(fmt.Errorf("x: %w", err), "projects_owner_fk") || db.Violates(err, "projects_pkey") || db.Violates(nil, "projects_owner_fk") {
		t.Errorf("foreign key: %v", err)
	}
	key := id.New()
	for range 2 {
		err = lab.DB.Q(ctx).Exec(addProject, org, key, "p").Error
	}
	if !db.Violates(err, "projects_pkey") || db.Translate(err).Code != "already_exists" {
		t.Errorf("key: %v", err)
	}
	err = lab.DB.Q(ctx).Exec("insert into samples (org_id, id, name, sample_type, barcode) values (?,?,'p','wafer',?)", org, id.New(), noise(20000)).Error
	if e := db.Translate(err); e == nil || e.Kind != apperr.Invalid {
		t.Errorf("longer than an index can hold: %v", err)
	}
}

// noise is text that does not compress.
func noise(n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(id.New().String())
		fmt.Fprintf(&b, "%x", b.Len()*7919%65521)
	}
	return b.String()
}

// TestF02NoDatabase: nothing listens; the answer comes quickly and says so.
func TestF02NoDatabase(t *testing.T) {
	d, err := db.Open(db.Options{URL: "postgres://spectra_app:x@127.0.0.1:1/spectra?sslmode=disable", MaxConns: 1, Clock: clock.System})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	began := time.Now()
	for name, err := range map[string]error{
		"statement":   d.Q(t.Context()).Exec("select 1").Error,
		"transaction": d.InTx(t.Context(), func(context.Context) error { return nil }),
		"stream":      d.Raw(t.Context(), drain, "select 1"),
	} {
		if e := db.Translate(err); e == nil || e.Code != "database_unavailable" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}
