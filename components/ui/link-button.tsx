import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { cx } from './cx.ts'

type LinkProps = ComponentProps<typeof Link>

/**
 * A link that looks like a button, for what opens a page. Like every link here it fetches nothing ahead: a record that
 * was not opened must not stand in the audit as read.
 */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: LinkProps & { variant?: ButtonVariant; size?: ButtonSize }) {
  return <Link prefetch={false} className={buttonClass(variant, size, className)} {...rest} />
}

/** A link in text: teal, medium; underlined under the pointer and the keyboard. */
export function TextLink({ className, ...rest }: LinkProps) {
  return (
    <Link
      prefetch={false}
      className={cx(
        'font-medium text-primary underline-offset-2 hover:underline focus-visible:underline',
        className,
      )}
      {...rest}
    />
  )
}
