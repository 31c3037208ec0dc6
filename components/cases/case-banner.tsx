import type { ReactNode } from 'react'
import { CallLinks } from '#components/patients/call-links.tsx'
import { PatientBand, PatientBanner } from '#components/shell/patient-banner.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'

const tabsOf = (caseId: string) => [
  { href: `/cases/${caseId}`, label: 'Overview' },
  { href: `/cases/${caseId}/intake`, label: 'Intake' },
  { href: `/cases/${caseId}/assessment`, label: 'Assessment' },
  { href: `/cases/${caseId}/factors`, label: 'Factors' },
  { href: `/cases/${caseId}/program`, label: 'Program' },
  { href: `/cases/${caseId}/progress`, label: 'Progress' },
  { href: `/cases/${caseId}/timeline`, label: 'Timeline' },
  { href: `/cases/${caseId}/outcomes`, label: 'Outcomes' },
  { href: `/cases/${caseId}/alerts`, label: 'Alerts' },
  { href: `/cases/${caseId}/reviews`, label: 'Reviews' },
  { href: `/cases/${caseId}/notes`, label: 'Notes' },
  { href: `/cases/${caseId}/letters`, label: 'Letters' },
]

/** The banner of a case with its pages; its band is `CaseBand`. */
export function CaseBanner({ caseId, children }: { caseId: string; children: ReactNode }) {
  return <PatientBanner tabs={tabsOf(caseId)}>{children}</PatientBanner>
}

export function CaseBand({ frame }: { frame: CaseFrame }) {
  const { banner, contacts } = frame
  return (
    <PatientBand
      {...banner}
      brokenGlass={frame.brokenGlass !== null}
      action={contacts.calls.length > 0 ? <CallLinks calls={contacts.calls} /> : null}
    />
  )
}
