import { useEffect } from 'react'

/** useTitle names the page for windows, history and screen readers. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = title ? `${title} – SPECTRA-Lab` : 'SPECTRA-Lab'
  }, [title])
}
