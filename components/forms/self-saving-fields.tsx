import { OpenerField } from './opener.tsx'

type SelfSavingFieldsProps = {
  fields: Readonly<Record<string, string>>
  /** The field that says which state was edited, and its value. */
  stamp: readonly [name: string, value: string | number]
}

/** What a form that saves itself begins with, before anything that is seen. */
export function SelfSavingFields({ fields, stamp: [name, value] }: SelfSavingFieldsProps) {
  return (
    <>
      <OpenerField />
      {Object.entries(fields).map(([field, text]) => (
        <input key={field} type="hidden" name={field} value={text} />
      ))}
      <input type="hidden" name={name} value={value} />
      {/* Without script, Enter in a field presses the first button of the form: this one. */}
      <button type="submit" name="go" value="" className="sr-only" tabIndex={-1} aria-hidden="true">
        Save
      </button>
    </>
  )
}
