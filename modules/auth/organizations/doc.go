// Package organizations keeps the profile of the organisation that the caller belongs to.
package organizations
