import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { download, type Answer } from '@/kernel/api/client'
import { asProblem, type Problem } from '@/kernel/api/problem'
import { useGet } from '@/kernel/api/hooks'
import { t } from '@/kernel/i18n'
import { Facts, RecordPage } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { Ref } from '@/kernel/ui/code'
import { Fault } from '@/kernel/ui/states'
import { Time } from '@/kernel/ui/time'
import { historyOf } from '../../audit/trail'
import { bytes, files } from './spec'

export function FileList() {
  return <Page title={t('nav.files')}><List spec={files()} title={t('nav.files')} views="files" /></Page>
}

type Full = Answer<'/files/{id}', 'get'>

export function FilePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/files/{id}', { path: { id } })
  const [fault, setFault] = useState<Problem>()
  const content = () => download('get', '/files/{id}/content', { path: { id } }).then(() => setFault(undefined), (e) => setFault(asProblem(e)))
  return (
    <RecordPage
      kind="file"
      answer={answer as never}
      name={(f: Full) => f.filename}
      facts={(f: Full) => <span className="quiet">{bytes(f.size)}</span>}
      banner={() => fault && <Fault error={fault} />}
      commands={() => [{ key: 'content', label: t('files.download'), on: true, run: () => void content(), primary: true }]}
      tabs={(f: Full) => [{ key: 'overview', label: t('record.overview'), body: () => <Overview f={f} /> }, ...historyOf('file', f.id)]}
    />
  )
}

function Overview({ f }: { f: Full }) {
  const warnings = Array.isArray(f.warnings) ? (f.warnings as unknown[]) : []
  return (
    <div className="cols">
      <Facts
        title={t('record.overview')}
        rows={[
          ['SHA-256', <code key="h">{f.sha256}</code>],
          [t('files.parser'), f.parser && `${f.parser} ${f.parser_version ?? ''}`],
          [t('kinds.sample'), <Ref key="s" kind="sample" id={f.sample_id} code={f.sample_code} name={f.sample_name} />],
          [t('kinds.experiment'), <Ref key="e" kind="experiment" id={f.experiment_id} code={f.experiment_code} name={f.experiment_title} />],
          [t('field.instrument'), <Ref key="i" kind="instrument" id={f.instrument_id} code={f.instrument_code} name={f.instrument_name} />],
          [t('field.created_by'), <span key="c">{f.created_by_name} · <Time at={f.created_at} /></span>],
          ...warnings.map((w): [string, string] => [t('results.warning'), typeof w === 'string' ? w : JSON.stringify(w)]),
        ]}
      />
      <Facts title={t('files.traces')} rows={(f.traces ?? []).map((x) => [x.title || x.technique, `${x.technique} · n = ${x.n} · ${x.x_min ?? '–'} … ${x.x_max ?? '–'} ${x.x_unit}`])} />
    </div>
  )
}
