//go:build !embedpg || !linux || !amd64

package localpg

func embedded() (payload, bool) { return payload{}, false }
