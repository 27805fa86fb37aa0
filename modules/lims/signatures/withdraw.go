package signatures

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const maxReason = 500

// WithdrawalRow is one row of signature_withdrawals. The row of the signature stays what it is.
type WithdrawalRow struct {
	db.Key
	SignatureID     id.ID
	Reason          string
	Method          string
	SessionID       *id.ID
	WithdrawnBy     id.ID
	WithdrawnByName string
	CreatedAt       time.Time `gorm:"<-:false;autoCreateTime:false"`
}

// TableName is the table of withdrawn signatures.
func (WithdrawalRow) TableName() string { return "signature_withdrawals" }

// Withdrawal is the body of a withdrawal.
type Withdrawal struct {
	Reason string `json:"reason" minLength:"3" maxLength:"500"`
	signing.Proof
}

// Withdraw takes back the caller's own signature: a further event, proved like the signature itself. What it locked stays
// locked; it is opened by amending alone.
func (s *Service) Withdraw(ctx context.Context, signatureID id.ID, in Withdrawal) (*View, error) {
	if err := s.inPerson(ctx); err != nil {
		return nil, err
	}
	var f values.Faults
	in.Reason = f.Required("/reason", in.Reason, maxReason)
	if err := f.Err(); err != nil {
		return nil, err
	}
	item, err := s.store.get(ctx, signatureID)
	if err != nil {
		return nil, err
	}
	if err := withdrawable(item, tenancy.Must(ctx).ID); err != nil {
		return nil, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return nil, err
	}
	c := &ceremony{in: New{RecordType: item.RecordType, RecordID: item.RecordID, RecordVersion: item.Version, Meaning: item.Meaning, Proof: in.Proof}}
	if err := s.prove(ctx, c, rules); err != nil {
		return nil, err
	}
	err = s.kit.DB.InTx(tenancy.WithStamp(ctx, tenancy.Stamp{Event: "signature.withdrawn", Reason: in.Reason}), func(ctx context.Context) error {
		if ctx, err = s.asOfNow(ctx); err != nil {
			return err
		}
		a := tenancy.Must(ctx)
		row := &WithdrawalRow{Key: db.NewKey(ctx), SignatureID: signatureID, Reason: in.Reason, Method: c.method, WithdrawnBy: a.ID, WithdrawnByName: a.Name}
		if a.Session != id.Nil {
			row.SessionID = &a.Session
		}
		return db.Insert(ctx, s.kit.DB, row)
	})
	if db.Violates(err, "signature_withdrawals_key") {
		return nil, withdrawnAlready()
	}
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, signatureID)
}

func withdrawable(item *Item, me id.ID) error {
	switch {
	case item.Signer.ID != me:
		return apperr.New(apperr.Forbidden, "not_own_signature", "Only who signed withdraws the signature.")
	case item.WithdrawnAt != nil:
		return withdrawnAlready()
	}
	return nil
}

func withdrawnAlready() error {
	return apperr.New(apperr.Conflict, "already_withdrawn", "This signature is withdrawn already.")
}
