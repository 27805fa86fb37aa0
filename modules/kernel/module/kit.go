package module

import (
	"log/slog"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/outbox"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Kit is what every module is built from.
type Kit struct {
	DB      *db.DB
	Cursors *page.Codec
	Clock   clock.Clock
	Can     tenancy.Can
	Log     *slog.Logger
	Jobs    *jobs.Client   // nil in commands that run no jobs
	Mail    *outbox.Outbox // nil without a mail server
	Pages   string         // what addresses of the frontend begin with: https://lims.example.org/spectra, or only /spectra
}
