// How this person wants pages to look: kept in this browser, no secret in it.
import { useSyncExternalStore } from 'react'

export interface Display {
  scheme: 'auto' | 'light' | 'dark'
  contrast: 'normal' | 'high'
  density: 'compact' | 'cosy' | 'touch'
  keys: boolean // single-key shortcuts
}

const place = 'spectra.display'
const usual: Display = { scheme: 'auto', contrast: 'normal', density: 'cosy', keys: true }

function kept(): Display {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(place) ?? '{}') }
  } catch {
    return usual
  }
}

let display = kept()
const listeners = new Set<() => void>()

export const shown = () => display

export function setDisplay(change: Partial<Display>) {
  display = { ...display, ...change }
  localStorage.setItem(place, JSON.stringify(display))
  paint()
  listeners.forEach((tell) => tell())
}

export function useDisplay(): Display {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => display,
  )
}

/** paint sets what the style sheets look at; before the first paint too, so that nothing flashes. */
export function paint() {
  const dark = display.scheme === 'dark' || (display.scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light'
  root.dataset.contrast = display.contrast === 'high' || matchMedia('(prefers-contrast: more)').matches ? 'high' : 'normal'
  root.dataset.density = display.density
}
