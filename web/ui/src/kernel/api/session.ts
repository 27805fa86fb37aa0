// Who is signed in. The access token lives in this module alone; the refresh token is an HttpOnly cookie no script sees.
import { useSyncExternalStore } from 'react'
import { at } from './where'
import { offline, problemOf } from './problem'
import type { components } from './schema'

export type User = components['schemas']['SessionsUser']
type Grant = components['schemas']['SessionsGrant']

export interface Session {
  state: 'unknown' | 'in' | 'out' | 'expired'
  user?: User
}

let session: Session = { state: 'unknown' }
let token = ''
let freshUntil = 0
let renewing: Promise<void> | undefined
let waiting: { resolve: () => void; reject: (e: Error) => void }[] = []
const listeners = new Set<() => void>()

function change(next: Session) {
  session = next
  listeners.forEach((tell) => tell())
}

export const current = () => session

export function useSession(): Session {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => session,
  )
}

/** can reports whether the signed-in person's roles include a permission, for navigation only: pages ask _actions. */
export const can = (permission: string) => session.user?.permissions.includes(permission) ?? false

function accept(grant: Grant) {
  token = grant.access_token
  freshUntil = performance.now() + (grant.expires_in - 30) * 1000
  const waiters = session.user && session.user.id !== grant.user.id ? [] : waiting
  if (waiters.length < waiting.length) waiting.forEach((w) => w.reject(new Error('signed in as somebody else')))
  waiting = []
  change({ state: 'in', user: grant.user })
  waiters.forEach((w) => w.resolve())
}

async function post(path: string, body?: unknown): Promise<Response> {
  return fetch(at(path), {
    method: 'POST',
    headers: { 'X-Spectra-CSRF': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw offline()
  })
}

/** enter signs in with a grant-giving call: password, or the link to an account of an identity provider. */
export async function enter(path: '/auth/login' | '/auth/oidc/link', body: unknown): Promise<User> {
  const answer = await post(path, body)
  if (!answer.ok) throw await problemOf(answer)
  accept(await answer.json())
  return session.user as User
}

async function refresh() {
  const answer = await post('/auth/refresh')
  if (answer.ok) {
    accept(await answer.json())
    return
  }
  const refused = await problemOf(answer)
  if (refused.status !== 401 && refused.status !== 403) throw refused
  token = ''
  change(session.user ? { state: 'expired', user: session.user } : { state: 'out' })
}

/** restore asks for a session once when the page opens. */
export function restore(): Promise<void> {
  renewing ??= refresh().finally(() => (renewing = undefined))
  return renewing
}

/** renew gives a working token: silently, or after the person has signed in again on the overlay. */
async function renew(): Promise<void> {
  if (session.state !== 'expired') await restore()
  if (session.state === 'in') return
  await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
}

const ended = new Set(['invalid_token', 'session_ended', 'unauthenticated'])

/** authorized is fetch with the session: one refresh for all that wait, and a request is sent again after it. */
export async function authorized(request: Request): Promise<Response> {
  const again = request.clone()
  if (session.state !== 'in' || performance.now() > freshUntil) await renew()
  const answer = await send(request)
  if (answer.status !== 401) return answer
  const { code } = await problemOf(answer.clone())
  if (!ended.has(code)) return answer
  freshUntil = 0
  await renew()
  return send(again)
}

function send(request: Request): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${token}`)
  return fetch(request).catch((e) => {
    if (e?.name === 'AbortError') throw e
    throw offline()
  })
}

/** leave ends the session here and on the server. */
export async function leave() {
  if (token) await fetch(at('/auth/logout'), { method: 'POST', headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined)
  forget()
}

export function forget() {
  token = ''
  waiting.forEach((w) => w.reject(new Error('signed out')))
  waiting = []
  change({ state: 'out' })
}
