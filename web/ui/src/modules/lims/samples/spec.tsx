import type { Row } from '@/kernel/api/client'
import type { Field } from '@/kernel/form/types'
import { t, words } from '@/kernel/i18n'
import { code, ref, status, text, when } from '@/kernel/table/common'
import type { ListSpec } from '@/kernel/table/types'
import { TypeName } from './type'

export type Sample = Row<'/samples'>

export const statuses = ['registered', 'received', 'in_use', 'in_storage', 'consumed', 'disposed'] as const

export const samples = words((): ListSpec<'/samples'> => ({
  path: '/samples',
  sort: '-created_at',
  exported: '/samples/export',
  open: (s) => `/samples/${s.id}`,
  empty: { title: t('samples.empty'), hint: t('samples.empty.why') },
  columns: [
    code(),
    text('name', t('field.name'), { sort: true }),
    text('sample_type', t('field.sample_type'), { cell: (s) => <TypeName of={s.sample_type} />, by: (s) => ['sample_type', s.sample_type] }),
    status(),
    text('lot', t('field.lot'), { by: (s) => (s.lot ? ['lot', s.lot] : undefined) }),
    text('location_path', t('field.location'), { cell: (s) => s.location_path ?? s.location ?? <span className="quiet">–</span> }),
    ref('project', t('field.project')),
    ref('sample', t('field.parent'), 'parent', { off: true }),
    text('material', t('field.material'), { off: true }),
    text('barcode', t('field.barcode'), { off: true }),
    text('created_by_name', t('field.created_by')),
    when('updated_at', t('field.updated_at'), { sort: true }),
    when('created_at', t('field.created_at'), { sort: true, off: true }),
    when('expires_at', t('field.expires_at'), { off: true }),
  ],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: statuses },
    { name: 'sample_type', label: t('field.sample_type'), kind: 'text', shown: (v) => <TypeName of={v} /> },
    { name: 'lot', label: t('field.lot'), kind: 'text' },
    { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
    { name: 'location_id', label: t('field.location'), kind: 'record', of: 'location' },
    { name: 'parent_id', label: t('field.parent'), kind: 'record', of: 'sample' },
    { name: 'custodian_id', label: t('field.custodian'), kind: 'record', of: 'user' },
    { name: 'barcode', label: t('field.barcode'), kind: 'text' },
    { name: 'expired', label: t('samples.expired'), kind: 'flag' },
    { name: 'low_stock', label: t('samples.low'), kind: 'flag' },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))

export const fields = words((): Field[] => [
  { name: 'name', label: t('field.name'), kind: 'text', required: true },
  { name: 'lot', label: t('field.lot'), kind: 'text' },
  { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
  { name: 'location_id', label: t('field.location'), kind: 'record', of: 'location' },
  { name: 'material', label: t('field.material'), kind: 'text' },
  { name: 'quantity', label: t('field.quantity'), kind: 'quantity' },
  { name: 'barcode', label: t('field.barcode'), kind: 'text' },
  { name: 'hazards', label: t('field.hazards'), kind: 'tags', choices: ['flammable', 'toxic', 'corrosive', 'oxidizing', 'irritant'] },
  { name: 'expires_at', label: t('field.expires_at'), kind: 'date' },
  { name: 'description', label: t('field.description'), kind: 'long' },
])
