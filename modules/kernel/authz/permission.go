package authz

// Permission is one thing that a role may be allowed: an action on a kind of object.
type Permission struct {
	Object  string `json:"object"`
	Action  string `json:"action"`
	Meaning string `json:"meaning"`
}

// Key names the permission in policy lines, tokens and answers: object:action.
func (p Permission) Key() string { return p.Object + ":" + p.Action }
