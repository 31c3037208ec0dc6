import type { NavSection } from './nav-links.tsx'

export type ClinicRoles = { physio: boolean; admin: boolean }

export type ClinicNavCounts = {
  openCases?: number
  intakes?: number
  urgentIntakes?: number
  alerts?: number
  urgentAlerts?: number
  urgentAt?: number
  requests?: number
  unsent?: number
}

const patients: NavSection['items'][number] = { href: '/patients', label: 'Patients', icon: 'patients' }
/** What every member of the staff reads. */
const library: NavSection['items'] = [
  { href: '/library/exercises', label: 'Exercises', icon: 'exercises' },
  { href: '/library/templates', label: 'Templates', icon: 'templates' },
  { href: '/library/rules', label: 'Rules', icon: 'rules' },
]

/** The navigation of a physio. */
function physioNav(counts: ClinicNavCounts): NavSection[] {
  const { openCases, intakes, urgentIntakes, alerts, urgentAlerts } = counts
  const waiting = intakes
    ? `${intakes} to triage${urgentIntakes ? `, ${urgentIntakes} urgent` : ''}`
    : undefined
  return [
    {
      items: [
        {
          href: '/caseload',
          label: 'Caseload',
          icon: 'caseload',
          count: openCases,
          countLabel: openCases ? `${openCases} open` : undefined,
        },
        {
          href: '/alerts',
          label: 'Alerts',
          icon: 'alerts',
          count: alerts,
          urgent: urgentAlerts,
          countLabel: alerts ? `${alerts} open${urgentAlerts ? `, ${urgentAlerts} urgent` : ''}` : undefined,
        },
        {
          href: '/intakes',
          label: 'Intakes',
          icon: 'intakes',
          count: intakes,
          urgent: urgentIntakes,
          countLabel: waiting,
        },
        patients,
      ],
    },
    {
      title: 'Library',
      items: library,
    },
  ]
}

/** The navigation of an admin; below that of a physio for somebody who is both. */
function adminNav({ requests, unsent }: ClinicNavCounts, title?: string): NavSection {
  return {
    ...(title ? { title } : {}),
    items: [
      { href: '/admin/accounts', label: 'Accounts', icon: 'accounts' },
      {
        href: '/admin/requests',
        label: 'Requests',
        icon: 'messages',
        count: requests,
        countLabel: requests ? `${requests} open` : undefined,
      },
      { href: '/admin/clinic', label: 'Clinic', icon: 'clinic' },
      { href: '/admin/audit', label: 'Audit', icon: 'audit' },
      {
        href: '/admin/outbox',
        label: 'Outbox',
        icon: 'outbox',
        count: unsent,
        countLabel: unsent ? `${unsent} not sent` : undefined,
      },
    ],
  }
}

export function navFor(roles: ClinicRoles, counts: ClinicNavCounts = {}): NavSection[] {
  if (!roles.physio)
    return [{ items: [patients] }, adminNav(counts, 'Admin'), { title: 'Library', items: library }]
  return roles.admin ? [...physioNav(counts), adminNav(counts, 'Admin')] : physioNav(counts)
}
