'use client'

import { typedText, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

type SmallProps = { name: string; label: string; value: string; className?: string }

const box = (wrong: boolean) =>
  cx('input input-sm h-8 text-dense pointer-coarse:h-11', wrong && 'field-wrong')

/** A short number in the builder. Its limits stand below the group when it is wrong. */
export function SmallField({ name, label, value, className }: SmallProps) {
  const field = useField(name)
  return (
    <label className={cx('block', className)}>
      <span className="mb-0.5 block text-caption text-ink-3">{label}</span>
      <input
        id={field.id}
        name={name}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typedText(field.typed) ?? value}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.error ? field.errorId : undefined}
        className={cx(box(Boolean(field.error)), 'num w-16')}
      />
    </label>
  )
}

/** A line of words in the builder. */
export function SmallText({ name, label, value, className }: SmallProps) {
  const field = useField(name)
  return (
    <label className={cx('mt-2 block', className)}>
      <span className="mb-0.5 block text-caption text-ink-3">{label}</span>
      <input
        id={field.id}
        name={name}
        autoComplete="off"
        defaultValue={typedText(field.typed) ?? value}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.error ? field.errorId : undefined}
        className={cx(box(Boolean(field.error)), 'w-full')}
      />
    </label>
  )
}

export function SmallSelect(props: SmallProps & { options: readonly { value: string; label: string }[] }) {
  const field = useField(props.name)
  return (
    <label className="block">
      <span className="mb-0.5 block text-caption text-ink-3">{props.label}</span>
      <select
        id={field.id}
        name={props.name}
        defaultValue={typedText(field.typed) ?? props.value}
        data-drawn={typedText(field.typed) ?? props.value}
        className="select select-sm h-8 w-36 text-dense pointer-coarse:h-11"
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
