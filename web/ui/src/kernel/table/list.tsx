// A list with everything around its table: filters, columns, export, bulk actions, paging.
import { Button, Menu } from '@mantine/core'
import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { download, type ListPath, type Row } from '../api/client'
import type { Problem } from '../api/problem'
import { t, word } from '../i18n'
import { Empty, Fault, Loading } from '../ui/states'
import { Chooser, chosen } from './columns'
import { Filters } from './filters'
import { Table } from './table'
import type { Id, ListSpec, Params } from './types'
import { useList } from './use-list'
import { Views } from './views'
import './table.css'

interface Props<P extends ListPath> {
  spec: ListSpec<P>
  fixed?: Params<P>
  title: string
  bulk?: (rows: Row<P>[], clear: () => void) => ReactNode
  views?: string // the resource whose saved views belong here
  create?: ReactNode // in the empty list
}

export function List<P extends ListPath>({ spec, fixed, title, bulk, views, create }: Props<P>) {
  type R = Row<P> & Id
  const list = useList(spec, fixed)
  const [picked, pick] = useState<Map<string, R>>(new Map())
  const columns = useMemo(() => chosen(spec.columns, list.search.cols), [spec, list.search.cols])
  const { id } = spec
  const rows = (id ? list.rows.map((r) => ({ ...(r as object), id: id(r) })) : list.rows) as R[]
  const filtered = Object.keys(list.filters).length > 0
  return (
    <section className="list" aria-label={title}>
      <div className="list-bar no-print">
        <Filters filters={spec.filters} values={list.filters} set={list.set} search={spec.search} />
        {views && <Views resource={views} list={list} />}
        <Chooser all={spec.columns} cols={list.search.cols} set={(cols) => list.set({ cols })} />
        {spec.exported && <Export path={spec.exported} columns={columns.map((c) => c.key)} formats={spec.formats} query={{ ...list.filters, ...(fixed?.query as object), sort: list.sort }} params={fixed?.path as object} />}
      </div>
      {bulk && picked.size > 0 && (
        <div className="bulk no-print" role="toolbar" aria-label={t('list.selected', { n: picked.size })}>
          <b>{t('list.selected', { n: picked.size })}</b>
          {bulk([...picked.values()], () => pick(new Map()))}
          <Button variant="subtle" onClick={() => pick(new Map())}>{t('list.select.none')}</Button>
        </div>
      )}
      <Inside error={list.error} loading={list.loading} again={list.again}>
        {rows.length ? (
          <Table
            caption={title}
            columns={columns as never}
            rows={rows}
            sort={list.sort}
            onSort={(sort) => list.set({ sort })}
            onFilter={(name, value) => list.set({ [name]: value })}
            open={spec.open as never}
            selection={bulk ? { chosen: picked, set: pick } : undefined}
            stale={list.stale}
          />
        ) : filtered ? (
          <Empty title={t('list.none.filtered', { n: Object.keys(list.filters).length })}>
            <Button variant="default" onClick={() => list.set(Object.fromEntries(Object.keys(list.filters).map((k) => [k, undefined])))}>{t('list.clear')}</Button>
          </Empty>
        ) : (
          <Empty title={spec.empty.title} hint={spec.empty.hint}>{create}</Empty>
        )}
      </Inside>
      {(rows.length > 0 || list.previous) && (
        <div className="pager no-print">
          <span className="grow">{list.total !== undefined && t('list.total', { n: list.total })}</span>
          <Button variant="default" disabled={!list.previous} onClick={list.previous} leftSection={<ChevronLeft size={15} />}>{t('list.previous')}</Button>
          <Button variant="default" disabled={!list.next} onClick={list.next} rightSection={<ChevronRight size={15} />}>{t('list.next')}</Button>
        </div>
      )}
    </section>
  )
}

function Inside({ error, loading, again, children }: { error: Problem | null; loading: boolean; again: () => void; children: ReactNode }) {
  if (error) return <Fault error={error} retry={again} />
  if (loading) return <Loading />
  return children
}

interface ExportProps {
  path: string
  params?: object
  columns: string[]
  formats?: readonly string[]
  query: Record<string, unknown>
}

function Export({ path, params, columns, formats, query }: ExportProps) {
  const [fault, setFault] = useState<Problem>()
  const run = (format: string, all: boolean) =>
    download('get', path, { path: params as never, query: { ...query, format, columns: all ? undefined : columns } }).then(
      () => setFault(undefined),
      setFault,
    )
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<Download size={15} />}>{t('list.export')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats ? (
            formats.map((f) => <Menu.Item key={f} onClick={() => run(f, true)}>{word('export', f)}</Menu.Item>)
          ) : (
            <>
              <Menu.Item onClick={() => run('csv', false)}>{t('list.export.csv')}</Menu.Item>
              <Menu.Item onClick={() => run('xlsx', false)}>{t('list.export.xlsx')}</Menu.Item>
              <Menu.Item onClick={() => run('xlsx', true)}>{t('list.export.all')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {fault && <Fault error={fault} />}
    </>
  )
}
