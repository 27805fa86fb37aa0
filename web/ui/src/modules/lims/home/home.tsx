// The first page: the numbers the server counts for this person, each leading to the list of what was counted.
import { useGet } from '@/kernel/api/hooks'
import { useSession } from '@/kernel/api/session'
import { t, word } from '@/kernel/i18n'
import { kinds } from '@/kernel/record/kinds'
import { Page } from '@/kernel/shell/page'
import { A } from '@/kernel/ui/link'
import { Fault, Loading } from '@/kernel/ui/states'
import { ago } from '@/kernel/ui/time'
import './home.css'

const pages = new Set<string>(Object.values(kinds).flatMap((k) => ('at' in k ? [k.at] : [])))
const hasPage = (list: string) => pages.has(list.split('?')[0] ?? '')

interface Count {
  name: string
  count: number
  oldest_at: string | null
  list: string
}

export function Home() {
  const { user } = useSession()
  const home = useGet('/home', {}, { refetchInterval: 60_000 })
  return (
    <Page title={t('home.hello', { name: user?.name.split(' ')[0] ?? '' })} lead={user?.roles.map((r) => word('roles', r)).join(', ')}>
      {home.error && <Fault error={home.error} retry={() => void home.refetch()} />}
      {home.isPending && <Loading />}
      <div className="home">
        {home.data?.cards?.map((c) => (
          <section key={c.card} className="card home-card">
            <header><h2>{word('home.card', c.card)}</h2></header>
            <ul>
              {(c.numbers as Count[]).map((n) => <li key={n.name}><Number card={c.card} of={n} /></li>)}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}

const urgent = new Set(['overdue', 'out_of_tolerance', 'refused_sign_ins', 'unread', 'expired'])

function Number({ card, of: n }: { card: string; of: Count }) {
  const inside = (
    <>
      <span className="home-name">{word(`home.${card}`, n.name)}</span>
      {n.oldest_at && n.count > 0 && <span className="quiet small">{ago(n.oldest_at)}</span>}
      <b data-tone={n.count ? (urgent.has(n.name) ? 'bad' : 'on') : undefined}>{n.count >= 1000 ? '1000+' : n.count}</b>
    </>
  )
  return hasPage(n.list) ? <A to={n.list} className="home-line">{inside}</A> : <span className="home-line">{inside}</span>
}
