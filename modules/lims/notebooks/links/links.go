package links

import (
	"context"
	"slices"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Most bounds the links of one entry.
const Most = 200

// Target is what a link of an entry points at.
type Target struct {
	Type string `json:"type" enum:"project,sample,instrument,calibration,maintenance_log,notebook,notebook_entry,protocol,signature,experiment,result,file,trace,job" doc:"Record type."`
	ID   id.ID  `json:"id"`
}

// Linked is a link with what the record is called.
type Linked struct {
	Target
	Code  *string `json:"code" nullable:"true" doc:"Human code; null for types without one and for records that the caller may not read."`
	Label *string `json:"label" nullable:"true" doc:"Null for records that the caller may not read."`
}

// kind is a type of record that entries may point at: laboratory records, not accounts and settings.
type kind struct{ permission, source string }

// kinds names, by record type, how to read code and label, and who may.
func kinds() map[string]kind {
	return map[string]kind{
		"project":         {"project:read", "select id, code, name from projects"},
		"sample":          {"sample:read", "select id, code, name from samples"},
		"instrument":      {"instrument:read", "select id, code, name from instruments"},
		"calibration":     {"instrument:read", "select id, code, coalesce(certificate_number, outcome) from calibrations"},
		"maintenance_log": {"instrument:read", "select id, null::text, kind from maintenance_logs"},
		"notebook":        {"notebook:read", "select id, code, title from notebooks"},
		"notebook_entry":  {"notebook:read", "select id, code, title from notebook_entries"},
		"protocol":        {"protocol:read", "select id, code, title from protocols"},
		"signature":       {"signature:read", "select id, code, meaning from signatures"},
		"experiment":      {"experiment:read", "select id, code, title from experiments"},
		"result":          {"result:read", "select id, code, result_type from results"},
		"file":            {"file:read", "select id, code, filename from files"},
		"trace":           {"trace:read", "select id, null::text, case when title = '' then technique else title end from traces"},
		"job":             {"job:read", "select id, null::text, kind from jobs"},
	}
}

// Service looks records up.
type Service struct {
	kit   module.Kit
	store store
	kinds map[string]kind
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, kinds: kinds()}
}

// Check refuses what cannot be a list of links; pointer is where the list is.
func Check(f *values.Faults, pointer string, list []Target) {
	if len(list) > Most {
		f.Add(pointer, "out_of_range", "At most %d links.", Most)
		return
	}
	known := kinds()
	for i, l := range list {
		at := pointer + "/" + strconv.Itoa(i)
		if _, ok := known[l.Type]; !ok {
			f.Add(at+"/type", "not_allowed", "Entries cannot point at records of this type.")
		}
		if slices.Contains(list[:i], l) {
			f.Add(at, "duplicate", "This link is there already.")
		}
	}
}

// Find faults every link to a record that is not there or that the caller may not read: the two look alike on purpose. A
// link that is in kept was there before and stays.
func (s *Service) Find(ctx context.Context, f *values.Faults, pointer string, list, kept []Target) error {
	fresh := slices.DeleteFunc(slices.Clone(list), func(l Target) bool { return slices.Contains(kept, l) })
	found, err := s.names(ctx, fresh)
	if err != nil {
		return err
	}
	for i, l := range list {
		if _, ok := found[l]; !ok && slices.Contains(fresh, l) {
			f.Add(pointer+"/"+strconv.Itoa(i)+"/id", "unknown_reference", "There is no such %s.", l.Type)
		}
	}
	return nil
}

// Describe tells what the records are called, in the order of the list.
func (s *Service) Describe(ctx context.Context, list []Target) ([]Linked, error) {
	found, err := s.names(ctx, list)
	if err != nil {
		return nil, err
	}
	out := make([]Linked, len(list))
	for i, l := range list {
		out[i] = Linked{Target: l}
		if v, ok := found[l]; ok {
			out[i] = v
		}
	}
	return out, nil
}

// names asks for what the caller may read, in one statement.
func (s *Service) names(ctx context.Context, list []Target) (map[Target]Linked, error) {
	byType := map[string][]id.ID{}
	for _, l := range list {
		if k, ok := s.kinds[l.Type]; ok && s.kit.Can(ctx, k.permission) {
			byType[l.Type] = append(byType[l.Type], l.ID)
		}
	}
	if len(byType) == 0 {
		return map[Target]Linked{}, nil
	}
	return s.store.names(ctx, s.kinds, byType)
}
