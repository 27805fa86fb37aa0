// Package signin lets people in: sign-in, renewal, sign-out, the own account, links and the first set-up.
package signin
