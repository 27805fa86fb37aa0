// The record-type words of the API: where their pages are, and how they look.
import { Activity, Beaker, BookOpen, Boxes, FileText, FlaskConical, FolderKanban, Gauge, ScrollText, Signature, User, Wrench, type LucideIcon } from 'lucide-react'

interface Look {
  at?: string // address of the list; records stand below it
  icon: LucideIcon
  read: string // permission to see it
}

export const kinds = {
  sample: { at: '/samples', icon: FlaskConical, read: 'sample:read' },
  project: { at: '/projects', icon: FolderKanban, read: 'project:read' },
  experiment: { at: '/experiments', icon: Beaker, read: 'experiment:read' },
  result: { at: '/results', icon: Activity, read: 'result:read' },
  instrument: { at: '/instruments', icon: Gauge, read: 'instrument:read' },
  file: { at: '/files', icon: FileText, read: 'file:read' },
  trace: { icon: Activity, read: 'trace:read' },
  calibration: { icon: Gauge, read: 'calibration:read' },
  maintenance_log: { icon: Wrench, read: 'maintenance_log:read' },
  notebook: { icon: BookOpen, read: 'notebook:read' },
  notebook_entry: { icon: BookOpen, read: 'notebook:read' },
  protocol: { icon: ScrollText, read: 'protocol:read' },
  signature: { icon: Signature, read: 'signature:read' },
  user: { icon: User, read: 'user:read' },
  location: { icon: Boxes, read: 'location:read' },
} satisfies Record<string, Look>

export type Kind = keyof typeof kinds
export const look = (kind: string): Look | undefined => (kinds as Record<string, Look>)[kind]
export const pageOf = (kind: string, id: string) => (look(kind)?.at ? `${look(kind)?.at}/${id}` : undefined)
