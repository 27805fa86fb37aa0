// What happened to a sample, newest first, as the server kept it.
import { useGet } from '@/kernel/api/hooks'
import { t, word } from '@/kernel/i18n'
import { Status } from '@/kernel/ui/chip'
import { Empty, Fault, Loading } from '@/kernel/ui/states'
import { Time } from '@/kernel/ui/time'

export function History({ id }: { id: string }) {
  const answer = useGet('/samples/{id}/history', { path: { id }, query: { limit: 200 } })
  if (answer.error) return <Fault error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const items = answer.data.items ?? []
  return (
    <section className="card">
      {items.length ? (
        <ol className="lines">
          {items.map((h) => (
            <li key={h.id}>
              <Time at={h.occurred_at} />
              <b>{word('history', h.kind)}</b>
              {h.from_status && h.to_status && <span className="row tight"><Status of={h.from_status} /> → <Status of={h.to_status} /></span>}
              <span className="grow soft">{[h.location, h.note].filter(Boolean).join(' · ')}</span>
              <span className="quiet">{h.actor_name}</span>
            </li>
          ))}
        </ol>
      ) : (
        <Empty title={t('record.history.none')} />
      )}
    </section>
  )
}
