// Package approvals holds what one administrator alone must not do for somebody else: it waits for a second one (21 CFR
// 11.200(a)(3), P11-24).
package approvals
