import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { PageLink } from './page-link.tsx'

type LinkProps = ComponentProps<typeof PageLink>

/** A link that looks like a button, for what opens a page. */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: LinkProps & { variant?: ButtonVariant; size?: ButtonSize }) {
  return <PageLink className={buttonClass(variant, size, className)} {...rest} />
}

/** A link in text: teal, medium; underlined under the pointer and the keyboard. */
export function TextLink({ className, ...rest }: LinkProps) {
  return (
    <PageLink
      className={cx(
        'font-medium text-primary underline-offset-2 hover:underline focus-visible:underline',
        className,
      )}
      {...rest}
    />
  )
}
