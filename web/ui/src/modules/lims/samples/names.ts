// Names of received samples: pasted lines as they are, else a pattern with {lot} and a number of so many digits.

export interface Wanted {
  count: number
  pattern: string
  pasted: string
  lot: string
}

const most = 1000 // rows of one request

export function namesOf({ count, pattern, pasted, lot }: Wanted): string[] {
  const lines = pasted.split(/\r?\n/).map((l) => l.trim()).filter(Boolean)
  if (lines.length) return lines.slice(0, most)
  const n = Number.isInteger(count) && count > 0 ? Math.min(count, most) : 0
  return Array.from({ length: n }, (_, i) => pattern.replaceAll('{lot}', lot).replace(/\{(#+)\}/g, (_, marks: string) => String(i + 1).padStart(marks.length, '0')))
}
