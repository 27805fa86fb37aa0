// The one form: fields from a description, faults from the server's pointers, one primary button, Ctrl-Enter.
import { Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { Problem, asProblem } from '../api/problem'
import { t } from '../i18n'
import { Fault } from '../ui/states'
import { Input } from './input'
import type { Field, Values } from './types'
import { faultsOf, newKey } from './values'
import './form.css'

export interface Submit {
  values: Values
  reason?: string
  key: string // the same for every attempt of one form
}

interface Props {
  fields: Field[]
  initial?: Values
  label: string
  submit: (s: Submit) => Promise<unknown>
  cancel?: () => void
  dirty?: (on: boolean) => void
  danger?: boolean
  reason?: boolean // the API wants one here in any case
  columns?: boolean
  onValues?: (v: Values) => void
}

export function Form({ fields, initial = {}, label, submit, cancel, dirty, danger, reason: wanted, columns, onValues }: Props) {
  const [values, setValues] = useState<Values>(initial)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const key = useRef(newKey())
  const form = useRef<HTMLFormElement>(null)
  const { byField, rest } = faultsOf(fault?.errors ?? [], fields)
  const asks = wanted || fault?.code === 'reason_required'

  const set = (name: string, v: unknown) => {
    const next = { ...values, [name]: v }
    setValues(next)
    onValues?.(next)
    dirty?.(true)
  }
  const send = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      await submit({ values, reason: reason || undefined, key: key.current })
    } catch (e) {
      const p = asProblem(e)
      if (p.status === 422) key.current = newKey()
      setFault(p)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true],[data-field=reason]')?.focus())
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
      onKeyDown={(e) => {
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void send()
      }}
    >
      <div className={columns ? 'form-fields two' : 'form-fields'}>
        {fields.map((f, i) => (
          <Input key={f.name} field={f} value={values[f.name]} set={(v) => set(f.name, v)} error={byField[f.name]} first={i === 0} />
        ))}
        {asks && <TextInput label={t('form.reason')} description={t('form.reason.why')} required data-field="reason" name="reason" value={reason} onChange={(e) => setReason(e.currentTarget.value)} />}
      </div>
      {fault && fault.code !== 'reason_required' && <Summary fault={fault} fields={fields} byField={byField} rest={rest.map((r) => r.detail)} />}
      <div className="row form-actions">
        <Button type="submit" loading={busy} color={danger ? 'red' : undefined}>{label}</Button>
        {cancel && <Button variant="default" onClick={cancel}>{t('do.cancel')}</Button>}
      </div>
    </form>
  )
}

function Summary({ fault, fields, byField, rest }: { fault: Problem; fields: Field[]; byField: Record<string, string>; rest: string[] }) {
  const named = fields.filter((f) => byField[f.name])
  if (!named.length) return <Fault error={rest.length ? new Problem(fault.status, fault.code, rest.join(' '), fault.requestId) : fault} />
  return (
    <div className="form-faults" role="alert">
      <p>{t('form.faults', { n: named.length + rest.length })}</p>
      <ul>
        {named.map((f) => <li key={f.name}><b>{f.label}</b>: {byField[f.name]}</li>)}
        {rest.map((r) => <li key={r}>{r}</li>)}
      </ul>
    </div>
  )
}
