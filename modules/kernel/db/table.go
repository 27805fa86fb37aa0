package db

// Table names one table of a module for the catalogue test: every tenant table has row-level security forced,
// composite keys and an audit trigger, or says here why not.
type Table struct {
	Name    string
	Model   any    // GORM model; its columns must be exactly the table's
	Global  string // why the table belongs to no organisation; empty for tenant tables
	NoAudit string // why the table has no audit trigger; empty for audited tables
}
