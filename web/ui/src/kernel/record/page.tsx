// The one record page: a header that stays, tabs with addresses, what the server allows.
import { Menu, Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { MoreHorizontal } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Problem } from '../api/problem'
import { t } from '../i18n'
import { useKeys } from '../shell/keys'
import { useTitle } from '../shell/title'
import { Act, never, reasonOf, type Actions, type Allowed } from '../ui/action'
import { Locked, Status } from '../ui/chip'
import { Code } from '../ui/code'
import { A, useGo } from '../ui/link'
import { Fault, Loading } from '../ui/states'
import { Time } from '../ui/time'
import { look } from './kinds'
import './record.css'

export interface RecordBase {
  id: string
  code: string
  version: number
  status?: string
  locked_at?: string | null
  archived_at?: string | null
  updated_at: string
  created_by_name?: string | null
  _actions?: Actions | null
}

export interface Tab {
  key: string
  label: string
  count?: number
  body: () => ReactNode
}

export interface Command {
  key: string
  label: string
  on: Allowed
  run: () => void
  hotkey?: string
  primary?: boolean
  danger?: boolean
}

interface Props<R extends RecordBase> {
  kind: string
  answer: UseQueryResult<R, Problem>
  name: (r: R) => string
  chips?: (r: R) => ReactNode
  facts?: (r: R) => ReactNode
  commands: (r: R) => Command[]
  tabs: (r: R) => Tab[]
  banner?: (r: R) => ReactNode
}

export function RecordPage<R extends RecordBase>({ kind, answer, ...rest }: Props<R>) {
  if (answer.error) return <div className="page"><Fault error={answer.error} retry={() => void answer.refetch()} /></div>
  if (!answer.data) return <Loading />
  return <Inside kind={kind} record={answer.data} {...rest} />
}

function Inside<R extends RecordBase>({ kind, record: r, name, chips, facts, commands, tabs, banner }: Omit<Props<R>, 'answer'> & { record: R }) {
  const { tab } = useParams({ strict: false }) as { tab?: string }
  const go = useGo()
  const all = tabs(r)
  const at = all.findIndex((x) => x.key === tab)
  const open = all[Math.max(at, 0)] as Tab
  const home = `${look(kind)?.at}/${r.id}`
  const address = (x: Tab) => (x === all[0] ? home : `${home}/${x.key}`)
  const list = commands(r).filter((c) => !never(c.on))
  const step = (by: number) => void go(address(all[(all.indexOf(open) + by + all.length) % all.length] as Tab))
  useTitle(`${r.code} · ${name(r)}`)
  useKeys({
    '[': () => step(-1),
    ']': () => step(1),
    ...Object.fromEntries(list.filter((c) => c.hotkey && !reasonOf(c.on)).map((c) => [c.hotkey as string, c.run])),
  })
  useEffect(() => {
    document.querySelector('main')?.scrollTo(0, 0)
  }, [r.id])
  const Icon = look(kind)?.icon
  return (
    <article className="record">
      <header className="record-head">
        <div className="record-line">
          {Icon && <span className="record-icon" aria-hidden><Icon size={18} /></span>}
          <div className="grow">
            <h1>
              {name(r)}
            </h1>
            <div className="record-facts">
              <Code copyable>{r.code}</Code>
              {r.status && <Status of={r.status} />}
              {r.archived_at && <Status of="archived" />}
              {r.locked_at && <Locked />}
              {chips?.(r)}
              <span className="quiet">v{r.version}</span>
              {facts?.(r)}
              <span className="quiet hide-narrow">{t('record.updated')} <Time at={r.updated_at} /></span>
            </div>
          </div>
          <Commands list={list} />
        </div>
        <nav className="tabs" aria-label={t('record.tabs')}>
          {all.map((x) => (
            <A key={x.key} to={address(x)} className="tab" aria-current={x === open ? 'page' : undefined}>
              {x.label}
              {x.count !== undefined && <span className="tab-count">{x.count}</span>}
            </A>
          ))}
        </nav>
      </header>
      <div className="page">
        {banner?.(r)}
        {open.body()}
      </div>
    </article>
  )
}

function Commands({ list }: { list: Command[] }) {
  const front = list.filter((c) => c.primary)
  const rest = list.filter((c) => !c.primary)
  return (
    <div className="row no-print record-actions">
      {front.map((c) => (
        <Act key={c.key} on={c.on} run={c.run} hotkey={c.hotkey} variant={c === front[front.length - 1] && !reasonOf(c.on) ? 'filled' : 'default'}>{c.label}</Act>
      ))}
      {rest.length > 0 && (
        <Menu width={240}>
          <Menu.Target>
            <Button variant="default" aria-label={t('record.more')} px={8}><MoreHorizontal size={16} /></Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((c) => {
              const reason = reasonOf(c.on)
              return (
                <Menu.Item key={c.key} color={c.danger && !reason ? 'var(--bad)' : undefined} aria-disabled={reason ? true : undefined} closeMenuOnClick={!reason} onClick={() => !reason && c.run()} className={reason ? 'blocked' : undefined}>
                  {c.label}
                  {reason && <span className="quiet small why">{reason}</span>}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

/** Facts is a card of names and values. */
export function Facts({ title, rows, children }: { title: string; rows: [string, ReactNode][]; children?: ReactNode }) {
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        {children}
      </header>
      <dl className="dl">
        {rows.map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{value === null || value === undefined || value === '' ? <span className="quiet">–</span> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
