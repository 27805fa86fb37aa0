// One input per kind of field, label always visible.
import { Checkbox, PasswordInput, Radio, Select, TagsInput, TextInput, Textarea } from '@mantine/core'
import { word } from '../i18n'
import { Picker } from './picker'
import type { Field } from './types'
import { readNumber } from './values'

interface Props {
  field: Field
  value: unknown
  set: (v: unknown) => void
  error?: string
  first?: boolean
}

export function Input({ field: f, value, set, error, first }: Props) {
  const common = {
    label: f.label,
    description: f.help,
    error,
    required: f.required,
    placeholder: f.placeholder,
    'data-autofocus': first || undefined,
    'data-field': f.name,
    name: f.name,
    autoComplete: f.autoComplete ?? 'off',
  }
  const text = (value as string | null | undefined) ?? ''
  switch (f.kind) {
    case 'long':
      return <Textarea {...common} autosize minRows={2} maxRows={10} value={text} onChange={(e) => set(e.currentTarget.value)} />
    case 'choice':
      return <Select {...common} data={(f.choices ?? []).map((c) => ({ value: c, label: f.labels?.[c] ?? word(f.words ?? 'status', c) }))} value={text || null} onChange={set} clearable={!f.required} searchable={(f.choices?.length ?? 0) > 8} />
    case 'one':
      return (
        <Radio.Group label={f.label} description={f.help} error={error} required={f.required} value={text || null} onChange={set} data-field={f.name}>
          <div className="form-radios">{(f.choices ?? []).map((c) => <Radio key={c} value={c} label={f.labels?.[c] ?? word(f.words ?? 'status', c)} />)}</div>
        </Radio.Group>
      )
    case 'quantity':
      return <Quantity field={f} value={value as { value: string; unit: string } | null} set={set} error={error} />
    case 'flag':
      return <Checkbox data-field={f.name} label={f.label} description={f.help} error={error} checked={value === true} onChange={(e) => set(e.currentTarget.checked)} />
    case 'tags':
      return <TagsInput {...common} value={(value as string[]) ?? []} onChange={set} data={f.choices as string[] | undefined} />
    case 'record':
      return <Picker kind={f.of ?? ''} label={f.label} value={(value as string) ?? null} set={set} required={f.required} error={error} description={f.help} data-field={f.name} />
    case 'password':
      return <PasswordInput {...common} aria-invalid={error ? true : undefined} value={text} onChange={(e) => set(e.currentTarget.value)} />
    case 'date':
      return <TextInput {...common} type="date" value={text.slice(0, 10)} onChange={(e) => set(e.currentTarget.value ? `${e.currentTarget.value}T00:00:00Z` : null)} />
    case 'number':
      return <TextInput {...common} inputMode="decimal" value={text === '' ? '' : String(text)} onChange={(e) => set(e.currentTarget.value === '' ? null : Number.isNaN(Number(readNumber(e.currentTarget.value))) ? e.currentTarget.value : Number(readNumber(e.currentTarget.value)))} />
    default:
      return <TextInput {...common} type={f.kind === 'email' ? 'email' : 'text'} value={text} onChange={(e) => set(e.currentTarget.value)} />
  }
}

/** Quantity is a number as it was written, and its unit: 1.10 stays 1.10. */
function Quantity({ field: f, value, set, error }: { field: Field; value: { value: string; unit: string } | null; set: (v: unknown) => void; error?: string }) {
  const unit = value?.unit ?? f.unit ?? ''
  return (
    <div className="quantity">
      <TextInput label={f.label} description={f.help} error={error} required={f.required} inputMode="decimal" data-field={f.name} value={value?.value ?? ''} onChange={(e) => set({ value: e.currentTarget.value, unit })} onBlur={(e) => e.currentTarget.value && set({ value: readNumber(e.currentTarget.value), unit })} />
      <TextInput aria-label={`${f.label}: ${word('field', 'unit')}`} placeholder={word('field', 'unit')} value={unit} onChange={(e) => set({ value: value?.value ?? '', unit: e.currentTarget.value })} />
    </div>
  )
}
