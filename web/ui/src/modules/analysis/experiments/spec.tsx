import type { Field } from '@/kernel/form/types'
import { named, t, words } from '@/kernel/i18n'
import { code, ref, status, text, when } from '@/kernel/table/common'
import type { ListSpec } from '@/kernel/table/types'

export const experiments = words((): ListSpec<'/experiments'> => ({
  path: '/experiments',
  sort: '-created_at',
  exported: '/experiments/export',
  open: (e) => `/experiments/${e.id}`,
  empty: { title: t('experiments.empty'), hint: t('experiments.empty.why') },
  columns: [
    code(),
    text('title', t('field.title'), { sort: true }),
    text('method', t('field.method'), { cell: (e) => named('technique', e.method), by: (e) => ['method', e.method] }),
    status(),
    ref('instrument', t('field.instrument')),
    ref('project', t('field.project')),
    text('result_count', t('nav.results'), { number: true }),
    text('created_by_name', t('field.created_by')),
    when('updated_at', t('field.updated_at'), { sort: true }),
    when('started_at', t('experiments.started'), { off: true }),
    when('completed_at', t('experiments.completed'), { off: true }),
  ],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: ['draft', 'running', 'completed', 'reviewed', 'approved', 'voided'] },
    { name: 'method', label: t('field.method'), kind: 'text', shown: (v) => named('technique', v) },
    { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
    { name: 'sample_id', label: t('kinds.sample'), kind: 'record', of: 'sample' },
    { name: 'instrument_id', label: t('field.instrument'), kind: 'record', of: 'instrument' },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))

export const fields = words((): Field[] => [
  { name: 'title', label: t('field.title'), kind: 'text', required: true },
  { name: 'method', label: t('field.method'), kind: 'text', required: true, placeholder: 'raman' },
  { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
  { name: 'instrument_id', label: t('field.instrument'), kind: 'record', of: 'instrument' },
  { name: 'description', label: t('field.description'), kind: 'long' },
])
