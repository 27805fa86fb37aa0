// Package acknowledgements keeps who has to read a protocol until when, and who has read and understood it: a person's own
// word about one revision and exactly its content.
package acknowledgements
