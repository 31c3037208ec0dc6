import { FlagWhy } from '#components/flags/flag-why.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { OctagonAlertIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import type { RuleEntry } from '#lib/rulebook/schema.ts'
import type { Tried, TryField } from '#lib/rulebook/try/rules.ts'

const words = { met: 'Met', not_met: 'Not met', not_assessed: 'Not assessed' } as const

function Control({ field }: { field: TryField }) {
  const { name, id, kind, options, typed, error } = field
  const wrong = error ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` } : {}
  if (kind === 'list')
    return (
      <span className="flex flex-wrap gap-x-4">
        {options.map(({ value, label }) => (
          <label key={value} className="flex items-center gap-2 py-1 text-dense pointer-coarse:min-h-11">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={typed.includes(value)}
              className="checkbox checkbox-primary checkbox-sm"
            />
            {label}
          </label>
        ))}
      </span>
    )
  if (kind === 'option')
    return (
      <select
        id={id}
        name={name}
        defaultValue={typed[0] ?? ''}
        className="select h-9 w-full text-dense"
        {...wrong}
      >
        <option value="">Not answered</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    )
  return (
    <input
      id={id}
      name={name}
      type="text"
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      defaultValue={typed[0] ?? ''}
      maxLength={40}
      placeholder="Not answered"
      className={error ? 'input field-wrong h-9 w-full text-dense' : 'input h-9 w-full text-dense'}
      {...wrong}
    />
  )
}

function Row({ field }: { field: TryField }) {
  const { id, kind, label, error } = field
  const control = <Control field={field} />
  return (
    <div>
      {kind === 'list' ? (
        <fieldset>
          <legend className="text-caption font-medium text-ink-2">{label}</legend>
          {control}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id} className="mb-0.5 block text-caption font-medium text-ink-2">
            {label}
          </label>
          {control}
        </>
      )}
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-caption font-semibold">
          <OctagonAlertIcon size={14} strokeWidth={2} className="mt-px" />
          {error}
        </p>
      ) : null}
    </div>
  )
}

/** Made-up values in, each rule's result with its reasons out. A plain form: nothing is stored and no script is needed. */
export function TryForm({ entry, tried }: { entry: RuleEntry; tried: Tried }) {
  return (
    <section aria-label={`Try: ${entry.title}`} id="try" className="rounded-box border border-line p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="text-heading font-semibold">Try: {entry.title}</h2>
        <TextLink href={`/library/rules?try=${entry.id}`}>Start over</TextLink>
      </div>
      <p className="text-caption text-ink-3">
        Made-up values; nothing is stored. An empty field means not assessed.
      </p>
      <form action="/library/rules" method="get" className="mt-3 grid gap-3 md:grid-cols-2">
        <input type="hidden" name="try" value={entry.id} />
        {tried.fields.map((field) => (
          <Row key={field.id} field={field} />
        ))}
        <div className="md:col-span-2">
          <button type="submit" className={buttonClass('primary')}>
            Try
          </button>
        </div>
      </form>
      {tried.results ? (
        <div role="status" className="mt-4 grid gap-3 border-t border-line pt-3">
          {tried.results.map((result) => (
            <div key={`${result.label}-${result.text}`}>
              <h3 className="text-dense font-semibold">
                {result.label}: {words[result.state].toLowerCase()}
              </h3>
              <FlagWhy why={result.why} calm />
            </div>
          ))}
        </div>
      ) : null}
    </section>
  )
}
