// Package roles shows the policy in force (roles, permissions, the file itself) and keeps the tables that describe it
// in step. Nothing is decided from those tables.
package roles
