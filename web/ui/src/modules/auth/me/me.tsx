// One's own account: who the server takes me for, my password, my sessions.
import { Button } from '@mantine/core'
import { call } from '@/kernel/api/client'
import { useChange, useGet } from '@/kernel/api/hooks'
import { Form } from '@/kernel/form/form'
import type { Field } from '@/kernel/form/types'
import { t, words } from '@/kernel/i18n'
import { Facts } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { Fault, Loading } from '@/kernel/ui/states'
import { Time } from '@/kernel/ui/time'
import { toast } from '@/kernel/ui/toast'

const fields = words((): Field[] => [
  { name: 'current_password', label: t('me.password.now'), kind: 'password', required: true, autoComplete: 'current-password' },
  { name: 'new_password', label: t('me.password.new'), kind: 'password', required: true, autoComplete: 'new-password' },
])

export function Me() {
  const me = useGet('/auth/me')
  if (me.error) return <Fault error={me.error} retry={() => void me.refetch()} />
  if (!me.data) return <Loading />
  const m = me.data
  return (
    <Page title={t('me.title')}>
      <div className="cols">
        <div className="stack">
          <Facts title={m.name} rows={[[t('signin.email'), m.email], [t('signin.org'), m.org.name], [t('me.roles'), m.roles?.join(', ')], [t('me.password.since'), <Time key="p" at={m.password_changed_at} both />], [t('signin.totp'), m.totp.enrolled ? t('me.totp.on') : t('me.totp.off')]]} />
          <section className="card">
            <header><h2>{t('me.password')}</h2></header>
            <div className="pad card-body">
              <Form fields={fields()} label={t('me.password.change')} submit={async ({ values }) => { await call('post', '/auth/password', { body: values as never }); toast(t('me.password.changed')) }} />
            </div>
          </section>
        </div>
        <Sessions own={m.session_id} />
      </div>
    </Page>
  )
}

function Sessions({ own }: { own: string | null }) {
  const sessions = useGet('/auth/sessions')
  const end = useChange((id: string) => call('delete', '/auth/sessions/{id}', { path: { id } }))
  return (
    <section className="card">
      <header><h2>{t('me.sessions')}</h2></header>
      {sessions.error && <Fault error={sessions.error} retry={() => void sessions.refetch()} />}
      {end.error && <Fault error={end.error} />}
      <ul className="lines">
        {(sessions.data?.items ?? []).map((s) => (
          <li key={s.id}>
            <span className="grow">{s.device || t('me.device')} <span className="quiet">· {s.ip} · <Time at={s.last_used_at} both /></span></span>
            {s.id === own ? <span className="chip info">{t('me.this')}</span> : <Button variant="default" onClick={() => end.mutate(s.id)}>{t('me.end')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
