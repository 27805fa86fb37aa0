package endpoint

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Changing is the input of a route that changes several records at once, which it names in its body.
type Changing interface {
	Changed() []id.ID
}

// wantReason asks for the reason that the organisation wants for changes of this type of record (API.md §1 "Reason"). A
// policy that asks for the status of the record waits until the transaction. What must always be explained, routes and
// services say themselves.
func (r *Router) wantReason(ctx context.Context, rt *Route, param string) error {
	if r.Reasons == nil || rt.Record == "" || !rt.Changes() || rt.NoEvent != "" {
		return nil
	}
	c := callFrom(ctx)
	policy, err := r.Reasons(ctx, rt.Record)
	if err != nil || policy == nil {
		return err
	}
	if len(policy.By) == 0 {
		return policy.Any.Judge(c.reason)
	}
	c.policy = policy
	if one, ok := id.Parse(param); ok {
		c.records = []id.ID{one}
	} else if rt.Record == "user" { // about oneself
		c.records = []id.ID{tenancy.Must(ctx).ID}
	}
	return nil
}

// explained runs a change in its transaction and takes it back where the statuses that its records were in ask for
// another reason. Who may not make the change, or does not see the record, has heard so before.
func (r *Router) explained(ctx context.Context, rt *Route, change func(context.Context) error) error {
	c := callFrom(ctx)
	if c.policy == nil {
		return change(ctx)
	}
	statuses, err := reasons.Now(ctx, r.DB, rt.Record, c.records)
	if err != nil {
		return err
	}
	if err := change(ctx); err != nil {
		return err
	}
	return c.policy.Judge(statuses, c.reason)
}

// beforehand judges a change that opens its transactions itself.
func (r *Router) beforehand(ctx context.Context, rt *Route) error {
	return r.explained(ctx, rt, func(context.Context) error { return nil })
}
