// Making a record: a drawer, its form, and then the new record.
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { open } from '../api/client'
import { can } from '../api/session'
import { Form } from '../form/form'
import { Sheet } from '../form/sheet'
import type { Field, Values } from '../form/types'
import { empty, nest } from '../form/values'
import { useKeys } from '../shell/keys'
import { useGo } from '../ui/link'
import { toast } from '../ui/toast'
import { t } from '../i18n'
import { pageOf } from './kinds'

interface Props {
  kind: string
  permission: string
  label: string
  path: string
  fields: Field[]
  initial?: Values
  wide?: boolean
}

/** filled leaves out what was not typed: the server's defaults stand. */
export const filled = (values: Values) => nest(Object.fromEntries(Object.entries(values).filter(([, v]) => !empty(v))))

export function Create({ kind, permission, label, path, fields, initial }: Props) {
  const [on, show] = useState(false)
  const go = useGo()
  const cache = useQueryClient()
  const allowed = can(permission)
  useKeys(allowed ? { c: () => show(true) } : {})
  if (!allowed) return null
  return (
    <>
      <Button leftSection={<Plus size={15} />} onClick={() => show(true)} aria-keyshortcuts="c">{label}</Button>
      {on && (
        <Sheet title={label} close={() => show(false)}>
          {(dirty) => (
            <Form
              fields={fields}
              initial={initial}
              label={label}
              dirty={dirty}
              cancel={() => show(false)}
              submit={async ({ values, key }) => {
                const made = await (await open('post', path, { body: filled(values), key })).json()
                toast(t('done.made', { code: made.code ?? '' }))
                show(false)
                await cache.invalidateQueries()
                const to = pageOf(kind, made.id)
                if (to) await go(to)
              }}
            />
          )}
        </Sheet>
      )}
    </>
  )
}
