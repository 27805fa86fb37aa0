// Package endpoint turns plain Go functions into HTTP routes. It is the only place (with app/http.go) that knows
// Echo and huma: authentication, authorisation, strict input, transactions, idempotency, problem documents, the
// access log and the API document all come from one Route value, so that none can be forgotten.
package endpoint
