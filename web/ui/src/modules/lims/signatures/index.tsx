// The signatures of a record, as they are printed: who, as what, when, over which content, and whether it still holds.
import type { Row } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { can } from '@/kernel/api/session'
import { t, word } from '@/kernel/i18n'
import type { Command, Tab } from '@/kernel/record/page'
import { allowed, type Actions } from '@/kernel/ui/action'
import { Status } from '@/kernel/ui/chip'
import { Empty, Fault, Loading } from '@/kernel/ui/states'
import { Stamp } from '@/kernel/ui/time'
import './sign.css'

type Signature = Row<'/signatures'>

/** signing is the command of a record that leads to the ceremony. */
export const signing = (actions: Actions | null | undefined, run: () => void): Command => ({ key: 'sign', label: t('sign.do'), on: actions?.sign, run, hotkey: 's', primary: allowed(actions?.sign) })

/** signaturesOf is the tab of a record with its signatures. */
export const signaturesOf = (kind: string, id: string): Tab[] =>
  can('signature:read') ? [{ key: 'signatures', label: t('sign.signatures'), body: () => <Signatures kind={kind} id={id} /> }] : []

function Signatures({ kind, id }: { kind: string; id: string }) {
  const answer = useGet('/signatures', { query: { record_type: kind, record_id: id, limit: 200 } })
  if (answer.error) return <Fault error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const items = answer.data.items ?? []
  if (!items.length) return <div className="card"><Empty title={t('sign.none')} hint={t('sign.none.why')} /></div>
  return <div className="stack">{items.map((s) => <Manifest key={s.id} s={s} />)}</div>
}

function Manifest({ s }: { s: Signature }) {
  const { name, email } = s.signer
  return (
    <article className="card manifest">
      <h2>{t('sign.by', { meaning: word('meaning', s.meaning), name })}</h2>
      <State id={s.id} />
      <div className="manifest-facts">
        <span>{email}</span>
        <time dateTime={s.signed_at} title={s.signed_zone}>{s.signed_at_local.replace('T', ' ').replace(/([+-]\d\d:\d\d)$/, ' $1')}</time>
        <span>{s.record_code} v{s.record_version}</span>
        <code title={s.record_hash}>SHA-256 {s.record_hash.slice(0, 16)}…</code>
        <span>{word('signmethod', s.method)}</span>
        {s.audit_seq !== null && <span>{t('sign.audit', { n: s.audit_seq })}</span>}
        <span>{s.code}</span>
      </div>
      {s.comment && <p className="manifest-said">{s.comment}</p>}
      {s.withdrawn_at && <p className="manifest-said soft">{t('sign.withdrawn')} <Stamp at={s.withdrawn_at} />{s.withdrawal_reason && `: ${s.withdrawal_reason}`}</p>}
      <Sentence id={s.id} />
    </article>
  )
}

const useVerified = (id: string) => useGet('/signatures/{id}/verify', { path: { id } })

function State({ id }: { id: string }) {
  const { data } = useVerified(id)
  return data ? <Status of={data.status} /> : <span className="quiet small">{t('sign.checking')}</span>
}

/** Sentence says what the check of a signature means. */
function Sentence({ id }: { id: string }) {
  const { data, error } = useVerified(id)
  if (error) return <p className="manifest-said soft">{error.message}</p>
  if (!data) return null
  return (
    <p className="manifest-said soft small">
      {word('verify', data.superseded ? 'superseded' : data.status)} {t('sign.checked')} <Stamp at={data.verified_at} />
    </p>
  )
}
