package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/app/demo"
)

// setupLink is the way in when there is no user yet; "" otherwise.
func (c *core) setupLink(ctx context.Context, url string) (string, error) {
	link, needed, err := c.modules.auth.SetupLink(ctx)
	if err != nil || !needed {
		return "", err
	}
	if strings.HasPrefix(link, "/") {
		link = strings.TrimSuffix(url, c.cfg.Server.BasePath) + link
	}
	return link, nil
}

// greeting is what a person at the terminal needs next.
func (a *App) greeting(url string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nSPECTRA-Lab %s is ready: %s\n", Version, url)
	fmt.Fprintf(&b, "  API reference   %s/docs\n", url)
	if s := a.core.database.server; s != nil {
		fmt.Fprintf(&b, "  database        private PostgreSQL %s in %s\n", s.Version(), s.DataDir())
	}
	switch {
	case a.o.Demo:
		b.WriteString("\n" + demo.Accounts())
	case a.setup != "":
		fmt.Fprintf(&b, "\nNobody has an account yet. Make the first organisation and administrator here, once:\n  %s\n"+
			"or on this machine:\n  spectra user create --org my-lab --org-name \"My Lab\" --email you@my.lab --name \"Your Name\" --role admin\n", a.setup)
	}
	b.WriteString("\nStop with Ctrl-C.\n")
	return b.String()
}
