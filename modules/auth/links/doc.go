// Package links makes and redeems one-time links, by which a person sets the own password: nobody else ever sees one
// (P11-24).
package links
