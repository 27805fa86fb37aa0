// Fields with a point in their name lie inside: "metadata.diameter". Faults point at them as /metadata/diameter.
import type { Fault } from '../api/problem'
import type { Field, Values } from './types'

export function pick(record: object, name: string): unknown {
  return name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], record)
}

/** nest makes the body of a request; what is empty goes as null, so that it clears. */
export function nest(values: Values): Values {
  const out: Values = {}
  for (const [name, value] of Object.entries(values)) {
    const keys = name.split('.')
    let at = out
    for (const k of keys.slice(0, -1)) at = (at[k] ??= {}) as Values
    at[keys[keys.length - 1] as string] = empty(value) ? null : value
  }
  return out
}

export function empty(v: unknown): boolean {
  if (v === undefined || v === null || v === '') return true
  return typeof v === 'object' && 'value' in v && (v as { value: string }).value === ''
}

export const same = (a: unknown, b: unknown) => (empty(a) && empty(b)) || JSON.stringify(a) === JSON.stringify(b)

/** changed keeps what differs from the record it began with. */
export function changed(values: Values, base: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([k, v]) => !same(v, base[k])))
}

/** faultsOf sorts the server's faults to the fields they point at; the rest belongs to the whole form. */
export function faultsOf(errors: Fault[], fields: Field[]): { byField: Record<string, string>; rest: Fault[] } {
  const byField: Record<string, string> = {}
  const rest: Fault[] = []
  for (const e of errors) {
    const at = e.pointer.replace(/^\/+/, '').replace(/\//g, '.')
    const field = fields.find((f) => at === f.name || at.startsWith(`${f.name}.`))
    if (field) byField[field.name] ??= e.detail
    else rest.push(e)
  }
  return { byField, rest }
}

/** readNumber takes what people type: a comma is the decimal sign where no point is. */
export function readNumber(text: string): string {
  const clean = text.trim().replace(/\s/g, '')
  return /^[^.,]*,[^.,]*$/.test(clean) ? clean.replace(',', '.') : clean
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
