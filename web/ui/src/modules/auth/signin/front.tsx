// The frame of the pages before signing in.
import type { ReactNode } from 'react'
import './front.css'

export function Front({ children }: { children: ReactNode }) {
  return (
    <div className="front">
      <svg className="front-line" viewBox="0 0 1200 300" preserveAspectRatio="none" aria-hidden>
        <path d="M0 270 L300 268 C380 266 410 240 440 150 C455 100 462 40 470 40 C478 40 485 100 500 150 C530 240 560 262 640 262 C700 262 715 230 730 190 C738 168 742 150 748 150 C754 150 758 168 766 190 C781 230 800 264 900 266 L1200 270" />
      </svg>
      <main className="front-card">
        <p className="front-mark">SPECTRA<b>-Lab</b></p>
        {children}
      </main>
    </div>
  )
}
