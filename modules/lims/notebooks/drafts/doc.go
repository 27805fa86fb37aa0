// Package drafts keeps what a person has typed and not saved, on the server, so that it survives the browser. A draft
// never touches its entry. It is not audited: it is saved every few seconds and is no record until it is saved as a
// version, which is audited in full.
package drafts
