package home

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service counts.
type Service struct {
	kit     module.Kit
	store   store
	numbers []home.Number
}

// NewService makes the service.
func NewService(kit module.Kit, numbers ...home.Number) *Service {
	return &Service{kit: kit, store: store{kit.DB}, numbers: numbers}
}

// Add takes numbers of other modules, before the first request.
func (s *Service) Add(numbers ...home.Number) { s.numbers = append(s.numbers, numbers...) }

// Get counts what the caller may act on; cards and numbers come in the order of the modules.
func (s *Service) Get(ctx context.Context) (*Page, error) {
	may := make([]home.Number, 0, len(s.numbers))
	for _, n := range s.numbers {
		if s.kit.Can(ctx, n.Permission) {
			may = append(may, n)
		}
	}
	out := &Page{Cards: []Card{}}
	if len(may) == 0 {
		return out, nil
	}
	yesterday := s.kit.Clock().UTC().AddDate(0, 0, -1).Truncate(time.Second)
	rows, err := s.store.count(ctx, may, yesterday)
	if err != nil {
		return nil, err
	}
	fill := strings.NewReplacer("{me}", tenancy.Must(ctx).ID.String(), "{yesterday}", url.QueryEscape(yesterday.Format(time.RFC3339)))
	for i, n := range may {
		c := out.card(n.Card)
		c.Numbers = append(c.Numbers, Count{Name: n.Name, Count: rows[i].Count, OldestAt: rows[i].OldestAt, List: fill.Replace(n.List)})
	}
	return out, nil
}

// card finds a card, or adds it.
func (p *Page) card(name string) *Card {
	for i := range p.Cards {
		if p.Cards[i].Card == name {
			return &p.Cards[i]
		}
	}
	p.Cards = append(p.Cards, Card{Card: name})
	return &p.Cards[len(p.Cards)-1]
}
