import type { ReactNode } from 'react'

/** For whoever was signed out while she typed: what she typed stays in this tab. */
export function SignInAgain({
  children = 'Sign in in a new tab, then save again',
}: {
  children?: ReactNode
}) {
  return (
    <a
      href="/sign-in?why=tab"
      target="_blank"
      className="inline-block font-medium underline underline-offset-2 pointer-coarse:py-2"
      rel="noopener"
    >
      {children}
    </a>
  )
}
