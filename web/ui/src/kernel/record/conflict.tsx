// Two people changed one record: field by field, nothing is lost and nothing overwritten unseen.
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { asProblem, type Problem } from '../api/problem'
import type { Field, Values } from '../form/types'
import { empty, same } from '../form/values'
import { t, word } from '../i18n'
import { Fault } from '../ui/states'
import { Time } from '../ui/time'
import { valuesOf } from './edit'
import './conflict.css'

interface Props {
  fields: Field[]
  base: { base: Values; version: number }
  theirs: object & { version: number; updated_at?: string; updated_by_name?: string }
  mine: Values
  save: (values: Values) => Promise<void>
  back: () => void
  discard: () => void
}

const show = (f: Field, v: unknown): string => {
  if (empty(v)) return '–'
  if (f.kind === 'choice') return f.labels?.[String(v)] ?? word(f.words ?? 'status', String(v))
  if (typeof v === 'object' && v && 'unit' in v) return `${(v as { value?: string }).value ?? ''} ${(v as { unit: string }).unit}`
  return Array.isArray(v) ? v.join(', ') : String(v)
}

/** clashing are the fields that both changed, to different values. */
export function clashing(fields: Field[], base: Values, theirs: Values, mine: Values): Field[] {
  return fields.filter((f) => f.name in mine && !same(theirs[f.name], base[f.name]) && !same(theirs[f.name], mine[f.name]))
}

export function Conflict({ fields, base, theirs, mine, save, back, discard }: Props) {
  const now = valuesOf(theirs, fields)
  const both = clashing(fields, base.base, now, mine)
  const [take, setTake] = useState<Record<string, 'mine' | 'theirs'>>(Object.fromEntries(both.map((f) => [f.name, 'mine'])))
  const [fault, setFault] = useState<Problem>()
  const touched = fields.filter((f) => f.name in mine || !same(now[f.name], base.base[f.name]))
  const merged = () => Object.fromEntries(Object.entries(mine).filter(([k, v]) => take[k] !== 'theirs' && !same(now[k], v)))
  return (
    <Modal opened onClose={back} size="xl" title={t('conflict.title', { from: base.version, to: theirs.version })} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <div className="stack">
        <p className="soft">
          {t('conflict.why')} <Time at={theirs.updated_at} both />
        </p>
        <div className="conflict-box">
          <table className="conflict">
            <thead>
              <tr>{(['field', 'mine', 'theirs', 'base'] as const).map((c) => <th key={c}>{t(`conflict.${c}`)}</th>)}</tr>
            </thead>
            <tbody>
              {touched.map((f) => {
                const open = both.includes(f)
                const mineShown = f.name in mine ? mine[f.name] : base.base[f.name]
                return (
                  <tr key={f.name} data-open={open || undefined}>
                    <th scope="row">{f.label}</th>
                    {open ? (
                      (['mine', 'theirs'] as const).map((side) => (
                        <td key={side}>
                          <label className="row">
                            <input type="radio" name={f.name} checked={take[f.name] === side} onChange={() => setTake({ ...take, [f.name]: side })} />
                            <span>{show(f, side === 'mine' ? mine[f.name] : now[f.name])}</span>
                          </label>
                        </td>
                      ))
                    ) : (
                      <>
                        <td className={f.name in mine ? 'won' : 'quiet'}>{show(f, mineShown)}</td>
                        <td className={f.name in mine ? 'quiet' : 'won'}>{show(f, now[f.name])}</td>
                      </>
                    )}
                    <td className="quiet">{show(f, base.base[f.name])}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
        {fault && <Fault error={fault} />}
        <div className="row">
          <Button onClick={() => save(merged()).catch((e) => setFault(asProblem(e)))}>{t('conflict.save', { v: theirs.version + 1 })}</Button>
          <Button variant="default" onClick={back}>{t('conflict.back')}</Button>
          <Button variant="subtle" color="red" onClick={discard}>{t('conflict.discard')}</Button>
        </div>
      </div>
    </Modal>
  )
}
