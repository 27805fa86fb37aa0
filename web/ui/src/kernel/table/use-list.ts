// The state of a list lives in the address, under the API's own names.
import { keepPreviousData } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ListPath, Row } from '../api/client'
import { useGet } from '../api/hooks'
import { useAddress } from '../ui/link'
import type { ListSpec, Params } from './types'

interface Page<R> {
  items: R[] | null
  next_cursor: string | null
  total?: number
}

// Where "previous" leads: keyset paging knows only the way on.
const before = new Map<string, string>()

/** filtersOf picks what the list may be asked for out of the address. */
export function filtersOf(spec: { filters: { name: string }[]; search?: boolean }, search: Record<string, string>) {
  const out: Record<string, string> = {}
  for (const name of [...(spec.search === false ? [] : ['q', 'query']), ...spec.filters.map((f) => f.name)]) if (search[name]) out[name] = search[name]
  return out
}

export function useList<P extends ListPath>(spec: ListSpec<P>, fixed: Params<P> = {}) {
  const [search, change] = useAddress()
  const filters = useMemo(() => filtersOf(spec, search), [spec, search])
  const sort = search.sort ?? spec.sort
  const query = { ...filters, ...(fixed.query as object), limit: 50, count: true, sort, cursor: search.cursor }
  const answer = useGet(spec.path as never, { path: fixed.path, query } as never, { placeholderData: keepPreviousData as never })
  const page = answer.data as Page<Row<P>> | undefined
  return {
    rows: page?.items ?? [],
    total: page?.total,
    loading: answer.isPending,
    stale: answer.isPlaceholderData,
    error: answer.error,
    again: () => void answer.refetch(),
    filters,
    sort,
    next: page?.next_cursor
      ? () => {
          before.set(page.next_cursor as string, search.cursor ?? '')
          change({ cursor: page.next_cursor as string })
        }
      : undefined,
    previous: search.cursor ? () => change({ cursor: before.get(search.cursor ?? '') || undefined }) : undefined,
    set: (patch: Record<string, string | undefined>) => change({ cursor: undefined, ...patch }),
    search,
  }
}
