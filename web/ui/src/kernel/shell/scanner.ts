// A scanner types fast and ends with Enter: what looks like a code or barcode opens its record, from anywhere.
import { useEffect } from 'react'
import { call } from '../api/client'
import { pageOf } from '../record/kinds'
import { useGo } from '../ui/link'
import { t } from '../i18n'
import { toast } from '../ui/toast'

const fast = 35 // ms between two characters of a scanner

export function useScanner() {
  const go = useGo()
  useEffect(() => {
    let text = ''
    let last = 0
    const on = (e: KeyboardEvent) => {
      const quick = performance.now() - last < fast
      last = performance.now()
      if (e.key.length === 1) {
        text = quick ? text + e.key : e.key
        return
      }
      const scanned = text.replace(/^.*\/r\//, '')
      text = ''
      if ((e.key !== 'Enter' && e.key !== 'Tab') || !quick || scanned.length < 8) return
      if ((e.target as HTMLElement).closest('input,textarea,[contenteditable=true]')) return
      e.preventDefault()
      void jump(scanned).then((to) => (to ? go(to) : toast(t('scan.unknown', { text: scanned }))))
    }
    window.addEventListener('keydown', on)
    return () => window.removeEventListener('keydown', on)
  }, [go])
}

/** jump finds the page of a code or barcode. */
export async function jump(text: string): Promise<string | undefined> {
  const found = await call('get', '/search', { query: { q: text, limit: 1 } }).catch(() => undefined)
  const hit = found?.items?.[0]
  return hit && (hit.match === 'code' || hit.match === 'barcode') ? pageOf(hit.type, hit.id) : undefined
}
