// Choosing a record: the server searches by code, name or scan.
import { Select } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useGet } from '../api/hooks'
import { t } from '../i18n'

interface Named {
  id: string
  code?: string
  name?: string
  title?: string
  path?: string
  email?: string
}

/** lists are the resources whose records have names to search and show. */
export const lists: Record<string, string> = {
  sample: '/samples', project: '/projects', experiment: '/experiments', instrument: '/instruments', location: '/locations', user: '/users', protocol: '/protocols', result: '/results',
}

export const labelOf = (r: Named) => [r.code, r.path ?? r.name ?? r.title].filter(Boolean).join(' · ')

interface Props {
  kind: string
  label: string
  value: string | null
  set: (id: string | null) => void
  required?: boolean
  error?: string
  description?: string
  inside?: boolean // already in a popover
  'data-field'?: string
}

export function Picker({ kind, label, value, set, inside, ...rest }: Props) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 150)
  const path = lists[kind] as '/samples'
  const one = useGet(`${path}/{id}` as '/samples/{id}', { path: { id: value ?? '' } }, { enabled: !!value })
  const chosen = one.data as Named | undefined
  const picked = chosen ? labelOf(chosen) : ''
  const q = asked === picked ? '' : asked
  const found = useGet(path, { query: { limit: 20, ...(q ? { q } : {}) } }, { placeholderData: keepPreviousData as never })
  const rows = (found.data?.items ?? []) as Named[]
  const options = rows.map((r) => ({ value: r.id, label: labelOf(r) }))
  if (value && chosen && !options.some((o) => o.value === value)) options.unshift({ value, label: picked })
  return (
    <Select
      {...rest}
      label={inside ? undefined : label}
      aria-label={inside ? label : undefined}
      data={options}
      value={value}
      onChange={set}
      searchable
      clearable={!rest.required}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options: o }) => o}
      nothingFoundMessage={found.isFetching ? t('state.loading') : t('picker.none')}
      placeholder={t('picker.hint')}
      comboboxProps={{ withinPortal: !inside, shadow: 'md' }}
    />
  )
}

function Label({ kind, id }: { kind: string; id: string }) {
  const path = lists[kind] as '/samples'
  const one = useGet(`${path}/{id}` as '/samples/{id}', { path: { id } })
  return <b>{one.data ? labelOf(one.data as Named) : '…'}</b>
}

Picker.Label = Label
