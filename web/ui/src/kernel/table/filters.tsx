// Search and filters: every filter in force is a chip that can be changed or taken away.
import { Button, Checkbox, Menu, Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { ListFilter, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { t, word } from '../i18n'
import { Picker } from '../form/picker'
import { Standing } from './standing'
import type { Filter } from './types'

interface Props {
  filters: Filter[]
  values: Record<string, string>
  set: (patch: Record<string, string | undefined>) => void
  search?: boolean
}

export function Filters({ filters, values, set, search }: Props) {
  const [opened, open] = useState<string>()
  const shown = filters.filter((f) => !f.always && (values[f.name] || opened === f.name))
  const left = filters.filter((f) => !f.always && !f.set && !shown.includes(f))
  return (
    <div className="filters">
      {search !== false && <SearchField value={values.q ?? ''} set={(q) => set({ q })} />}
      {filters.filter((f) => f.always).map((f) => <Standing key={f.name} filter={f} value={values[f.name] ?? ''} set={(v) => set({ [f.name]: v })} />)}
      {shown.map((f) => (
        <FilterChip key={f.name} filter={f} value={values[f.name] ?? ''} set={(v) => set({ [f.name]: v })} opened={opened === f.name} open={(on) => open(on ? f.name : undefined)} />
      ))}
      {left.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" leftSection={<ListFilter size={15} />}>{t('list.filter')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {left.map((f) => (
              <Menu.Item key={f.name} onClick={() => (f.kind === 'flag' ? set({ [f.name]: 'true' }) : open(f.name))}>{f.label}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {Object.keys(values).length > 1 && (
        <Button variant="subtle" color="gray" onClick={() => set(Object.fromEntries(Object.keys(values).map((k) => [k, undefined])))}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  )
}

function SearchField({ value, set }: { value: string; set: (q: string) => void }) {
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const later = useDebouncedCallback(set, 250)
  useEffect(() => {
    if (document.activeElement !== field.current) setText(value)
  }, [value])
  return (
    <TextInput
      ref={field}
      data-search
      type="search"
      className="search"
      aria-label={t('list.search')}
      placeholder={t('list.search')}
      leftSection={<Search size={15} aria-hidden />}
      value={text}
      onChange={(e) => {
        setText(e.currentTarget.value)
        later(e.currentTarget.value)
      }}
    />
  )
}

interface ChipProps {
  filter: Filter
  value: string
  set: (v: string | undefined) => void
  opened: boolean
  open: (on: boolean) => void
}

function FilterChip({ filter: f, value, set, opened, open }: ChipProps) {
  const chosen = value ? value.split(',') : []
  const text = f.kind === 'choice' ? chosen.map((c) => word(f.words ?? 'status', c)).join(', ') : value
  return (
    <Popover opened={opened} onChange={open} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <span className="filter">
          <button className="filter-name" onClick={() => open(!opened)} aria-expanded={opened} disabled={f.kind === 'flag' || f.set}>
            {f.label}
            {f.shown && <b>{f.shown(value)}</b>}
            {!f.shown && text && f.kind !== 'flag' && f.kind !== 'record' && <b>{text}</b>}
            {f.kind === 'record' && value && <Picker.Label kind={f.of ?? ''} id={value} />}
          </button>
          <button className="icon" aria-label={t('list.filter.remove', { name: f.label })} onClick={() => { open(false); set(undefined) }}>
            <X size={14} aria-hidden />
          </button>
        </span>
      </Popover.Target>
      <Popover.Dropdown className="filter-drop">
        {f.kind === 'choice' &&
          f.choices?.map((c) => (
            <Checkbox key={c} label={word(f.words ?? 'status', c)} checked={chosen.includes(c)} onChange={(e) => set((e.currentTarget.checked ? [...chosen, c] : chosen.filter((x) => x !== c)).join(',') || undefined)} />
          ))}
        {f.kind === 'text' && <TextFilter label={f.label} value={value} set={(v) => { set(v || undefined); open(false) }} />}
        {f.kind === 'record' && <Picker kind={f.of ?? ''} label={f.label} value={value || null} set={(v) => { set(v ?? undefined); open(false) }} inside />}
      </Popover.Dropdown>
    </Popover>
  )
}

function TextFilter({ label, value, set }: { label: string; value: string; set: (v: string) => void }) {
  const [text, setText] = useState(value)
  return (
    <form className="row" onSubmit={(e) => { e.preventDefault(); set(text.trim()) }}>
      <TextInput aria-label={label} value={text} onChange={(e) => setText(e.currentTarget.value)} data-autofocus />
      <Button type="submit">{t('do.apply')}</Button>
    </form>
  )
}
