// Buttons of what the server allows: never possible for the role = not there; not possible now = disabled with reason.
import { Button, Tooltip, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { word } from '../i18n'

export type Allowed = boolean | { allowed?: boolean; reason?: string } | undefined
export type Actions = Record<string, Allowed>

export const allowed = (a: Allowed) => a === true || (typeof a === 'object' && a.allowed === true)
export const never = (a: Allowed) => a === undefined || a === false
export const reasonOf = (a: Allowed) => (typeof a === 'object' && !a.allowed ? word('reason', a.reason ?? 'state') : undefined)

interface Props extends ButtonProps {
  on: Allowed
  run: () => void
  children: ReactNode
  hotkey?: string
}

export function Act({ on, run, children, hotkey, ...rest }: Props) {
  if (never(on)) return null
  const reason = reasonOf(on)
  const button = (
    <Button
      variant="default"
      {...rest}
      aria-disabled={reason ? true : undefined}
      data-blocked={reason ? true : undefined}
      aria-keyshortcuts={hotkey}
      onClick={() => !reason && run()}
    >
      {children}
    </Button>
  )
  return reason ? <Tooltip label={reason}>{button}</Tooltip> : button
}
