// The session ended while somebody worked: sign in on top of the page, nothing of it is lost.
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { enter, forget, useSession } from '../api/session'
import { t } from '../i18n'
import { Fault } from '../ui/states'

export function Expired() {
  const { user } = useSession()
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [second, ask] = useState(false)
  const [fault, setFault] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    await enter('/auth/login', { email: user?.email, org: user?.org_slug, password, ...(totp ? { totp } : {}) }).catch((e) => {
      const p = asProblem(e)
      if (p.code === 'totp_required') ask(true)
      setFault(p.code === 'totp_required' ? undefined : p)
    })
    setBusy(false)
  }
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t('expired.title')}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void submit() }}>
        <p className="soft">{t('expired.why', { name: user?.name ?? '' })}</p>
        <input type="hidden" name="username" autoComplete="username" value={user?.email ?? ''} readOnly />
        <PasswordInput label={t('signin.password')} autoComplete="current-password" value={password} onChange={(e) => setPassword(e.currentTarget.value)} data-autofocus required />
        {second && <TextInput label={t('signin.totp')} inputMode="numeric" autoComplete="one-time-code" value={totp} onChange={(e) => setTotp(e.currentTarget.value)} required />}
        {fault && <Fault error={fault} />}
        <div className="row">
          <Button type="submit" loading={busy}>{t('signin.enter')}</Button>
          <Button variant="subtle" color="gray" onClick={forget}>{t('expired.other')}</Button>
        </div>
      </form>
    </Modal>
  )
}
