// Command bench measures the targets of PERFORMANCE.md that the server alone can reach (B1–B3, B6–B10, B11): each
// as a ratio taken side by side in one run, against pgbench or a bare handler on the same data. It prints every ratio
// beside its target, writes RESULTS.md and exits 1 when a target is missed.
package main
