// What a resource says about its fields; the one form system does the rest.
export interface Field {
  name: string // the API's; "metadata.diameter" for a field inside
  label: string
  kind: 'text' | 'long' | 'choice' | 'one' | 'quantity' | 'date' | 'number' | 'flag' | 'tags' | 'record' | 'password' | 'email'
  required?: boolean
  choices?: readonly string[]
  labels?: Record<string, string> // of the choices, where they are not words of the catalogue
  words?: string
  of?: string // kind of record that is looked for
  unit?: string
  help?: string
  autoComplete?: string
  placeholder?: string
}

export type Values = Record<string, unknown>
