package auth_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func TestT_30_APIKeys(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	user := h.person("ada@a.example", "scientist")
	boss, ada := h.token("boss@a.example"), h.token("ada@a.example")
	made := h.api.Do(ada, "POST", "/api-keys", map[string]any{"name": "Raman script", "scopes": []string{"profile:read", "project:create", "setting:read"}}).Want(201)
	key, prefix := str(t, made, "key"), str(t, made, "prefix")
	if !strings.HasPrefix(key, prefix+"_") || !strings.HasPrefix(prefix, "spk_dev_") || len(strings.Split(key, "_")) != 5 {
		t.Fatalf("key: %s", made.Body)
	}
	use := func(method, path string, body any) int {
		return h.api.Do("", method, path, body, "X-API-Key", key, "If-Match", `"1"`).Status
	}
	if r := h.api.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Want(200); str(t, r, "id") != user.String() || r.Get("session_id") != nil {
		t.Errorf("the key acts for %s", r.Body)
	}
	if r := h.api.Do("", "GET", "/roles", nil, "X-API-Key", key); r.Status != 403 || r.Get("code") != "out_of_scope" {
		t.Errorf("out of scope: %d %s", r.Status, r.Body)
	}
	shown := h.api.Do(ada, "GET", "/api-keys/"+made.ID(), nil).Want(200)
	if _, again := shown.JSON()["key"]; again || shown.Get("prefix") != prefix || fmt.Sprint(shown.Get("scopes")) != "[profile:read project:create setting:read]" || str(t, shown, "last_used_at") == "" {
		t.Errorf("shown: %s", shown.Body)
	}
	// Scopes do not reach beyond the owner's rights at use: a role taken away takes the key's right away.
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"viewer"}}).Want(200)
	h.advance(5 * time.Second)
	if use("GET", "/settings", nil) != 200 {
		t.Error("a right that is left is gone")
	}
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"scientist"}}).Want(200)

	// A mistyped, cut or foreign key is nothing.
	for _, bad := range []string{key[:len(key)-1], key + "0", strings.ToUpper(key), strings.Replace(key, "_dev_", "_live_", 1), "spk_dev___", "spk", strings.Repeat("_", 4), " ", key[:len(key)-9] + "_00000000"} {
		if r := h.api.Do("", "GET", "/auth/me", nil, "X-API-Key", bad); r.Status != 401 {
			t.Errorf("%q: %d", bad, r.Status)
		}
	}
	// Revoked, by an admin: gone at the next use here (P11-27), and within five seconds everywhere.
	other := h.lab.Serve(t, h.m)
	other.Auth = h.replica()
	other.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Want(200)
	if use("GET", "/auth/me", nil) != 200 { // now both keep it
		t.Fatal("the key does not work")
	}
	h.api.Do(boss, "DELETE", "/api-keys/"+made.ID(), nil).Want(204)
	if use("GET", "/auth/me", nil) != 401 {
		t.Error("a revoked key works")
	}
	h.advance(5 * time.Second)
	other.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Want(401)
	if list := h.api.Do(ada, "GET", "/api-keys", nil).Want(200); len(list.Get("items").([]any)) != 0 {
		t.Errorf("list: %s", list.Body)
	}
	if list := h.api.Do(ada, "GET", "/api-keys?include_revoked=true", nil).Want(200); str(t, list, "items.0.revoked_at") == "" {
		t.Errorf("list: %s", list.Body)
	}
	var both bool // P11-38: key and owner
	for _, e := range h.lab.Audit(t, "a") {
		both = both || e.Action == "api_key.used" && e.ActorName == "Person ada@a.example"
	}
	if !both {
		t.Error("the first use is not in the audit trail")
	}
}

