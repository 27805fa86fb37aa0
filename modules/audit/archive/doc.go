// Package archive is the form in which a trail leaves the installation: JSON lines or CSV with every hashed column, so
// that whoever has the public key can check it without database or network (SECURITY.md P11-10, P11-16).
package archive
