'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { PopLink } from '#components/ui/pop-link.tsx'

type NavLinkProps = {
  href: string
  children: ReactNode
  className: string
  /** Also current on the pages below it. */
  below?: boolean
}

/** A link that knows whether it is where the reader is. Its look follows `aria-current` (`aria-[current=page]:`). */
export function NavLink({ href, children, className, below = false }: NavLinkProps) {
  const path = usePathname()
  const current = path === href || (below && path?.startsWith(`${href}/`))
  return (
    <PopLink href={href} aria-current={current ? 'page' : undefined} className={className}>
      {children}
    </PopLink>
  )
}
