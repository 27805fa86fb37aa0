// Receiving many samples at once: names from a pattern or pasted, checked by the server row by row before anything is made.
import { Button, TextInput, Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '@/kernel/api/client'
import { asProblem, type Fault as Wrong, type Problem } from '@/kernel/api/problem'
import { useGet } from '@/kernel/api/hooks'
import { Input } from '@/kernel/form/input'
import type { Field, Values } from '@/kernel/form/types'
import { newKey, readNumber } from '@/kernel/form/values'
import { t } from '@/kernel/i18n'
import { filled } from '@/kernel/record/create'
import { Page } from '@/kernel/shell/page'
import { Ref } from '@/kernel/ui/code'
import { Fault } from '@/kernel/ui/states'
import { Labels } from './list'
import { namesOf } from './names'
import './receive.css'

interface Checked {
  valid: number
  errors: Map<number, Wrong[]>
}

/** byRow sorts faults by the row they point at: /items/3/name. */
function byRow(errors: Wrong[]): Map<number, Wrong[]> {
  const out = new Map<number, Wrong[]>()
  for (const e of errors) {
    const row = Number(/^\/items\/(\d+)/.exec(e.pointer)?.[1] ?? -1)
    out.set(row, [...(out.get(row) ?? []), e])
  }
  return out
}

/** faultOf is what is wrong with a field that all rows share. */
function faultOf(checked: Checked | undefined, f: Field): string | undefined {
  for (const all of checked?.errors.values() ?? []) {
    const e = all.find((x) => about(x, f))
    if (e) return e.detail
  }
  return undefined
}

const about = (e: Wrong, f: Field) => `${e.pointer}/`.replace(/^\/items\/\d+\//, '').startsWith(`${f.name.replace(/\./g, '/')}/`)

export function Receive() {
  const types = useGet('/sample-types')
  const cache = useQueryClient()
  const [common, setCommon] = useState<Values>({ sample_type: 'wafer' })
  const [count, setCount] = useState('40')
  const [pattern, setPattern] = useState('{lot}-{##}')
  const [pasted, setPasted] = useState('')
  const [checked, setChecked] = useState<Checked>()
  const [fault, setFault] = useState<Problem>()
  const [made, setMade] = useState<{ id: string; code: string; name: string }[]>()
  const [busy, setBusy] = useState(false)
  const [touched, touch] = useState<string[]>([])
  const key = useRef(newKey())

  const type = types.data?.items?.find((x) => x.key === common.sample_type)
  const names = namesOf({ count: Number(count), pattern, pasted, lot: String(common.lot ?? '') })
  const items = names.map((name) => ({ ...filled(common), name, status: 'received' }))
  const asked = JSON.stringify(items)

  const check = useDebouncedCallback(async () => {
    if (!items.length) return setChecked(undefined)
    try {
      const report = await call('post', '/samples/bulk', { query: { dry_run: true }, body: { items } })
      setChecked({ valid: report.valid ?? 0, errors: byRow((report.errors ?? []) as Wrong[]) })
      setFault(undefined)
    } catch (e) {
      setFault(asProblem(e))
    }
  }, 300)
  useEffect(check, [asked, check])

  const good = items.filter((_, i) => !checked?.errors.has(i))
  const send = async () => {
    setBusy(true)
    try {
      const report = await call('post', '/samples/bulk', { body: { items: good }, key: key.current })
      setMade(report.items ?? [])
      await cache.invalidateQueries()
    } catch (e) {
      key.current = newKey()
      setFault(asProblem(e))
    }
    setBusy(false)
  }
  if (made) return <Done made={made} />
  const set = (name: string) => (v: unknown) => {
    setCommon({ ...common, [name]: v })
    touch([...touched, name])
  }
  const shared = commonFields(types.data?.items ?? [], type?.fields ?? [])
  const needed = shared.filter((f) => !touched.includes(f.name) && faultOf(checked, f))
  const ofRow = (i: number) => checked?.errors.get(i)?.filter((e) => !shared.some((f) => about(e, f))) ?? []
  return (
    <Page title={t('samples.receive')} lead={t('samples.receive.lead')}>
      <div className="receive">
        <section className="card card-body stack">
          {shared.map((f) => (
            <Input key={f.name} field={f} value={common[f.name]} set={set(f.name)} error={touched.includes(f.name) ? faultOf(checked, f) : undefined} />
          ))}
        </section>
        <section className="card">
          <header>
            <TextInput aria-label={t('samples.count')} value={count} onChange={(e) => setCount(readNumber(e.currentTarget.value))} inputMode="numeric" w={70} />
            <TextInput aria-label={t('samples.pattern')} value={pattern} onChange={(e) => setPattern(e.currentTarget.value)} className="grow mono" />
            <Button onClick={() => void send()} loading={busy} disabled={!checked || !good.length}>{t('samples.receive.n', { n: good.length })}</Button>
          </header>
          <div className="card-body stack tight">
            <Textarea label={t('samples.paste')} description={t('samples.paste.help')} autosize minRows={1} maxRows={4} value={pasted} onChange={(e) => setPasted(e.currentTarget.value)} />
            {fault && <Fault error={fault} />}
            {checked && (
              <p role="status" className="soft">
                {needed.length ? t('samples.needed', { fields: needed.map((f) => f.label).join(', ') }) : t('samples.checked', { valid: checked.valid, n: items.length })}
              </p>
            )}
            <ol className="grid-names">
              {names.map((n, i) => (
                <li key={`${i}${n}`} data-bad={ofRow(i).length > 0 || undefined}>
                  <span className="mono">{n}</span>
                  {ofRow(i).map((w) => <span key={w.detail} className="small">{w.detail}</span>)}
                </li>
              ))}
            </ol>
          </div>
        </section>
      </div>
    </Page>
  )
}

interface TypeField {
  key: string
  label: string
  kind: string
  required: boolean
  unit: string | null
  choices: string[] | null
  shown_when?: unknown
}

/** commonFields are those of all rows: the usual ones and what the type requires. */
function commonFields(types: { key: string; label: string }[], own: TypeField[]): Field[] {
  const kinds: Record<string, Field['kind']> = { quantity: 'quantity', number: 'number', choice: 'choice', boolean: 'flag', date: 'date' }
  return [
    { name: 'sample_type', label: t('field.sample_type'), kind: 'choice', choices: types.map((x) => x.key), labels: Object.fromEntries(types.map((x) => [x.key, x.label])), required: true },
    { name: 'lot', label: t('field.lot'), kind: 'text' },
    { name: 'project_id', label: t('field.project'), kind: 'record', of: 'project' },
    { name: 'location_id', label: t('field.location'), kind: 'record', of: 'location' },
    ...own.filter((f) => f.required && !f.shown_when).map((f): Field => {
      const choices = f.choices ?? []
      return { name: `metadata.${f.key}`, label: f.label, kind: kinds[f.kind] ?? 'text', unit: f.unit ?? undefined, choices, labels: Object.fromEntries(choices.map((c) => [c, c])), required: true }
    }),
  ]
}

function Done({ made }: { made: { id: string; code: string; name: string }[] }) {
  return (
    <Page title={t('samples.received', { n: made.length })} actions={<Labels rows={made} />}>
      <ol className="card lines">
        {made.map((s) => <li key={s.id}><Ref kind="sample" id={s.id} code={s.code} name={s.name} /></li>)}
      </ol>
    </Page>
  )
}
