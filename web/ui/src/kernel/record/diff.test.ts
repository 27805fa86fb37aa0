import { expect, test } from 'vitest'
import { cut, linesOf, telling } from './diff'

test('objects are compared field by field, and what stayed is left out', () => {
  const all = linesOf([{ field: 'parameters', old: { baseline: { lam: '1e4', p: 1 } }, new: { baseline: { lam: '1e5', p: 1 } } }])
  expect(all).toEqual([{ path: 'parameters.baseline.lam', old: '1e4', new: '1e5' }])
})

test('quantities stay whole, so that the unit is seen', () => {
  const [old, now] = [{ value: '1.10', unit: 'mm' }, { value: '1.10', unit: 'um' }]
  expect(linesOf([{ field: 'thickness', old, new: now }])).toEqual([{ path: 'thickness', old, new: now }])
})

test('lists say what came and what went', () => {
  expect(linesOf([{ field: 'hazards', old: ['toxic', 'flammable'], new: ['flammable', 'irritant'] }])).toEqual([{ path: 'hazards', added: ['irritant'], removed: ['toxic'] }])
})

test('bookkeeping is kept apart', () => {
  const all = linesOf([{ field: 'version', old: 1, new: 2 }, { field: 'name', old: 'a', new: 'b' }])
  expect(telling(all).map((l) => l.path)).toEqual(['name'])
})

test('long texts are cut to what differs', () => {
  const text = 'The stretching band is near 1075 and the shoulder at 1107 is interstitial oxygen of the wafer that we got.'
  const [a, b] = cut(text, text.replace('1107', '1109'))
  expect(a).toContain('1107')
  expect(b).toContain('1109')
  expect(b.length).toBeLessThan(60)
})
