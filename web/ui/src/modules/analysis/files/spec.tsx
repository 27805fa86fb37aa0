import { spoken, t, words } from '@/kernel/i18n'
import { code, ref, status, text, when } from '@/kernel/table/common'
import type { ListSpec } from '@/kernel/table/types'

export const bytes = (n: number) => {
  const step = n < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(n) / 3))
  return `${new Intl.NumberFormat(spoken(), { maximumSignificantDigits: 3 }).format(n / 1000 ** step)} ${['B', 'kB', 'MB', 'GB'][step]}`
}

export const files = words((): ListSpec<'/files'> => ({
  path: '/files',
  sort: '-created_at',
  exported: '/files/export',
  open: (f) => `/files/${f.id}`,
  empty: { title: t('files.empty'), hint: t('files.empty.why') },
  columns: [
    code(),
    text('filename', t('files.name'), { sort: true }),
    status(),
    text('parser', t('files.parser'), { by: (f) => (f.parser ? ['parser', f.parser] : undefined) }),
    text('trace_count', t('files.traces'), { number: true }),
    text('size', t('files.size'), { sort: true, number: true, cell: (f) => bytes(f.size) }),
    ref('sample', t('kinds.sample')),
    ref('experiment', t('kinds.experiment')),
    text('created_by_name', t('field.created_by')),
    when('created_at', t('field.created_at'), { sort: true }),
  ],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: ['parsed', 'unreadable', 'damaged'] },
    { name: 'technique', label: t('files.technique'), kind: 'text' },
    { name: 'parser', label: t('files.parser'), kind: 'text' },
    { name: 'sample_id', label: t('kinds.sample'), kind: 'record', of: 'sample' },
    { name: 'experiment_id', label: t('kinds.experiment'), kind: 'record', of: 'experiment' },
    { name: 'unassigned', label: t('files.unassigned'), kind: 'flag' },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))
