package config

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"text/tabwriter"
)

const hidden = "********"

// Show lists every key with its effective value and where it comes from; secrets are hidden.
func (c Config) Show() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	values := fields(&c)
	for _, o := range Options() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", o.Key, display(o, values[o.Key]), c.origin[o.Key])
	}
	_ = w.Flush() // a strings.Builder never fails
	return b.String()
}

// String keeps secrets out of %v of a Config.
func (c Config) String() string { return c.Show() }

// GoString keeps them out of %#v.
func (c Config) GoString() string { return c.Show() }

func display(o Option, v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	if list, ok := v.Interface().([]string); ok {
		text = strings.Join(list, ",")
	}
	switch {
	case text == "":
		return "-"
	case o.Secret && strings.HasSuffix(o.Key, "url"):
		return withoutPassword(text)
	case o.Secret:
		return hidden
	}
	return text
}

// withoutPassword hides what is secret in an address: the password and, as drivers also read those from the query,
// every query value that could be one.
func withoutPassword(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return hidden
	}
	q := u.Query()
	for name := range q {
		lower := strings.ToLower(name)
		if strings.Contains(lower, "pass") || strings.Contains(lower, "secret") || strings.Contains(lower, "key") || strings.Contains(lower, "token") {
			q.Set(name, hidden)
		}
	}
	u.RawQuery = strings.ReplaceAll(q.Encode(), "%2A", "*")
	user := u.User
	u.User = nil
	out := u.String()
	if user == nil {
		return out
	}
	name := url.User(user.Username()).String()
	if _, has := user.Password(); has {
		name += ":" + hidden
	}
	head, rest, _ := strings.Cut(out, "//")
	return head + "//" + name + "@" + rest
}
