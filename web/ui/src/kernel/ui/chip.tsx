// States of records: one map from the API's word to icon, word and tone. Colour is never the only carrier.
import { AlertTriangle, Archive, Ban, BadgeCheck, Check, CheckCheck, Circle, CircleDashed, CircleDot, Clock, Flame, Lock, Minus, Package, PauseCircle, Play, Power, RotateCcw, Wrench, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { word } from '../i18n'
import './chip.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neu' | 'sign'

const map: Record<string, [LucideIcon, Tone]> = {
  registered: [CircleDashed, 'neu'], received: [CircleDot, 'info'], in_use: [Play, 'info'], in_storage: [Package, 'ok'], consumed: [Flame, 'neu'], disposed: [X, 'neu'],
  active: [Check, 'ok'], on_hold: [PauseCircle, 'warn'], completed: [CheckCheck, 'info'], archived: [Archive, 'neu'],
  draft: [CircleDashed, 'neu'], running: [Play, 'info'], reviewed: [Check, 'info'], approved: [BadgeCheck, 'ok'], voided: [Ban, 'bad'],
  valid: [Check, 'ok'], content_changed: [AlertTriangle, 'warn'], record_mismatch: [X, 'bad'], signature_invalid: [X, 'bad'],
  online: [Power, 'ok'], offline: [Power, 'neu'], maintenance: [Wrench, 'warn'], retired: [Archive, 'neu'],
  due: [Clock, 'warn'], overdue: [AlertTriangle, 'bad'], out_of_tolerance: [X, 'bad'], not_required: [Minus, 'neu'],
  parsed: [Check, 'ok'], unreadable: [AlertTriangle, 'warn'], damaged: [X, 'bad'],
  pass: [Check, 'ok'], fail: [X, 'bad'], adjusted: [RotateCcw, 'warn'],
  pending: [Clock, 'warn'], accepted: [Check, 'ok'], declined: [X, 'bad'], withdrawn: [RotateCcw, 'neu'],
  queued: [Clock, 'neu'], checked: [Check, 'info'], refused: [X, 'bad'], applied: [CheckCheck, 'ok'], undone: [RotateCcw, 'neu'],
  in_review: [Clock, 'info'], effective: [BadgeCheck, 'ok'], superseded: [Archive, 'neu'], invited: [Clock, 'info'], deactivated: [Ban, 'neu'],
  succeeded: [Check, 'ok'], failed: [X, 'bad'], cancelled: [Ban, 'neu'],
}

export function Chip({ tone, icon: Icon, children }: { tone: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className={`chip ${tone}`}>
      {Icon && <Icon size={13} aria-hidden strokeWidth={2.2} />}
      {children}
    </span>
  )
}

export function Status({ of, note }: { of: string; note?: string }) {
  const [icon, tone] = map[of] ?? [Circle, 'neu']
  return (
    <Chip tone={tone} icon={icon}>
      {word('status', of)}
      {note && ` ${note}`}
    </Chip>
  )
}

export function Locked() {
  return (
    <Chip tone="sign" icon={Lock}>
      {word('status', 'locked')}
    </Chip>
  )
}
