package config

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const strong = "q8Jx1vR0nZt7LwP3sK5yBd9hFgUc2aEm" // 32 bytes

func TestSD3_ProductionRefusesWeakSecretsAndHS256(t *testing.T) {
	for name, tc := range map[string]struct {
		env  []string
		want []string
	}{
		"good":            {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong}, nil},
		"HS256":           {[]string{"JWT_SECRET=" + strong}, []string{"JWT_ALGORITHM=RS256"}},
		"everything":      {nil, []string{"JWT_ALGORITHM=RS256", "auth.jwt_secret: is empty"}},
		"empty":           {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET="}, []string{"is empty"}},
		"31 bytes":        {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong[:31]}, []string{"shorter than 32 bytes"}},
		"default":         {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=your-secret-key-change-in-production-now"}, []string{"well-known example"}},
		"one letter":      {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strings.Repeat("a", 64)}, []string{"repeats a few"}},
		"cheap hashes":    {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong, "SPECTRA_AUTH_BCRYPT_COST=10"}, []string{"auth.bcrypt_cost"}},
		"plain address":   {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong, "SPECTRA_SERVER_PUBLIC_URL=http://lims.example.org"}, []string{"is not encrypted"}},
		"forgetful store": {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong, "SPECTRA_STORAGE_URL=mem://"}, []string{"forgets"}},
		"weak pepper":     {[]string{"JWT_ALGORITHM=RS256", "JWT_SECRET=" + strong, "SPECTRA_AUTH_PEPPER=salt"}, []string{"auth.pepper"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustLoad(t, "", append(tc.env, "SPECTRA_ENV=production")...)
			err := c.Validate()
			if (err != nil) != (len(tc.want) > 0) {
				t.Fatalf("got %v", err)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if err != nil && strings.Contains(err.Error(), strong[:31]) {
				t.Errorf("the secret left in %q", err)
			}
		})
	}
}

func TestDrainDelayFollowsEnvironment(t *testing.T) {
	if c := mustLoad(t, "", "SPECTRA_ENV=production"); c.Server.DrainDelay != 5*time.Second {
		t.Errorf("production: %s", c.Server.DrainDelay)
	}
	if c := mustLoad(t, "", "SPECTRA_ENV=production", "SPECTRA_SERVER_DRAIN_DELAY=0s"); c.Server.DrainDelay != 0 {
		t.Errorf("set to none: %s", c.Server.DrainDelay)
	}
}

func TestShowHidesSecrets(t *testing.T) {
	const s = "hunter2"
	c := mustLoad(t, "", "DATABASE_URL=postgresql+psycopg://app:"+s+"@db/spectra?sslpassword="+s, "JWT_SECRET="+s, "REDIS_URL=redis://:"+s+"@r:6379/0",
		"OIDC_CLIENT_SECRET="+s, "SPECTRA_AUTH_PEPPER="+s, "SPECTRA_METRICS_TOKEN="+s, "SPECTRA_DATABASE_ADMIN_URL=postgres://pg:"+s+"@db/spectra",
		"SPECTRA_DATABASE_APP_PASSWORD="+s, "SPECTRA_DATABASE_WORKER_PASSWORD="+s)
	for _, text := range []string{c.Show(), fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c)} {
		if strings.Contains(text, s) {
			t.Errorf("a secret left in\n%s", text)
		}
	}
	show := c.Show()
	for _, want := range []string{"postgres://app:********@db/spectra?sslpassword=********", "env DATABASE_URL", "redis://:********@r:6379/0", "derived from database.url"} {
		if !strings.Contains(show, want) {
			t.Errorf("%q is not in\n%s", want, show)
		}
	}
	if lines := strings.Count(show, "\n"); lines != len(Options()) {
		t.Errorf("%d lines for %d keys", lines, len(Options()))
	}
}
