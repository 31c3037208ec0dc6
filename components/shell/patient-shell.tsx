import type { ReactNode } from 'react'
import type { Icon } from '#components/ui/icons.tsx'
import {
  ChartLineIcon,
  CircleUserRoundIcon,
  ClipboardListIcon,
  ListChecksIcon,
  MessageCircleIcon,
  SunIcon,
} from '#components/ui/icons.tsx'
import { LogoMark } from '#components/ui/logo.tsx'
import { NavLink } from './nav-link.tsx'

export type PatientTab = { href: string; label: string; icon: Icon; waiting?: string | undefined }

/** `waiting` is read out for the dot: "2 new". The fourth tab is the forms until there are messages to read. */
export function patientTabs(options: { fourth: 'forms' | 'messages'; waiting?: string }): PatientTab[] {
  const fourth =
    options.fourth === 'messages'
      ? { href: '/my/messages', label: 'Messages', icon: MessageCircleIcon }
      : { href: '/my/forms', label: 'Forms', icon: ClipboardListIcon }
  return [
    { href: '/today', label: 'Today', icon: SunIcon },
    { href: '/my/program', label: 'Program', icon: ListChecksIcon },
    { href: '/my/progress', label: 'Progress', icon: ChartLineIcon },
    { ...fourth, ...(options.waiting ? { waiting: options.waiting } : {}) },
    { href: '/my/record', label: 'Me', icon: CircleUserRoundIcon },
  ]
}

function Tab({ tab }: { tab: PatientTab }) {
  const Mark = tab.icon
  return (
    <NavLink
      href={tab.href}
      below
      className="relative flex h-12 flex-col items-center justify-center gap-0.5 rounded-field text-[0.71875rem] font-medium text-ink-3 aria-[current=page]:text-primary lg:h-11 lg:flex-row lg:gap-2 lg:text-dense"
    >
      <span className="relative">
        <Mark size={22} />
        {tab.waiting ? <span className="absolute -top-0.5 -right-1 h-2 w-2 rounded-full bg-primary" /> : null}
      </span>
      {tab.label}
      {tab.waiting ? <span className="sr-only">, {tab.waiting}</span> : null}
    </NavLink>
  )
}

/**
 * The frame of a patient's pages: one column, tabs at the thumb; on a desk the tabs stand on top and the column stays as
 * narrow as a page of a book.
 */
export function PatientShell({ tabs, children }: { tabs: readonly PatientTab[]; children: ReactNode }) {
  return (
    <div className="shell flex min-h-dvh flex-col bg-base-200">
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[32.5rem] grow px-5 pt-6 pb-8 outline-none lg:order-2 lg:pt-8"
      >
        {children}
      </main>
      <nav
        aria-label="Main"
        className="no-print sticky bottom-0 z-20 border-t border-line bg-base-100 pb-[env(safe-area-inset-bottom)] lg:top-0 lg:bottom-auto lg:order-1 lg:border-t-0 lg:border-b"
      >
        <div className="mx-auto flex max-w-[32.5rem] items-center px-2 py-1.5 lg:max-w-[44rem] lg:px-5">
          <LogoMark className="mr-4 max-lg:hidden" size={26} />
          <div className="grid grow auto-cols-fr grid-flow-col">
            {tabs.map((tab) => (
              <Tab key={tab.href} tab={tab} />
            ))}
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
