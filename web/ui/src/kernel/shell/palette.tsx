// Ctrl-K: a code opens its record, words find records, commands are at hand.
import { Modal, TextInput } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { ArrowRight, CornerDownLeft, Search, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useGet } from '../api/hooks'
import { can } from '../api/session'
import { t, word } from '../i18n'
import { look, pageOf } from '../record/kinds'
import { Status } from '../ui/chip'
import { useGo } from '../ui/link'
import { places } from './nav'

interface Item {
  key: string
  to: string
  label: string
  code?: string
  status?: string
  icon?: LucideIcon
  group: string
}

const doing: { to: string; label: Parameters<typeof t>[0]; needs: string }[] = [
  { to: '/samples/receive', label: 'samples.receive', needs: 'sample:create' },
]

export function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), 120)
  const go = useGo()
  const list = useRef<HTMLUListElement>(null)
  const found = useGet('/search', { query: { q: asked, limit: 20 } }, { enabled: asked.length > 1, placeholderData: keepPreviousData as never })
  const items = itemsOf(text, asked.length > 1 ? (found.data?.items ?? []) : [])
  useEffect(() => setAt(0), [asked])
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at])
  const open = (item: Item | undefined) => {
    if (!item) return
    close()
    void go(item.to)
  }
  const keys = (e: React.KeyboardEvent) => {
    const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (by) {
      e.preventDefault()
      setAt((at + by + items.length) % Math.max(items.length, 1))
    }
    if (e.key === 'Enter') {
      e.preventDefault()
      open(items[at])
    }
  }
  return (
    <Modal opened onClose={close} withCloseButton={false} size={620} yOffset="10vh" centered={false} padding="sm" aria-label={t('palette.title')}>
      <div className="palette" onKeyDown={keys}>
        <TextInput role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={items[at] ? `p-${items[at].key}` : undefined} aria-label={t('palette.title')} placeholder={t('palette.hint')} leftSection={<Search size={17} />} size="md" value={text} onChange={(e) => setText(e.currentTarget.value)} data-autofocus />
        <ul className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')} ref={list}>
          {items.map((item, i) => (
            <Line key={item.key} item={item} first={items[i - 1]?.group !== item.group} on={i === at} open={() => open(item)} point={() => setAt(i)} />
          ))}
          {!items.length && <li className="quiet palette-item" role="option" aria-selected={false}>{found.isFetching ? t('state.loading') : t('palette.none')}</li>}
        </ul>
      </div>
    </Modal>
  )
}

function Line({ item, first, on, open, point }: { item: Item; first: boolean; on: boolean; open: () => void; point: () => void }) {
  const Icon = item.icon ?? ArrowRight
  return (
    <>
      {first && <li className="group" role="presentation">{item.group}</li>}
      <li id={`p-${item.key}`} className="palette-item" role="option" aria-selected={on} onClick={open} onMouseMove={point}>
        <Icon size={16} aria-hidden />
        {item.code && <span className="mono small">{item.code}</span>}
        <span className="grow">{item.label}</span>
        {item.status && <Status of={item.status} />}
        {on && <CornerDownLeft size={14} aria-hidden />}
      </li>
    </>
  )
}

interface Hit {
  type: string
  id: string
  code: string
  label: string
  status: string
}

function itemsOf(text: string, hits: Hit[]): Item[] {
  const records = hits.flatMap((h): Item[] => {
    const to = pageOf(h.type, h.id)
    return to ? [{ key: h.id, to, label: h.label, code: h.code, status: h.status || undefined, icon: look(h.type)?.icon, group: word('kinds', h.type) }] : []
  })
  const known = [...places.map((p) => ({ to: p.to, label: t(p.label), needs: p.needs, icon: p.icon })), ...doing.map((d) => ({ ...d, label: t(d.label), icon: undefined }))]
  const commands = known
    .filter((c) => (!c.needs || can(c.needs)) && c.label.toLowerCase().includes(text.trim().toLowerCase()))
    .map((c) => ({ key: `go${c.to.replaceAll('/', '-')}`, to: c.to, label: c.label, icon: c.icon, group: t('palette.commands') }))
  const byGroup = new Map<string, Item[]>()
  for (const r of records) byGroup.set(r.group, [...(byGroup.get(r.group) ?? []), r])
  return [...[...byGroup.values()].flatMap((g) => g.slice(0, 5)), ...commands]
}
