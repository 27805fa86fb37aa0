package verify

import (
	"strings"
	"testing"
	"time"
)

// TestAU_10_BrokenChainIsReadAgainLater: the checkpointer looks every five seconds; a chain that it found broken it reads
// again after ten minutes and then ever more rarely, and once repaired it signs again.
func TestAU_10_BrokenChainIsReadAgainLater(t *testing.T) {
	d := newDatabase(t)
	d.write(3)
	d.checkpoint()
	d.write(1)
	org := "'" + d.lab.Org("a").String() + "'"
	last := "(org_id, seq) = (select org_id, seq from audit.audit_heads where org_id = " + org + ")"
	d.tamper("update audit.audit_chain set prev_hash = sha256('x' || prev_hash) where " + last)
	round := func(after time.Duration, broken bool) {
		t.Helper()
		d.now = d.now.Add(after)
		err := d.points.Round(t.Context(), true)
		if broken != (err != nil && strings.Contains(err.Error(), "broken at place")) || !broken && err != nil {
			t.Errorf("after %s: %v", after, err)
		}
		if (d.points.Failure() != "") != broken {
			t.Errorf("after %s health says %q", after, d.points.Failure())
		}
	}
	round(0, true)
	round(10*time.Minute, true) // read again, still broken: twenty minutes from here
	d.tamper("update audit.audit_chain c set prev_hash = (select hash from audit.audit_chain b where b.org_id = c.org_id and b.seq = c.seq - 1) where " + last)
	round(5*time.Second, true)
	round(19*time.Minute, true)
	round(time.Minute, false)
	d.write(1)
	round(5*time.Second, false)
}
