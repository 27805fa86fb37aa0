// What waits for this person.
import { Button } from '@mantine/core'
import { CheckCheck } from 'lucide-react'
import { call } from '@/kernel/api/client'
import { useChange, useGet } from '@/kernel/api/hooks'
import { t, word } from '@/kernel/i18n'
import { look } from '@/kernel/record/kinds'
import { Page } from '@/kernel/shell/page'
import { Ref } from '@/kernel/ui/code'
import { Empty, Fault, Loading } from '@/kernel/ui/states'
import { Day, Time } from '@/kernel/ui/time'

export function InboxPage() {
  const inbox = useGet('/inbox')
  const readAll = useChange(() => call('post', '/inbox/read-all'))
  const read = useChange((id: string) => call('post', '/inbox/{id}/read', { path: { id } }))
  const items = inbox.data?.items ?? []
  const groups = [...new Set(items.map((i) => i.kind))]
  return (
    <Page title={t('nav.inbox')} actions={!!inbox.data?.unread && <Button variant="default" leftSection={<CheckCheck size={15} />} loading={readAll.isPending} onClick={() => readAll.mutate(undefined)}>{t('inbox.read', { n: inbox.data.unread })}</Button>}>
      {inbox.error && <Fault error={inbox.error} retry={() => void inbox.refetch()} />}
      {(read.error || readAll.error) && <Fault error={read.error ?? readAll.error} />}
      {inbox.isPending && <Loading />}
      {inbox.data && !items.length && <div className="card"><Empty title={t('inbox.empty')} hint={t('inbox.empty.why')} /></div>}
      <div className="stack">
        {groups.map((kind) => (
          <section key={kind} className="card">
            <header>
              <h2>{word('inbox', kind)}</h2>
              <span className="tab-count">{inbox.data?.counts?.find((c) => c.kind === kind)?.count}</span>
            </header>
            <ul className="lines">
              {items.filter((i) => i.kind === kind).map((i) => {
                const Icon = look(i.record.type)?.icon
                return (
                  <li key={i.notification_id ?? i.record.id}>
                    {Icon && <Icon size={16} color="var(--t3)" aria-hidden />}
                    <span className="grow"><Ref kind={i.record.type} id={i.record.id} code={i.record.code} name={i.title} /></span>
                    {i.due_at && <span className="soft">{t('inbox.due')} <Day at={i.due_at} /></span>}
                    <span className="quiet"><Time at={i.created_at} /></span>
                    {i.notification_id && <Button variant="subtle" onClick={() => read.mutate(i.notification_id as string)}>{t('inbox.done')}</Button>}
                  </li>
                )
              })}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}
