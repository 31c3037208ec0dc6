import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { DownloadIcon } from './icons.tsx'
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

/** A link to a file, which the browser keeps. */
export function DownloadLink({
  size,
  className,
  children,
  ...rest
}: ComponentProps<'a'> & { href: string; size?: ButtonSize }) {
  return (
    <a download className={buttonClass('plain', size, cx('no-print gap-1.5', className))} {...rest}>
      <DownloadIcon size={15} />
      {children}
    </a>
  )
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
