import { Button } from '@mantine/core'
import { PackagePlus, Printer } from 'lucide-react'
import { useState } from 'react'
import { download } from '@/kernel/api/client'
import { asProblem, type Problem } from '@/kernel/api/problem'
import { can } from '@/kernel/api/session'
import { t } from '@/kernel/i18n'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { useGo } from '@/kernel/ui/link'
import { Fault } from '@/kernel/ui/states'
import { samples, type Sample } from './spec'

export function SampleList() {
  const go = useGo()
  const receive = can('sample:create') && <Button leftSection={<PackagePlus size={15} />} onClick={() => void go('/samples/receive')}>{t('samples.receive')}</Button>
  return (
    <Page title={t('nav.samples')} actions={receive}>
      <List spec={samples()} title={t('nav.samples')} views="samples" create={receive} bulk={(rows) => <Labels rows={rows} />} />
    </Page>
  )
}

export function Labels({ rows }: { rows: Pick<Sample, 'id'>[] }) {
  const [fault, setFault] = useState<Problem>()
  const print = (format: 'pdf' | 'zpl') =>
    download('post', '/samples/labels', { body: { ids: rows.map((r) => r.id), format } }).then(() => setFault(undefined), (e) => setFault(asProblem(e)))
  return (
    <>
      <Button variant="default" leftSection={<Printer size={15} />} onClick={() => void print('pdf')}>{t('samples.labels')}</Button>
      <Button variant="default" onClick={() => void print('zpl')}>{t('samples.labels.zpl')}</Button>
      {fault && <Fault error={fault} />}
    </>
  )
}
