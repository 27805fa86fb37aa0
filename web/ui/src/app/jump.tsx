// /r/{code}: what is printed on labels leads to the record.
import { Navigate } from '@tanstack/react-router'
import { useGet } from '@/kernel/api/hooks'
import { pageOf } from '@/kernel/record/kinds'
import { Fault, Loading } from '@/kernel/ui/states'
import { Missing } from './missing'

export function Jump({ code, org }: { code: string; org: string }) {
  const found = useGet('/records/{code}', { path: { code } })
  if (found.error) return found.error.status === 404 ? <Missing /> : <Fault error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const to = pageOf(found.data.type, found.data.id)
  return to ? <Navigate to={`/o/${org}${to}`} replace /> : <Missing />
}