func TestT_30_APIKeyLimits(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	h.person("ada@a.example", "scientist")
	ada, boss := h.token("ada@a.example"), h.token("boss@a.example")
	create := func(token string, change map[string]any) (int, string) {
		body := map[string]any{"name": "k", "scopes": []string{"sample:read"}}
		for k, v := range change {
			body[k] = v
		}
		r := h.api.Do(token, "POST", "/api-keys", body)
		return r.Status, string(r.Body)
	}
	at := func(d time.Duration) string { return h.now().Add(d).Format(time.RFC3339) }
	for name, c := range map[string]struct {
		token  string
		change map[string]any
		want   int
	}{
		"beyond the owner":   {ada, map[string]any{"scopes": []string{"sample:read", "setting:update"}}, 403},
		"unknown permission": {boss, map[string]any{"scopes": []string{"root:all"}}, 422},
		"user management":    {boss, map[string]any{"scopes": []string{"user:update"}}, 422},
		"key management":     {boss, map[string]any{"scopes": []string{"api_key:create"}}, 422},
		"sessions":           {boss, map[string]any{"scopes": []string{"session:delete"}}, 422},
		"own password":       {boss, map[string]any{"scopes": []string{"profile:update"}}, 422},
		"no scope":           {boss, map[string]any{"scopes": []string{}}, 422},
		"past":               {boss, map[string]any{"expires_at": at(-time.Hour)}, 422},
		"over a year":        {boss, map[string]any{"expires_at": at(367 * 24 * time.Hour)}, 422},
		"no name":            {boss, map[string]any{"name": "  "}, 422},
		"for somebody else":  {boss, map[string]any{"user_id": id.New()}, 422},
		"chosen secret":      {boss, map[string]any{"key": "spk_dev_a_b_c"}, 422},
		"no address":         {boss, map[string]any{"allowed_ips": []string{"lab"}}, 422},
		"a year":             {boss, map[string]any{"expires_at": at(365 * 24 * time.Hour)}, 201},
	} {
		if got, body := create(c.token, c.change); got != c.want {
			t.Errorf("%s: %d %s", name, got, body)
		}
	}
	key := func(change map[string]any) string {
		body := map[string]any{"name": "k", "scopes": []string{"profile:read"}}
		for k, v := range change {
			body[k] = v
		}
		return str(t, h.api.Do(ada, "POST", "/api-keys", body).Want(201), "key")
	}
	use := func(key string) int { return h.api.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Status }
	if use(key(map[string]any{"allowed_ips": []string{"127.0.0.0/8"}})) != 200 || use(key(map[string]any{"allowed_ips": []string{"127.0.0.1", "::1"}})) != 200 {
		t.Error("an allowed address is refused")
	}
	if use(key(map[string]any{"allowed_ips": []string{"10.0.0.0/8", "2001:db8::/32"}})) != 401 {
		t.Error("another address is let in")
	}
	short := key(map[string]any{"expires_at": at(time.Hour)})
	if use(short) != 200 {
		t.Error("a good key is refused")
	}
	h.advance(time.Hour + time.Second)
	if use(short) != 401 {
		t.Error("an expired key works")
	}
	h.person("vic@a.example", "viewer")
	h.api.Do(h.token("vic@a.example"), "GET", "/api-keys", nil).Want(403)
}

// What no key may do is refused at use too, should a stored scope name it.
func TestID13_StoredScopesAreHeldToo(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	made := h.api.Do(h.token("boss@a.example"), "POST", "/api-keys", map[string]any{"name": "k", "scopes": []string{"profile:read"}}).Want(201)
	h.admin(`set session_replication_role = replica; alter table spectra.api_keys disable trigger audit_row; update spectra.api_keys set scopes = array['user:read','api_key:create','session:delete','profile:update']`)
	for _, c := range [][2]string{{"GET", "/users"}, {"POST", "/api-keys"}, {"POST", "/auth/logout-all"}, {"POST", "/auth/password"}} {
		if r := h.api.Do("", c[0], c[1], nil, "X-API-Key", str(t, made, "key")); r.Status != 403 {
			t.Errorf("%v: %d %s", c, r.Status, r.Body)
		}
	}
}

