package config

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// defaultFiles are read when no file is named; the first that exists.
func defaultFiles() []string { return []string{"spectra.yaml", "/etc/spectra/spectra.yaml"} }

// loader gathers values from the weakest source to the strongest.
type loader struct {
	v       *viper.Viper
	options map[string]Option // by key
	origin  map[string]string
	env     map[string]string
	errs    Error
}

// Load gives the effective configuration. Flags may be nil; env has the form of os.Environ; file is the one named by
// the operator, or "" for the usual places. Unknown keys, impossible values and contradictions are errors, all listed
// at once as *Error. The production rules are Validate's: commands like migrate work without token keys.
func Load(flags *pflag.FlagSet, env []string, file string) (Config, error) {
	l := &loader{v: viper.New(), options: map[string]Option{}, origin: map[string]string{}, env: map[string]string{}}
	for _, o := range Options() {
		l.options[o.Key] = o
		l.v.SetDefault(o.Key, o.Default)
		l.origin[o.Key] = "default"
	}
	l.fromFile(file)
	l.fromEnv(env)
	l.fromFlags(flags)
	c := l.decode()
	l.derive(&c)
	check(&c, &l.errs)
	c.origin = l.origin
	return c, l.errs.orNil()
}

// set overrides what weaker sources gave: Viper's override layer keeps the last value.
func (l *loader) set(key string, value any, origin string) {
	l.v.Set(key, value)
	l.origin[key] = origin
}

func (l *loader) fromFlags(flags *pflag.FlagSet) {
	if flags == nil {
		return
	}
	for _, o := range Options() {
		if o.Flag == "" {
			continue
		}
		if f := flags.Lookup(o.Flag); f != nil && f.Changed {
			l.set(o.Key, f.Value.String(), "flag --"+o.Flag)
		}
	}
}

// fromEnv takes the known variables. An empty one counts as unset: compose files pass on what is not there as "".
func (l *loader) fromEnv(env []string) {
	names := map[string]Option{}
	for _, o := range Options() {
		names[o.Variable()] = o
	}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		l.env[name] = value
		if o, ok := names[name]; ok {
			if value != "" {
				l.set(o.Key, value, "env "+name)
			}
			continue
		}
		if o, ok := names[strings.TrimSuffix(name, "_FILE")]; ok && o.Secret && strings.HasSuffix(name, "_FILE") {
			continue // second pass, when the plain ones are known
		}
		if strings.HasPrefix(name, "SPECTRA_") {
			l.errs.add("unknown environment variable %s; did you mean %s?", name, nearestVariable(name))
		}
	}
	l.secretFiles()
}

// nearestVariable compares with the systematic spelling too, so that SPECTRA_DATABASE_URL leads to DATABASE_URL.
func nearestVariable(name string) string {
	real := map[string]string{}
	for _, o := range Options() {
		systematic := o
		systematic.Env = ""
		for _, spelling := range []string{systematic.Variable(), o.Variable()} {
			real[spelling] = o.Variable()
			if o.Secret {
				real[spelling+"_FILE"] = o.Variable() + "_FILE"
			}
		}
	}
	return real[nearest(name, slices.Sorted(maps.Keys(real)))]
}

// secretFiles reads <ENV>_FILE, the way container platforms hand secrets over.
func (l *loader) secretFiles() {
	for _, o := range Options() {
		name := o.Variable() + "_FILE"
		path := l.env[name]
		if !o.Secret || path == "" {
			continue
		}
		if l.env[o.Variable()] != "" {
			l.errs.add("both %s and %s are set; keep one", o.Variable(), name)
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			l.errs.add("%s: %v", name, err)
			continue
		}
		if value := strings.TrimRight(string(data), "\r\n"); value != "" {
			l.set(o.Key, value, "env "+name)
		} else {
			l.errs.add("%s: %s is empty", name, path)
		}
	}
}
