import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { t } from '@/kernel/i18n'
import { useTitle } from '@/kernel/shell/title'
import { Empty } from '@/kernel/ui/states'

/** Missing is the one page for what is not there, or not yours. */
export function Missing() {
  useTitle(t('state.missing'))
  return (
    <main className="page" id="main">
      <h1 className="sr">{t('state.missing')}</h1>
      <Empty title={t('state.missing')} hint={t('state.missing.why')} icon={<SearchX size={26} strokeWidth={1.5} />}>
        <Link to="/">{t('state.missing.home')}</Link>
      </Empty>
    </main>
  )
}
