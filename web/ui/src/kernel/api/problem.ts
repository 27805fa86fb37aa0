// What the server says when it refuses (RFC 9457), as an error that pages can show.

export interface Fault {
  pointer: string
  code: string
  detail: string
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId = '',
    readonly errors: Fault[] = [],
    readonly currentVersion?: number,
    readonly choices: string[] = [], // organisations to choose from
  ) {
    super(detail)
  }

  /** offline: no answer came at all. */
  get offline() {
    return this.status === 0
  }
}

export function offline() {
  return new Problem(0, 'offline', 'The server cannot be reached.')
}

/** problemOf reads a refused answer; a proxy's page that is no problem document keeps its status. */
export async function problemOf(answer: Response): Promise<Problem> {
  const requestId = answer.headers.get('X-Request-ID') ?? ''
  try {
    const p = await answer.json()
    return new Problem(answer.status, p.code, p.detail, p.request_id ?? requestId, p.errors ?? [], p.current_version, p.organizations)
  } catch {
    return new Problem(answer.status, 'unreadable', `${answer.status} ${answer.statusText}`, requestId)
  }
}

export function asProblem(e: unknown): Problem {
  if (e instanceof Problem) return e
  return new Problem(0, 'page_fault', e instanceof Error ? e.message : String(e))
}
