// Package db is the only way to PostgreSQL: a database/sql driver over pgx that stamps organisation and actor into
// every statement and transaction, the GORM handle stores use, transactions with bounded retry, error translation
// and the list of tables that the catalogue test walks.
package db
