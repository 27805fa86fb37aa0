// What an entry of the audit trail changed, old to new; the whole of it on demand.
import { useState } from 'react'
import { t } from '../i18n'
import { cut, linesOf, telling, type Change, type Line } from './diff'
import { fieldName, Value } from './value'
import './changes.css'

const few = 4

export function Changes({ of, operation }: { of: Change[]; operation: string }) {
  const [whole, show] = useState(false)
  const all = linesOf(of)
  const first = operation === 'update' ? telling(all).slice(0, few) : []
  if (!all.length) return <span className="quiet">–</span>
  const shown = whole ? all : first
  return (
    <div>
      {shown.length > 0 && <ul className="changes">{shown.map((l) => <li key={l.path}><One line={l} operation={operation} /></li>)}</ul>}
      {all.length > first.length && (
        <button className="plain small" aria-expanded={whole} onClick={() => show(!whole)}>
          {whole ? t('changes.less') : first.length ? t('changes.more', { n: all.length - first.length }) : t('changes.fields', { n: all.length })}
        </button>
      )}
    </div>
  )
}

function One({ line: l, operation }: { line: Line; operation: string }) {
  const name = <span className="change-field">{fieldName(l.path)}</span>
  if (l.added) {
    return (
      <>
        {name}
        {l.removed?.map((x, i) => <del key={i}>− <Value of={x} field={l.path} /></del>)}
        {l.added.map((x, i) => <ins key={i}>+ <Value of={x} field={l.path} /></ins>)}
      </>
    )
  }
  const [old, now] = typeof l.old === 'string' && typeof l.new === 'string' ? cut(l.old, l.new) : [l.old, l.new]
  const was = operation !== 'insert' && old !== null && old !== undefined && old !== ''
  return (
    <>
      {name}
      {was && <del><Value of={old} field={l.path} /></del>}
      {was && operation === 'update' && <span className="quiet" aria-label={t('changes.to')}>→</span>}
      {operation !== 'delete' && <ins><Value of={now} field={l.path} /></ins>}
    </>
  )
}