func TestSettings(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	h.person("ada@a.example", "manager")
	boss, ada := h.token("boss@a.example"), h.token("ada@a.example")
	list := h.api.Do(ada, "GET", "/settings", nil).Want(200)
	if len(list.Get("items").([]any)) != 10 || list.Get("items.0.key") != "change_reasons" || list.Get("items.0.value.required_for") == nil {
		t.Fatalf("list: %s", list.Body)
	}
	h.api.Do(ada, "PUT", "/settings/sharing", map[string]any{"value": map[string]any{"enabled": true}}).Want(403)
	first := h.api.Do(boss, "GET", "/settings/sharing", nil).Want(200)
	if first.Get("value.enabled") != any(false) || first.Header.Get("ETag") != `"0"` {
		t.Errorf("default: %s", first.Body)
	}
	on := map[string]any{"value": map[string]any{"enabled": true}}
	r := h.api.Do(boss, "PUT", "/settings/sharing", on, "If-Match", `"0"`).Want(200)
	if r.Get("value.enabled") != any(true) || fmt.Sprint(r.Get("version")) != "1" || r.Header.Get("ETag") != `"1"` {
		t.Errorf("put: %s", r.Body)
	}
	h.api.Do(boss, "PUT", "/settings/sharing", on, "If-Match", `"0"`).Want(412)
	h.api.Do(boss, "PUT", "/settings/sharing", on, "If-Match", `"9"`).Want(412)
	if r := h.api.Do(boss, "PUT", "/settings/sharing", on).Want(200); fmt.Sprint(r.Get("version")) != "1" {
		t.Errorf("no change raises the version: %s", r.Body)
	}
	h.api.Do(boss, "PUT", "/settings/retention", `{"value":{"years":15}}`).Want(200)
	h.api.Do(boss, "PUT", "/settings/change_reasons", `{"value":{"required_for":["sample","project"]}}`).Want(200)
	h.api.Do(boss, "PUT", "/settings/inventory", `{"value":{"expiring_days":60,"expired_use":"block"}}`).Want(200)
	h.api.Do(boss, "PUT", "/settings/sample_processes", `{"value":{"kinds":["spin_coat"]}}`).Want(200)
	for path, bodies := range map[string][]string{
		"sharing":          {`{"value":{"enabled":"yes"}}`, `{"value":{"enabled":true,"x":1}}`, `{"value":{}}`, `{"value":null}`, `{"value":true}`, `{}`, `{"value":{"enabled":true},"version":3}`, `{"value":{"enabled":true,"enabled":false}}`},
		"retention":        {`{"value":{"years":0}}`, `{"value":{"years":1.5}}`, `{"value":{"years":1000}}`, `{"value":{"years":1e400}}`},
		"change_reasons":   {`{"value":{"required_for":["nonsense"]}}`, `{"value":{"required_for":["sample","sample"]}}`, `{"value":{"required_for":null}}`, `{"value":{"policies":[{"record_type":"sample","reason":"none"}]}}`},
		"inventory":        {`{"value":{"expiring_days":60}}`, `{"value":{"expiring_days":366,"expired_use":"warn"}}`, `{"value":{"expiring_days":1,"expired_use":"ask"}}`},
		"sample_processes": {`{"value":{"kinds":["Etch"]}}`, `{"value":{"kinds":["a","a"]}}`, `{"value":{"kinds":null}}`, `{"value":{"kinds":["1st"]}}`},
		"signing":          {`{"value":{"segregation_of_duties":null}}`},
		"notifications":    {`{"value":{"digest_hour":24}}`, `{"value":{"digest_hour":-1}}`, `{"value":{}}`, `{"value":{"digest_hour":"7"}}`},
	} {
		for _, body := range bodies {
			if r := h.api.Do(boss, "PUT", "/settings/"+path, body); r.Status != 422 {
				t.Errorf("%s %s: %d %s", path, body, r.Status, r.Body)
			}
		}
	}
	for _, unknown := range []string{"/settings/AUDIT_ENABLED", "/settings/x%2Fy"} {
		h.api.Do(boss, "PUT", unknown, on).Want(404)
		h.api.Do(boss, "GET", unknown, nil).Want(404)
	}
	if got := h.events("setting"); len(got) != 5 || got[0] != "setting.updated" {
		t.Errorf("audit: %v", got)
	}
	h.personIn("org-b", "boss@b.example", "admin")
	if r := h.api.Do(h.token("boss@b.example"), "GET", "/settings/sharing", nil).Want(200); r.Get("value.enabled") != any(false) {
		t.Errorf("the other organisation has it too: %s", r.Body)
	}
}

