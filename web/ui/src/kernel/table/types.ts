// What a resource says about its list; the one table does the rest.
import type { ReactNode } from 'react'
import type { Call, ListPath, Row } from '../api/client'

export interface Column<R> {
  key: string // also the export's column
  label: string
  cell: (row: R) => ReactNode
  sort?: boolean // the server sorts by this key
  width?: number
  off?: boolean // only when chosen
  by?: (row: R) => [filter: string, value: string] | undefined // "filter by this"
  number?: boolean
  wrap?: boolean // several lines
}

export interface Filter {
  name: string // the API's parameter
  label: string
  kind: 'choice' | 'text' | 'flag' | 'record' | 'day'
  choices?: readonly string[]
  words?: string // group of the catalogue that names the choices
  of?: string // kind of record that a record filter looks for
  always?: boolean // a field of its own instead of a chip; a choice takes one value then
  until?: boolean // of a day: the whole day still belongs to it
  set?: boolean // only links and cells set it
  shown?: (value: string) => ReactNode // in place of the value
}

export interface ListSpec<P extends ListPath> {
  path: P
  columns: Column<Row<P>>[]
  filters: Filter[]
  search?: boolean
  sort?: string // when the address names none
  exported?: string // address of the export
  formats?: readonly string[] // of an export that knows no columns
  id?: (row: Row<P>) => string // of rows that are no records
  open?: (row: Row<P>) => string | undefined
  empty: { title: string; hint: string }
}

export type Params<P extends ListPath> = Pick<Call<P, 'get'>, 'path' | 'query'>
export type Id = { id: string }
