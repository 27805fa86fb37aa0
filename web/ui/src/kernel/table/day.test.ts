import { expect, test } from 'vitest'
import { dayOf, momentOf } from './day'

test('a period keeps its days, the last one whole', () => {
  for (const until of [false, true]) expect(dayOf(momentOf('2026-03-29', until) ?? '', until)).toBe('2026-03-29')
  const hours = (Date.parse(momentOf('2026-01-31', true) ?? '') - Date.parse(momentOf('2026-01-31') ?? '')) / 3_600_000
  expect(hours).toBe(24)
})

test('what is no day is no moment', () => {
  expect(momentOf('')).toBeUndefined()
  expect(dayOf('')).toBe('')
})
