package callers

import (
	"net/http"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// credential is the one token or key of a request.
type credential struct{ token, key string }

// read finds the credential. Two of them are refused: which one a proxy and this server look at could differ. One in
// the address is refused because addresses are logged everywhere.
func read(r *http.Request) (credential, error) {
	bearer, keys := r.Header.Values("Authorization"), r.Header.Values("X-Api-Key")
	switch {
	case len(bearer)+len(keys) > 1:
		return credential{}, apperr.New(apperr.Unauthenticated, "invalid_token", "Send one credential, not several.")
	case r.URL.RawQuery != "" && inQuery(r):
		return credential{}, apperr.New(apperr.Unauthenticated, "invalid_token", "Send the token in the Authorization header, never in the address.")
	case len(keys) == 1:
		if key := strings.TrimSpace(keys[0]); key != "" {
			return credential{key: key}, nil
		}
		return credential{}, refused()
	case len(bearer) == 0:
		return credential{}, nil
	}
	scheme, token, _ := strings.Cut(bearer[0], " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return credential{}, apperr.New(apperr.Unauthenticated, "invalid_token", "The Authorization header must read: Bearer <access token>.")
	}
	return credential{token: token}, nil
}

func inQuery(r *http.Request) bool {
	q := r.URL.Query()
	return q.Has("access_token") || q.Has("api_key")
}
