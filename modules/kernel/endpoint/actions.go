package endpoint

// May tells whether the caller may do something now: the policy grants it, and nothing is in the way. The first obstacle
// is named; an empty one is none.
func May(granted bool, obstacles ...string) Action {
	if !granted {
		return Action{}
	}
	for _, o := range obstacles {
		if o != "" {
			return Action{Reason: o}
		}
	}
	return Action{Allowed: true}
}

// When is an obstacle that exists only while holds is true.
func When(holds bool, code string) string {
	if !holds {
		return ""
	}
	return code
}
