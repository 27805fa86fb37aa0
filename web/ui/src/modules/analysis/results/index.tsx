import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { t, word } from '@/kernel/i18n'
import { Ask } from '@/kernel/record/move'
import { Facts, RecordPage } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { Chip } from '@/kernel/ui/chip'
import { Ref } from '@/kernel/ui/code'
import { Time } from '@/kernel/ui/time'
import { historyOf } from '../../audit/trail'
import { signaturesOf, signing } from '../../lims/signatures'
import { Sign } from '../../lims/signatures/sign'
import { results, written } from './spec'

export function ResultList() {
  return <Page title={t('nav.results')}><List spec={results()} title={t('nav.results')} views="results" /></Page>
}

type Full = Answer<'/results/{id}', 'get'>

export function ResultPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/results/{id}', { path: { id } })
  const [doing, act] = useState<string>()
  return (
    <>
      <RecordPage
        kind="result"
        answer={answer as never}
        name={(r: Full) => word('meta', r.result_type)}
        chips={(r: Full) => !!r.calibration_override && <Chip tone="warn">{t('results.override')}</Chip>}
        facts={(r: Full) => <Ref kind="experiment" id={r.experiment_id} code={r.experiment_code} name={r.experiment_title} short />}
        commands={(r: Full) => [signing(r._actions, () => act('sign')), { key: 'void', label: t('results.void'), on: r._actions?.void, run: () => act('void'), danger: true }]}
        tabs={(r: Full) => [{ key: 'overview', label: t('record.overview'), body: () => <Overview r={r} /> }, ...signaturesOf('result', r.id), ...historyOf('result', r.id)]}
      />
      {doing === 'sign' && <Sign path="/results" id={id} close={() => act(undefined)} />}
      {answer.data && doing === 'void' && <Ask title={t('results.void')} label={t('results.void')} path={`/results/${id}/void`} fields={[]} reason danger version={answer.data.version} close={() => act(undefined)} />}
    </>
  )
}

function Overview({ r }: { r: Full }) {
  return (
    <div className="cols">
      <Facts title={t('results.values')} rows={(r.values ?? []).map((v) => [v.name, written(v)])} />
      <Facts
        title={t('results.origin')}
        rows={[
          [t('results.origin'), word('origin', r.origin)],
          [t('field.method'), r.method && `${r.method.name} ${r.method.version}`],
          [t('kinds.sample'), <Ref key="s" kind="sample" id={r.sample_id} code={r.sample_code} name={r.sample_name} />],
          [t('kinds.experiment'), <Ref key="e" kind="experiment" id={r.experiment_id} code={r.experiment_code} name={r.experiment_title} />],
          [t('field.instrument'), <Ref key="i" kind="instrument" id={r.instrument_id} code={r.instrument_code} name={r.instrument_name} />],
          [t('results.recorded'), <Time key="t" at={r.recorded_at} />],
          [t('field.created_by'), r.created_by_name],
          ...(r.void_reason ? ([[t('results.void.reason'), r.void_reason]] as [string, string][]) : []),
          ...(r.warnings ?? []).map((w): [string, string] => [t('results.warning'), w]),
        ]}
      />
    </div>
  )
}
