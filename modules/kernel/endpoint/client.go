package endpoint

import (
	"context"
	"net/http"
	"net/netip"

	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Client is where a request comes from.
type Client struct {
	IP        netip.Addr // zero when unknown
	UserAgent string
	Host      string
	cookies   []string
}

// Cookie is the value of a cookie of the request; "" when there is none.
func (c Client) Cookie(name string) string {
	r := http.Request{Header: http.Header{"Cookie": c.cookies}}
	k, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return k.Value
}

// ClientFrom gives the client of the request in the context.
func ClientFrom(ctx context.Context) Client { return callFrom(ctx).client }

func (c *call) setClient(ip string, req *http.Request) {
	c.client = Client{UserAgent: clean(req.UserAgent()), Host: req.Host, cookies: req.Header["Cookie"]}
	if addr, err := netip.ParseAddr(ip); err == nil {
		c.client.IP = addr.Unmap().WithZone("")
	}
}

// stamp gives the caller the request's own marks, on a copy: authenticators may hand out a shared actor.
func (c *call) stamp(a *tenancy.Actor) *tenancy.Actor {
	if a == nil {
		return nil
	}
	out := *a
	out.RequestID, out.IP, out.UserAgent = c.id, c.client.IP, c.client.UserAgent
	return &out
}
