// One-time links: the first organisation of an installation, an invitation, a new password.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { at } from '@/kernel/api/where'
import { problemOf } from '@/kernel/api/problem'
import { enter } from '@/kernel/api/session'
import { Form } from '@/kernel/form/form'
import type { Field, Values } from '@/kernel/form/types'
import { nest } from '@/kernel/form/values'
import { t, words } from '@/kernel/i18n'
import { useTitle } from '@/kernel/shell/title'
import { Empty } from '@/kernel/ui/states'
import { toast } from '@/kernel/ui/toast'
import { Front } from '../signin/front'

const password = (name: string): Field => ({ name, label: t('signin.password'), kind: 'password', required: true, autoComplete: 'new-password' })

const first = words((): Field[] => [
  { name: 'organization.name', label: t('setup.org'), kind: 'text', required: true, autoComplete: 'organization' },
  { name: 'organization.slug', label: t('setup.slug'), kind: 'text', required: true, help: t('setup.slug.help') },
  { name: 'user.name', label: t('setup.name'), kind: 'text', required: true, autoComplete: 'name' },
  { name: 'user.email', label: t('signin.email'), kind: 'email', required: true, autoComplete: 'username' },
  password('user.password'),
])

async function send(path: string, body: unknown) {
  const answer = await fetch(at(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw await problemOf(answer)
}

export function SetUp() {
  const navigate = useNavigate()
  const [[purpose, token]] = useState(() => location.hash.slice(1).split('='))
  useTitle(t('setup.title'))
  const make = async (values: Values) => {
    const body = nest(values) as { user: { email: string; password: string }; organization: { slug: string } }
    await send('/auth/setup', { token, ...body })
    await enter('/auth/login', { email: body.user.email, password: body.user.password, org: body.organization.slug })
    await navigate({ to: '/', replace: true })
  }
  const redeem = async (values: Values) => {
    await send('/auth/reset', { token, password: values.password })
    toast(t('setup.done'))
    await navigate({ to: '/login', replace: true })
  }
  if (!token) {
    return (
      <Front>
        <h1>{t('setup.title')}</h1>
        <Empty title={t('setup.none')} hint={t('setup.none.why')} />
      </Front>
    )
  }
  return (
    <Front>
      <h1>{purpose === 'setup' ? t('setup.title') : t('setup.password')}</h1>
      {purpose === 'setup' ? <Form fields={first()} label={t('setup.make')} submit={({ values }) => make(values)} /> : <Form fields={[password('password')]} label={t('setup.set')} submit={({ values }) => redeem(values)} />}
    </Front>
  )
}
