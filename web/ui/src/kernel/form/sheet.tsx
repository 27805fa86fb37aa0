// Forms beside the page: Esc and a click outside ask only if something was typed.
import { Button, Drawer, Modal } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '../i18n'

interface Props {
  title: string
  close: () => void
  children: (dirty: (on: boolean) => void) => ReactNode
  wide?: boolean
}

export function Sheet({ title, close, children, wide }: Props) {
  const [dirty, setDirty] = useState(false)
  const [asking, ask] = useState(false)
  return (
    <>
      <Drawer opened onClose={() => (dirty ? ask(true) : close())} title={title} size={wide ? 640 : 460} closeButtonProps={{ 'aria-label': t('do.close') }}>
        {children(setDirty)}
      </Drawer>
      <Modal opened={asking} onClose={() => ask(false)} title={t('form.leave')} closeButtonProps={{ 'aria-label': t('do.close') }}>
        <p className="soft">{t('form.leave.why')}</p>
        <div className="row form-actions">
          <Button onClick={() => ask(false)} data-autofocus>{t('form.stay')}</Button>
          <Button variant="default" onClick={close}>{t('form.discard')}</Button>
        </div>
      </Modal>
    </>
  )
}
