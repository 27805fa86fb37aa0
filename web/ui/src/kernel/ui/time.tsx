// Times in the reader's zone, absolute; relative only beside it.
import { spoken } from '../i18n'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
export const zoneName = () => zone

const two = (n: number) => String(n).padStart(2, '0')

/** stamp is the form of records: 2026-03-09 14:05:12 +01:00 */
export function stamp(iso: string, offset = true): string {
  const d = new Date(iso)
  const o = -d.getTimezoneOffset()
  const text = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
  return offset ? `${text} ${o < 0 ? '-' : '+'}${two(Math.floor(Math.abs(o) / 60))}:${two(Math.abs(o) % 60)}` : text
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60]]

export function ago(iso: string): string {
  const s = (new Date(iso).getTime() - Date.now()) / 1000
  const form = new Intl.RelativeTimeFormat(spoken(), { numeric: 'auto', style: 'short' })
  for (const [unit, length] of units) if (Math.abs(s) >= length) return form.format(Math.round(s / length), unit)
  return form.format(0, 'minute')
}

export function Time({ at, both }: { at: string | null | undefined; both?: boolean }) {
  if (!at) return <span className="quiet">–</span>
  return (
    <time dateTime={at} title={`${stamp(at)} (${zone})`}>
      {stamp(at, false).slice(0, 16)}
      {both && <span className="quiet"> · {ago(at)}</span>}
    </time>
  )
}

/** Stamp is a moment of the record: to the second, with its offset. */
export function Stamp({ at }: { at: string }) {
  return <time dateTime={at} title={zone}>{stamp(at)}</time>
}

export function Day({ at }: { at: string | null | undefined }) {
  if (!at) return <span className="quiet">–</span>
  return <time dateTime={at} title={stamp(at)}>{stamp(at, false).slice(0, 10)}</time>
}
