package app

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// mailScenarios are calls about the outbox and about what comes by mail.
var mailScenarios = map[string]func(w *world) request{
	"list-mails":                   func(w *world) request { w.mail(); return get("a/admin", "/mails?status=queued,failed") },
	"get-mail":                     func(w *world) request { return get("a/admin", "/mails/"+w.mail()) },
	"retry-mail":                   func(w *world) request { return post("a/admin", "/mails/"+w.mail()+"/retry", nil) },
	"get-notification-preferences": func(*world) request { return get("a/viewer", "/inbox/preferences") },
	"put-notification-preferences": func(w *world) request {
		return request{who: "a/technician", method: "PUT", path: "/inbox/preferences", body: map[string]any{"mail": w.choices()}}
	},
}

// choices differ each time: the same again is no change.
func (w *world) choices() map[string]any {
	*w.n++
	return map[string]any{"job_failed": []string{"never", "digest", "immediately"}[*w.n%3], "custody_accepted": []string{"digest", "immediately"}[*w.n/3%2]}
}

// mail is one that could not be sent: the server of these tests has no mail server, so that it stays as it is.
func (w *world) mail() string {
	return w.once("mail", func() string {
		org := map[string]string{"": "a", "b": "b"}[w.org]
		me := w.running.as(org+"/admin", "GET", "/auth/me", nil)
		orgID, _ := id.Parse(me.get("org_id").(string))
		mailID := id.New()
		ctx := tenancy.With(w.t.Context(), tenancy.CLI(orgID))
		err := w.core.pool.InTx(ctx, func(ctx context.Context) error {
			return w.core.pool.Q(ctx).Exec("insert into mails (org_id, id, user_id, kind, key, status, attempts, error, finished_at) values (?, ?, ?, 'digest', ?, 'failed', 20, '550 no such user', now())",
				orgID, mailID, me.id(), "digest:"+mailID.String()).Error
		})
		if err != nil {
			w.t.Fatal(err)
		}
		return mailID.String()
	})
}
