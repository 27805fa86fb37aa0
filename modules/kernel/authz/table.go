package authz

// Table is the decision table: one row of bits per role, one bit per permission. It never changes once built.
type Table struct {
	roles map[string]int
	words int // 64-bit words per row
	width int // permissions
	bits  []uint64
}

func newTable(roles []string, width int) *Table {
	t := &Table{roles: make(map[string]int, len(roles)), words: (width + 63) / 64, width: width}
	for i, r := range roles {
		t.roles[r] = i
	}
	t.bits = make([]uint64, len(roles)*t.words)
	return t
}

func (t *Table) grant(role string, p PermissionID) {
	t.bits[t.roles[role]*t.words+int(p)>>6] |= 1 << (uint(p) & 63)
}

// Allows reports whether any of the roles holds the permission. An unknown role or permission is denied.
func (t *Table) Allows(roles []string, p PermissionID) bool {
	if uint(p) >= uint(t.width) {
		return false
	}
	word, bit := int(p)>>6, uint64(1)<<(uint(p)&63)
	for _, r := range roles {
		if i, ok := t.roles[r]; ok && t.bits[i*t.words+word]&bit != 0 {
			return true
		}
	}
	return false
}
