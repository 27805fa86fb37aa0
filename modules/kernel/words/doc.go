// Package words tells what a word is when texts are searched: the same for what is written and for what is asked.
package words
