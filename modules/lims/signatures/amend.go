package signatures

import (
	"context"
	"errors"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// AmendmentRow is one row of amendments. Writing it opens the record: the database does both or neither.
type AmendmentRow struct {
	db.Key
	RecordType    string
	RecordID      id.ID
	FromVersion   int
	Reason        string
	CreatedAt     time.Time `gorm:"<-:false;autoCreateTime:false"`
	CreatedBy     id.ID
	CreatedByName string
}

// TableName is the table of amendments.
func (AmendmentRow) TableName() string { return "amendments" }

// Amend opens a signed record for a change: it becomes its next version, the signatures there are stay with the version they
// were made for, and whoever signed it signs again (P11-30). seen is the version the client has seen, 0 for any.
func (s *Service) Amend(ctx context.Context, t signing.Type, recordID id.ID, seen int) (*Signable, error) {
	if err := t.Hold(ctx, s.kit.DB, recordID); errors.Is(err, signing.ErrGone) {
		return nil, apperr.Missing(t.Word)
	} else if err != nil {
		return nil, err
	}
	state, err := t.State(ctx, recordID)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, state.Version); err != nil {
		return nil, err
	}
	switch {
	case !state.Locked:
		return nil, apperr.New(apperr.Conflict, "not_signed", "%s is not locked by a signature: change it as it is.", state.Code)
	case state.Obstacle == "archived":
		return nil, apperr.New(apperr.Conflict, "archived", "%s is archived.", state.Code)
	}
	a := tenancy.Must(ctx)
	err = db.Insert(ctx, s.kit.DB, &AmendmentRow{Key: db.NewKey(ctx), RecordType: t.Word, RecordID: recordID, FromVersion: state.Version,
		Reason: tenancy.StampFrom(ctx).Reason, CreatedBy: a.ID, CreatedByName: a.Name})
	if err != nil {
		return nil, err
	}
	if err := t.Amended(ctx, s.kit.DB, recordID); err != nil {
		return nil, err
	}
	return s.Signable(ctx, t, recordID)
}
