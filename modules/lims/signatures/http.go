package signatures

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const tag = "Signatures"

// Routes mounts the resource, and …/signable of every type that registered itself. Signing opens its own transaction: the
// password is checked before it. For the same reason an Idempotency-Key does not answer it from memory; who signs again is told
// the signature there is.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.RegisterList(r, endpoint.Route{ID: "list-signatures", Method: "GET", Path: "/signatures", Permission: "signature:read", Record: record, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "sign", Method: "POST", Path: "/signatures", Status: 201, Permission: "signature:create", Event: "signature.created", Record: record, Tag: tag, Summary: "Sign a record"}, s.sign201)
	endpoint.Register(r, endpoint.Route{ID: "get-signature", Method: "GET", Path: "/signatures/{id}", Permission: "signature:read", Record: record, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "verify-signature", Method: "GET", Path: "/signatures/{id}/verify", Permission: "signature:read", Tx: endpoint.Snapshot, Record: record, Tag: tag}, s.verify)
	endpoint.Register(r, endpoint.Route{ID: "withdraw-signature", Method: "POST", Path: "/signatures/{id}/withdraw", Permission: "signature:create", Event: "signature.withdrawn", Record: record, Tag: tag, Summary: "Withdraw one's own signature"}, s.withdraw)
	endpoint.Register(r, endpoint.Route{ID: "get-accountability", Method: "GET", Path: "/signatures/accountability", Permission: "signature:read", Tx: endpoint.Snapshot, Record: "user", Tag: tag, Summary: "See the statement of accountability, and whether one has accepted it"}, s.accountability)
	endpoint.Register(r, endpoint.Route{ID: "accept-accountability", Method: "POST", Path: "/signatures/accountability", Status: 201, Permission: "signature:create", Event: "signing.accountability_accepted", Tx: endpoint.ReadWrite, Record: "user", Tag: tag, Summary: "Accept the statement of accountability"}, s.accept)
	endpoint.Register(r, endpoint.Route{ID: "get-user-signing", Method: "GET", Path: "/users/{id}/signing", Permission: "signature:permit", Tx: endpoint.Snapshot, Record: "user", Tag: tag, Summary: "See whether a person may sign"}, s.standing)
	endpoint.Register(r, endpoint.Route{ID: "set-user-signing", Method: "PUT", Path: "/users/{id}/signing", Permission: "signature:permit", Event: "user.signing_changed", Tx: endpoint.ReadWrite, Record: "user", Tag: tag, Summary: "Let a person sign, or end it"}, s.permit)
	for _, t := range s.types.All() {
		endpoint.Register(r, endpoint.Route{ID: "get-" + dashed(t.Word) + "-signable", Method: "GET", Path: t.Path + "/{id}/signable", Permission: t.Read, Tx: endpoint.Snapshot, Record: t.Word, Tag: t.Tag,
			Summary: "Show what there is to sign"}, s.signable(t))
		if t.Amend != "" {
			endpoint.Register(r, endpoint.Route{ID: "amend-" + dashed(t.Word), Method: "POST", Path: t.Path + "/{id}/amend", Permission: t.Amend, Event: t.Word + ".amended", Tx: endpoint.ReadWrite, Reason: true, Record: t.Word, Tag: t.Tag,
				Summary: "Open a signed record for a change, as its next version"}, s.amend(t))
		}
	}
}

// Permissions lists what the resource asks the policy for.
func Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "signature", Action: "read", Meaning: "Read and verify signatures"},
		{Object: "signature", Action: "create", Meaning: "Sign own work, as author or responsible"},
		{Object: "signature", Action: "approve", Meaning: "Sign the work of others as reviewer, approver or witness, and reject it"},
		{Object: "signature", Action: "permit", Meaning: "Let people sign, with the evidence of who they are"},
	}
}

func dashed(word string) string {
	out := []byte(word)
	for i := range out {
		if out[i] == '_' {
			out[i] = '-'
		}
	}
	return string(out)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) sign201(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*View], error) {
	v, err := s.Sign(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/signatures/" + v.ID.String(), ETag: etag.Of(1), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	signatureID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, signatureID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(1), Body: v}, nil // there is one version for ever
}

func (s *Service) verify(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*Verification], error) {
	signatureID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	v, err := s.Verify(ctx, signatureID)
	return &endpoint.Listed[*Verification]{Body: v}, err
}

func (s *Service) signable(t signing.Type) func(context.Context, *endpoint.Param) (*endpoint.Found[*Signable], error) {
	return func(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*Signable], error) {
		recordID, err := in.Record(t.Word)
		if err != nil {
			return nil, err
		}
		v, err := s.Signable(ctx, t, recordID)
		if err != nil {
			return nil, err
		}
		return &endpoint.Found[*Signable]{ETag: etag.Of(v.RecordVersion), Body: v}, nil
	}
}

func (s *Service) amend(t signing.Type) func(context.Context, *endpoint.Change) (*endpoint.Found[*Signable], error) {
	return func(ctx context.Context, in *endpoint.Change) (*endpoint.Found[*Signable], error) {
		recordID, seen, err := in.OptionalTarget(t.Word)
		if err != nil {
			return nil, err
		}
		v, err := s.Amend(ctx, t, recordID, seen)
		if err != nil {
			return nil, err
		}
		return &endpoint.Found[*Signable]{ETag: etag.Of(v.RecordVersion), Body: v}, nil
	}
}

type withdrawIn struct {
	endpoint.Param
	Body Withdrawal
}

func (s *Service) withdraw(ctx context.Context, in *withdrawIn) (*endpoint.Found[*View], error) {
	signatureID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	v, err := s.Withdraw(ctx, signatureID, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(1), Body: v}, nil
}

func (s *Service) accountability(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Standing], error) {
	v, err := s.Standing(ctx, tenancy.Must(ctx).ID)
	return &endpoint.Listed[*Standing]{Body: v}, err
}

func (s *Service) accept(ctx context.Context, in *struct{ Body Acceptance }) (*endpoint.Listed[*Standing], error) {
	v, err := s.Accept(ctx, in.Body)
	return &endpoint.Listed[*Standing]{Body: v}, err
}

func (s *Service) standing(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*Standing], error) {
	user, err := in.Record("user")
	if err != nil {
		return nil, err
	}
	return stood(s.Standing(ctx, user))
}

func stood(v *Standing, err error) (*endpoint.Found[*Standing], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*Standing]{ETag: etag.Of(v.Version), Body: v}, nil
}

type permitIn struct {
	endpoint.Change
	Body Permit
}

func (s *Service) permit(ctx context.Context, in *permitIn) (*endpoint.Found[*Standing], error) {
	user, seen, err := in.OptionalTarget("user")
	if err != nil {
		return nil, err
	}
	return stood(s.Permit(ctx, user, seen, in.Body))
}
