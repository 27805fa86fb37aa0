import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '@/kernel/api/client'
import { download } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { t, word } from '@/kernel/i18n'
import { Edit } from '@/kernel/record/edit'
import { Ask, moveLabel } from '@/kernel/record/move'
import { Facts, RecordPage, type Command } from '@/kernel/record/page'
import { List } from '@/kernel/table/list'
import { allowed } from '@/kernel/ui/action'
import { Chip } from '@/kernel/ui/chip'
import { Ref } from '@/kernel/ui/code'
import { Day, Time } from '@/kernel/ui/time'
import { experiments } from '../../analysis/experiments/spec'
import { results } from '../../analysis/results/spec'
import { historyOf } from '../../audit/trail'
import { History } from './history'
import { fields, samples } from './spec'
import { TypeName } from './type'

type Full = Answer<'/samples/{id}', 'get'>

export function SamplePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/samples/{id}', { path: { id } })
  const [doing, act] = useState<string>()
  const close = () => act(undefined)
  return (
    <>
      <RecordPage
        kind="sample"
        answer={answer as never}
        name={(s: Full) => s.name}
        chips={(s: Full) => s.expired && <Chip tone="bad">{t('samples.expired')}</Chip>}
        facts={(s: Full) => <Ref kind="project" id={s.project_id} code={s.project_code} name={s.project_name} short />}
        commands={(s: Full) => commands(s, act)}
        tabs={(s: Full) => [
          { key: 'overview', label: t('record.overview'), body: () => <Overview s={s} /> },
          { key: 'children', label: t('samples.children'), body: () => <List title={t('samples.children')} spec={samples()} fixed={{ query: { parent_id: s.id } }} /> },
          { key: 'experiments', label: t('nav.experiments'), body: () => <List title={t('nav.experiments')} spec={experiments()} fixed={{ query: { sample_id: s.id } }} /> },
          { key: 'results', label: t('nav.results'), body: () => <List title={t('nav.results')} spec={results()} fixed={{ query: { sample_id: s.id } }} /> },
          { key: 'history', label: t('record.history'), body: () => <History id={s.id} /> },
          ...historyOf('sample', s.id, 'audit', t('nav.audit')),
        ]}
      />
      {answer.data && doing === 'edit' && <Edit title={t('do.edit')} path={`/samples/${id}`} record={answer.data} fields={fields()} close={close} />}
      {doing?.startsWith('to ') && <Ask title={moveLabel(doing.slice(3))} label={moveLabel(doing.slice(3))} path={`/samples/${id}/transition`} body={{ to: doing.slice(3) }} close={close} fields={[{ name: 'location_id', label: t('field.location'), kind: 'record', of: 'location' }, { name: 'note', label: t('field.note'), kind: 'long' }]} />}
      {doing === 'split' && <Ask title={t('samples.split')} label={t('samples.split')} path={`/samples/${id}/split`} close={close} fields={[{ name: 'count', label: t('samples.split.count'), kind: 'number', required: true }, { name: 'pattern', label: t('samples.pattern'), kind: 'text', help: t('samples.split.pattern') }]} />}
      {doing === 'hand' && <Ask title={t('samples.hand')} label={t('samples.hand')} path={`/samples/${id}/custody`} close={close} fields={[{ name: 'to_user_id', label: t('samples.hand.to'), kind: 'record', of: 'user', required: true }, { name: 'note', label: t('field.note'), kind: 'long' }]} />}
      {answer.data && doing === 'archive' && <Ask title={t('do.archive')} label={t('do.archive')} method="delete" danger path={`/samples/${id}`} version={answer.data.version} close={close} fields={[]} reason />}
    </>
  )
}

function commands(s: Full, act: (what: string) => void): Command[] {
  const moves = (s.next_statuses ?? []).map((to) => ({ key: `to ${to}`, label: moveLabel(to), on: s._actions?.transition, run: () => act(`to ${to}`), primary: allowed(s._actions?.transition) && to === s.next_statuses?.[0] }))
  return [
    { key: 'edit', label: t('do.edit'), on: s._actions?.update, run: () => act('edit'), hotkey: 'e', primary: true },
    ...moves,
    { key: 'label', label: t('samples.labels'), on: true, run: () => void download('post', '/samples/labels', { body: { ids: [s.id], format: 'pdf' } }) },
    { key: 'split', label: t('samples.split'), on: s._actions?.split, run: () => act('split') },
    { key: 'hand', label: t('samples.hand'), on: s._actions?.hand_over, run: () => act('hand') },
    { key: 'archive', label: t('do.archive'), on: s._actions?.delete, run: () => act('archive'), danger: true },
  ]
}

const shown = (v: { value?: unknown; unit: string | null }) => `${Array.isArray(v.value) ? v.value.join(', ') : String(v.value ?? '–')}${v.unit ? ` ${v.unit}` : ''}`

function Overview({ s }: { s: Full }) {
  const more: [string, string][] = [
    ...Object.entries(s.metadata ?? {}).map(([k, v]): [string, string] => [word('meta', k), shown(v)]),
    ...Object.entries(s.calculated ?? {}).map(([k, v]): [string, string] => [word('meta', k), shown(v)]),
  ]
  return (
    <div className="cols">
      <Facts
        title={t('record.overview')}
        rows={[
          [t('field.sample_type'), <TypeName key="t" of={s.sample_type} />],
          [t('field.lot'), s.lot],
          [t('field.material'), s.material],
          [t('field.quantity'), s.quantity && `${s.quantity.value} ${s.quantity.unit}`],
          [t('field.location'), [s.location_path ?? s.location, s.position].filter(Boolean).join(' · ')],
          [t('field.custodian'), s.custodian?.name],
          [t('field.project'), <Ref key="p" kind="project" id={s.project_id} code={s.project_code} name={s.project_name} />],
          [t('field.parent'), <Ref key="s" kind="sample" id={s.parent_id} code={s.parent_code} name={s.parent_name} />],
          [t('field.barcode'), s.barcode && <code>{s.barcode}</code>],
          [t('field.hazards'), s.hazards?.length ? <span className="row tight">{s.hazards.map((h) => <Chip key={h} tone="warn">{h}</Chip>)}</span> : null],
          [t('field.received_at'), <Time key="r" at={s.received_at} />],
          [t('field.expires_at'), <Day key="e" at={s.expires_at} />],
          [t('field.description'), s.description],
          [t('field.created_by'), <span key="c">{s.created_by_name} · <Time at={s.created_at} /></span>],
        ]}
      />
      <Facts title={t('samples.fields')} rows={more.length ? more : [[t('samples.fields.none'), '']]} />
    </div>
  )
}
