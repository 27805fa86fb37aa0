package verify

import "testing"

// TestP11_45_AccessLogUnderRoots: a flush with lines is one entry of the system's chain, one without none; the chain of whoever
// read grows by nothing.
func TestP11_45_AccessLogUnderRoots(t *testing.T) {
	d := newDatabase(t)
	count := func(what string) (n int) {
		t.Helper()
		if err := d.owner.QueryRow(t.Context(), "select count(*) from "+what).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const roots, own = "audit.audit_logs where action = 'access.recorded'", "audit.audit_logs where org_id = " + orgA
	before, chained := count(roots), count(own)
	d.reads(0)
	if n := count(roots); n != before {
		t.Errorf("%d entries without a line", n-before)
	}
	for _, lines := range []int{1, 2, 3, 7, 64} {
		d.reads(lines)
	}
	if n := count(roots); n != before+5 {
		t.Errorf("%d entries for 5 batches", n-before)
	}
	if n := count(own); n != chained {
		t.Errorf("reading made %d entries in the reader's chain", n-chained)
	}
	if n := count("audit.access_logs where batch_id = '00000000-0000-0000-0000-000000000000'"); n != 0 {
		t.Errorf("%d lines under no root", n)
	}
	if r := d.verify(Options{}); classes(r) != "" {
		t.Errorf("%+v", r.Findings)
	}
}
