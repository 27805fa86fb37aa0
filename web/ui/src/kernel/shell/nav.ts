// The rail: only what works, only what the roles may see.
import { Activity, Beaker, CalendarClock, FileText, FlaskConical, FolderKanban, Gauge, History, House, Inbox, type LucideIcon } from 'lucide-react'
import type { Key } from '../i18n'

export interface Place {
  to: string
  label: Key
  icon: LucideIcon
  needs?: string
  key?: string // after g
}

export const rail: Place[][] = [
  [
    { to: '/', label: 'nav.home', icon: House, key: 'h' },
    { to: '/inbox', label: 'nav.inbox', icon: Inbox, needs: 'inbox:read', key: 'i' },
  ],
  [
    { to: '/projects', label: 'nav.projects', icon: FolderKanban, needs: 'project:read', key: 'p' },
    { to: '/experiments', label: 'nav.experiments', icon: Beaker, needs: 'experiment:read', key: 'e' },
    { to: '/samples', label: 'nav.samples', icon: FlaskConical, needs: 'sample:read', key: 's' },
    { to: '/results', label: 'nav.results', icon: Activity, needs: 'result:read', key: 'r' },
    { to: '/files', label: 'nav.files', icon: FileText, needs: 'file:read', key: 'f' },
  ],
  [
    { to: '/instruments', label: 'nav.instruments', icon: Gauge, needs: 'instrument:read', key: 'n' },
    { to: '/instruments/due', label: 'nav.due', icon: CalendarClock, needs: 'calibration:read', key: 'd' },
  ],
  [{ to: '/audit', label: 'nav.audit', icon: History, needs: 'audit:read', key: 'v' }],
]

export const places = rail.flat()
