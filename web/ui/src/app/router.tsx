// Addresses. Every record, tab and filter has one; pages come when they are asked for.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, Outlet, useParams, type AnyRoute } from '@tanstack/react-router'
import { basePath } from '@/kernel/api/where'
import { useSession } from '@/kernel/api/session'
import { Shell } from '@/kernel/shell/shell'
import { plainSearch } from '@/kernel/ui/link'
import { Loading } from '@/kernel/ui/states'
import { Home } from '@/modules/lims/home/home'
import { SignIn } from '@/modules/auth/signin/signin'
import { Jump } from './jump'
import { Missing } from './missing'

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing })

const page = (path: string, load: () => Promise<Record<string, unknown>>, name: string, parent: AnyRoute = root) =>
  createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(load as never, name as never) as never })

const org = createRoute({ getParentRoute: () => root, path: '/o/$org', component: Inside })

const samples = () => import('@/modules/lims/samples')
const projects = () => import('@/modules/lims/projects')
const instruments = () => import('@/modules/lims/instruments')
const experiments = () => import('@/modules/analysis/experiments')
const results = () => import('@/modules/analysis/results')
const files = () => import('@/modules/analysis/files')

/** record gives a resource its list, and its records with their tabs. */
function record(path: string, load: () => Promise<Record<string, unknown>>, list: string, one: string) {
  return [page(path, load, list, org), page(`${path}/$id`, load, one, org), page(`${path}/$id/$tab`, load, one, org)]
}

const inside = [
  createRoute({ getParentRoute: () => org, path: '/', component: Home }),
  page('/inbox', () => import('@/modules/lims/inbox/inbox'), 'InboxPage', org),
  page('/me', () => import('@/modules/auth/me/me'), 'Me', org),
  page('/samples/receive', samples, 'Receive', org),
  ...record('/samples', samples, 'SampleList', 'SamplePage'),
  ...record('/projects', projects, 'ProjectList', 'ProjectPage'),
  page('/instruments/due', instruments, 'DueList', org),
  ...record('/instruments', instruments, 'InstrumentList', 'InstrumentPage'),
  ...record('/experiments', experiments, 'ExperimentList', 'ExperimentPage'),
  ...record('/results', results, 'ResultList', 'ResultPage'),
  page('/audit', () => import('@/modules/audit/trail'), 'AuditTrail', org),
  ...record('/files', files, 'FileList', 'FilePage'),
]

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Start }),
  createRoute({ getParentRoute: () => root, path: '/login', component: SignIn }),
  page('/setup', () => import('@/modules/auth/setup/setup'), 'SetUp'),
  createRoute({ getParentRoute: () => root, path: '/r/$code', component: ByCode }),
  org.addChildren(inside),
])

export const router = createRouter({
  routeTree: tree,
  basepath: basePath || '/',
  parseSearch: plainSearch.parse,
  stringifySearch: plainSearch.stringify,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultPendingMs: 150,
  defaultNotFoundComponent: Missing,
  scrollRestoration: true,
})

/** here is where to come back to after signing in. */
const here = () => location.pathname.slice(basePath.length) + location.search

function Inside() {
  const { state, user } = useSession()
  const { org: slug } = useParams({ strict: false }) as { org: string }
  if (state === 'unknown') return <Loading />
  if (state === 'out') return <Navigate to="/login" search={{ return_to: here() } as never} replace />
  if (user && user.org_slug !== slug) return <Missing />
  return <Shell />
}

function Start() {
  const { state, user } = useSession()
  if (state === 'unknown') return <Loading />
  return state === 'out' ? <Navigate to="/login" replace /> : <Navigate to={`/o/${user?.org_slug}`} replace />
}

function ByCode() {
  const { state, user } = useSession()
  const { code } = useParams({ strict: false }) as { code: string }
  if (state === 'unknown') return <Loading />
  if (state === 'out') return <Navigate to="/login" search={{ return_to: here() } as never} replace />
  return <Jump code={code} org={user?.org_slug ?? ''} />
}
