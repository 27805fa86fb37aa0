// Changing a record: only what was changed travels, with the version it began with. Nobody's change is overwritten.
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { open } from '../api/client'
import { asProblem } from '../api/problem'
import { Form } from '../form/form'
import { Sheet } from '../form/sheet'
import type { Field, Values } from '../form/types'
import { changed, nest, pick } from '../form/values'
import { t } from '../i18n'
import { toast } from '../ui/toast'
import { Conflict } from './conflict'

interface Props {
  title: string
  path: string // /samples/{id}, filled in
  record: object & { version: number }
  fields: Field[]
  close: () => void
}

interface Clash {
  theirs: object & { version: number }
  mine: Values
  reason?: string
}

export const valuesOf = (record: object, fields: Field[]): Values => Object.fromEntries(fields.map((f) => [f.name, pick(record, f.name)]))

export function Edit({ title, path, record, fields, close }: Props) {
  const cache = useQueryClient()
  const base = useMemo(() => valuesOf(record, fields), [record, fields])
  const [begun] = useState({ base, version: record.version })
  const [clash, setClash] = useState<Clash>()

  const patch = async (values: Values, version: number, reason?: string) => {
    await open('patch', path, { body: nest(values), version, reason })
    toast(t('done.saved'))
    close()
    await cache.invalidateQueries()
  }
  const save = async (values: Values, reason?: string) => {
    const mine = changed(values, begun.base)
    if (!Object.keys(mine).length) return close()
    try {
      await patch(mine, begun.version, reason)
    } catch (e) {
      if (asProblem(e).status !== 412) throw e
      const theirs = await (await open('get', path)).json()
      setClash({ theirs, mine, reason })
    }
  }
  return (
    <>
      <Sheet title={title} close={close}>
        {(dirty) => <Form fields={fields} initial={base} label={t('do.save')} dirty={dirty} cancel={close} submit={({ values, reason }) => save(values, reason)} />}
      </Sheet>
      {clash && (
        <Conflict
          fields={fields}
          base={begun}
          theirs={clash.theirs}
          mine={clash.mine}
          save={(values) => patch(values, clash.theirs.version, clash.reason)}
          back={() => setClash(undefined)}
          discard={close}
        />
      )}
    </>
  )
}
