// Columns that many lists have.
import { t } from '../i18n'
import { Status } from '../ui/chip'
import { Ref } from '../ui/code'
import { Time } from '../ui/time'
import type { Column } from './types'

export const code = <R extends { code: string }>(): Column<R> => ({ key: 'code', label: t('field.code'), cell: (r) => r.code, sort: true, width: 170 })

export const text = <R extends object>(key: keyof R & string, label: string, more: Partial<Column<R>> = {}): Column<R> => ({
  key,
  label,
  cell: (r) => (r[key] === null || r[key] === undefined || r[key] === '' ? <span className="quiet">–</span> : String(r[key])),
  ...more,
})

export const status = <R extends { status: string }>(): Column<R> => ({ key: 'status', label: t('field.status'), cell: (r) => <Status of={r.status} />, by: (r) => ['status', r.status], width: 150 })

export const when = <R extends object>(key: keyof R & string, label: string, more: Partial<Column<R>> = {}): Column<R> => ({ key, label, cell: (r) => <Time at={r[key] as string | null} />, width: 150, ...more })

/** ref shows another record of the row: its id, code and name stand beside each other in the API. */
export const ref = <R extends object>(kind: string, label: string, of = kind, more: Partial<Column<R>> = {}): Column<R> => ({
  key: `${of}_code`,
  label,
  cell: (r) => {
    const row = r as Record<string, string | null>
    return <Ref kind={kind} id={row[`${of}_id`]} code={row[`${of}_code`]} name={row[`${of}_name`] ?? row[`${of}_title`]} short />
  },
  by: (r) => {
    const id = (r as Record<string, string | null>)[`${of}_id`]
    return id ? [`${of}_id`, id] : undefined
  },
  ...more,
})
