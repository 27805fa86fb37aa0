// The audit trail: of the organisation, and of one record with everything that belongs to it.
import { can } from '@/kernel/api/session'
import { t } from '@/kernel/i18n'
import type { Tab } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { Badge, useCheck } from './badge'
import { trail } from './spec'

export function AuditTrail() {
  const { button, outcome } = useCheck()
  return (
    <Page title={t('nav.audit')} lead={t('audit.lead')} actions={<div className="row"><Badge />{button}</div>}>
      <div className="stack">
        {outcome}
        <List spec={trail()} title={t('nav.audit')} />
      </div>
    </Page>
  )
}

/** historyOf is the tab of a record with its audit trail, for who may read it. */
export function historyOf(kind: string, id: string, key = 'history', label = t('record.history')): Tab[] {
  if (!can('audit:read')) return []
  const fixed = { query: { record_type: kind, record_id: id, include: 'children' } } as const
  return [{ key, label, body: () => <List spec={ofRecord()} title={label} fixed={fixed as never} /> }]
}

/** ofRecord leaves out what the record itself decides. */
function ofRecord() {
  const whole = trail()
  return { ...whole, filters: whole.filters.filter((f) => !['record_type', 'record_id', 'project_id'].includes(f.name)) }
}
