package totp

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// In the statements below a space between parenthesis and question mark keeps GORM from spreading bytes into a list.
type store struct{ db *db.DB }

// factor is what is stored of a person; Secret is sealed.
type factor struct {
	Secret       []byte
	Confirmed    bool
	LastStep     int64
	RecoveryLeft int
}

// find gives nil for a person without, and for one who does not belong to the context's organisation.
func (s store) find(ctx context.Context, identity id.ID) (*factor, error) {
	var f factor
	err := s.db.Q(ctx).Raw("select secret, confirmed, last_step, recovery_left from auth.second_factor(?)", identity).Take(&f).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nothing there
	}
	return &f, err
}

func (s store) begin(ctx context.Context, identity id.ID, sealed []byte) (bool, error) {
	return s.ask(ctx, "select auth.begin_second_factor(?, ?)", identity, sealed)
}

func (s store) confirm(ctx context.Context, identity id.ID, sealed []byte, step int64, codes [][]byte) (bool, error) {
	list := make([]string, len(codes)) // GORM spreads slices
	for i, c := range codes {
		list[i] = hex.EncodeToString(c)
	}
	return s.ask(ctx, "select auth.confirm_second_factor(?, ?, ?, array(select decode(c, 'hex') from unnest(string_to_array(?, ',')) c))", identity, sealed, step, strings.Join(list, ","))
}

func (s store) useStep(ctx context.Context, identity id.ID, step int64) (bool, error) {
	return s.ask(ctx, "select auth.use_step(?, ?)", identity, step)
}

func (s store) useRecovery(ctx context.Context, identity id.ID, hash []byte) (bool, error) {
	return s.ask(ctx, "select auth.use_recovery_code(?, ?)", identity, hash)
}

func (s store) remove(ctx context.Context, identity id.ID) (bool, error) {
	return s.ask(ctx, "select auth.remove_second_factor(?)", identity)
}

func (s store) ask(ctx context.Context, query string, args ...any) (bool, error) {
	var ok bool
	err := s.db.Q(ctx).Raw(query, args...).Row().Scan(&ok)
	return ok, err
}
