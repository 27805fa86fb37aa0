// The ceremony: what is signed on one side, on the other the meaning, the statement and the proof of who signs.
import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '@/kernel/api/client'
import { useChange, useGet } from '@/kernel/api/hooks'
import { asProblem, Problem } from '@/kernel/api/problem'
import { Form, type Submit } from '@/kernel/form/form'
import type { Field, Values } from '@/kernel/form/types'
import { t, word } from '@/kernel/i18n'
import { Chip } from '@/kernel/ui/chip'
import { Code } from '@/kernel/ui/code'
import { Fault, Loading } from '@/kernel/ui/states'
import { zoneName } from '@/kernel/ui/time'
import { toast } from '@/kernel/ui/toast'
import { Frozen } from './frozen'
import './sign.css'

type Signable = Answer<'/experiments/{id}/signable', 'get'>
type Standing = Answer<'/signatures/accountability', 'get'>

interface Props {
  path: '/experiments' | '/results' // the list of the record
  id: string
  close: () => void
}

export function Sign({ path, id, close }: Props) {
  const signable = useGet(`${path}/{id}/signable` as '/experiments/{id}/signable', { path: { id } }, { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false }) // never as it was before the last signature
  const standing = useGet('/signatures/accountability')
  const s = signable.data
  const fault = signable.error ?? standing.error
  return (
    <Modal opened onClose={close} size={1020} title={t('sign.title', { code: s?.record_code ?? '' })} closeButtonProps={{ 'aria-label': t('do.close') }}>
      {fault && <Fault error={fault} />}
      {!fault && (!s || !standing.data) && <Loading />}
      {s && standing.data && (
        <div className="ceremony">
          <section className="ceremony-frozen" aria-label={t('sign.what')} tabIndex={0}>
            <div className="row ceremony-id">
              <Code>{s.record_code}</Code>
              <span className="quiet">v{s.record_version}</span>
              <code title={s.record_hash}>SHA-256 {s.record_hash.slice(0, 16)}…</code>
            </div>
            <Frozen canonical={s.canonical} />
          </section>
          <section className="stack" aria-label={t('sign.do')}>
            <Proof s={s} standing={standing.data} again={() => void signable.refetch()} close={close} />
          </section>
        </div>
      )}
    </Modal>
  )
}

function Proof({ s, standing, again, close }: { s: Signable; standing: Standing; again: () => void; close: () => void }) {
  const first = standing.require_accountability && !standing.accepted_at
  const blockers = s.blockers.filter((b) => !(first && b === 'accountability_required'))
  if (blockers.length || (!s.meanings.length && !first)) return <Blocked by={blockers.length ? blockers : ['no_meaning']} close={close} />
  return first ? <Accept standing={standing} close={close} /> : <Ceremony s={s} mfa={standing.requires_mfa} again={again} close={close} />
}

function Blocked({ by, close }: { by: string[]; close: () => void }) {
  return (
    <>
      <div className="fault" role="alert">
        <div>
          <p className="fault-title">{t('sign.blocked')}</p>
          <ul>{by.map((b) => <li key={b}>{word('reason', b)}</li>)}</ul>
        </div>
      </div>
      <div><Button variant="default" onClick={close}>{t('do.close')}</Button></div>
    </>
  )
}

/** Accept asks once, before the first signature, for the statement of accountability. */
function Accept({ standing, close }: { standing: Standing; close: () => void }) {
  const accept = useChange(() => call('post', '/signatures/accountability', { body: { statement_version: standing.statement_version } }))
  return (
    <>
      <h3>{t('sign.accept.title')}</h3>
      <p className="soft">{t('sign.accept.why')}</p>
      <blockquote className="ceremony-statement">{standing.statement}</blockquote>
      {accept.error && <Fault error={accept.error} />}
      <div className="row">
        <Button loading={accept.isPending} onClick={() => accept.mutate(undefined)}>{t('sign.accept')}</Button>
        <Button variant="default" onClick={close}>{t('do.cancel')}</Button>
      </div>
    </>
  )
}

/** placed puts a refused proof at the field it is about. */
export function placed(p: Problem): Problem {
  const at: Record<string, string> = { invalid_credentials: '/password', reauth_required: '/password', totp_required: '/totp', content_changed: '', not_author: '/meaning', segregation_of_duties: '/meaning', already_signed: '/meaning' }
  const pointer = at[p.code]
  if (!pointer) return p
  const detail = p.code === 'invalid_credentials' ? t('sign.wrong') : p.message
  return new Problem(p.status, p.code, detail, p.requestId, [{ pointer, code: p.code, detail }])
}

function Ceremony({ s, mfa, again, close }: { s: Signable; mfa: boolean; again: () => void; close: () => void }) {
  const cache = useQueryClient()
  const [values, setValues] = useState<Values>({ meaning: s.meanings[0] })
  const [totp, askTotp] = useState(mfa)
  const [changed, tell] = useState(false)
  const submit = async ({ values: v }: Submit) => {
    const { record_type, record_id, record_version, record_hash } = s
    const { meaning, comment, password, totp: second } = v as Record<string, string | undefined>
    try {
      await call('post', '/signatures', { body: { record_type, record_id, record_version, record_hash, meaning: meaning as 'review', comment: comment || undefined, password: password ?? '', totp: second || undefined, time_zone: zoneName() } })
    } catch (e) {
      const p = asProblem(e)
      askTotp(totp || p.code === 'totp_required' || /totp/.test(p.code))
      if (p.status === 412) {
        tell(true)
        again()
      }
      throw placed(p)
    }
    toast(t('sign.done', { code: s.record_code, meaning: word('meaning', meaning ?? '') }))
    close()
    await cache.invalidateQueries()
  }
  const meaning = String(values.meaning ?? '')
  return (
    <>
      <p className="soft">{t('sign.lead')}</p>
      {changed && <Chip tone="warn">{t('sign.changed')}</Chip>}
      <blockquote className="ceremony-statement">{s.statement}</blockquote>
      <Form fields={fields(s.meanings, meaning, totp)} initial={values} onValues={setValues} label={t('sign.as', { meaning: word('meaning', meaning) })} danger={meaning === 'rejection'} cancel={close} submit={submit} />
    </>
  )
}

const fields = (meanings: string[], meaning: string, totp: boolean): Field[] => [
  { name: 'meaning', label: t('sign.meaning'), kind: 'one', choices: meanings, words: 'meaning', required: true },
  { name: 'comment', label: t('sign.comment'), kind: 'long', required: meaning === 'rejection' },
  { name: 'password', label: t('signin.password'), kind: 'password', required: true, autoComplete: 'current-password', help: t('sign.password.why') },
  ...(totp ? [{ name: 'totp', label: t('signin.totp'), kind: 'text' as const, required: true, autoComplete: 'one-time-code' }] : []),
]
