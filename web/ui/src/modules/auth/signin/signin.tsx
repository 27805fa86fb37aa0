// Signing in: password, second factor when asked, organisation when several, or the identity provider.
import { Button, PasswordInput, Select, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { asProblem, type Problem } from '@/kernel/api/problem'
import { enter, useSession } from '@/kernel/api/session'
import { at, features } from '@/kernel/api/where'
import { t, word } from '@/kernel/i18n'
import { useTitle } from '@/kernel/shell/title'
import { Fault } from '@/kernel/ui/states'
import { Front } from './front'

export function SignIn() {
  const search = useSearch({ strict: false }) as { return_to?: string; error?: string }
  const { state, user } = useSession()
  const navigate = useNavigate()
  const [values, setValues] = useState({ email: '', password: '', totp: '', org: '' })
  const [orgs, setOrgs] = useState<string[]>()
  const [second, ask] = useState(false)
  const [fault, setFault] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const linking = search.error === 'link_required'
  useTitle(t('signin.title'))
  useEffect(() => {
    if (state !== 'in' || !user) return
    const back = search.return_to
    void navigate({ href: at(back?.startsWith('/') && !back.startsWith('//') ? back : `/o/${user.org_slug}`), replace: true })
  }, [state, user, search.return_to, navigate])

  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: e.currentTarget.value }),
  })
  const submit = async () => {
    setBusy(true)
    setFault(undefined)
    const more = { ...(values.totp ? { totp: values.totp.replace(/\s/g, '') } : {}), ...(values.org ? { org: values.org } : {}) }
    const body = linking ? { password: values.password, ...more } : { email: values.email.trim(), password: values.password, ...more }
    await enter(linking ? '/auth/oidc/link' : '/auth/login', body).catch((e) => {
      const p = asProblem(e)
      if (p.code === 'totp_required') return ask(true)
      if (p.code === 'org_required') return setOrgs(p.choices)
      setFault(p)
    })
    setBusy(false)
  }
  return (
    <Front>
      <h1>{t('signin.title')}</h1>
      {search.error && <p className="front-note" role="alert">{word('signin.error', search.error)}</p>}
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void submit() }}>
        {!linking && <TextInput label={t('signin.email')} type="email" autoComplete="username" required autoFocus {...field('email')} />}
        <PasswordInput label={t('signin.password')} autoComplete="current-password" required {...field('password')} />
        {orgs && <Select label={t('signin.org')} data={orgs} value={values.org || null} onChange={(org) => setValues({ ...values, org: org ?? '' })} required />}
        {second && <TextInput label={t('signin.totp')} description={t('signin.totp.help')} inputMode="numeric" autoComplete="one-time-code" required autoFocus {...field('totp')} />}
        {fault && <Fault error={fault} />}
        <Button type="submit" size="md" fullWidth loading={busy}>{t('signin.enter')}</Button>
      </form>
      {features.has('sso') && !linking && (
        <>
          <p className="front-or"><span>{t('signin.or')}</span></p>
          <Button component="a" variant="default" size="md" fullWidth leftSection={<KeyRound size={16} />} href={at(`/auth/oidc/login?return_to=${encodeURIComponent(search.return_to ?? '/')}`)}>{t('signin.sso')}</Button>
        </>
      )}
    </Front>
  )
}
