import type { ReactNode } from 'react'
import { useTitle } from './title'

/** Page is a page that is no record: one heading, its actions, its content. */
export function Page({ title, actions, children, lead }: { title: string; actions?: ReactNode; children: ReactNode; lead?: ReactNode }) {
  useTitle(title)
  return (
    <div className="page">
      <div className="page-head">
        <div className="grow">
          <h1>{title}</h1>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {actions && <div className="row no-print">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
