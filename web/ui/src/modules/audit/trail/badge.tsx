// Whether the chain of the trail holds: what the server found last, and a check on demand.
import { Button } from '@mantine/core'
import { AlertTriangle, ShieldCheck, ShieldQuestion, X } from 'lucide-react'
import { call, type Answer } from '@/kernel/api/client'
import { useChange, useGet } from '@/kernel/api/hooks'
import { t, word } from '@/kernel/i18n'
import { Chip } from '@/kernel/ui/chip'
import { Fault } from '@/kernel/ui/states'
import { ago, Stamp } from '@/kernel/ui/time'

type Point = Answer<'/audit/checkpoint', 'get'>
type Checked = Answer<'/audit/verify', 'get'>

const stale = 24 * 3_600_000

export function Badge() {
  const answer = useGet('/audit/checkpoint')
  if (answer.error?.code === 'no_checkpoint') return <Chip tone="neu" icon={ShieldQuestion}>{t('chain.none')}</Chip>
  if (!answer.data) return null
  return <Point p={answer.data} />
}

function Point({ p }: { p: Point }) {
  if (p.problem) return <Chip tone="bad" icon={X}>{t('chain.problem', { why: p.problem })}</Chip>
  if (!p.verified_at) return <Chip tone="neu" icon={ShieldQuestion}>{t('chain.signed', { n: p.size })}</Chip>
  const old = Date.now() - Date.parse(p.verified_at) > stale
  const said = { n: p.size, ago: ago(p.verified_at) }
  return <Chip tone={old ? 'warn' : 'ok'} icon={old ? AlertTriangle : ShieldCheck}>{t(old ? 'chain.old' : 'chain.verified', said)}</Chip>
}

/** useCheck gives the button that has the whole trail checked, and what came out. */
export function useCheck() {
  const check = useChange(() => call('get', '/audit/verify'))
  const button = <Button variant="default" leftSection={<ShieldCheck size={15} />} loading={check.isPending} onClick={() => check.mutate(undefined)}>{t('chain.verify')}</Button>
  const outcome = check.error ? <Fault error={check.error} /> : check.data && <Outcome c={check.data} />
  return { button, outcome }
}

function Outcome({ c }: { c: Checked }) {
  const fine = c.status === 'clean'
  return (
    <section className="card card-body stack tight chain" data-fine={fine || undefined} role="status">
      <p>
        <Chip tone={fine ? 'ok' : c.status === 'tampered' ? 'bad' : 'warn'} icon={fine ? ShieldCheck : AlertTriangle}>{word('chain.status', c.status)}</Chip>{' '}
        {t(fine ? 'chain.clean' : 'chain.dirty', { n: c.entries })} <Stamp at={c.verified_at} />
      </p>
      {c.findings.length > 0 && (
        <ul>
          {c.findings.map((f) => <li key={f.class + f.seq}>{f.seq > 0 && <b className="mono">#{f.seq} </b>}{f.detail}</li>)}
        </ul>
      )}
    </section>
  )
}
