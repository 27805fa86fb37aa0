// "?": the keys.
import { Checkbox, Modal } from '@mantine/core'
import { can } from '../api/session'
import { t } from '../i18n'
import { setDisplay, useDisplay } from '../theme/display'
import { places } from './nav'

const keys = [['Ctrl K', 'palette'], ['/', 'search'], ['j k', 'rows'], ['x', 'select'], ['Enter', 'open'], ['[ ]', 'tabs'], ['e', 'edit'], ['c', 'create'], ['?', 'help'], ['Ctrl Enter', 'submit'], ['Esc', 'close']] as const

export function Help({ close }: { close: () => void }) {
  const display = useDisplay()
  return (
    <Modal opened onClose={close} title={t('help.title')} size="lg" closeButtonProps={{ 'aria-label': t('do.close') }}>
      <div className="stack">
        <dl className="keys">
          {keys.map(([k, what]) => (
            <div key={k}><dt>{t(`help.${what}`)}</dt><dd><kbd>{k}</kbd></dd></div>
          ))}
          {places.filter((p) => !p.needs || can(p.needs)).map((p) => (
            <div key={p.to}><dt>{t(p.label)}</dt><dd><kbd>g</kbd> <kbd>{p.key}</kbd></dd></div>
          ))}
        </dl>
        <Checkbox label={t('help.single')} checked={display.keys} onChange={(e) => setDisplay({ keys: e.currentTarget.checked })} />
      </div>
    </Modal>
  )
}
