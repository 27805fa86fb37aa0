// Days of the reader's zone as the moments the API compares with: "from" is the day's first, "to" the first of the next day.

export function momentOf(day: string, until = false): string | undefined {
  const [y, m, d] = day.split('-').map(Number)
  if (!y || !m || !d) return undefined
  return new Date(y, m - 1, d + (until ? 1 : 0)).toISOString()
}

const two = (n: number) => String(n).padStart(2, '0')

export function dayOf(moment: string, until = false): string {
  if (!moment) return ''
  const at = new Date(new Date(moment).getTime() - (until ? 1 : 0))
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
