// Package criteria reads the query language of lists: terms such as status:received or meta.thickness > 0.5 mm, joined
// by AND, OR, NOT and parentheses, and compiles them to SQL conditions. Columns are allow-listed and values are always
// arguments: no text of a client becomes SQL. Length, depth and number of terms are bounded. It is pure.
package criteria
