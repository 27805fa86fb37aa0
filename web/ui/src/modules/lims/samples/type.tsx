// The label of a sample type, by the code word that samples carry.
import { useGet } from '@/kernel/api/hooks'

export function TypeName({ of }: { of: string }) {
  const types = useGet('/sample-types', {}, { staleTime: 600_000 })
  return types.data?.items?.find((x) => x.key === of)?.label ?? of
}
