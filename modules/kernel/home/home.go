package home

// Number is one number of a card. It is counted anew each time, and it opens a list of just as many rows.
type Number struct {
	Card       string // experiments
	Name       string // a word such as to_review
	Permission string // only who may act on it sees it
	List       string // address of the list; {me} stands for the caller, {yesterday} for the moment a day ago
	// SQL selects a time of each row, since when it waits, the longest waiting first; @org and @user are the caller's,
	// @yesterday the moment a day ago.
	SQL string
}

// Counting is a module that has numbers.
type Counting interface{ HomeNumbers() []Number }
