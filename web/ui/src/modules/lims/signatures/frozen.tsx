// What a signature covers: the canonical record, read out in words.
import { t, word } from '@/kernel/i18n'
import { Facts } from '@/kernel/record/page'
import { fieldName, Name, Value } from '@/kernel/record/value'

interface Child {
  type: string
  id?: string
  name?: string
  text?: string
  value?: string | null
  unit?: string | null
  uncertainty?: string | null
  k?: number | null
  done?: boolean
  note?: string | null
}

interface Canonical {
  fields?: Record<string, unknown>
  children?: Child[]
  files?: { id: string; filename: string; sha256: string }[]
}

const blank = (v: unknown) => v === null || v === undefined || v === '' || (typeof v === 'object' && Object.values(v).every(blank))

/** leaves are the fields that say something, those inside of objects under their whole name. */
function leaves(fields: Record<string, unknown>, before = ''): [string, unknown][] {
  return Object.entries(fields).flatMap(([k, v]): [string, unknown][] => {
    if (blank(v)) return []
    const path = before + k
    return typeof v === 'object' && !Array.isArray(v) ? leaves(v as Record<string, unknown>, `${path}.`) : [[path, v]]
  })
}

export function Frozen({ canonical }: { canonical: unknown }) {
  const c = canonical as Canonical
  const children = c.children ?? []
  const groups = [...new Set(children.map((x) => x.type))]
  return (
    <div className="stack tight">
      {groups.map((g) => (
        <Facts key={g} title={word('frozen', g)} rows={children.filter((x) => x.type === g).map((x, i) => [x.name ?? x.text ?? `${word('kinds', g)} ${i + 1}`, <Part key={i} of={x} />])} />
      ))}
      <Facts title={t('frozen.fields')} rows={leaves(c.fields ?? {}).map(([path, v]) => [fieldName(path), <Value key={path} of={v} field={path} />])} />
      {!!c.files?.length && <Facts title={t('nav.files')} rows={c.files.map((f) => [f.filename, <code key={f.id} title={f.sha256}>{f.sha256.slice(0, 16)}…</code>])} />}
    </div>
  )
}

function Part({ of: x }: { of: Child }) {
  if (x.done !== undefined) return [t(x.done ? 'frozen.done' : 'frozen.open'), x.note].filter(Boolean).join(' · ')
  if (x.value !== undefined) return `${x.value ?? '–'}${x.uncertainty ? ` ± ${x.uncertainty}` : ''}${x.unit && x.unit !== '1' ? ` ${x.unit}` : ''}${x.uncertainty && x.k ? ` (k = ${x.k})` : ''}`
  return x.id ? <Name kind={x.type} id={x.id} /> : '–'
}
