'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link inside something that floats: following it closes what floats, for the frame around stays when the page changes. */
export function PopLink(props: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
      {...props}
    />
  )
}
