// Codes of records: what people read, copy and scan. An id is never shown.
import { Copy } from 'lucide-react'
import { t } from '../i18n'
import { copy } from './copy'
import { A } from './link'
import { look } from '../record/kinds'
import './code.css'

export function Code({ children, copyable }: { children: string; copyable?: boolean }) {
  return (
    <span className="code">
      <span className="mono">{children}</span>
      {copyable && (
        <button className="icon" onClick={() => copy(children)} aria-label={t('do.copy.code', { code: children })} title={t('do.copy')}>
          <Copy size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** Ref links to another record as "code · name"; kinds without a page yet are named only. */
export function Ref({ kind, id, code, name, short }: { kind: string; id: string | null | undefined; code?: string | null; name?: string | null; short?: boolean }) {
  if (!id && !code) return <span className="quiet">–</span>
  const at = look(kind)?.at
  const label = (
    <>
      {code && <span className="mono">{code}</span>}
      {code && name && !short && ' · '}
      {name && !(short && code) && <span className="ref-name">{name}</span>}
    </>
  )
  return at && id ? (
    <A to={`${at}/${id}`} className="ref" title={name ?? undefined}>
      {label}
    </A>
  ) : (
    <span className="ref">{label}</span>
  )
}
