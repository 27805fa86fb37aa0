// Saved views: filter, sort and columns of a list under a name, one's own or shared.
import { Button, Checkbox, Menu, Modal, TextInput } from '@mantine/core'
import { BookmarkPlus, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/client'
import { useChange, useGet } from '../api/hooks'
import { can } from '../api/session'
import { t } from '../i18n'
import { Fault } from '../ui/states'
import { toast } from '../ui/toast'

interface Shown {
  filters: Record<string, string>
  sort?: string
  search: Record<string, string>
  set: (patch: Record<string, string | undefined>) => void
}

export function Views({ resource, list }: { resource: string; list: Shown }) {
  const views = useGet('/views', { query: { resource } as never })
  const [naming, setNaming] = useState(false)
  const items = views.data?.items ?? []
  const apply = (query: Record<string, unknown>, columns: string[]) => {
    const off = Object.fromEntries([...Object.keys(list.filters), 'sort', 'cols'].map((k) => [k, undefined]))
    const on = Object.fromEntries(Object.entries(query).map(([k, v]) => [k, String(v)]))
    list.set({ ...off, ...on, cols: columns.join(',') || undefined })
  }
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={14} />}>{t('views.title')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((v) => (
            <Menu.Item key={v.id} onClick={() => apply((v.query ?? {}) as Record<string, unknown>, v.columns ?? [])}>
              {v.name}
              {v.shared && <span className="quiet"> · {t('views.shared')}</span>}
            </Menu.Item>
          ))}
          {!items.length && <Menu.Label>{t('views.none')}</Menu.Label>}
          {can('view:create') && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<BookmarkPlus size={15} />} onClick={() => setNaming(true)}>{t('views.save')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && <Naming resource={resource} list={list} close={() => setNaming(false)} />}
    </>
  )
}

function Naming({ resource, list, close }: { resource: string; list: Shown; close: () => void }) {
  const [name, setName] = useState('')
  const [shared, share] = useState(false)
  const save = useChange(
    () => call('post', '/views', { body: { resource, name, shared, query: { ...list.filters, ...(list.sort ? { sort: list.sort } : {}) }, columns: list.search.cols?.split(',') ?? [] } as never }),
    () => {
      toast(t('views.saved', { name }))
      close()
    },
  )
  return (
    <Modal opened onClose={close} title={t('views.save')}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); save.mutate(undefined) }}>
        <TextInput label={t('views.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} required data-autofocus />
        <Checkbox label={t('views.share')} checked={shared} onChange={(e) => share(e.currentTarget.checked)} />
        {save.error && <Fault error={save.error} />}
        <Button type="submit" loading={save.isPending}>{t('do.save')}</Button>
      </form>
    </Modal>
  )
}
