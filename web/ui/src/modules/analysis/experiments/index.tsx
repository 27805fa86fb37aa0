import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { named, t } from '@/kernel/i18n'
import { Create } from '@/kernel/record/create'
import { Edit } from '@/kernel/record/edit'
import { Ask, moveLabel } from '@/kernel/record/move'
import { Facts, RecordPage } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { allowed, type Actions, type Allowed } from '@/kernel/ui/action'
import { Ref } from '@/kernel/ui/code'
import { Time } from '@/kernel/ui/time'
import { files } from '../files/spec'
import { results } from '../results/spec'
import { historyOf } from '../../audit/trail'
import { signaturesOf, signing } from '../../lims/signatures'
import { Sign } from '../../lims/signatures/sign'
import { experiments, fields } from './spec'

export function ExperimentList() {
  const create = <Create kind="experiment" permission="experiment:create" label={t('experiments.new')} path="/experiments" fields={fields()} />
  return <Page title={t('nav.experiments')} actions={create}><List spec={experiments()} title={t('nav.experiments')} views="experiments" /></Page>
}

type Full = Answer<'/experiments/{id}', 'get'>

/** movable says which of the server's actions a next status needs. */
export function movable(actions: Actions | null | undefined, to: string): Allowed {
  if (to === 'approved') return actions?.approve
  if (to === 'running' && !allowed(actions?.start)) return actions?.start && actions.transition
  return actions?.transition
}

export function ExperimentPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/experiments/{id}', { path: { id } })
  const [doing, act] = useState<string>()
  const close = () => act(undefined)
  const to = doing?.startsWith('to ') ? doing.slice(3) : ''
  return (
    <>
      <RecordPage
        kind="experiment"
        answer={answer as never}
        name={(e: Full) => e.title}
        facts={(e: Full) => <Ref kind="project" id={e.project_id} code={e.project_code} name={e.project_name} short />}
        commands={(e: Full) => [
          { key: 'edit', label: t('do.edit'), on: e._actions?.update, run: () => act('edit'), hotkey: 'e', primary: true },
          ...(e.next_statuses ?? []).map((s, i) => ({ key: s, label: moveLabel(s), on: movable(e._actions, s), run: () => act(`to ${s}`), primary: i === 0, danger: s === 'voided' })),
          signing(e._actions, () => act('sign')),
          { key: 'archive', label: t('do.archive'), on: e._actions?.delete, run: () => act('archive'), danger: true },
        ]}
        tabs={(e: Full) => [
          { key: 'overview', label: t('record.overview'), body: () => <Overview e={e} /> },
          { key: 'results', label: t('nav.results'), count: e.result_count, body: () => <List title={t('nav.results')} spec={results()} fixed={{ query: { experiment_id: e.id } }} /> },
          { key: 'files', label: t('nav.files'), body: () => <List title={t('nav.files')} spec={files()} fixed={{ query: { experiment_id: e.id } }} /> },
          ...signaturesOf('experiment', e.id),
          ...historyOf('experiment', e.id),
        ]}
      />
      {answer.data && doing === 'edit' && <Edit title={t('do.edit')} path={`/experiments/${id}`} record={answer.data} fields={fields()} close={close} />}
      {doing === 'sign' && <Sign path="/experiments" id={id} close={close} />}
      {to && <Ask title={moveLabel(to)} label={moveLabel(to)} path={`/experiments/${id}/transition`} body={{ to }} close={close} fields={[{ name: 'note', label: t('field.note'), kind: 'long' }]} danger={to === 'voided'} />}
      {answer.data && doing === 'archive' && <Ask title={t('do.archive')} label={t('do.archive')} method="delete" danger path={`/experiments/${id}`} version={answer.data.version} close={close} fields={[]} reason />}
    </>
  )
}

function Overview({ e }: { e: Full }) {
  return (
    <div className="cols">
      <Facts title={t('record.overview')} rows={[[t('field.method'), named('technique', e.method)], [t('field.instrument'), <Ref key="i" kind="instrument" id={e.instrument_id} code={e.instrument_code} name={e.instrument_name} />], [t('field.project'), <Ref key="p" kind="project" id={e.project_id} code={e.project_code} name={e.project_name} />], [t('nav.samples'), e.samples?.length ? <ul className="plain-list">{e.samples.map((s) => <li key={s.id}><Ref kind="sample" id={s.id} code={s.code} name={s.name} /></li>)}</ul> : null], [t('experiments.started'), <Time key="s" at={e.started_at} />], [t('experiments.completed'), <Time key="c" at={e.completed_at} />], [t('field.description'), e.description], [t('field.created_by'), e.created_by_name]]} />
      <Facts title={t('experiments.parameters')} rows={e.parameters?.length ? e.parameters.map((p): [string, string] => [p.name, `${String(p.value)}${p.unit ? ` ${p.unit}` : ''}`]) : [[t('experiments.parameters.none'), '']]} />
    </div>
  )
}
