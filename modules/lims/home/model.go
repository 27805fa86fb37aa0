package home

import "time"

// most bounds the work of counting: who has more than so many waiting does not need the exact number.
const most = 1000

// Count is one number of a card.
type Count struct {
	Name     string     `json:"name" doc:"A word such as to_review."`
	Count    int        `json:"count" doc:"1000 stands for a thousand or more."`
	OldestAt *time.Time `json:"oldest_at" nullable:"true" doc:"Since when the first of them waits; null when there is none."`
	List     string     `json:"list" doc:"Address of the list of what was counted."`
}

// Card is what belongs together.
type Card struct {
	Card    string  `json:"card"`
	Numbers []Count `json:"numbers"`
}

// Page is the first page of the caller, whose role decides which cards there are.
type Page struct {
	Cards []Card `json:"cards"`
}
