'use client'

import { type ComponentProps, type ReactNode, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { EyeIcon, EyeOffIcon } from '#components/ui/icons.tsx'
import { boxClass, Field, type FieldProps } from './field.tsx'

type Native = Pick<
  ComponentProps<'input'>,
  | 'autoComplete'
  | 'autoCapitalize'
  | 'autoFocus'
  | 'inputMode'
  | 'maxLength'
  | 'minLength'
  | 'pattern'
  | 'placeholder'
  | 'readOnly'
  | 'spellCheck'
  | 'onChange'
  | 'onBlur'
  | 'ref'
>

type TextFieldProps = FieldProps &
  Native & { type?: 'text' | 'email' | 'tel' | 'url' | 'search'; defaultValue?: string | undefined }

export const splitField = <P extends FieldProps>(props: P) => {
  const { name, label, hint, optional, error, aside, hideLabel, className, ...rest } = props
  const frame: FieldProps = {
    name,
    label,
    error,
    ...(hint == null ? {} : { hint }),
    ...(optional ? { optional } : {}),
    ...(aside == null ? {} : { aside }),
    ...(hideLabel ? { hideLabel } : {}),
    ...(className ? { className } : {}),
  }
  return [frame, rest] as const
}

export function TextField(props: TextFieldProps) {
  const [frame, { type = 'text', defaultValue, ...native }] = splitField(props)
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => (
        <input
          type={type}
          className={boxClass(wrong, phone)}
          defaultValue={typed ?? defaultValue}
          {...native}
          {...control}
        />
      )}
    </Field>
  )
}

/** A password, with a button that shows it: a person who sees what they type needs fewer tries. */
export function PasswordField(
  props: FieldProps & { autoComplete: 'current-password' | 'new-password'; minLength?: number },
) {
  const [shown, setShown] = useState(false)
  const [frame, native] = splitField(props)
  const Eye = shown ? EyeOffIcon : EyeIcon
  return (
    <Field {...frame}>
      {(control, { wrong, phone }) => (
        <span className={cx(boxClass(wrong, phone), phone ? 'pr-0.5' : 'pr-1.5')}>
          <input
            type={shown ? 'text' : 'password'}
            autoCapitalize="none"
            spellCheck={false}
            {...native}
            {...control}
          />
          <button
            type="button"
            className={cx('btn btn-square btn-ghost text-ink-3', phone ? 'h-11 w-11' : 'h-9 w-9')}
            aria-label={shown ? 'Hide password' : 'Show password'}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Eye size={18} />
          </button>
        </span>
      )}
    </Field>
  )
}

type NumberFieldProps = FieldProps &
  Pick<Native, 'placeholder' | 'autoFocus' | 'onChange' | 'onBlur'> & {
    /** Shown in the field and read with it: km, min, kg. */
    unit?: ReactNode
    /** `decimal` (default) or whole numbers. */
    whole?: boolean
    defaultValue?: string | number | undefined
  }

/** A number with its unit. A text input with a number pad: a wheel or an arrow key cannot change it by accident. */
export function NumberField(props: NumberFieldProps) {
  const [frame, { unit, whole = false, defaultValue, ...native }] = splitField(props)
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => (
        <span className={boxClass(wrong, phone)}>
          <input
            type="text"
            inputMode={whole ? 'numeric' : 'decimal'}
            autoComplete="off"
            className="num"
            defaultValue={typed ?? defaultValue}
            {...native}
            {...control}
            aria-describedby={
              cx(unit != null && `${control.id}-unit`, control['aria-describedby']) || undefined
            }
          />
          {unit != null ? (
            <span id={`${control.id}-unit`} className="shrink-0 text-ink-2">
              {unit}
            </span>
          ) : null}
        </span>
      )}
    </Field>
  )
}
