import type { Row } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { t, word, words } from '@/kernel/i18n'
import { Changes } from '@/kernel/record/changes'
import type { ListSpec } from '@/kernel/table/types'
import { Ref } from '@/kernel/ui/code'
import { Stamp } from '@/kernel/ui/time'

type Entry = Row<'/audit'>

const types = ['amendment', 'api_key', 'audit', 'calibration', 'evidence', 'experiment', 'file', 'import', 'instrument', 'job', 'legal_hold', 'location', 'maintenance_log', 'notebook', 'notebook_entry', 'organization', 'process', 'project', 'protocol', 'recipe', 'result', 'role', 'sample', 'sample_type', 'session', 'setting', 'share', 'signature', 'trace', 'user', 'view'] as const

export const trail = words((): ListSpec<'/audit'> => ({
  path: '/audit',
  exported: '/audit/export',
  formats: ['jsonl', 'csv'],
  search: false,
  id: (e) => String(e.seq),
  empty: { title: t('audit.empty'), hint: t('audit.empty.why') },
  columns: [
    { key: 'seq', label: t('audit.seq'), cell: (e) => <span className="mono">#{e.seq}</span>, width: 70 },
    { key: 'occurred_at', label: t('audit.when'), cell: (e) => <Stamp at={e.occurred_at} />, width: 186 },
    { key: 'actor', label: t('audit.who'), cell: (e) => <Actor e={e} />, by: (e) => (e.actor.id ? ['actor_id', e.actor.id] : undefined), width: 140, wrap: true },
    { key: 'action', label: t('audit.action'), cell: (e) => word('action', e.action), by: (e) => ['action', e.action], width: 130, wrap: true },
    { key: 'record', label: t('audit.record'), cell: (e) => <Subject e={e} />, by: (e) => (e.record_id ? ['record_id', e.record_id] : undefined), width: 160 },
    { key: 'changes', label: t('audit.changes'), cell: (e) => <Changes of={e.changes ?? []} operation={e.operation} />, width: 320, wrap: true },
    { key: 'reason', label: t('form.reason'), cell: (e) => e.reason ?? <span className="quiet">–</span>, width: 150, wrap: true },
    { key: 'ip', label: t('audit.ip'), cell: (e) => e.ip ?? <span className="quiet">–</span>, off: true },
    { key: 'hash', label: t('audit.hash'), cell: (e) => <span className="mono" title={e.hash}>{e.hash.slice(0, 16)}</span>, off: true },
    { key: 'prev_hash', label: t('audit.hash.before'), cell: (e) => <span className="mono" title={e.prev_hash}>{e.prev_hash.slice(0, 16)}</span>, off: true },
  ],
  filters: [
    { name: 'from', label: t('audit.from'), kind: 'day', always: true },
    { name: 'to', label: t('audit.to'), kind: 'day', always: true, until: true },
    { name: 'record_type', label: t('audit.type'), kind: 'choice', choices: types, words: 'kinds', always: true },
    { name: 'actor_id', label: t('audit.who'), kind: 'record', of: 'user' },
    { name: 'action', label: t('audit.action'), kind: 'text', shown: (a) => word('action', a) },
    { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
    { name: 'record_id', label: t('audit.record'), kind: 'text', set: true, shown: (id) => <Subjects id={id} /> },
  ],
}))

function Actor({ e }: { e: Entry }) {
  const { name, kind, via, api_key_id: key } = e.actor
  return (
    <span>
      {name || word('actor', kind)}
      {key ? <span className="quiet"> · {t('audit.key')}</span> : via !== 'web' && <span className="quiet"> · {word('via', via)}</span>}
    </span>
  )
}

function Subject({ e }: { e: Entry }) {
  if (!e.record_type) return <span className="quiet">–</span>
  return <Ref kind={e.record_type} id={e.record_id} code={e.record_code} name={e.record_code ? undefined : word('kinds', e.record_type)} />
}

/** Subjects names the record of a filter by what the trail itself calls it. */
function Subjects({ id }: { id: string }) {
  const answer = useGet('/audit', { query: { record_id: id, limit: 50 } })
  const items = answer.data?.items ?? []
  return items.find((e) => e.record_code)?.record_code ?? word('kinds', items[0]?.record_type ?? '')
}
