// Package page is keyset paging: the list parameters of every list route, signed cursors bound to organisation,
// filter and sort, and the WHERE and ORDER BY that go with them. It makes SQL text from allow-listed columns only.
package page
