// Raw values of records, as frozen for a signature or kept in the audit trail, in words: names in place of ids.
import { useGet } from '../api/hooks'
import { can } from '../api/session'
import { labelOf, lists } from '../form/picker'
import { named, plain, t, word } from '../i18n'
import { Stamp } from '../ui/time'
import { quantity } from './diff'
import { look } from './kinds'

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{4})([0-9a-f]{8})/g
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

/** short is an id that has no name: its last digits tell it apart. */
const short = (text: string) => text.replace(ids, '…$2')

/** kindOf guesses from a field's name whose id it holds. */
export function kindOf(field: string): string {
  const last = field.split('.').pop() ?? ''
  if (/(_by|user_id|custodian_id|owner_id|actor_id)$/.test(last) || last === 'by') return 'user'
  if (last === 'parent_id') return 'sample'
  return last.replace(/_id$/, '')
}

export function Value({ of, field }: { of: unknown; field: string }) {
  if (of === null || of === undefined || of === '') return <span className="quiet">{t('value.none')}</span>
  if (typeof of === 'boolean') return t(of ? 'value.yes' : 'value.no')
  if (quantity(of)) return `${String(of.value ?? '–')}${of.unit ? ` ${of.unit}` : ''}`
  if (typeof of !== 'string') return short(JSON.stringify(of))
  if (id.test(of)) return <Name kind={kindOf(field)} id={of} />
  if (/(^|[._])status$/.test(field)) return word('status', of)
  if (field === 'method') return named('technique', of)
  if (moment.test(of)) return <Stamp at={of} />
  return short(of)
}

/** Name asks the server for the name of a record, if the person may read such. */
export function Name({ kind, id: one }: { kind: string; id: string }) {
  const path = lists[kind] as '/samples' | undefined
  const may = !!path && can(look(kind)?.read ?? '')
  const answer = useGet(`${path}/{id}` as '/samples/{id}', { path: { id: one } }, { enabled: may, staleTime: 600_000 })
  return answer.data ? labelOf(answer.data) : <span className="mono">{short(one)}</span>
}

/** fieldName is the name of a column in plain words. */
export const fieldName = (path: string) => path.split('.').map((p) => plain(p.replace(/_id$/, ''))).join(' › ')
