package auth_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/auth/sso"
)

// site is the address under which people know the installation of these tests.
const site = "http://lims.example"

// provider is a real OpenID provider (github.com/zitadel/oidc), with people and groups of our own and a login page that
// needs no typing.
type provider struct {
	*storage.Storage
	t      *testing.T
	url    string
	asked  atomic.Int64
	mu     sync.Mutex
	people map[string]*storage.User
	groups map[string][]string
	who    string // at its keyboard
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{t: t, people: map[string]*storage.User{}, groups: map[string][]string{}}
	p.Storage = storage.NewStorageWithClients(p, map[string]*storage.Client{"spectra": storage.WebClient("spectra", "the client's secret", site+"/auth/oidc/callback")})
	server := httptest.NewUnstartedServer(nil)
	p.url = "http://" + server.Listener.Addr().String()
	made, err := op.NewProvider(&op.Config{CryptoKey: [32]byte{1}, CodeMethodS256: true}, p, op.StaticIssuer(p.url), op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	must(t, err)
	back := op.NewIssuerInterceptor(made.IssuerFromRequest).HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request := r.FormValue("authRequestID")
		if err := p.CheckUsernamePassword(p.seat(), "pw", request); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		http.Redirect(w, r, op.AuthCallbackURL(made)(r.Context(), request), http.StatusFound)
	})
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked.Add(1)
		if r.URL.Path == "/login/username" {
			back(w, r)
			return
		}
		made.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(server.Close)
	return p
}

// knows puts somebody there, in groups, and at the keyboard.
func (p *provider) knows(subject, email string, verified bool, groups ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.people[subject] = &storage.User{ID: subject, Username: subject, Password: "pw", FirstName: "Person", LastName: subject, Email: email, EmailVerified: verified}
	p.groups[subject], p.who = groups, subject
}

func (p *provider) seat() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.who
}

func (p *provider) GetUserByID(subject string) *storage.User {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.people[subject]
}

func (p *provider) GetUserByUsername(name string) *storage.User { return p.GetUserByID(name) }
func (p *provider) ExampleClientID() string                     { return "service" }

// SetUserinfoFromToken adds the groups to what the userinfo endpoint says.
func (p *provider) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, token, subject, origin string) error {
	err := p.Storage.SetUserinfoFromToken(ctx, info, token, subject, origin)
	p.mu.Lock()
	defer p.mu.Unlock()
	if groups := p.groups[info.Subject]; len(groups) > 0 {
		info.AppendClaims("groups", groups)
	}
	return err
}

// with sets single sign-on by this provider into organisation a.
func (p *provider) with(change ...func(*auth.SSO)) func(*auth.Options) {
	return func(o *auth.Options) {
		o.PublicURL = site
		o.SSO = &auth.SSO{Org: "org-a", Provider: sso.Options{Issuer: p.url, ClientID: "spectra", ClientSecret: "the client's secret", RedirectURL: site + "/auth/oidc/callback",
			Scopes: []string{"openid", "email", "profile"}, GroupsClaim: "groups", VerifiedClaim: "email_verified", AllowPrivate: true}}
		for _, f := range change {
			f(o.SSO)
		}
	}
}

// browser keeps cookies of the installation.
type browser struct {
	t       *testing.T
	api     *apptest.API
	cookies map[string]string
	page    bool // asks for text/html, as people's do
}

func (h *house) browser() *browser {
	return &browser{t: h.t, api: h.api, cookies: map[string]string{}, page: true}
}

func (b *browser) do(method, path string, body any, headers ...string) *apptest.Answer {
	b.t.Helper()
	var jar []string
	for name, value := range b.cookies {
		jar = append(jar, name+"="+value)
	}
	headers = append(headers, "Cookie", strings.Join(jar, "; "))
	if b.page && method == "GET" {
		headers = append(headers, "Accept", "text/html,*/*")
	}
	r := b.api.Do("", method, path, body, headers...)
	for _, c := range (&http.Response{Header: r.Header}).Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return r
}

// leave begins a sign-in and gives the address at the provider.
func (b *browser) leave(returnTo string) string {
	b.t.Helper()
	path := "/auth/oidc/login"
	if returnTo != "" {
		path += "?" + url.Values{"return_to": {returnTo}}.Encode()
	}
	return b.do("GET", path, nil).Want(303).Header.Get("Location")
}

// visit signs in at the provider and gives the path that leads back, with its query.
func (b *browser) visit(address string) string {
	b.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 5 {
		req, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil)
		must(b.t, err)
		res, err := client.Do(req)
		must(b.t, err)
		res.Body.Close()
		to, err := res.Location()
		if err != nil {
			b.t.Fatalf("the provider answers %s to %s", res.Status, address)
		}
		address = to.String()
		if path, ok := strings.CutPrefix(address, site); ok {
			return path
		}
	}
	b.t.Fatal("the provider sends around in circles")
	return ""
}

// signIn goes the whole way and gives the last answer.
func (b *browser) signIn() *apptest.Answer {
	b.t.Helper()
	return b.do("GET", b.visit(b.leave("")), nil)
}

// in reports where a sign-in led and fails when it did not succeed.
func (b *browser) in(r *apptest.Answer) *apptest.Answer {
	b.t.Helper()
	if r.Want(303); b.cookies["spectra_rt"] == "" {
		b.t.Fatalf("not signed in: led to %s", r.Header.Get("Location"))
	}
	return b.do("POST", "/auth/refresh", nil, "Origin", site, "X-Spectra-CSRF", "1").Want(200)
}

// refused fails unless a sign-in led to the sign-in page with a code, and left no session.
func (b *browser) refused(r *apptest.Answer, code string) {
	b.t.Helper()
	if to := r.Want(303).Header.Get("Location"); !strings.HasPrefix(to, site+"/login?error="+code) {
		b.t.Fatalf("led to %s, want %s", to, code)
	}
	if b.cookies["spectra_rt"] != "" {
		b.t.Fatal("a refused sign-in left a session")
	}
}
