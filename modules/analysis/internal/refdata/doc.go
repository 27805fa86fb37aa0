// Package refdata finds the reference data that tests compare with. The data are not part of the project: without
// them those tests skip and name the path.
package refdata
