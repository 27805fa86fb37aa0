//go:build embedpg && linux && amd64

package localpg

import _ "embed"

// Made by `make embedpg`; go:embed needs package variables, nothing writes them.
var (
	//go:embed payload.tar.zst
	payloadArchive []byte
	//go:embed payload.version
	payloadVersion string
)

func embedded() (payload, bool) {
	return payload{version: payloadVersion, archive: payloadArchive}, true
}
