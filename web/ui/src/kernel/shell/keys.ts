// Keys: single ones only outside of fields, and only for who wants them.
import { useEffect, useRef } from 'react'
import { shown } from '../theme/display'

export type Keys = Record<string, () => void>

const busy = (e: KeyboardEvent) => {
  const at = e.target as HTMLElement
  return at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || !!document.querySelector('[role=dialog][aria-modal=true]')
}

let lead = ''
let leadAt = 0

/** useKeys runs what a key stands for: "j", "?", "mod+k", or two in a row: "g s". */
export function useKeys(keys: Keys) {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const on = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing) return
      const mod = e.ctrlKey || e.metaKey
      if (mod || e.altKey) {
        const run = mod && now.current[`mod+${e.key.toLowerCase()}`]
        if (!run) return
        e.preventDefault()
        return run()
      }
      if (busy(e) || !shown().keys) return
      const pair = performance.now() - leadAt < 900 ? now.current[`${lead} ${e.key}`] : undefined
      const run = pair ?? (performance.now() - leadAt < 900 && lead === 'g' ? undefined : now.current[e.key])
      if (!run) return
      e.preventDefault()
      run()
    }
    window.addEventListener('keydown', on)
    return () => window.removeEventListener('keydown', on)
  }, [])
}

// The first key of a pair is kept after everybody has looked at it.
window.addEventListener('keydown', (e) => {
  if (busy(e)) return
  queueMicrotask(() => {
    lead = e.key
    leadAt = performance.now()
  })
})
