// Package reasons holds what an organisation wants to be told about changes of its records: by type of record and, where
// the type has one, by the status that the record is in before the change.
package reasons
