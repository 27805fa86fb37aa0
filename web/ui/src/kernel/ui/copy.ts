// Copying works on plain http too, where browsers have no clipboard for pages.
import { toast } from './toast'
import { t } from '../i18n'

export async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
  toast(t('done.copied', { text: text.length > 40 ? `${text.slice(0, 40)}…` : text }))
}
