// Moving a record to another status, with the note or reason it takes.
import { useQueryClient } from '@tanstack/react-query'
import { open } from '../api/client'
import { Form } from '../form/form'
import { Sheet } from '../form/sheet'
import type { Field } from '../form/types'
import { t, word } from '../i18n'
import { toast } from '../ui/toast'
import { filled } from './create'

interface Props {
  title: string
  path: string
  fields: Field[]
  label: string
  close: () => void
  body?: object
  method?: 'post' | 'delete'
  version?: number
  danger?: boolean
  reason?: boolean
}

/** Ask is a small form for one action of a record. */
export function Ask({ title, path, fields, label, close, body, method = 'post', version, danger, reason }: Props) {
  const cache = useQueryClient()
  return (
    <Sheet title={title} close={close}>
      {(dirty) => (
        <Form
          fields={fields}
          label={label}
          dirty={dirty}
          danger={danger}
          reason={reason}
          cancel={close}
          submit={async ({ values, reason: why, key }) => {
            await open(method, path, { body: method === 'post' ? { ...body, ...filled(values) } : undefined, reason: why, key: method === 'post' ? key : undefined, version })
            toast(t('done.saved'))
            close()
            await cache.invalidateQueries()
          }}
        />
      )}
    </Sheet>
  )
}

export const moveLabel = (to: string) => t('record.move', { to: word('status', to) })
