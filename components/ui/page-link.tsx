import type { ComponentProps } from 'react'

/**
 * A link to another page of the application: a plain one, which `PageTurner` follows without loading the frame again once it
 * runs. It fetches nothing ahead: a record that was not opened must not stand in the audit as read.
 */
export function PageLink(props: ComponentProps<'a'> & { href: string }) {
  return <a data-page="" {...props} />
}
