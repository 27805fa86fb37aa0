// The one way to the server: calls typed by the generated schema, answers as values, refusals as Problem.
import type { paths } from './schema'
import { problemOf } from './problem'
import { authorized } from './session'
import { at } from './where'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Op<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never
type JSONOf<R> = R extends { content: { 'application/json': infer J } } ? J : undefined
export type Answer<P extends keyof paths, M extends Method> = Op<P, M> extends { responses: infer R } ? JSONOf<R[keyof R & (200 | 201)]> : never
export type Body<P extends keyof paths, M extends Method> = Op<P, M> extends { requestBody?: infer B } ? (NonNullable<B> extends { content: { 'application/json': infer J } } ? J : never) : never
type Given<O, K extends 'path' | 'query'> = O extends { parameters: { [k in K]?: infer V } } ? V : never

export type PathsOf<M extends Method> = { [P in keyof paths]: Op<P, M> extends never ? never : Op<P, M> extends undefined ? never : P }[keyof paths]

/** ListPath are the addresses of lists; Row is what one holds. */
export type ListPath = { [P in PathsOf<'get'>]: Answer<P, 'get'> extends { items: unknown[] | null; next_cursor: string | null } ? P : never }[PathsOf<'get'>]
export type Row<P extends ListPath> = Answer<P, 'get'> extends { items: infer I } ? NonNullable<I> extends (infer R)[] ? R : never : never

export interface Call<P extends keyof paths, M extends Method> {
  path?: Given<Op<P, M>, 'path'>
  query?: Given<Op<P, M>, 'query'>
  body?: Body<P, M>
  version?: number // If-Match
  reason?: string // X-Change-Reason
  key?: string // Idempotency-Key
  headers?: Record<string, string>
  signal?: AbortSignal
}

interface Loose {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
  reason?: string
  key?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** address fills an address in; lists travel as a,b and what is empty does not travel. */
export function address(path: string, c: Pick<Loose, 'path' | 'query'>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(c.path?.[name] ?? '')))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(c.query ?? {})) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)) continue
    query.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = query.toString()
  return text ? `${filled}?${text}` : filled
}

function headersOf(c: Loose) {
  const h = new Headers(c.headers)
  if (c.body !== undefined && !(c.body instanceof FormData)) h.set('Content-Type', 'application/json')
  if (c.version !== undefined) h.set('If-Match', `"${c.version}"`)
  if (c.reason) h.set('X-Change-Reason', headerText(c.reason))
  if (c.key) h.set('Idempotency-Key', c.key)
  return h
}

/** headerText sends UTF-8: scripts may only give bytes to a header. */
function headerText(text: string) {
  return String.fromCharCode(...new TextEncoder().encode(text.replace(/\s+/g, ' ').trim()))
}

/** open sends a request and gives the answer that was not refused. */
export async function open(method: string, path: string, c: Loose = {}): Promise<Response> {
  const body = c.body === undefined || c.body instanceof FormData ? (c.body as FormData | undefined) : JSON.stringify(c.body)
  const answer = await authorized(
    new Request(location.origin + at(address(path, c)), { method: method.toUpperCase(), headers: headersOf(c), body, signal: c.signal }),
  )
  if (!answer.ok) throw await problemOf(answer)
  return answer
}

/** call sends one request and gives the answer's JSON. */
export async function call<M extends Method, P extends PathsOf<M>>(method: M, path: P, c: Call<P, M> = {}): Promise<Answer<P, M>> {
  const text = await (await open(method, path, c as Loose)).text()
  return (text ? JSON.parse(text) : undefined) as Answer<P, M>
}

/** download hands an answer to the browser as a file, under the name the server gave it. */
export async function download(method: string, path: string, c: Loose = {}) {
  const answer = await open(method, path, c)
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  save(await answer.blob(), named ? decodeURIComponent(named) : (path.split('/').pop() ?? 'download'))
}

export function save(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
