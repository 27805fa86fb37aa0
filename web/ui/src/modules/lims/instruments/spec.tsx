import type { Field } from '@/kernel/form/types'
import { t, words } from '@/kernel/i18n'
import { code, status, text, when } from '@/kernel/table/common'
import type { Column, ListSpec } from '@/kernel/table/types'
import { Status } from '@/kernel/ui/chip'
import type { Row } from '@/kernel/api/client'

type Instrument = Row<'/instruments'>

const calibration = (): Column<Instrument> => ({ key: 'calibration_status', label: t('instruments.calibration'), cell: (i) => <Status of={i.calibration_status} />, by: (i) => ['calibration_status', i.calibration_status], width: 160 })

export const instruments = words((): ListSpec<'/instruments'> => ({
  path: '/instruments',
  sort: '-created_at',
  exported: '/instruments/export',
  open: (i) => `/instruments/${i.id}`,
  empty: { title: t('instruments.empty'), hint: t('instruments.empty.why') },
  columns: [
    code(),
    text('name', t('field.name'), { sort: true }),
    text('category', t('field.category'), { by: (i) => ['category', i.category] }),
    status(),
    calibration(),
    when('calibration_due_at', t('instruments.due')),
    text('location', t('field.location')),
    text('vendor', t('field.vendor'), { off: true }),
    text('model', t('field.model'), { off: true }),
    text('serial_number', t('field.serial'), { off: true }),
    when('updated_at', t('field.updated_at'), { sort: true, off: true }),
  ],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: ['online', 'offline', 'maintenance', 'retired'] },
    { name: 'calibration_status', label: t('instruments.calibration'), kind: 'choice', choices: ['valid', 'due', 'overdue', 'out_of_tolerance', 'not_required'] },
    { name: 'category', label: t('field.category'), kind: 'text' },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))

export const due = words((): ListSpec<'/instruments/due'> => ({
  path: '/instruments/due',
  sort: 'calibration_due_at',
  search: false,
  exported: '/instruments/due/export',
  open: (i) => `/instruments/${i.id}/calibrations`,
  empty: { title: t('instruments.due.none'), hint: t('instruments.due.none.why') },
  columns: [code(), text('name', t('field.name'), { sort: true }), calibration() as never, when('calibration_due_at', t('instruments.due'), { sort: true }), text('location', t('field.location'))],
  filters: [{ name: 'within_days', label: t('instruments.within'), kind: 'text' }],
}))

export const calibrations = words((): ListSpec<'/instruments/{id}/calibrations'> => ({
  path: '/instruments/{id}/calibrations',
  search: false,
  exported: '/instruments/{id}/calibrations/export',
  empty: { title: t('instruments.calibrations.none'), hint: t('instruments.calibrations.none.why') },
  columns: [
    { ...code() },
    { key: 'outcome', label: t('instruments.outcome'), cell: (c) => <Status of={c.outcome} />, width: 130 },
    when('performed_at', t('instruments.performed_at')),
    when('expires_at', t('instruments.expires_at')),
    text('certificate_number', t('instruments.certificate')),
    text('provider', t('instruments.provider')),
    text('suspect_results', t('instruments.suspect'), { number: true }),
  ],
  filters: [{ name: 'outcome', label: t('instruments.outcome'), kind: 'choice', choices: ['pass', 'fail', 'adjusted'] }],
}))

export const maintenance = words((): ListSpec<'/instruments/{id}/maintenance'> => ({
  path: '/instruments/{id}/maintenance',
  search: false,
  exported: '/instruments/{id}/maintenance/export',
  empty: { title: t('instruments.maintenance.none'), hint: t('instruments.maintenance.none.why') },
  columns: [text('kind', t('instruments.kind')), text('description', t('field.description')), when('started_at', t('instruments.started_at')), when('finished_at', t('instruments.finished_at')), text('performed_by', t('instruments.by'))],
  filters: [],
}))

export const fields = words((): Field[] => [
  { name: 'name', label: t('field.name'), kind: 'text', required: true },
  { name: 'category', label: t('field.category'), kind: 'text', placeholder: 'raman' },
  { name: 'vendor', label: t('field.vendor'), kind: 'text' },
  { name: 'model', label: t('field.model'), kind: 'text' },
  { name: 'serial_number', label: t('field.serial'), kind: 'text' },
  { name: 'location', label: t('field.location'), kind: 'text' },
  { name: 'calibration_interval_days', label: t('instruments.interval.days'), kind: 'number' },
  { name: 'description', label: t('field.description'), kind: 'long' },
])

export const editable = words((): Field[] => [...fields(), { name: 'status', label: t('field.status'), kind: 'choice', choices: ['online', 'offline', 'maintenance', 'retired'], required: true }])

export const calibrationFields = words((): Field[] => [
  { name: 'outcome', label: t('instruments.outcome'), kind: 'choice', choices: ['pass', 'fail', 'adjusted'], required: true },
  { name: 'performed_at', label: t('instruments.performed_at'), kind: 'date', required: true },
  { name: 'expires_at', label: t('instruments.expires_at'), kind: 'date' },
  { name: 'certificate_number', label: t('instruments.certificate'), kind: 'text' },
  { name: 'provider', label: t('instruments.provider'), kind: 'text' },
])

export const maintenanceFields = words((): Field[] => [
  { name: 'kind', label: t('instruments.kind'), kind: 'choice', choices: ['preventive', 'corrective', 'inspection'], words: 'maintenance', required: true },
  { name: 'description', label: t('field.description'), kind: 'long', required: true },
  { name: 'started_at', label: t('instruments.started_at'), kind: 'date', required: true },
  { name: 'finished_at', label: t('instruments.finished_at'), kind: 'date' },
])
