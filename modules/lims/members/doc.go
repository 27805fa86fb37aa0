// Package members keeps who belongs to a project: readers, members, leads. In a project that is for its members a reader
// changes nothing, a member works as far as the own role in the organisation goes, and a lead also says who belongs to it.
// In a project that is for everybody the role in the organisation decides alone.
package members
