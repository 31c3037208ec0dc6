import type { ReactNode } from 'react'
import { Logo } from '#components/ui/logo.tsx'

type PublicShellProps = {
  /** The question or the act: "Sign in to Demo Clinic". */
  title?: string
  lead?: ReactNode
  children: ReactNode
  /** Below everything: what to do when this is the wrong page. */
  foot?: ReactNode
  /** A picture for the right half of a desk. */
  picture?: ReactNode
}

/** Pages before anybody is signed in: sign-in, invitation, reset. */
export function PublicShell({ title, lead, children, foot, picture }: PublicShellProps) {
  return (
    <div
      className={
        picture != null
          ? 'shell min-h-dvh bg-base-100 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]'
          : 'shell min-h-dvh bg-base-100'
      }
    >
      <main
        id="main"
        tabIndex={-1}
        className={`flex min-h-dvh flex-col px-5 pt-8 pb-8 outline-none ${picture != null ? 'lg:px-16 lg:pt-12 lg:pb-10' : 'mx-auto max-w-[26.25rem]'}`}
      >
        <Logo size={28} />
        <div className="my-auto w-full max-w-[23.75rem] py-8">
          {title ? <h1 className="text-display font-semibold">{title}</h1> : null}
          {lead != null ? <div className="mt-1.5 text-read text-ink-2">{lead}</div> : null}
          <div className={title ? 'mt-8' : undefined}>{children}</div>
        </div>
        {foot != null ? <p className="text-dense text-ink-3">{foot}</p> : null}
      </main>
      {picture != null ? (
        <div className="no-print sticky top-0 m-2 ml-0 h-[calc(100dvh-1rem)] overflow-hidden rounded-box bg-teal-soft max-lg:hidden">
          {picture}
        </div>
      ) : null}
    </div>
  )
}
