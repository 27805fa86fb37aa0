// The one table: real rows and links, sorting by the server, selection by mouse and keys.
import { Checkbox } from '@mantine/core'
import { ArrowDown, ArrowUp, Filter as FilterIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { t } from '../i18n'
import { useKeys } from '../shell/keys'
import { A, useGo } from '../ui/link'
import type { Column, Id } from './types'

export interface Selection<R extends Id> {
  chosen: Map<string, R>
  set: (next: Map<string, R>) => void
}

interface Props<R extends Id> {
  columns: Column<R>[]
  rows: R[]
  sort?: string
  onSort?: (sort: string) => void
  onFilter?: (name: string, value: string) => void
  open?: (row: R) => string | undefined
  selection?: Selection<R>
  stale?: boolean
  caption: string
}

export function Table<R extends Id>({ columns, rows, sort, onSort, onFilter, open, selection, stale, caption }: Props<R>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const last = useRef(-1)
  const go = useGo()
  const choose = (i: number, range: boolean) => {
    if (!selection) return
    const next = new Map(selection.chosen)
    const row = rows[i]
    if (!row) return
    const on = !next.has(row.id)
    const from = range && last.current >= 0 ? Math.min(last.current, i) : i
    const to = range && last.current >= 0 ? Math.max(last.current, i) : i
    for (const r of rows.slice(from, to + 1)) on ? next.set(r.id, r) : next.delete(r.id)
    last.current = i
    selection.set(next)
  }
  const step = (by: number) => {
    const trs = [...(body.current?.rows ?? [])]
    const now = trs.indexOf(document.activeElement?.closest('tr') as HTMLTableRowElement)
    trs[Math.max(0, Math.min(trs.length - 1, now + by))]?.focus()
  }
  const at = () => [...(body.current?.rows ?? [])].indexOf(document.activeElement?.closest('tr') as HTMLTableRowElement)
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => choose(at(), false),
  })
  const all = rows.length > 0 && rows.every((r) => selection?.chosen.has(r.id))
  return (
    <div className="table-box" data-stale={stale || undefined} tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th className="tick">
                <Checkbox aria-label={t('list.select.all')} checked={all} indeterminate={!all && rows.some((r) => selection.chosen.has(r.id))} onChange={() => selection.set(all ? new Map() : new Map([...selection.chosen, ...rows.map((r) => [r.id, r] as const)]))} size="xs" />
              </th>
            )}
            {columns.map((c) => (
              <Head key={c.key} column={c} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((r, i) => (
            <tr key={r.id} tabIndex={-1} aria-selected={selection?.chosen.has(r.id) || undefined} onKeyDown={(e) => {
              const to = open?.(r)
              if (e.key === 'Enter' && e.target === e.currentTarget && to) void go(to)
            }}>
              {selection && (
                <td className="tick">
                  <Checkbox size="xs" aria-label={t('list.select')} checked={selection.chosen.has(r.id)} onChange={() => undefined} onClick={(e) => choose(i, e.shiftKey)} />
                </td>
              )}
              {columns.map((c, n) => (
                <Cell key={c.key} column={c} row={r} to={n === 0 ? open?.(r) : undefined} onFilter={onFilter} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<R>({ column: c, sort, onSort }: { column: Column<R>; sort?: string; onSort?: (s: string) => void }) {
  const up = sort === c.key
  const down = sort === `-${c.key}`
  const style = c.width ? { width: c.width, minWidth: c.width } : undefined
  if (!c.sort || !onSort) return <th style={style} className={c.number ? 'right' : undefined}>{c.label}</th>
  return (
    <th style={style} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'} className={c.number ? 'right' : undefined}>
      <button className="sort" onClick={() => onSort(up ? `-${c.key}` : c.key)}>
        {c.label}
        {up && <ArrowUp size={13} aria-hidden />}
        {down && <ArrowDown size={13} aria-hidden />}
      </button>
    </th>
  )
}

function Cell<R>({ column: c, row, to, onFilter }: { column: Column<R>; row: R; to?: string; onFilter?: (n: string, v: string) => void }) {
  const by = onFilter && c.by?.(row)
  const inside: ReactNode = to ? <A to={to} className="lead">{c.cell(row)}</A> : c.cell(row)
  return (
    <td className={c.wrap ? 'wrap' : c.number ? 'right' : undefined}>
      <span className="cell">
        {inside}
        {by && (
          <button className="icon by" aria-label={t('list.by', { value: by[1] })} title={t('list.by', { value: by[1] })} onClick={() => onFilter(by[0], by[1])}>
            <FilterIcon size={12} aria-hidden />
          </button>
        )}
      </span>
    </td>
  )
}
