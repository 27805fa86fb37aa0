// Changes of the audit trail as people read them: objects field by field, lists as what came and what went.

export interface Change {
  field: string
  old?: unknown
  new?: unknown
}

export interface Line {
  path: string
  old?: unknown
  new?: unknown
  added?: unknown[]
  removed?: unknown[]
}

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const isList = (v: unknown): v is unknown[] => Array.isArray(v)
const alike = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const absent = (v: unknown) => v === null || v === undefined

/** quantity is a value that has its unit beside it. */
export const quantity = (v: unknown): v is { value: unknown; unit: string | null } => isObject(v) && 'value' in v && 'unit' in v

function lines(path: string, before: unknown, after: unknown): Line[] {
  if (alike(before, after)) return []
  if (quantity(before) || quantity(after)) return [{ path, old: before, new: after }]
  if ((isObject(before) || absent(before)) && (isObject(after) || absent(after))) {
    const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    return keys.flatMap((k) => lines(`${path}.${k}`, before?.[k], after?.[k]))
  }
  if (isList(before) && isList(after)) {
    return [{ path, added: after.filter((x) => !before.some((y) => alike(x, y))), removed: before.filter((x) => !after.some((y) => alike(x, y))) }]
  }
  return [{ path, old: before, new: after }]
}

/** linesOf takes an entry's changes apart. */
export const linesOf = (changes: Change[]) => changes.flatMap((c) => lines(c.field, c.old, c.new))

const bookkeeping = new Set(['id', 'org_id', 'version', 'created_at', 'updated_at', 'created_by', 'updated_by'])

/** telling are the lines that are not of the system's own bookkeeping. */
export const telling = (all: Line[]) => all.filter((l) => !bookkeeping.has(l.path))

/** cut leaves out what two long texts have in common at both ends, by words. */
export function cut(before: string, after: string, keep = 3): [string, string] {
  if (before.length + after.length < 120) return [before, after]
  const [a, b] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const part = (all: string[]) => {
    const from = Math.max(0, start - keep)
    const to = Math.min(all.length, all.length - end + keep)
    return `${from > 0 ? '… ' : ''}${all.slice(from, to).join('').trim()}${to < all.length ? ' …' : ''}`
  }
  return [part(a), part(b)]
}
