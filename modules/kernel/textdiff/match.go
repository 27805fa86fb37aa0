package textdiff

import (
	"slices"
	"sort"
)

// pair is a line of one text and the line of the other that it matches.
type pair struct{ a, b int }

// pairs gives the lines two texts have in common, rising in both. Lines that are unique in both texts anchor the
// comparison (patience diff), so that a moved blank line or brace does not; between anchors it is the shortest edit.
func pairs(a, b []int) []pair {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []pair
	for i := range head {
		out = append(out, pair{i, i})
	}
	endA, endB := len(a)-tail, len(b)-tail
	at := pair{head, head}
	for _, p := range append(anchors(a[:endA], b[:endB], head), pair{endA, endB}) {
		for _, m := range shortest(a[at.a:p.a], b[at.b:p.b]) {
			out = append(out, pair{at.a + m.a, at.b + m.b})
		}
		if p.a < endA {
			out = append(out, p)
		}
		at = pair{p.a + 1, p.b + 1}
	}
	for i := range tail {
		out = append(out, pair{endA + i, endB + i})
	}
	return out
}

// anchors are the longest rising row of lines that occur once in each text, from a position on.
func anchors(a, b []int, from int) []pair {
	type seen struct{ inA, inB, a, b int }
	at := map[int]*seen{}
	for i := from; i < len(a); i++ {
		s := at[a[i]]
		if s == nil {
			s = &seen{}
			at[a[i]] = s
		}
		s.inA, s.a = s.inA+1, i
	}
	for j := from; j < len(b); j++ {
		if s := at[b[j]]; s != nil {
			s.inB, s.b = s.inB+1, j
		}
	}
	var once []pair
	for i := from; i < len(a); i++ {
		if s := at[a[i]]; s.inA == 1 && s.inB == 1 {
			once = append(once, pair{s.a, s.b})
		}
	}
	return rising(once)
}

// rising is the longest row with growing b of pairs that are sorted by a (patience sorting).
func rising(in []pair) []pair {
	var piles []int // the pair on top of each pile
	before := make([]int, len(in))
	for i, p := range in {
		n := sort.Search(len(piles), func(k int) bool { return in[piles[k]].b >= p.b })
		before[i] = -1
		if n > 0 {
			before[i] = piles[n-1]
		}
		if n == len(piles) {
			piles = append(piles, i)
		} else {
			piles[n] = i
		}
	}
	out := make([]pair, len(piles))
	if len(piles) == 0 {
		return out
	}
	for i, k := len(piles)-1, piles[len(piles)-1]; i >= 0; i, k = i-1, before[k] {
		out[i] = in[k]
	}
	return out
}

// mostEdits bounds the search: beyond it a block counts as rewritten.
const mostEdits = 400

// shortest gives the common lines of a shortest edit script (Myers, An O(ND) Difference Algorithm, 1986).
func shortest(a, b []int) []pair {
	n, m := len(a), len(b)
	if n == 0 || m == 0 {
		return nil
	}
	var reached [][]int // how far each diagonal gets with 0, 1, 2 … edits
	for d := range min(n+m, mostEdits) + 1 {
		now := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				_, x = origin(reached[d-1], k)
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			if now[k+d] = x; x >= n && x-k >= m {
				return back(reached, n, m)
			}
		}
		reached = append(reached, now)
	}
	return nil
}

// origin gives the diagonal from which one more edit gets furthest on diagonal k, and where it arrives there: a line
// removed comes from the diagonal below, a line added from the one above.
func origin(reached []int, k int) (from, x int) {
	d := len(reached) / 2
	on := func(k int) int {
		if k < -d || k > d {
			return -1
		}
		return reached[k+d]
	}
	if on(k-1) < on(k+1) {
		return k + 1, on(k + 1)
	}
	return k - 1, on(k-1) + 1
}

// back walks from the end to the start and collects the diagonals.
func back(reached [][]int, x, y int) []pair {
	var out []pair
	diagonal := func(to int) {
		for ; x > to; x, y = x-1, y-1 {
			out = append(out, pair{x - 1, y - 1})
		}
	}
	for d := len(reached) - 1; d >= 0; d-- {
		k := x - y
		from, arrived := origin(reached[d], k)
		diagonal(arrived)
		if from < k {
			x--
		}
		y = x - from
	}
	diagonal(0)
	slices.Reverse(out)
	return out
}