func TestOrganization(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	h.person("vic@a.example", "viewer")
	boss := h.token("boss@a.example")
	o := h.api.Do(boss, "GET", "/organizations/current", nil).Want(200)
	if o.Get("slug") != "org-a" || o.Get("timezone") != "UTC" || o.Get("_actions.update") != any(true) {
		t.Errorf("current: %s", o.Body)
	}
	tag := o.Header.Get("ETag")
	for body, status := range map[string]int{`{"slug":"other"}`: 422, `{"status":"suspended"}`: 422, `{"timezone":"Mars/Olympus"}`: 422, `{"timezone":"Local"}`: 422, `{"timezone":"../../etc/passwd"}`: 422, `{"contact_email":"x"}`: 422, `{"name":" "}`: 422, `{"name":null}`: 422} {
		if r := h.api.Do(boss, "PATCH", "/organizations/current", body, "If-Match", tag); r.Status != status {
			t.Errorf("%s: %d %s", body, r.Status, r.Body)
		}
	}
	r := h.api.Do(boss, "PATCH", "/organizations/current", `{"name":"Lab A","timezone":"Europe/Berlin","contact_email":"lab@a.example","address":null}`, "If-Match", tag).Want(200)
	if r.Get("name") != "Lab A" || r.Get("timezone") != "Europe/Berlin" || r.Header.Get("ETag") == tag {
		t.Errorf("patched: %s", r.Body)
	}
	h.api.Do(boss, "PATCH", "/organizations/current", `{"name":"X"}`, "If-Match", tag).Want(412)
	h.api.Do(boss, "PATCH", "/organizations/current", `{"name":"X"}`).Want(428)
	h.api.Do(h.token("vic@a.example"), "PATCH", "/organizations/current", `{"name":"X"}`, "If-Match", tag).Want(403)
}

// RLS-15: a suspended organisation sees nothing, and nobody of it signs in.
func TestSuspendedOrganization(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "scientist")
	g := h.login("ada@a.example")
	access := str(t, g, "access_token")
	key := str(t, h.api.Do(access, "POST", "/api-keys", map[string]any{"name": "k", "scopes": []string{"profile:read"}}).Want(201), "key")
	h.admin(`alter table spectra.organizations disable trigger all; update spectra.organizations set status = 'suspended' where slug = 'org-a'`)
	h.advance(5 * time.Second)
	h.api.Do(access, "GET", "/auth/me", nil).Want(401)
	h.api.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Want(401)
	h.refresh(str(t, g, "refresh_token")).Want(401)
	wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": password}), 401, "invalid_credentials")
}

func TestRolesAndPolicy(t *testing.T) {
	h := newHouse(t)
	h.person("vic@a.example", "viewer")
	h.person("boss@a.example", "admin")
	vic := h.token("vic@a.example")
	roles := h.api.Do(vic, "GET", "/roles", nil).Want(200)
	if len(roles.Get("items").([]any)) != 6 || roles.Get("items.0.key") != "admin" || roles.Get("items.0.grantable") != any(false) || roles.Get("items.1.key") != "auditor" || roles.Get("items.1.system") != any(false) {
		t.Errorf("roles: %s", roles.Body)
	}
	if r := h.api.Do(h.token("boss@a.example"), "GET", "/roles?limit=2&sort=-key&count=true", nil).Want(200); r.Get("items.0.key") != "viewer" || r.Get("items.0.grantable") != any(true) || str(t, r, "next_cursor") == "" || fmt.Sprint(r.Get("total")) != "6" {
		t.Errorf("page: %s", r.Body)
	}
	perms := h.api.Do(vic, "GET", "/permissions?limit=200", nil).Want(200)
	if len(perms.Get("items").([]any)) != len(h.lab.Policy.Catalogue().All()) || str(t, perms, "items.0.meaning") == "" {
		t.Errorf("permissions: %s", perms.Body)
	}
	policy := h.api.Do(vic, "GET", "/policy", nil).Want(200)
	if policy.Get("sha256") != h.o.Policy.SHA256() || !strings.Contains(str(t, policy, "text"), "p, viewer, sample, read") || policy.Get("matrix.viewer") == nil {
		t.Errorf("policy: %.300s", policy.Body)
	}
	var n int
	must(t, h.lab.DB.Q(h.lab.Ctx("a", "viewer")).Raw("select count(*) from permissions").Row().Scan(&n))
	if n != len(h.lab.Policy.Catalogue().All()) {
		t.Errorf("%d permissions in the table", n)
	}
	if got := h.api.Do("", "POST", "/auth/login", map[string]any{}, "X-HTTP-Method-Override", http.MethodGet).Status; got != 422 {
		t.Errorf("override: %d", got)
	}
}
