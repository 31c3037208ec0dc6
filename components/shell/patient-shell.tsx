import type { ReactNode } from 'react'
import { TextLink } from '#components/ui/link-button.tsx'
import { LogoMark } from '#components/ui/logo.tsx'
import { type PatientTab, PatientTabs } from './nav-links.tsx'
import { PrintedName } from './printed-name.tsx'

const tabs: readonly PatientTab[] = [
  { href: '/today', label: 'Today', icon: 'today' },
  { href: '/my/program', label: 'Program', icon: 'program' },
  { href: '/my/progress', label: 'Progress', icon: 'progress' },
  { href: '/my/forms', label: 'Forms', icon: 'forms' },
  { href: '/my/record', label: 'Me', icon: 'account' },
]

/**
 * The frame of a patient's pages: one column, tabs at the thumb; on a desk the tabs stand on top and the column stays as
 * narrow as a page of a book. Which forms wait is said by today: the frame stays while pages turn, and a dot in it would be old.
 */
export function PatientShell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="shell flex min-h-dvh flex-col bg-base-200">
      <PrintedName>{name}</PrintedName>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[32.5rem] grow px-5 pt-6 pb-8 outline-none lg:order-2 lg:pt-8"
      >
        {children}
      </main>
      <nav
        aria-label="Main"
        className="no-print @container sticky bottom-0 z-20 border-t border-line bg-base-100 pb-[env(safe-area-inset-bottom)] lg:top-0 lg:bottom-auto lg:order-1 lg:border-t-0 lg:border-b"
      >
        <div className="mx-auto flex max-w-[32.5rem] items-center px-2 py-1.5 lg:max-w-[44rem] lg:px-5">
          <LogoMark className="mr-4 max-lg:hidden" size={26} />
          <div className="grid grow auto-cols-fr grid-flow-col @max-[18rem]:grid-flow-row @max-[18rem]:grid-cols-3">
            <PatientTabs tabs={tabs} />
          </div>
        </div>
      </nav>
    </div>
  )
}

/** A phone page that is one step of something: Back, what it belongs to, where in it. No tabs, so nothing distracts. */
export function StepHeader(props: {
  back?: ReactNode
  title: ReactNode
  position?: ReactNode
  progress?: ReactNode
}) {
  return (
    <header>
      <div className="flex min-h-11 items-center justify-between gap-3">
        <span className="-ml-2.5 min-w-11">{props.back}</span>
        <span className="text-label text-ink-2">{props.title}</span>
        <span className="num min-w-11 text-right text-label text-ink-3">{props.position}</span>
      </div>
      {props.progress != null ? <div className="mt-1">{props.progress}</div> : null}
    </header>
  )
}

/** The way out of a step, for its header. */
export function StepBack({ href }: { href: string }) {
  return (
    <TextLink href={href} className="inline-flex min-h-11 items-center px-2.5">
      Back
    </TextLink>
  )
}
