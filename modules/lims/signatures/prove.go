package signatures

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// alarm is after how many failures in a quarter of an hour administrators are told (P11-28).
const alarm = 5

// prove asks who signs, every time anew (SG-1, P11-22, P11-23). It runs outside any transaction: a failure stays counted and
// in the trail, whatever becomes of the request.
func (s *Service) prove(ctx context.Context, c *ceremony, rules signing.Rules) error {
	var err error
	c.method, err = s.deps.Reauthenticate(ctx, c.in.Proof)
	if err == nil && rules.MFA && !strings.Contains(c.method, "+") {
		err = apperr.New(apperr.Unauthenticated, "reauth_required", "Your organisation signs with a second factor: set one up and give its code.").With("second_factor", true)
	}
	if refusal, ok := apperr.As(err); ok && refusal.Kind == apperr.Unauthenticated {
		if noted := s.failed(ctx, c, refusal.Code); noted != nil {
			return noted
		}
	}
	return err
}

// failed leaves the event of a failure, committed by itself, and raises the alarm at every fifth.
func (s *Service) failed(ctx context.Context, c *ceremony, why string) error {
	payload, err := json.Marshal(map[string]any{"old": nil, "changed": []string{"signing"},
		"new": map[string]any{"meaning": c.in.Meaning, "record_version": c.in.RecordVersion, "failure": why}})
	if err != nil {
		return err
	}
	n := 0
	err = s.kit.DB.InTx(tenancy.WithStamp(ctx, tenancy.Stamp{Event: "signature.failed"}), func(ctx context.Context) error {
		n, err = s.store.failure(ctx, c.in.RecordType, c.in.RecordID, string(payload))
		return err
	})
	if err != nil || n%alarm != 0 {
		return err
	}
	return s.kit.DB.InTx(tenancy.WithStamp(ctx, tenancy.Stamp{Event: "signing.misused"}), func(ctx context.Context) error { return s.warn(ctx, n) })
}

// warn tells administrators and the trail.
func (s *Service) warn(ctx context.Context, n int) error {
	a := tenancy.Must(ctx)
	payload, err := json.Marshal(map[string]any{"old": nil, "new": map[string]any{"failures": n}, "changed": []string{"failures"}})
	if err != nil {
		return err
	}
	if err := s.store.event(ctx, "user", a.ID, string(payload)); err != nil {
		return err
	}
	admins, err := inbox.Holders(ctx, s.kit.DB, s.kit.Can, "signature:permit")
	if err != nil {
		return err
	}
	notices := make([]inbox.Notice, len(admins))
	for i, admin := range admins {
		notices[i] = inbox.Notice{User: admin, Kind: "signing_misused", Key: fmt.Sprintf("signing_misused/%s/%d", a.ID, s.kit.Clock().UnixMicro()),
			RecordType: "user", RecordID: a.ID, Title: fmt.Sprintf("%s: %d failed signings within 15 minutes", a.Name, n)}
	}
	return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
}
