// Words of the pages: ICU messages by key.
import IntlMessageFormat from 'intl-messageformat'
import en from './en.json'

export type Key = keyof typeof en
type Catalogue = Record<string, string>

const catalogue: Catalogue = en
const language: Language = 'en'
const compiled = new Map<string, IntlMessageFormat>()

/** languages that pages speak. */
export const languages = { en: 'English' } as const
export type Language = keyof typeof languages

export const spoken = () => language

/** words keeps what is made of texts until the language changes: lists and forms described once. */
export function words<T>(make: () => T): () => T {
  let made: { language: string; value: T } | undefined
  return () => {
    if (made?.language !== language) made = { language, value: make() }
    return made.value
  }
}

/** t gives the text of a key. */
export function t(key: Key, values?: Record<string, string | number>): string {
  const text = catalogue[key] ?? en[key]
  if (!values && !text.includes('{')) return text
  let message = compiled.get(key)
  if (!message) compiled.set(key, (message = new IntlMessageFormat(text, language)))
  return message.format(values) as string
}

/** word gives the text of a key made from a code word of the API, else the code word in plain letters. */
export function word(group: string, code: string): string {
  const key = `${group}.${code}`
  return key in catalogue || key in en ? t(key as Key) : plain(code)
}

/** named gives the text of a code word, and what people wrote themselves as it is. */
export const named = (group: string, code: string) => (`${group}.${code}` in en ? t(`${group}.${code}` as Key) : code)

export const plain = (code: string) => {
  const text = code.replace(/[_.]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
