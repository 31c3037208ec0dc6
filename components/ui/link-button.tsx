import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { cx } from './cx.ts'

type LinkProps = ComponentProps<typeof Link>

/** A link that looks like a button, for what opens a page. */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: LinkProps & { variant?: ButtonVariant; size?: ButtonSize }) {
  return <Link className={buttonClass(variant, size, className)} {...rest} />
}

/** A link in text: teal, medium; underlined under the pointer and the keyboard. */
export function TextLink({ className, ...rest }: LinkProps) {
  return (
    <Link
      className={cx(
        'font-medium text-primary underline-offset-2 hover:underline focus-visible:underline',
        className,
      )}
      {...rest}
    />
  )
}
