// Package tenancy carries who acts, for which organisation and why, from the request to every SQL statement. It
// knows neither HTTP nor SQL.
package tenancy
