import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import { t } from '@/kernel/i18n'
import { Create } from '@/kernel/record/create'
import { Edit } from '@/kernel/record/edit'
import { Ask } from '@/kernel/record/move'
import { Facts, RecordPage } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { List } from '@/kernel/table/list'
import { Status } from '@/kernel/ui/chip'
import { Day, Time, ago } from '@/kernel/ui/time'
import { historyOf } from '../../audit/trail'
import { experiments } from '../../analysis/experiments/spec'
import { calibrationFields, calibrations, due, editable, fields, instruments, maintenance, maintenanceFields } from './spec'

export function InstrumentList() {
  const create = <Create kind="instrument" permission="instrument:create" label={t('instruments.new')} path="/instruments" fields={fields()} />
  return <Page title={t('nav.instruments')} actions={create}><List spec={instruments()} title={t('nav.instruments')} views="instruments" /></Page>
}

export function DueList() {
  return <Page title={t('nav.due')}><List spec={due()} title={t('nav.due')} /></Page>
}

type Full = Answer<'/instruments/{id}', 'get'>

export function InstrumentPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/instruments/{id}', { path: { id } })
  const [doing, act] = useState<string>()
  const close = () => act(undefined)
  return (
    <>
      <RecordPage
        kind="instrument"
        answer={answer as never}
        name={(i: Full) => i.name}
        chips={(i: Full) => <Status of={i.calibration_status} note={i.calibration_due_at ? ago(i.calibration_due_at) : undefined} />}
        commands={(i: Full) => [
          { key: 'edit', label: t('do.edit'), on: i._actions?.update, run: () => act('edit'), hotkey: 'e', primary: true },
          { key: 'calibrate', label: t('instruments.calibrate'), on: i._actions?.record_calibration, run: () => act('calibrate'), primary: true },
          { key: 'maintain', label: t('instruments.maintain'), on: i._actions?.record_maintenance, run: () => act('maintain') },
          { key: 'archive', label: t('do.archive'), on: i._actions?.delete, run: () => act('archive'), danger: true },
        ]}
        tabs={(i: Full) => [
          { key: 'overview', label: t('record.overview'), body: () => <Overview i={i} /> },
          { key: 'calibrations', label: t('instruments.calibrations'), body: () => <List title={t('instruments.calibrations')} spec={calibrations()} fixed={{ path: { id: i.id } }} /> },
          { key: 'maintenance', label: t('instruments.maintenance'), body: () => <List title={t('instruments.maintenance')} spec={maintenance()} fixed={{ path: { id: i.id } }} /> },
          { key: 'experiments', label: t('nav.experiments'), body: () => <List title={t('nav.experiments')} spec={experiments()} fixed={{ query: { instrument_id: i.id } }} /> },
          ...historyOf('instrument', i.id),
        ]}
      />
      {answer.data && doing === 'edit' && <Edit title={t('do.edit')} path={`/instruments/${id}`} record={answer.data} fields={editable()} close={close} />}
      {doing === 'calibrate' && <Ask title={t('instruments.calibrate')} label={t('do.save')} path={`/instruments/${id}/calibrations`} fields={calibrationFields()} close={close} />}
      {doing === 'maintain' && <Ask title={t('instruments.maintain')} label={t('do.save')} path={`/instruments/${id}/maintenance`} fields={maintenanceFields()} close={close} />}
      {answer.data && doing === 'archive' && <Ask title={t('do.archive')} label={t('do.archive')} method="delete" danger path={`/instruments/${id}`} version={answer.data.version} close={close} fields={[]} reason />}
    </>
  )
}

function Overview({ i }: { i: Full }) {
  return (
    <div className="cols">
      <Facts title={t('record.overview')} rows={[[t('field.category'), i.category], [t('field.vendor'), i.vendor], [t('field.model'), i.model], [t('field.serial'), i.serial_number && <code>{i.serial_number}</code>], [t('field.location'), i.location], [t('field.description'), i.description]]} />
      <Facts title={t('instruments.calibration')} rows={[[t('field.status'), <Status key="s" of={i.calibration_status} />], [t('instruments.due'), <Day key="d" at={i.calibration_due_at} />], [t('instruments.interval'), i.calibration_interval_days && t('days', { n: i.calibration_interval_days })], [t('field.created_at'), <Time key="c" at={i.created_at} />]]} />
    </div>
  )
}
