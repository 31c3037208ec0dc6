import type { ReactNode } from 'react'
import { Logo } from '#components/ui/logo.tsx'

type IntakeFrameProps = {
  clinic: string
  /** Said above everything when a member of staff fills the form in. */
  onBehalfOf?: string | undefined
  children: ReactNode
}

/** A page of the form: a phone page on a phone, a column that a table fits in on a desk. */
export function IntakeFrame({ clinic, onBehalfOf, children }: IntakeFrameProps) {
  const column = 'mx-auto flex w-full max-w-[30rem] grow flex-col px-5 pt-4 pb-6 lg:max-w-[46rem]'
  if (onBehalfOf) {
    return (
      <div className="flex grow flex-col">
        <p className="border-b border-line bg-base-200 px-5 py-2 text-center text-dense text-ink-2">
          You fill this in for <b className="font-semibold text-base-content">{onBehalfOf}</b>. That is
          recorded.
        </p>
        <div className={column}>{children}</div>
      </div>
    )
  }
  return (
    <div className="shell min-h-dvh bg-base-100">
      <main id="main" tabIndex={-1} className={`${column} min-h-dvh outline-none`}>
        <div className="mb-3 flex items-center justify-between gap-3 text-caption text-ink-3">
          <Logo size={22} />
          <span>{clinic}</span>
        </div>
        {children}
      </main>
    </div>
  )
}
