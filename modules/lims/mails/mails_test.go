package mails_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/app/apptest/smtptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/mail"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims"
)

const base = "https://lims.example"

// post is a laboratory with a mail server, whose clock the test moves.
type post struct {
	*apptest.Lab
	smtp *smtptest.Server
	lims *lims.Module
	api  *apptest.API

	ahead atomic.Int64 // how far its clock is
	since time.Time    // what notices were looked at already
}

func open(t *testing.T) *post {
	t.Helper()
	p := &post{Lab: apptest.New(t), smtp: smtptest.New(t)}
	sender, err := mail.New(mail.Options{Host: smtptest.Host, Port: p.smtp.Port, Username: smtptest.Username, Password: smtptest.Password, From: "lims@my.lab", TLS: mail.StartTLS,
		Timeout: 500 * time.Millisecond, Roots: p.smtp.Roots})
	if err != nil {
		t.Fatal(err)
	}
	if p.Kit.Mail, err = outbox.New(p.DB, nil, sender, make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	p.Kit.Pages = base
	p.Kit.Clock = func() time.Time {
		return time.Now().UTC().Add(time.Duration(p.ahead.Load())).Truncate(time.Microsecond)
	}
	p.lims = lims.New(p.Kit)
	p.api = p.Serve(t, p.lims)
	return p
}

func (p *post) pass(d time.Duration) { p.ahead.Add(int64(d)) }

func (p *post) job(t *testing.T, org string) context.Context {
	return tenancy.With(t.Context(), tenancy.Job(p.Org(org), "mail"))
}

func (p *post) deliver(t *testing.T) {
	t.Helper()
	for _, org := range []string{"a", "b"} {
		if err := p.lims.Mails.Deliver(p.job(t, org)); err != nil {
			t.Fatal(err)
		}
	}
}

func (p *post) tell(t *testing.T, org, role, key, title string) {
	t.Helper()
	n := inbox.Notice{User: p.User(org, role), Kind: "job_failed", Key: key, RecordType: "job", RecordID: id.New(), RecordCode: "EXP-2026-000001", Title: title}
	if err := p.DB.InTx(p.Ctx(org, "manager"), func(ctx context.Context) error { return inbox.Notify(ctx, p.DB, p.Kit.Mail, n) }); err != nil {
		t.Fatal(err)
	}
}

// rows are the mails of an organisation in words.
func (p *post) rows(t *testing.T, org string) string {
	t.Helper()
	r := p.api.Do(org+"/admin", "GET", "/mails?sort=created_at", nil).Want(200)
	items, _ := r.Get("items").([]any)
	var out []string
	for _, x := range items {
		v, _ := x.(map[string]any)
		out = append(out, fmt.Sprintf("%v %v %v", v["kind"], v["status"], v["attempts"]))
	}
	return strings.Join(out, "|")
}

func (p *post) run(t *testing.T, org, sql string, args ...any) {
	t.Helper()
	if err := p.DB.InTx(p.Ctx(org, "admin"), func(ctx context.Context) error { return p.DB.Q(ctx).Exec(sql, args...).Error }); err != nil {
		t.Fatal(err)
	}
}

// TestANoticeIsMailedOnce: to its reader alone, with the record's address; told twice and delivered by many at once, it
// goes out once.
func TestANoticeIsMailedOnce(t *testing.T) {
	p := open(t)
	p.tell(t, "a", "scientist", "1", "Fit of wafer 7\r\nBcc: thief@evil.example")
	p.tell(t, "a", "scientist", "1", "again")
	p.tell(t, "b", "scientist", "1", "Secret of B")
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if err := p.lims.Mails.Deliver(p.job(t, "a")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	all := p.smtp.Mails()
	if len(all) != 1 || strings.Join(all[0].To, " ") != "scientist@a.example" {
		t.Fatalf("%+v", all)
	}
	if h := all[0].Message(t).Header; h.Get("Subject") != "Your job failed: Fit of wafer 7 Bcc: thief@evil.example (EXP-2026-000001)" || h.Get("Bcc") != "" {
		t.Errorf("%v", h)
	}
	if !strings.Contains(all[0].Raw, base+"/r/EXP-2026-000001") || strings.Contains(all[0].Raw, "Secret of B") {
		t.Error(all[0].Raw)
	}
	if got := p.rows(t, "a"); got != "notice sent 1" {
		t.Error(got)
	}
	p.pass(24 * time.Hour)
	p.deliver(t)
	if n := len(p.smtp.Mails()); n != 2 { // B's
		t.Errorf("%d mails", n)
	}
}

// TestRolledBackIsNotSent: no commit, no mail.
func TestRolledBackIsNotSent(t *testing.T) {
	p := open(t)
	_ = p.DB.InTx(p.Ctx("a", "manager"), func(ctx context.Context) error {
		if err := inbox.Notify(ctx, p.DB, p.Kit.Mail, inbox.Notice{User: p.User("a", "viewer"), Kind: "job_failed", Key: "1", RecordType: "job", RecordID: id.New(), Title: "x"}); err != nil {
			t.Error(err)
		}
		return context.Canceled
	})
	p.deliver(t)
	if n := len(p.smtp.Mails()); n != 0 || p.rows(t, "a") != "" {
		t.Errorf("%d mails, %s", n, p.rows(t, "a"))
	}
}

// TestRefusedAndTriedAgain: greylisting waits, an unknown person is given up at once and shown, and is tried again on request.
func TestRefusedAndTriedAgain(t *testing.T) {
	p := open(t)
	p.smtp.Judge(func(to string, try int) error {
		switch {
		case strings.HasPrefix(to, "scientist") && try == 1:
			return smtptest.Refusal(451, "come back later")
		case strings.HasPrefix(to, "viewer") && try == 1:
			return smtptest.Refusal(550, "no such user")
		}
		return nil
	})
	p.tell(t, "a", "scientist", "1", "x")
	p.tell(t, "a", "viewer", "1", "x")
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice queued 1|notice failed 1" {
		t.Error(got)
	}
	p.deliver(t)
	if n := len(p.smtp.Mails()); n != 0 {
		t.Errorf("not waited: %d", n)
	}
	p.pass(time.Minute)
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice sent 2|notice failed 1" {
		t.Error(got)
	}
	r := p.api.Do("a/admin", "GET", "/mails?status=failed", nil).Want(200)
	if text, _ := r.Get("items.0.error").(string); !strings.Contains(text, "no such user") || r.Get("items.0.email") != "viewer@a.example" {
		t.Errorf("%s", r.Body)
	}
	path := "/mails/" + fmt.Sprint(r.Get("items.0.id"))
	for who, want := range map[string]int{"a/manager": 403, "b/admin": 404} {
		p.api.Do(who, "GET", path, nil).Want(want)
		p.api.Do(who, "POST", path+"/retry", nil).Want(want)
	}
	p.api.Do("a/admin", "POST", path+"/retry", nil).Want(200)
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice sent 2|notice sent 1" {
		t.Error(got)
	}
	if r := p.api.Do("a/admin", "POST", path+"/retry", nil).Want(409); r.Get("code") != "mail_finished" {
		t.Errorf("%s", r.Body)
	}
	if e := p.Audit(t, "a"); e[len(e)-1].Action != "mail.retried" {
		t.Errorf("%+v", e[len(e)-1])
	}
}

