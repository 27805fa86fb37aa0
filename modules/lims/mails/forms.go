package mails

import (
	_ "embed"
	"fmt"
	html "html/template"
	"net/url"
	"strings"
	text "text/template"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
)

//go:embed mail.txt
var plainForm string

//go:embed mail.html
var richForm string

// forms are the two templates of a mail: the same words as text and as HTML, where what people wrote is escaped.
type forms struct {
	plain *text.Template
	rich  *html.Template
}

func newForms() *forms {
	return &forms{plain: text.Must(text.New("mail").Parse(plainForm)), rich: html.Must(html.New("mail").Parse(richForm))}
}

// sheet is what the templates show.
type sheet struct {
	Name, Org string
	Intro     string
	Lines     []entry
	Settings  string // where the person chooses; empty for links, which nobody can turn off
}

// entry is one thing that somebody is told.
type entry struct{ Says, Title, Due, URL string }

func (f *forms) fill(subject string, s sheet) (*mail.Message, error) {
	var plain, rich strings.Builder
	if err := f.plain.Execute(&plain, s); err != nil {
		return nil, err
	}
	if err := f.rich.Execute(&rich, s); err != nil {
		return nil, err
	}
	return &mail.Message{Subject: subject, Text: plain.String(), HTML: rich.String()}, nil
}

func (f *forms) notice(base string, l *letter, t told) (*mail.Message, error) {
	e := line(base, l, t)
	return f.fill(e.Says+": "+e.Title, sheet{Name: one(l.Name), Org: one(l.OrgName), Lines: []entry{e}, Settings: home(base, l)})
}

func (f *forms) digest(base string, l *letter, all []told) (*mail.Message, error) {
	s := sheet{Name: one(l.Name), Org: one(l.OrgName), Intro: "What is new since the last summary:", Settings: home(base, l)}
	for _, t := range all {
		s.Lines = append(s.Lines, line(base, l, t))
	}
	noun := "notices"
	if len(all) == 1 {
		noun = "notice"
	}
	return f.fill(fmt.Sprintf("%d %s from %s", len(all), noun, one(l.OrgName)), s)
}

func (f *forms) link(l *letter, address string) (*mail.Message, error) {
	subject, intro := "Set a new password", "somebody who looks after the accounts asked for a new password for you. Open this address to set one."
	if l.TokenPurpose != nil && *l.TokenPurpose == "invite" {
		subject, intro = "You are invited to "+one(l.OrgName), "you have an account now. Open this address to set your password."
	}
	e := entry{Says: subject, Title: "works once, until " + moment(*l.TokenExpiresAt, l.Timezone), URL: address}
	return f.fill(subject, sheet{Name: one(l.Name), Org: one(l.OrgName), Intro: intro, Lines: []entry{e}})
}

// line makes the words of a notice and the address of its record.
func line(base string, l *letter, t told) entry {
	e := entry{Says: inbox.KindOf(t.Kind).Says, Title: one(t.Title), URL: home(base, l)}
	if t.RecordCode != nil {
		e.Title += " (" + one(*t.RecordCode) + ")"
		e.URL = base + "/r/" + url.PathEscape(*t.RecordCode)
	}
	if t.DueAt != nil {
		e.Due = moment(*t.DueAt, l.Timezone)
	}
	return e
}

// home is the person's inbox.
func home(base string, l *letter) string { return base + "/o/" + url.PathEscape(l.OrgSlug) + "/inbox" }

// moment is a time as the organisation's clocks show it.
func moment(t time.Time, zone string) string {
	where, err := time.LoadLocation(zone)
	if err != nil {
		where = time.UTC
	}
	return t.In(where).Format("2 January 2006, 15:04 MST")
}

// one makes a single line of what people wrote.
func one(s string) string { return strings.Join(strings.Fields(s), " ") }
