package inbox

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Preference is a row of the table: what one person wants by mail.
type Preference struct {
	OrgID     id.ID           `gorm:"primaryKey"`
	UserID    id.ID           `gorm:"primaryKey"`
	Mail      json.RawMessage `gorm:"type:jsonb"` // kind → how; what is not named is as usual
	Version   int
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName is the table of preferences.
func (Preference) TableName() string { return "notification_preferences" }

// Choice is how one kind of notice is mailed.
type Choice struct {
	Kind    string `json:"kind" doc:"A word such as calibration_overdue."`
	Meaning string `json:"meaning"`
	Mail    string `json:"mail" enum:"immediately,digest,never" doc:"The inbox shows it in any case."`
	Default string `json:"default" enum:"immediately,digest,never"`
}

// Preferences are all choices of the caller.
type Preferences struct {
	MailEnabled bool     `json:"mail_enabled" doc:"false: this server sends no mail, what is chosen here will hold once it does."`
	Kinds       []Choice `json:"kinds"`
	Version     int      `json:"version" doc:"0 while nothing was chosen."`
}

// Choose is the body of PUT /inbox/preferences: what is not named is as the default says.
type Choose struct {
	Mail map[string]string `json:"mail" doc:"Kind of notice → immediately, digest or never."`
}

// Preferences gives the choices of the caller.
func (s *Service) Preferences(ctx context.Context) (*Preferences, error) {
	row, err := s.store.preference(ctx, false)
	if err != nil {
		return nil, err
	}
	chosen := map[string]string{}
	if err := json.Unmarshal(row.Mail, &chosen); err != nil {
		return nil, err
	}
	out := &Preferences{MailEnabled: s.kit.Mail.On(), Version: row.Version, Kinds: []Choice{}}
	for _, k := range inbox.Kinds() {
		c := Choice{Kind: k.Word, Meaning: k.Says, Mail: k.Usual, Default: k.Usual}
		if how := chosen[k.Word]; how != "" {
			c.Mail = how
		}
		out.Kinds = append(out.Kinds, c)
	}
	return out, nil
}

// Choose replaces the choices of the caller; seen is 0 for any version and -1 for none yet. It holds for what happens from now on.
func (s *Service) Choose(ctx context.Context, seen int, in Choose) (*Preferences, error) {
	if tenancy.Must(ctx).Kind != tenancy.User {
		return nil, apperr.New(apperr.Forbidden, "person_required", "Only a person chooses what comes by mail.")
	}
	var f values.Faults
	for kind, how := range in.Mail {
		at := "/mail/" + values.Escape(kind)
		switch {
		case !slices.ContainsFunc(inbox.Kinds(), func(k inbox.Kind) bool { return k.Word == kind }):
			f.Add(at, "unknown_field", "There is no such kind of notice; GET /inbox/preferences lists them.")
		case how != inbox.Immediately && how != inbox.Digest && how != inbox.Never:
			f.Add(at, "not_allowed", "Choose immediately, digest or never.")
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if in.Mail == nil {
		in.Mail = map[string]string{}
	}
	text, err := json.Marshal(in.Mail)
	if err != nil {
		return nil, err
	}
	if err := s.replace(ctx, seen, string(text)); err != nil {
		return nil, err
	}
	return s.Preferences(ctx)
}

// replace writes what was chosen over what the client has seen. A row that is not there yet cannot be locked: of several
// first choices the table takes one.
func (s *Service) replace(ctx context.Context, seen int, mail string) error {
	if seen < 0 {
		if made, err := s.store.first(ctx, mail); made || err != nil {
			return err
		}
	}
	row, err := s.store.preference(ctx, true)
	if err != nil {
		return err
	}
	if seen != 0 && seen != row.Version {
		return etag.Stale(row.Version)
	}
	return s.store.choose(ctx, mail)
}

type chooseIn struct {
	endpoint.IfMatch
	Body Choose
}

// seen gives the version the client has seen; before the first choice it has the entity tag "0".
func (in *chooseIn) seen() (int, error) {
	if in.Match == etag.Of(0) {
		return -1, nil
	}
	return in.OptionalVersion()
}

func (s *Service) preferences(ctx context.Context, _ *struct{}) (*endpoint.Found[*Preferences], error) {
	return tagged(s.Preferences(ctx))
}

func (s *Service) choose(ctx context.Context, in *chooseIn) (*endpoint.Found[*Preferences], error) {
	seen, err := in.seen()
	if err != nil {
		return nil, err
	}
	return tagged(s.Choose(ctx, seen, in.Body))
}

func tagged(p *Preferences, err error) (*endpoint.Found[*Preferences], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*Preferences]{ETag: etag.Of(p.Version), Body: p}, nil
}
