import {
  Building2Icon,
  DumbbellIcon,
  InboxIcon,
  LayersIcon,
  Rows3Icon,
  ScaleIcon,
  ScrollTextIcon,
  SendIcon,
  UsersIcon,
} from '#components/ui/icons.tsx'
import type { NavSection } from './nav-item.tsx'

export type ClinicNavCounts = {
  openCases?: number
  intakes?: number
  urgentIntakes?: number
}

/** The navigation of a physio. */
export function physioNav(counts: ClinicNavCounts): NavSection[] {
  const { openCases, intakes, urgentIntakes } = counts
  const waiting = intakes
    ? `${intakes} to triage${urgentIntakes ? `, ${urgentIntakes} urgent` : ''}`
    : undefined
  return [
    {
      items: [
        {
          href: '/caseload',
          label: 'Caseload',
          icon: Rows3Icon,
          count: openCases,
          countLabel: openCases ? `${openCases} open` : undefined,
        },
        {
          href: '/intakes',
          label: 'Intakes',
          icon: InboxIcon,
          count: intakes,
          urgent: urgentIntakes,
          countLabel: waiting,
        },
        { href: '/patients', label: 'Patients', icon: UsersIcon },
      ],
    },
    {
      title: 'Library',
      items: [
        { href: '/library/exercises', label: 'Exercises', icon: DumbbellIcon },
        { href: '/library/templates', label: 'Templates', icon: LayersIcon },
        { href: '/library/rules', label: 'Rules', icon: ScaleIcon },
      ],
    },
  ]
}

/** The navigation of an admin; below that of a physio for somebody who is both. */
export function adminNav(title?: string): NavSection {
  return {
    ...(title ? { title } : {}),
    items: [
      { href: '/admin/accounts', label: 'Accounts', icon: UsersIcon },
      { href: '/admin/clinic', label: 'Clinic', icon: Building2Icon },
      { href: '/admin/audit', label: 'Audit', icon: ScrollTextIcon },
      { href: '/admin/outbox', label: 'Outbox', icon: SendIcon },
    ],
  }
}

export function navFor(
  roles: { physio: boolean; admin: boolean },
  counts: ClinicNavCounts = {},
): NavSection[] {
  if (!roles.physio) return [adminNav()]
  return roles.admin ? [...physioNav(counts), adminNav('Admin')] : physioNav(counts)
}
