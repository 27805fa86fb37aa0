package samples

// The states of a sample.
const (
	Registered = "registered"
	Received   = "received"
	InUse      = "in_use"
	InStorage  = "in_storage"
	Consumed   = "consumed"
	Disposed   = "disposed"
)

// Next lists the states that may follow. Nothing leaves disposed; what is consumed can only be disposed of.
func Next(status string) []string {
	switch status {
	case Registered:
		return []string{Received, InUse, InStorage, Disposed}
	case Received:
		return []string{InUse, InStorage, Consumed, Disposed}
	case InUse:
		return []string{InStorage, Consumed, Disposed}
	case InStorage:
		return []string{InUse, Consumed, Disposed}
	case Consumed:
		return []string{Disposed}
	}
	return []string{}
}

// gone reports that there is nothing left to work with.
func gone(status string) bool { return status == Consumed || status == Disposed }