// TestServerDownAndUp: while the server is away or silent nothing is lost and no other mail is tried in vain; a mail that
// is never taken is given up in the end.
func TestServerDownAndUp(t *testing.T) {
	p := open(t)
	for n := range 3 {
		p.tell(t, "a", "scientist", fmt.Sprint(n), "x")
	}
	p.smtp.Stop()
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice queued 1|notice queued 0|notice queued 0" {
		t.Error(got)
	}
	p.smtp.Start()
	p.smtp.FallSilent()
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice queued 1|notice queued 1|notice queued 0" {
		t.Error(got)
	}
	p.smtp.Speak()
	p.pass(time.Minute)
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice sent 2|notice sent 2|notice sent 1" || len(p.smtp.Mails()) != 3 {
		t.Errorf("%s, %d mails", got, len(p.smtp.Mails()))
	}
	p.smtp.Stop()
	p.tell(t, "a", "viewer", "1", "x")
	for range outbox.Attempts {
		p.deliver(t)
		p.pass(6 * time.Hour)
	}
	if got := p.rows(t, "a"); !strings.HasSuffix(got, fmt.Sprintf("notice failed %d", outbox.Attempts)) {
		t.Error(got)
	}
}

// TestKilledWhileSending: a claim that nobody ends is taken up again, and the mail has the same Message-ID.
func TestKilledWhileSending(t *testing.T) {
	p := open(t)
	p.tell(t, "a", "scientist", "1", "x")
	p.deliver(t)
	p.run(t, "a", "update mails set status = 'queued', finished_at = null, next_attempt_at = ?", p.Kit.Clock().Add(10*time.Minute)) // as if killed before marking
	p.deliver(t)
	if n := len(p.smtp.Mails()); n != 1 {
		t.Fatalf("%d mails while the claim lasts", n)
	}
	p.pass(11 * time.Minute)
	p.deliver(t)
	all := p.smtp.Mails()
	if len(all) != 2 || all[0].Message(t).Header.Get("Message-Id") != all[1].Message(t).Header.Get("Message-Id") {
		t.Errorf("%d mails", len(all))
	}
}

