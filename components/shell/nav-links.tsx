'use client'

import { usePathname } from 'next/navigation'
import {
  BellIcon,
  Building2Icon,
  ChartLineIcon,
  CircleUserRoundIcon,
  ClipboardListIcon,
  DumbbellIcon,
  type Icon,
  InboxIcon,
  LayersIcon,
  ListChecksIcon,
  MessageCircleIcon,
  Rows3Icon,
  ScaleIcon,
  ScrollTextIcon,
  SendIcon,
  SunIcon,
  UsersIcon,
} from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { type ClinicNavCounts, type ClinicRoles, navFor } from './clinic-nav.ts'
import { useLiveCounts } from './live-counts.ts'

/*
 * The links of a frame, which stays when the page changes: only the browser knows then where the reader is. They come as
 * one list, since a link by itself would be described to the browser piece by piece.
 */

const icons = {
  account: CircleUserRoundIcon,
  alerts: BellIcon,
  accounts: UsersIcon,
  audit: ScrollTextIcon,
  caseload: Rows3Icon,
  clinic: Building2Icon,
  exercises: DumbbellIcon,
  forms: ClipboardListIcon,
  intakes: InboxIcon,
  messages: MessageCircleIcon,
  outbox: SendIcon,
  patients: UsersIcon,
  program: ListChecksIcon,
  progress: ChartLineIcon,
  rules: ScaleIcon,
  templates: LayersIcon,
  today: SunIcon,
} satisfies Record<string, Icon>

export type NavIcon = keyof typeof icons

export type NavItem = {
  href: string
  label: string
  icon: NavIcon
  /** How many there are; none is shown for nothing. */
  count?: number | undefined
  /** How many of them need somebody today: the only red in the navigation. */
  urgent?: number | undefined
  /** What the two numbers mean, for a screen reader: "4 to triage, 1 emergency". */
  countLabel?: string | undefined
}

export type NavSection = { title?: string; items: readonly NavItem[] }

export type PatientTab = Pick<NavItem, 'href' | 'label' | 'icon'>

/** Also current on the pages below it, unless it is where the others hang. */
const isCurrent = (path: string | null, href: string, below: boolean) =>
  path === href || (below && path?.startsWith(`${href}/`)) ? ('page' as const) : undefined

const itemClass =
  'group flex h-8 items-center gap-2.5 rounded-field px-2.5 text-dense font-medium text-ink-2 hover:bg-hover aria-[current=page]:bg-base-100 aria-[current=page]:text-base-content aria-[current=page]:shadow-[0_0_0_1px_var(--line)] max-lg:h-11 pointer-coarse:h-11'

function Item({ item, path }: { item: NavItem; path: string | null }) {
  const Mark = icons[item.icon]
  return (
    <PageLink href={item.href} aria-current={isCurrent(path, item.href, true)} className={itemClass}>
      <Mark className="text-ink-3 group-aria-[current=page]:text-primary" />
      <span className="grow">{item.label}</span>
      {item.urgent ? (
        <span
          aria-hidden="true"
          className="tag tag-solid-red num h-[18px] px-1.5 text-[0.6875rem] font-semibold"
        >
          {item.urgent}
        </span>
      ) : null}
      {item.count ? (
        <span aria-hidden="true" className="num text-caption text-ink-3">
          {item.count}
        </span>
      ) : null}
      {item.countLabel ? <span className="sr-only">, {item.countLabel}</span> : null}
    </PageLink>
  )
}

/** The navigation of the clinic, with its numbers as they change. */
export function ClinicNav({ roles, counts }: { roles: ClinicRoles; counts: ClinicNavCounts }) {
  const path = usePathname()
  return navFor(roles, useLiveCounts(counts)).map((section, index) => (
    <div key={section.title ?? `section-${index}`} className="flex flex-col gap-0.5">
      {section.title ? (
        <div className="px-2.5 pt-5 pb-1.5 text-caption font-medium text-ink-3">{section.title}</div>
      ) : null}
      {section.items.map((item) => (
        <Item key={item.href} item={item} path={path} />
      ))}
    </div>
  ))
}

/** The pages of a record. The first is the record itself; every other one lies below its own address. */
export function PageTabs({ tabs }: { tabs: readonly { href: string; label: string }[] }) {
  const path = usePathname()
  return tabs.map(({ href, label }, index) => (
    <PageLink
      key={href}
      href={href}
      aria-current={isCurrent(path, href, index > 0)}
      className="tab-link shrink-0"
    >
      {label}
    </PageLink>
  ))
}

/** The tabs of a patient. */
export function PatientTabs({ tabs }: { tabs: readonly PatientTab[] }) {
  const path = usePathname()
  return tabs.map(({ href, label, icon }) => {
    const Mark = icons[icon]
    return (
      <PageLink
        key={href}
        href={href}
        aria-current={isCurrent(path, href, true)}
        className="flex h-12 flex-col items-center justify-center gap-0.5 rounded-field text-[0.71875rem] font-medium text-ink-3 aria-[current=page]:text-primary lg:h-11 lg:flex-row lg:gap-2 lg:text-dense"
      >
        <Mark size={22} />
        {label}
      </PageLink>
    )
  })
}
