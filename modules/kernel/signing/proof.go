package signing

import "context"

// Proof is how somebody who is signed in proves again that it is they, where an open session is not enough. It is asked for every
// time and never kept (P11-22, P11-23).
type Proof struct {
	Password    string `json:"password,omitempty" maxLength:"1024"`
	ReauthToken string `json:"reauth_token,omitempty" maxLength:"2000" doc:"In place of the password, of people who sign in through an identity provider: POST /auth/oidc/reauth. It works once."`
	TOTP        string `json:"totp,omitempty" maxLength:"10"`
}

// Prover checks a proof and says which method it was: password or sso, and +totp where a second factor was given. It runs outside
// any transaction: it uses codes up and counts failures.
type Prover func(ctx context.Context, p Proof) (method string, err error)