// TestNobodyNeedsIt: who was deactivated, has read it, or has done it, gets no mail.
func TestNobodyNeedsIt(t *testing.T) {
	p := open(t)
	p.run(t, "a", "update users set status = 'deactivated' where id = ?", p.User("a", "technician"))
	p.tell(t, "a", "technician", "1", "gone before")
	p.tell(t, "a", "viewer", "1", "gone in between")
	p.run(t, "a", "update users set status = 'deactivated' where id = ?", p.User("a", "viewer"))
	p.tell(t, "a", "manager", "1", "read")
	p.api.Do("a/manager", "POST", "/inbox/read-all", nil).Want(200)
	p.deliver(t)
	if got := p.rows(t, "a"); got != "notice cancelled 1|notice cancelled 1" || len(p.smtp.Mails()) != 0 {
		t.Errorf("%s, %d mails", got, len(p.smtp.Mails()))
	}
}

// TestChoicesAndDigest: each kind comes as its reader wants it; what is collected comes once a day, when the hour has come
// where the organisation is, without what was read.
func TestChoicesAndDigest(t *testing.T) {
	p := open(t)
	p.run(t, "a", "update organizations set timezone = 'Asia/Tokyo' where id = ?", p.Org("a"))
	tomorrow := time.Now().UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
	p.pass(time.Until(tomorrow.Add(21*time.Hour + 30*time.Minute))) // 06:30 in Tokyo
	for who, how := range map[string]string{"a/scientist": "digest", "a/technician": "digest", "a/viewer": "never"} {
		p.api.Do(who, "PUT", "/inbox/preferences", map[string]any{"mail": map[string]any{"job_failed": how}}).Want(200)
		_, role, _ := strings.Cut(who, "/")
		p.tell(t, "a", role, "1", "First of "+role)
		p.tell(t, "a", role, "2", "Second of "+role)
	}
	p.api.Do("a/technician", "POST", "/inbox/read-all", nil).Want(200)
	gather := func() {
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if err := p.lims.Mails.Gather(p.job(t, "a")); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		p.deliver(t)
	}
	gather()
	if n := len(p.smtp.Mails()); n != 0 {
		t.Fatalf("%d mails before the hour", n)
	}
	p.pass(time.Hour)
	gather()
	gather()
	all := p.smtp.Mails()
	if len(all) != 1 || all[0].To[0] != "scientist@a.example" || !strings.Contains(all[0].Raw, "First of scientist") || !strings.Contains(all[0].Raw, "Second of scientist") {
		t.Fatalf("%+v", all)
	}
	if got := all[0].Message(t).Header.Get("Subject"); got != "2 notices from Organisation A" {
		t.Error(got)
	}
	p.tell(t, "a", "scientist", "3", "Third")
	gather()
	if n := len(p.smtp.Mails()); n != 1 {
		t.Errorf("a second digest of the day: %d", n)
	}
	p.pass(24 * time.Hour)
	gather()
	if n := len(p.smtp.Mails()); n != 2 {
		t.Errorf("%d mails the day after", n)
	}
}

