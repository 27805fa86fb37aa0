// The frame of every page: rail, top bar, palette, help, the overlay of an expired session.
import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Keyboard, LogOut, Monitor, Moon, Rows3, Search, Sun, Contrast, UserRound, WifiOff } from 'lucide-react'
import { useState } from 'react'
import { useGet } from '../api/hooks'
import { can, leave, useSession } from '../api/session'
import { t } from '../i18n'
import { setDisplay, useDisplay, type Display } from '../theme/display'
import { A, useGo } from '../ui/link'
import { Guard } from '../ui/states'
import { Toasts } from '../ui/toast'
import { Expired } from './expired'
import { Help } from './help'
import { useKeys } from './keys'
import { places, rail } from './nav'
import { useOnline } from './online'
import { Palette } from './palette'
import { useScanner } from './scanner'
import './shell.css'

export function Shell() {
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  const session = useSession()
  const path = useRouterState({ select: (s) => s.location.pathname })
  const go = useGo()
  useScanner()
  useKeys({
    'mod+k': () => setPalette(true),
    '?': () => setHelp(true),
    '/': () => (document.querySelector<HTMLElement>('[data-search]') ?? document.querySelector<HTMLElement>('.top-search'))?.focus(),
    ...Object.fromEntries(places.filter((p) => !p.needs || can(p.needs)).map((p) => [`g ${p.key}`, () => void go(p.to)])),
  })
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById('main')?.focus() }}>{t('shell.skip')}</a>
      <Rail />
      <div className="shell-right">
        <Top search={() => setPalette(true)} help={() => setHelp(true)} />
        <main id="main" tabIndex={-1}>
          <Guard at={path}><Outlet /></Guard>
        </main>
      </div>
      {palette && <Palette close={() => setPalette(false)} />}
      {help && <Help close={() => setHelp(false)} />}
      {session.state === 'expired' && <Expired />}
      <Toasts />
    </div>
  )
}

function Rail() {
  const inbox = useGet('/inbox', {}, { refetchInterval: 60_000, enabled: can('inbox:read') })
  const path = useRouterState({ select: (s) => s.location.pathname }).replace(/^.*?\/o\/[^/]+/, '') || '/'
  const longest = places.filter((p) => path === p.to || path.startsWith(`${p.to}/`)).sort((a, b) => b.to.length - a.to.length)[0]
  return (
    <nav className="rail no-print" aria-label={t('shell.nav')}>
      <A to="/" className="mark" aria-label="SPECTRA-Lab">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden><rect width="32" height="32" rx="7" fill="var(--brand-solid)" /><path d="M4 23h5c3 0 4-2 5-7 1-6 1.500-9 2.500-9s1.500 3 2.500 9c1 5 2 7 5 7h4" fill="none" stroke="#fff" strokeWidth="2.200" strokeLinecap="round" /></svg>
        <span>SPECTRA<b>-Lab</b></span>
      </A>
      {rail.map((group, i) => {
        const seen = group.filter((p) => !p.needs || can(p.needs))
        return seen.length ? (
          <ul key={i}>
            {seen.map((p) => (
              <li key={p.to}>
                <A to={p.to} className="place" aria-current={longest === p ? 'page' : undefined}>
                  <p.icon size={17} strokeWidth={1.8} aria-hidden />
                  <span>{t(p.label)}</span>
                  {p.to === '/inbox' && !!inbox.data?.total && <b className="count">{inbox.data.total}</b>}
                </A>
              </li>
            ))}
          </ul>
        ) : null
      })}
    </nav>
  )
}

function Top({ search, help }: { search: () => void; help: () => void }) {
  const me = useGet('/auth/me', {}, { staleTime: 300_000 })
  const online = useOnline()
  return (
    <header className="top no-print">
      <span className="org" title={me.data?.org.name}>{me.data?.org.name ?? ''}</span>
      <button className="top-search" onClick={search}>
        <Search size={15} aria-hidden />
        <span>{t('palette.hint')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="grow" />
      {!online && <span className="chip warn" role="status"><WifiOff size={13} aria-hidden />{t('state.offline.short')}</span>}
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('help.title')} onClick={help}><Keyboard size={18} color="var(--t2)" /></ActionIcon>
      <Person />
    </header>
  )
}

const schemes = { auto: Monitor, light: Sun, dark: Moon } as const

function Person() {
  const { user } = useSession()
  const display = useDisplay()
  const cache = useQueryClient()
  const go = useGo()
  const initials = (user?.name ?? '').split(/\s+/).map((w) => w[0]).slice(0, 2).join('')
  const next = <K extends keyof Display>(k: K, all: readonly Display[K][]) => setDisplay({ [k]: all[(all.indexOf(display[k]) + 1) % all.length] } as Partial<Display>)
  const Scheme = schemes[display.scheme]
  return (
    <Menu width={260} closeOnItemClick={false}>
      <Menu.Target>
        <button className="person" aria-label={t('shell.person', { initials, name: user?.name ?? '' })}>{initials}</button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <b className="person-name">{user?.name}</b>
          <br />{user?.email} · {user?.roles.join(', ')}
        </Menu.Label>
        <Menu.Item leftSection={<UserRound size={15} />} closeMenuOnClick onClick={() => void go('/me')}>{t('me.title')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Scheme size={15} />} onClick={() => next('scheme', ['auto', 'light', 'dark'])} rightSection={<span className="quiet small">{t(`display.scheme.${display.scheme}`)}</span>}>{t('display.scheme')}</Menu.Item>
        <Menu.Item leftSection={<Contrast size={15} />} onClick={() => next('contrast', ['normal', 'high'])} rightSection={<span className="quiet small">{t(`display.contrast.${display.contrast}`)}</span>}>{t('display.contrast')}</Menu.Item>
        <Menu.Item leftSection={<Rows3 size={15} />} onClick={() => next('density', ['compact', 'cosy', 'touch'])} rightSection={<span className="quiet small">{t(`display.density.${display.density}`)}</span>}>{t('display.density')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} closeMenuOnClick onClick={() => void leave().then(() => cache.clear())}>{t('signin.leave')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
