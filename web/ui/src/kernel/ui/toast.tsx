// Short messages of success. Faults never go here: they stay where they happened.
import { useSyncExternalStore } from 'react'
import { CheckCircle2 } from 'lucide-react'
import './toast.css'

interface Note {
  id: number
  text: string
}

let notes: Note[] = []
let last = 0
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((l) => l())

export function toast(text: string) {
  const note = { id: ++last, text }
  notes = [...notes.slice(-2), note]
  tell()
  setTimeout(() => {
    notes = notes.filter((n) => n !== note)
    tell()
  }, 5000)
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (l) => {
      listeners.add(l)
      return () => listeners.delete(l)
    },
    () => notes,
  )
  return (
    <div className="toasts no-print" role="status">
      {shown.map((n) => (
        <div key={n.id} className="toast">
          <CheckCircle2 size={16} aria-hidden /> {n.text}
        </div>
      ))}
    </div>
  )
}
