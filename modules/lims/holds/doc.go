// Package holds keeps legal holds: while one is in force, what it names cannot be archived by anybody. The database holds
// that (app.keep_held, step 0027), for records, for what is a part of them, and for all of a project.
package holds
