// Links inside the organisation of the address, written as the API writes lists: "/samples?status=received".
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, type ReactNode } from 'react'
import { current } from '../api/session'

export type Search = Record<string, string>

export function useOrg(): string {
  const { org } = useParams({ strict: false }) as { org?: string }
  return org ?? current().user?.org_slug ?? ''
}

function split(to: string): { path: string; search: Search } {
  const [path, query] = to.split('?')
  return { path: path ?? '', search: Object.fromEntries(new URLSearchParams(query)) }
}

interface Props {
  to: string
  children: ReactNode
  className?: string
  title?: string
  'aria-current'?: 'page'
  'aria-label'?: string
  onClick?: () => void
}

export function A({ to, ...rest }: Props) {
  const { path, search } = split(to)
  return <Link to={`/o/${useOrg()}${path}`} search={search as never} activeOptions={{ exact: true }} {...rest} />
}

/** useGo opens an address of the organisation. */
export function useGo() {
  const navigate = useNavigate()
  const org = useOrg()
  return useCallback(
    (to: string, replace = false) => {
      const { path, search } = split(to)
      return navigate({ to: `/o/${org}${path}`, search: search as never, replace })
    },
    [navigate, org],
  )
}

/** useAddress gives what stands after "?" and a way to change it; what becomes empty leaves the address. */
export function useAddress(): [Search, (change: Record<string, string | undefined>, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = useCallback(
    (patch: Record<string, string | undefined>, replace = false) => {
      const next: Search = {}
      for (const [k, v] of Object.entries({ ...search, ...patch })) if (v) next[k] = v
      void navigate({ to: '.', search: next as never, replace })
    },
    [search, navigate],
  )
  return [search, change]
}

/** plainSearch keeps addresses readable: names and values as the API has them. */
export const plainSearch = {
  parse: (text: string) => Object.fromEntries(new URLSearchParams(text)),
  stringify: (search: Record<string, unknown>) => {
    const text = new URLSearchParams(Object.entries(search).filter(([, v]) => v !== undefined && v !== '') as [string, string][]).toString()
    return text ? `?${text.replace(/%2C/g, ',').replace(/%3A/g, ':')}` : ''
  },
}
