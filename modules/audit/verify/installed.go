package verify

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
)

// installed lists what guards the trail in a database that this executable migrated: triggers, functions, owners,
// row-level security and grants, each with the beginning of a hash of its definition. A test writes it.
//
//go:embed installed.txt
var installed string

// installation gives the same list of a live database. Definitions are taken from the catalogue's own columns, not
// from text that differs between versions of PostgreSQL.
const installation = `select line from (
select 'trigger '||n.nspname||'.'||c.relname||' '||t.tgname||' '||left(encode(sha256(convert_to(concat_ws('|', t.tgenabled, t.tgtype, fn.nspname, f.proname,
  encode(t.tgargs,'hex'), t.tgdeferrable, t.tginitdeferred, t.tgconstraint<>0), 'UTF8')),'hex'),16)
 from pg_trigger t join pg_class c on c.oid=t.tgrelid join pg_namespace n on n.oid=c.relnamespace join pg_proc f on f.oid=t.tgfoid join pg_namespace fn on fn.oid=f.pronamespace
 where not t.tgisinternal and n.nspname in ('spectra','audit','auth')
union all select 'function '||n.nspname||'.'||p.proname||'('||pg_get_function_identity_arguments(p.oid)||') '||left(encode(sha256(convert_to(concat_ws('|', r.rolname, p.prosecdef,
  p.provolatile, l.lanname, p.proconfig::text, p.prosrc), 'UTF8')),'hex'),16)
 from pg_proc p join pg_namespace n on n.oid=p.pronamespace join pg_roles r on r.oid=p.proowner join pg_language l on l.oid=p.prolang where n.nspname in ('audit','app','auth') and l.lanname in ('sql','plpgsql') -- others belong to extensions
union all select 'table '||n.nspname||'.'||c.relname||' '||r.rolname||case when c.relrowsecurity then ' rls' else '' end||case when c.relforcerowsecurity then ' forced' else '' end
 from pg_class c join pg_namespace n on n.oid=c.relnamespace join pg_roles r on r.oid=c.relowner where n.nspname in ('spectra','audit','auth') and c.relkind in ('r','p')
union all select 'grant '||n.nspname||'.'||c.relname||' '||coalesce(g.rolname,'public')||' '||string_agg(a.privilege_type, ',' order by a.privilege_type collate "C")
 from pg_class c join pg_namespace n on n.oid=c.relnamespace, aclexplode(c.relacl) a left join pg_roles g on g.oid=a.grantee
 where n.nspname in ('spectra','audit','auth') and c.relkind in ('r','p','v') and a.grantee<>c.relowner and a.privilege_type<>'MAINTAIN' group by n.nspname, c.relname, g.rolname
union all select 'rights '||r.rolname||case when r.rolsuper then ' superuser' else '' end||case when r.rolbypassrls then ' bypassrls' else '' end||case when r.rolcreaterole then ' createrole' else '' end
 from pg_roles r where r.rolname in ('spectra_owner','spectra_audit_owner','spectra_auth','spectra_app','spectra_worker','spectra_checkpointer')
) x(line) order by line collate "C"`

// weakened names what is not as installed (step 2 of SECURITY.md's list).
func weakened(ctx context.Context, tx pgx.Tx) ([]chain.Finding, error) {
	_, out, err := Installation(ctx, tx)
	return out, err
}

// Installation gives the SHA-256 of triggers, functions, tables, grants and roles as they are, and how they differ from those
// that this executable installs.
func Installation(ctx context.Context, tx pgx.Tx) (sha string, out []chain.Finding, err error) {
	rows, err := tx.Query(ctx, installation)
	if err != nil {
		return "", nil, err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return "", nil, err
	}
	for _, d := range differences(strings.Split(strings.TrimSpace(installed), "\n"), found) {
		out = append(out, chain.Finding{Class: chain.Weakened, Count: 1, Detail: d})
	}
	sum := sha256.Sum256([]byte(strings.Join(found, "\n")))
	return hex.EncodeToString(sum[:]), out, nil
}

// differences tells apart what is missing, what is new and what changed. The last word of a line is its definition.
func differences(want, got []string) []string {
	expected := definitions(want)
	actual := definitions(got)
	var out []string
	for _, line := range want {
		name, _ := split(line)
		if _, ok := actual[name]; !ok {
			out = append(out, name+" is not there")
		}
	}
	for _, line := range got {
		name, definition := split(line)
		switch before, ok := expected[name]; {
		case !ok:
			out = append(out, fmt.Sprintf("%s was added (%s)", name, definition))
		case before != definition:
			out = append(out, name+" was changed")
		}
	}
	return out
}

func definitions(lines []string) map[string]string {
	out := make(map[string]string, len(lines))
	for _, line := range lines {
		name, definition := split(line)
		out[name] = definition
	}
	return out
}

// split splits a line into what is defined and its definition: the kind and one or two names come first.
func split(line string) (name, definition string) {
	kind, _, _ := strings.Cut(line, " ")
	if kind == "trigger" || kind == "function" {
		i := strings.LastIndexByte(line, ' ')
		return line[:i], line[i+1:]
	}
	words := map[string]int{"table": 2, "grant": 3, "rights": 2}[kind]
	f := strings.SplitN(line, " ", words+1)
	name = strings.Join(f[:min(words, len(f))], " ")
	return name, strings.TrimSpace(strings.TrimPrefix(line, name))
}
