// Reading and writing with a cache: React Query keyed by address.
import { QueryClient, useMutation, useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query'
import { call, type Answer, type Call, type PathsOf } from './client'
import { Problem } from './problem'

export function newCache() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (n, e) => n < 2 && e instanceof Problem && (e.status === 503 || e.status === 0),
        throwOnError: false,
      },
    },
  })
}

type Params<P extends PathsOf<'get'>> = Pick<Call<P, 'get'>, 'path' | 'query'>

export const keyOf = (path: string, p: { path?: unknown; query?: unknown } = {}) => [path, p.path ?? {}, p.query ?? {}] as const

/** useGet reads one address. */
export function useGet<P extends PathsOf<'get'>>(path: P, params: Params<P> = {}, options: Partial<UseQueryOptions<Answer<P, 'get'>, Problem>> = {}) {
  return useQuery<Answer<P, 'get'>, Problem>({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => call('get', path as PathsOf<'get'>, { ...params, signal } as never) as Promise<Answer<P, 'get'>>,
    ...options,
  })
}

/** useChange runs a write and lets everything that was read be read again: a lab record touches many lists. */
export function useChange<In, Out>(run: (input: In) => Promise<Out>, done?: (out: Out, input: In) => void) {
  const cache = useQueryClient()
  return useMutation<Out, Problem, In>({
    mutationFn: run,
    onSuccess: async (out, input) => {
      done?.(out, input)
      await cache.invalidateQueries()
    },
  })
}
