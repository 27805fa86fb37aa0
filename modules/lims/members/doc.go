// Package members keeps who belongs to a project, and who leads it.
package members
