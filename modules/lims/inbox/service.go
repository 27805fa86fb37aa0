package inbox

import (
	"context"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/module"
)

// Service gathers what waits.
type Service struct {
	kit     module.Kit
	store   store
	sources []inbox.Source
}

// NewService makes the service; calibrations that are due are among its sources.
func NewService(kit module.Kit, sources ...inbox.Source) *Service {
	return &Service{kit: kit, store: store{kit.DB}, sources: append(sources, calibrationsDue())}
}

// Add takes sources of other modules, before the first request.
func (s *Service) Add(sources ...inbox.Source) { s.sources = append(s.sources, sources...) }

// Get gives all that waits for the caller.
func (s *Service) Get(ctx context.Context) (*Inbox, error) {
	may := make([]inbox.Source, 0, len(s.sources))
	for _, src := range s.sources {
		if s.kit.Can(ctx, src.Permission) {
			may = append(may, src)
		}
	}
	rows, err := s.store.waiting(ctx, may)
	if err != nil {
		return nil, err
	}
	out := &Inbox{Total: len(rows), Items: []Item{}, Counts: []Count{}}
	counts := map[string]int{}
	for _, r := range rows {
		out.Items = append(out.Items, r.item())
		counts[r.Kind]++
		if r.NotificationID != nil {
			out.Unread++
		}
	}
	for kind, n := range counts {
		out.Counts = append(out.Counts, Count{kind, n})
	}
	slices.SortFunc(out.Counts, func(a, b Count) int { return strings.Compare(a.Kind, b.Kind) })
	return out, nil
}

// Waits tells whether work of a kind on a record still waits for the caller.
func (s *Service) Waits(ctx context.Context, kind string, record id.ID) (bool, error) {
	for _, src := range s.sources {
		if src.Kind == kind {
			if !s.kit.Can(ctx, src.Permission) {
				return false, nil
			}
			return s.store.waits(ctx, src, record)
		}
	}
	return false, nil
}

// MarkRead marks one notice of the caller's as read; read twice, it keeps the first time.
func (s *Service) MarkRead(ctx context.Context, noticeID id.ID) (*Read, error) {
	return s.store.read(ctx, noticeID)
}

// MarkAllRead marks every notice of the caller's as read.
func (s *Service) MarkAllRead(ctx context.Context) (*AllRead, error) {
	n, err := s.store.readAll(ctx)
	return &AllRead{n}, err
}

// Remind tells those who look after instruments which calibrations are due soon, have run out or failed, once each. It is
// repeated work: it may run again at any time.
func (s *Service) Remind(ctx context.Context) error {
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		due, err := s.store.due(ctx)
		if err != nil || len(due) == 0 {
			return err
		}
		src := calibrationsDue()
		people, err := inbox.Holders(ctx, s.kit.DB, s.kit.Can, src.Permission)
		if err != nil {
			return err
		}
		var notices []inbox.Notice
		for _, i := range due {
			for _, p := range people {
				notices = append(notices, inbox.Notice{User: p, Kind: i.Kind, Work: src.Kind, Key: i.Key,
					RecordType: "instrument", RecordID: i.ID, RecordCode: i.Code, Title: i.Name, DueAt: &i.DueAt})
			}
		}
		return inbox.Notify(ctx, s.kit.DB, s.kit.Mail, notices...)
	})
}
