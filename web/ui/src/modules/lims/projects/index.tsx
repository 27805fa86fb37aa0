import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '@/kernel/api/client'
import { useGet } from '@/kernel/api/hooks'
import type { Field } from '@/kernel/form/types'
import { t, word, words } from '@/kernel/i18n'
import { Create } from '@/kernel/record/create'
import { Edit } from '@/kernel/record/edit'
import { Ask } from '@/kernel/record/move'
import { Facts, RecordPage } from '@/kernel/record/page'
import { Page } from '@/kernel/shell/page'
import { code, status, text, when } from '@/kernel/table/common'
import { List } from '@/kernel/table/list'
import type { ListSpec } from '@/kernel/table/types'
import { Time } from '@/kernel/ui/time'
import { experiments } from '../../analysis/experiments/spec'
import { samples } from '../samples/spec'

const spec = words((): ListSpec<'/projects'> => ({
  path: '/projects',
  sort: '-created_at',
  exported: '/projects/export',
  open: (p) => `/projects/${p.id}`,
  empty: { title: t('projects.empty'), hint: t('projects.empty.why') },
  columns: [code(), text('name', t('field.name'), { sort: true }), status(), text('description', t('field.description')), when('updated_at', t('field.updated_at'), { sort: true })],
  filters: [
    { name: 'status', label: t('field.status'), kind: 'choice', choices: ['active', 'on_hold', 'completed', 'archived'] },
    { name: 'include_archived', label: t('list.archived'), kind: 'flag' },
  ],
}))

const fields = words((): Field[] => [
  { name: 'name', label: t('field.name'), kind: 'text', required: true },
  { name: 'description', label: t('field.description'), kind: 'long' },
  { name: 'access', label: t('projects.access'), kind: 'choice', choices: ['organization', 'members'], words: 'access' },
])

const editable = words((): Field[] => [...fields(), { name: 'status', label: t('field.status'), kind: 'choice', choices: ['active', 'on_hold', 'completed'], required: true }])

export function ProjectList() {
  const create = <Create kind="project" permission="project:create" label={t('projects.new')} path="/projects" fields={fields()} />
  return <Page title={t('nav.projects')} actions={create}><List spec={spec()} title={t('nav.projects')} views="projects" /></Page>
}

type Full = Answer<'/projects/{id}', 'get'>

export function ProjectPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const answer = useGet('/projects/{id}', { path: { id } })
  const [doing, act] = useState<string>()
  return (
    <>
      <RecordPage
        kind="project"
        answer={answer as never}
        name={(p: Full) => p.name}
        commands={(p: Full) => [
          { key: 'edit', label: t('do.edit'), on: p._actions?.update, run: () => act('edit'), hotkey: 'e', primary: true },
          { key: 'archive', label: t('do.archive'), on: p._actions?.delete, run: () => act('archive'), danger: true },
        ]}
        tabs={(p: Full) => [
          { key: 'overview', label: t('record.overview'), body: () => <Facts title={t('record.overview')} rows={[[t('field.description'), p.description], [t('projects.access'), word('access', p.access)], [t('field.created_at'), <Time key="c" at={p.created_at} />]]} /> },
          { key: 'samples', label: t('nav.samples'), body: () => <List title={t('nav.samples')} spec={samples()} fixed={{ query: { project_id: p.id } }} /> },
          { key: 'experiments', label: t('nav.experiments'), body: () => <List title={t('nav.experiments')} spec={experiments()} fixed={{ query: { project_id: p.id } }} /> },
        ]}
      />
      {answer.data && doing === 'edit' && <Edit title={t('do.edit')} path={`/projects/${id}`} record={answer.data} fields={editable()} close={() => act(undefined)} />}
      {answer.data && doing === 'archive' && <Ask title={t('do.archive')} label={t('do.archive')} method="delete" danger path={`/projects/${id}`} version={answer.data.version} close={() => act(undefined)} fields={[]} reason />}
    </>
  )
}
