package gate

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Retired is the code word of an instrument that takes no new experiments.
const Retired = "instrument_retired"

// Codes are the refusals of the gate.
func Codes() []string {
	return []string{"calibration_" + calibration.Overdue, "calibration_" + calibration.OutOfTolerance}
}

// Calibrations tells how calibrations stand. With hold they stay so until the transaction of the context ends: locks are
// taken in the order experiment, instrument, result.
type Calibrations interface {
	States(ctx context.Context, of []calibration.Moment, hold bool) ([]calibration.State, error)
}

// Gate asks before anything is measured.
type Gate struct {
	kit          module.Kit
	calibrations Calibrations
}

// New makes the gate. Without calibrations there would be none: that is a fault of whoever builds the program.
func New(kit module.Kit, c Calibrations) *Gate {
	if c == nil {
		panic("gate: no calibrations")
	}
	return &Gate{kit: kit, calibrations: c}
}

// Header is embedded by the inputs of routes that pass the gate.
type Header struct {
	Override string `header:"X-Calibration-Override" enum:"true,false" doc:"true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever."`
}

type overrideKey struct{}

// In gives the context in which the gate is passed as the header says.
func (h Header) In(ctx context.Context) context.Context { return With(ctx, h.Override == "true") }

// With gives a context in which the gate is overridden, or not.
func With(ctx context.Context, override bool) context.Context {
	return context.WithValue(ctx, overrideKey{}, override)
}

// Overridden tells whether the caller asked for an override.
func Overridden(ctx context.Context) bool {
	yes, _ := ctx.Value(overrideKey{}).(bool)
	return yes
}

// Visit is what somebody wants to measure, or has measured, on an instrument.
type Visit struct {
	Instrument id.ID
	At         *time.Time // of acquisition; nil is now
	Standing   *Pass      // of the experiment on the same instrument
}

// Pass is what stays with the experiment or result.
type Pass struct {
	Calibration json.RawMessage // {id, status, expires_at} at acquisition
	Override    json.RawMessage // {by, name, reason, at}; nil when none was needed
	At          time.Time       // of acquisition
	Retired     bool            // the instrument
}

// kept is the state in the form of records.
type kept struct {
	ID        *id.ID  `json:"id"`
	Status    string  `json:"status"`
	ExpiresAt *string `json:"expires_at"`
}

// override is the flag in the form of records.
type override struct {
	By     id.ID  `json:"by"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

// Refusal says which visit is refused, and why.
type Refusal struct {
	Visit int
	Err   *apperr.Error
}

// Enter lets visits pass or refuses them; an instrument that does not exist is nobody's business here. An error is one of
// the whole call: an override by somebody who may not, or without a reason.
func (g *Gate) Enter(ctx context.Context, visits []Visit) ([]Pass, []Refusal, error) {
	of := make([]calibration.Moment, len(visits))
	for i, v := range visits {
		of[i] = calibration.Moment{Instrument: v.Instrument, At: v.At}
	}
	states, err := g.calibrations.States(ctx, of, true)
	if err != nil {
		return nil, nil, err
	}
	passes, refused := make([]Pass, len(visits)), []Refusal(nil)
	for i, v := range visits {
		s := &states[i]
		if s.Code == "" {
			continue
		}
		passes[i] = Pass{Calibration: record(s), At: s.At, Retired: s.Retired}
		code := s.Blocked()
		switch {
		case code == "":
		case covers(v.Standing, s):
			passes[i].Override = v.Standing.Override
		case Overridden(ctx):
			if passes[i].Override, err = g.flag(ctx, s); err != nil {
				return nil, nil, err
			}
		default:
			refused = append(refused, Refusal{i, refusal(s, code)})
		}
	}
	return passes, refused, nil
}

// One is Enter for a single visit.
func (g *Gate) One(ctx context.Context, v Visit) (*Pass, error) {
	passes, refused, err := g.Enter(ctx, []Visit{v})
	if err != nil {
		return nil, err
	}
	if len(refused) > 0 {
		return nil, refused[0].Err
	}
	return &passes[0], nil
}

// covers: who started an experiment under override did so for its results, too, as long as the same calibration is in the
// same state. Anything that became known since needs a decision of its own.
func covers(p *Pass, s *calibration.State) bool {
	if p == nil || isNull(p.Override) {
		return false
	}
	var then kept
	return json.Unmarshal(p.Calibration, &then) == nil && then.Status == s.Status && equal(then.ID, s.ID)
}

func equal(a, b *id.ID) bool { return a == b || a != nil && b != nil && *a == *b }

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// flag is the override by the caller.
func (g *Gate) flag(ctx context.Context, s *calibration.State) (json.RawMessage, error) {
	const permission = "calibration:override"
	if !g.kit.Can(ctx, permission) {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "Your role does not include %s.", permission).With("permission", permission)
	}
	reason := tenancy.StampFrom(ctx).Reason
	if reason == "" {
		return nil, endpoint.ReasonRequired()
	}
	a := tenancy.Must(ctx)
	return json.Marshal(override{By: a.ID, Name: a.Name, Reason: reason, At: written(g.kit.Clock())})
}

func refusal(s *calibration.State, code string) *apperr.Error {
	why := "is " + strings.ReplaceAll(s.Status, "_", " ")
	if s.Status != calibration.Overdue && s.Status != calibration.OutOfTolerance {
		why = "has failed since the data were taken"
	}
	return apperr.New(apperr.Conflict, code, "The calibration of %s %s. Have it calibrated; who may override this sends X-Calibration-Override: true with a reason.", s.Code, why).
		With("instrument_id", s.Instrument).With("calibration_status", s.Status)
}

func record(s *calibration.State) json.RawMessage {
	k := kept{ID: s.ID, Status: s.Status}
	if s.ExpiresAt != nil {
		text := written(*s.ExpiresAt)
		k.ExpiresAt = &text
	}
	b, _ := json.Marshal(k) // plain members always encode
	return b
}

// written is a time as everywhere in answers (API.md §1 "Format").
func written(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Obstacle names what is in the way of measuring on an instrument now, for _actions; standing may cover it.
func (g *Gate) Obstacle(ctx context.Context, v Visit) (code string, retired bool, err error) {
	states, err := g.calibrations.States(ctx, []calibration.Moment{{Instrument: v.Instrument, At: v.At}}, false)
	if err != nil || len(states) == 0 || states[0].Code == "" {
		return "", false, err
	}
	s := &states[0]
	if code = s.Blocked(); covers(v.Standing, s) {
		code = ""
	}
	return code, s.Retired, nil
}
