import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

/** `primary` stands once on a screen; `plain` is the default of everything else; `ghost` is for what undoes or leaves. */
export type ButtonVariant = 'primary' | 'plain' | 'ghost'

/** `small` 28, `desk` 32, `bar` 36, `field` 40 (beside a field), `phone` 44, `main` 56 and full width, at the thumb. */
export type ButtonSize = 'small' | 'desk' | 'bar' | 'field' | 'phone' | 'main'

const variants: Record<ButtonVariant, string> = {
  primary: 'btn-primary',
  plain: 'btn-plain',
  ghost: 'btn-ghost text-ink-2',
}

// A finger needs 44 px wherever the page is opened, so a coarse pointer raises the desk sizes.
const sizes: Record<ButtonSize, string> = {
  small: 'btn-xs h-7 px-2.5 text-caption font-medium pointer-coarse:min-h-11',
  desk: 'btn-sm pointer-coarse:min-h-11',
  bar: 'btn-sm h-9 px-3 pointer-coarse:min-h-11',
  field: 'pointer-coarse:min-h-11',
  phone: 'h-11 min-h-11 px-4 text-label',
  main: 'h-14 w-full rounded-[1rem] text-read',
}

export function buttonClass(variant: ButtonVariant = 'plain', size: ButtonSize = 'desk', className?: string) {
  return cx('btn', variants[variant], sizes[size], className)
}

type Look = { variant?: ButtonVariant; size?: ButtonSize }

/** A button that does not send a form, unless `type="submit"`; forms use `SubmitButton`. */
export function Button({
  variant,
  size,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass(variant, size, className)} {...rest} />
}