// TestPreferences: own ones only, strict, complete, with versions.
func TestPreferences(t *testing.T) {
	p := open(t)
	r := p.api.Do("a/viewer", "GET", "/inbox/preferences", nil).Want(200)
	kinds, _ := r.Get("kinds").([]any)
	if len(kinds) != len(inbox.Kinds()) || r.Get("mail_enabled") != true || r.Header.Get("ETag") != `"0"` {
		t.Errorf("%s", r.Body)
	}
	put := func(body any, headers ...string) *apptest.Answer {
		return p.api.Do("a/viewer", "PUT", "/inbox/preferences", body, headers...)
	}
	put(map[string]any{"mail": map[string]any{"job_failed": "never"}}, "If-Match", `"0"`).Want(200)
	put(map[string]any{"mail": map[string]any{"job_failed": "digest"}}, "If-Match", `"0"`).Want(412)
	before := len(p.Audit(t, "a"))
	r = put(map[string]any{"mail": map[string]any{"job_failed": "never"}}, "If-Match", `"1"`).Want(200)
	if r.Header.Get("ETag") != `"1"` || len(p.Audit(t, "a")) != before {
		t.Errorf("the same again: %s", r.Body)
	}
	put(map[string]any{"mail": map[string]any{}}).Want(200)
	for _, bad := range []any{map[string]any{"mail": map[string]any{"nothing": "never"}}, map[string]any{"mail": map[string]any{"job_failed": "sometimes"}}, map[string]any{"mail": "never"},
		map[string]any{"mail": map[string]any{"job_failed": 1}}, map[string]any{}, map[string]any{"user_id": p.User("a", "admin"), "mail": map[string]any{}}} {
		put(bad).Want(422)
	}
	if r := p.api.Do("b/viewer", "GET", "/inbox/preferences", nil).Want(200); r.Header.Get("ETag") != `"0"` {
		t.Errorf("%s", r.Body)
	}
}

// TestLinksAreSealed: the outbox never shows a link; it is sent once, only while it is good, and then forgotten.
func TestLinksAreSealed(t *testing.T) {
	p := open(t)
	token := func(role string) id.ID {
		row := id.New()
		p.run(t, "a", "insert into one_time_tokens (org_id, id, user_id, purpose, token_hash, expires_at) values (?, ?, ?, 'reset', ?::text::bytea, ?)", p.Org("a"), row, p.User("a", role), row.String(), p.Kit.Clock().Add(time.Hour))
		err := p.DB.InTx(p.Ctx("a", "admin"), func(ctx context.Context) error {
			_, err := p.Kit.Mail.Link(ctx, outbox.Link{User: p.User("a", role), Token: row, URL: base + "/setup#reset=TopSecret", Purpose: "reset"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	held := func() (n int) {
		ctx := p.Ctx("a", "admin")
		var all [][]byte
		if err := p.DB.Q(ctx).Raw("select secret from mails where org_id = ? and secret is not null", p.Org("a")).Scan(&all).Error; err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			if strings.Contains(string(s), "TopSecret") {
				t.Error("readable")
			}
		}
		return len(all)
	}
	token("viewer")
	used := token("scientist")
	p.run(t, "a", "update one_time_tokens set used_at = now() where id = ?", used)
	if n := held(); n != 2 {
		t.Errorf("%d secrets", n)
	}
	p.deliver(t)
	all := p.smtp.Mails()
	if len(all) != 1 || all[0].To[0] != "viewer@a.example" || !strings.Contains(strings.ReplaceAll(all[0].Raw, "=\r\n", ""), "TopSecret") || held() != 0 {
		t.Fatalf("%d mails, %d secrets", len(all), held())
	}
	if r := p.api.Do("a/admin", "GET", "/mails", nil); strings.Contains(string(r.Body), "TopSecret") || strings.Contains(string(r.Body), "setup") {
		t.Errorf("%s", r.Body)
	}
	p.smtp.Judge(func(string, int) error { return smtptest.Refusal(550, "no") })
	token("viewer")
	p.deliver(t)
	if n := held(); n != 1 { // it may be sent again while the link is good
		t.Errorf("%d secrets of a failed mail", n)
	}
	p.pass(2 * time.Hour)
	if err := p.lims.Mails.Gather(p.job(t, "a")); err != nil || held() != 0 {
		t.Errorf("%v, %d secrets", err, held())
	}
}
