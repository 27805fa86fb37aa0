import { expect, test } from 'vitest'
import { namesOf } from './names'

const wanted = { count: 3, pattern: '{lot}-{##}', pasted: '', lot: 'L7' }

test('a pattern numbers the samples of a lot', () => {
  expect(namesOf(wanted)).toEqual(['L7-01', 'L7-02', 'L7-03'])
  expect(namesOf({ ...wanted, count: 0 })).toEqual([])
  expect(namesOf({ ...wanted, count: 1.5 })).toEqual([])
  expect(namesOf({ ...wanted, count: 5000 })).toHaveLength(1000)
})

test('pasted lines win, without empty ones', () => {
  expect(namesOf({ ...wanted, pasted: ' a \r\n\nb' })).toEqual(['a', 'b'])
})
