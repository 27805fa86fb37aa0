package inbox

// The ways in which somebody may want a kind of notice by mail.
const (
	Immediately = "immediately"
	Digest      = "digest" // together, once a day
	Never       = "never"
)

// Kind is a kind of notice.
type Kind struct {
	Word  string
	Says  string // begins the subject of a mail, and tells people what they choose
	Usual string // how it is mailed to those who have not chosen
}

// Kinds are all kinds. At once goes what somebody waits for or what stops work; what waits for any of several people, or
// has weeks of time, is collected; good news can be seen in the inbox.
func Kinds() []Kind {
	return []Kind{
		{"calibration_due", "Calibration due soon", Digest},
		{"calibration_overdue", "Calibration overdue", Immediately},
		{"calibration_failed", "Calibration failed", Immediately},
		{"custody_offered", "A sample is handed over to you", Immediately},
		{"custody_accepted", "Your sample was taken over", Never},
		{"custody_declined", "Your hand-over was declined", Immediately},
		{"protocol_to_review", "A protocol waits for your review", Immediately},
		{"protocol_to_read", "A protocol for you to read", Immediately},
		{"protocol_overdue", "You have not acknowledged a protocol in time", Immediately},
		{"signature_requested", "A record waits for your signature", Immediately},
		{"signature_due", "Your signature is due within a day", Immediately},
		{"signature_overdue", "You have not signed in time", Immediately},
		{"signature_completed", "Everybody you asked has signed", Never},
		{"signature_rejected", "A record was rejected that you asked to sign", Immediately},
		{"signature_cancelled", "Your request for signatures ended unsigned", Immediately},
		{"experiment_to_review", "An experiment waits for review", Digest},
		{"experiment_to_approve", "An experiment waits for approval", Digest},
		{"sample_expiring", "A sample expires soon", Digest},
		{"sample_expired", "A sample has expired", Digest},
		{"sample_low_stock", "A sample is running out", Digest},
		{"second_person_wanted", "A second administrator is wanted", Immediately},
		{"second_person_decided", "Two administrators decided about an account", Immediately},
		{"job_failed", "Your job failed", Immediately},
	}
}

// KindOf gives the kind of a word.
func KindOf(word string) Kind {
	for _, k := range Kinds() {
		if k.Word == word {
			return k
		}
	}
	return Kind{Word: word, Says: "Notice", Usual: Digest}
}
