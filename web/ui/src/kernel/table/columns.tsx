// Which columns, in which order: kept per list in the address, so that a link shows the same table.
import { Button, Checkbox, Popover } from '@mantine/core'
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { t } from '../i18n'
import type { Column } from './types'

export function chosen<R>(all: Column<R>[], cols: string | undefined): Column<R>[] {
  if (!cols) return all.filter((c) => !c.off)
  const picked = cols.split(',').flatMap((k) => all.find((c) => c.key === k) ?? [])
  return picked.length ? picked : all.filter((c) => !c.off)
}

interface Props<R> {
  all: Column<R>[]
  cols: string | undefined
  set: (cols: string | undefined) => void
}

export function Chooser<R>({ all, cols, set }: Props<R>) {
  const now = chosen(all, cols)
  const rest = all.filter((c) => !now.includes(c))
  const apply = (next: Column<R>[]) => set(next.map((c) => c.key).join(',') || undefined)
  const move = (i: number, by: number) => {
    const next = [...now]
    next.splice(i + by, 0, ...next.splice(i, 1))
    apply(next)
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={15} />}>{t('list.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown className="chooser">
        <ul>
          {now.map((c, i) => (
            <li key={c.key}>
              <Checkbox label={c.label} checked disabled={i === 0} onChange={() => apply(now.filter((x) => x !== c))} />
              <button className="icon" aria-label={t('list.up', { name: c.label })} disabled={i < 2} onClick={() => move(i, -1)}><ArrowUp size={14} /></button>
              <button className="icon" aria-label={t('list.down', { name: c.label })} disabled={i === 0 || i === now.length - 1} onClick={() => move(i, 1)}><ArrowDown size={14} /></button>
            </li>
          ))}
          {rest.map((c) => (
            <li key={c.key}>
              <Checkbox label={c.label} checked={false} onChange={() => apply([...now, c])} />
            </li>
          ))}
        </ul>
        <Button variant="subtle" onClick={() => set(undefined)}>{t('list.columns.usual')}</Button>
      </Popover.Dropdown>
    </Popover>
  )
}
