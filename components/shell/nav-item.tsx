import type { Icon } from '#components/ui/icons.tsx'
import { NavLink } from './nav-link.tsx'

export type NavItem = {
  href: string
  label: string
  icon: Icon
  /** How many there are; none is shown for nothing. */
  count?: number | undefined
  /** How many of them need somebody today: the only red in the navigation. */
  urgent?: number | undefined
  /** What the two numbers mean, for a screen reader: "4 to triage, 1 emergency". */
  countLabel?: string | undefined
}

export type NavSection = { title?: string; items: readonly NavItem[] }

function Item({ item }: { item: NavItem }) {
  const Mark = item.icon
  return (
    <NavLink
      href={item.href}
      below
      className="group flex h-8 items-center gap-2.5 rounded-field px-2.5 text-dense font-medium text-ink-2 hover:bg-hover aria-[current=page]:bg-base-100 aria-[current=page]:text-base-content aria-[current=page]:shadow-[0_0_0_1px_var(--line)] max-lg:h-11 pointer-coarse:h-11"
    >
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
    </NavLink>
  )
}

export function NavSections({ sections }: { sections: readonly NavSection[] }) {
  return sections.map((section, index) => (
    <div key={section.title ?? `section-${index}`} className="flex flex-col gap-0.5">
      {section.title ? (
        <div className="px-2.5 pt-5 pb-1.5 text-caption font-medium text-ink-3">{section.title}</div>
      ) : null}
      {section.items.map((item) => (
        <Item key={item.href} item={item} />
      ))}
    </div>
  ))
}
