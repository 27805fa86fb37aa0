// Filters that stand beside a list all the time: a day of a period, or one of many words.
import { Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { word } from '../i18n'
import { dayOf, momentOf } from './day'
import type { Filter } from './types'

interface Props {
  filter: Filter
  value: string
  set: (v: string | undefined) => void
}

export function Standing({ filter: f, value, set }: Props) {
  if (f.kind === 'day') return <Day filter={f} value={value} set={set} />
  const data = (f.choices ?? []).map((c) => ({ value: c, label: word(f.words ?? 'status', c) }))
  return <Select className="field wide" aria-label={f.label} placeholder={f.label} data={data} value={value || null} onChange={(v) => set(v ?? undefined)} searchable clearable clearButtonProps={{ 'aria-label': f.label }} comboboxProps={{ width: 240, position: 'bottom-start' }} />
}

function Day({ filter: f, value, set }: Props) {
  const [text, setText] = useState(dayOf(value, f.until))
  useEffect(() => setText(dayOf(value, f.until)), [value, f.until])
  const change = (day: string) => {
    setText(day)
    if (!day || !day.startsWith('0')) set(momentOf(day, f.until))
  }
  return (
    <label className="row tight small soft">
      {f.label}
      <TextInput className="field" type="date" value={text} onChange={(e) => change(e.currentTarget.value)} />
    </label>
  )
}
