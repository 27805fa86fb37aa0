import type { Row } from '@/kernel/api/client'
import { t, words } from '@/kernel/i18n'
import { code, ref, status, text, when } from '@/kernel/table/common'
import type { ListSpec } from '@/kernel/table/types'

type Value = NonNullable<Row<'/results'>['values']>[number]

/** written is a value as it was recorded, its uncertainty with the coverage factor always stated. */
export const written = (v: Value) => `${v.value}${v.uncertainty ? ` ± ${v.uncertainty}` : ''}${v.unit && v.unit !== '1' ? ` ${v.unit}` : ''}${v.uncertainty && v.k ? ` (k = ${v.k})` : ''}`

export const results = words((): ListSpec<'/results'> => ({
  path: '/results',
  sort: '-created_at',
  exported: '/results/export',
  open: (r) => `/results/${r.id}`,
  empty: { title: t('results.empty'), hint: t('results.empty.why') },
  columns: [
    code(),
    text('result_type', t('results.type'), { sort: true, by: (r) => ['result_type', r.result_type] }),
    { key: 'values', label: t('results.values'), cell: (r) => <Values of={r.values ?? []} /> },
    status(),
    ref('sample', t('kinds.sample')),
    ref('experiment', t('kinds.experiment')),
    ref('instrument', t('field.instrument'), 'instrument', { off: true }),
    text('origin', t('results.origin'), { off: true, by: (r) => ['origin', r.origin] }),
    when('recorded_at', t('results.recorded'), { sort: true }),
  ],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: ['valid', 'voided'] },
    { name: 'origin', label: t('results.origin'), kind: 'choice', choices: ['recorded', 'computed'], words: 'origin' },
    { name: 'result_type', label: t('results.type'), kind: 'text' },
    { name: 'sample_id', label: t('kinds.sample'), kind: 'record', of: 'sample' },
    { name: 'experiment_id', label: t('kinds.experiment'), kind: 'record', of: 'experiment' },
    { name: 'instrument_id', label: t('field.instrument'), kind: 'record', of: 'instrument' },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))

function Values({ of }: { of: Value[] }) {
  return <span>{of.slice(0, 2).map((v) => `${v.name} ${written(v)}`).join(' · ')}{of.length > 2 && <span className="quiet"> +{of.length - 2}</span>}</span>
}
