package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// series are the values of several rounds.
type series []float64

func (s series) sorted() series {
	out := slices.Clone(s)
	slices.SortFunc(out, cmp.Compare[float64])
	return out
}

func (s series) median() float64 {
	v := s.sorted()
	if len(v) == 0 {
		return 0
	}
	if n := len(v) / 2; len(v)%2 == 1 {
		return v[n]
	}
	n := len(v) / 2
	return (v[n-1] + v[n]) / 2
}

func (s series) String() string {
	v := s.sorted()
	if len(v) == 0 {
		return "–"
	}
	if len(v) == 1 {
		return number(v[0])
	}
	return fmt.Sprintf("%s (%s–%s)", number(s.median()), number(v[0]), number(v[len(v)-1]))
}

// number writes three significant figures, more for large counts.
func number(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 0.1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// pair is one comparison: both sides are measured in every round, turn about, and each round gives one ratio.
type pair struct {
	ours, theirs func(ctx context.Context) (float64, error)
}

type comparison struct{ ours, theirs, ratio series }

func (p pair) rounds(ctx context.Context, n int) (comparison, error) {
	var c comparison
	for round := range n {
		sides := []func(context.Context) (float64, error){p.ours, p.theirs}
		var v [2]float64
		for _, side := range []int{round % 2, 1 - round%2} {
			var err error
			if v[side], err = sides[side](ctx); err != nil {
				return c, err
			}
		}
		c.ours, c.theirs, c.ratio = append(c.ours, v[0]), append(c.theirs, v[1]), append(c.ratio, v[0]/v[1])
	}
	return c, nil
}
