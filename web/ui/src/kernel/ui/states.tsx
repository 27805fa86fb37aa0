// What stands where data is not, or not yet: loading, nothing, a fault.
import { Button } from '@mantine/core'
import { CloudOff, Inbox, RefreshCw, TriangleAlert } from 'lucide-react'
import { Component, useEffect, useState, type ReactNode } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { t } from '../i18n'
import { copy } from './copy'
import './states.css'

/** Loading shows nothing for 150 ms: what is quick does not flicker. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" role="status" aria-label={t('state.loading')}>
      {late && Array.from({ length: rows }, (_, i) => <span key={i} className={`bar b${i % 4}`} />)}
    </div>
  )
}

export function Empty({ title, hint, children, icon }: { title: string; hint?: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-icon" aria-hidden>{icon ?? <Inbox size={26} strokeWidth={1.5} />}</span>
      <p className="empty-title">{title}</p>
      {hint && <p className="quiet">{hint}</p>}
      {children && <div className="row empty-actions">{children}</div>}
    </div>
  )
}

export function Fault({ error, retry }: { error: unknown; retry?: () => void }) {
  const p: Problem = asProblem(error)
  return (
    <div className="fault" role="alert">
      <span className="fault-icon" aria-hidden>{p.offline ? <CloudOff size={20} /> : <TriangleAlert size={20} />}</span>
      <div className="grow">
        <p className="fault-title">{p.offline ? t('state.offline') : p.status === 404 ? t('state.missing') : p.status === 403 ? t('state.forbidden') : t('state.fault')}</p>
        <p className="soft">{p.message}</p>
        {p.requestId && (
          <p className="quiet small">
            {t('state.request')} <code>{p.requestId}</code>{' '}
            <button className="plain" onClick={() => copy(p.requestId)}>{t('do.copy')}</button>
          </p>
        )}
      </div>
      {retry && (
        <Button variant="default" leftSection={<RefreshCw size={14} />} onClick={retry}>
          {t('do.retry')}
        </Button>
      )}
    </div>
  )
}

/** Guard keeps the shell when a page breaks. */
export class Guard extends Component<{ children: ReactNode; at: string }, { error?: unknown; at: string }> {
  override state = { error: undefined as unknown, at: this.props.at }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  static getDerivedStateFromProps(p: { at: string }, s: { error?: unknown; at: string }) {
    return p.at === s.at ? null : { error: undefined, at: p.at }
  }
  override render() {
    if (!this.state.error) return this.props.children
    return (
      <div className="page">
        <Fault error={this.state.error} retry={() => this.setState({ error: undefined })} />
      </div>
    )
  }
}
