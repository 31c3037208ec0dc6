import { describe, expect, test } from 'vitest'
import { navFor } from '#components/shell/clinic-nav.ts'
import { ClinicShell } from '#components/shell/clinic-shell.tsx'
import { PatientBand, type PatientBandProps } from '#components/shell/patient-banner.tsx'
import { PatientShell } from '#components/shell/patient-shell.tsx'
import { cssString } from '#components/shell/printed-name.tsx'
import { html, text } from './render.ts'

const eva: PatientBandProps = {
  name: 'Eva Beispiel',
  ageAndSex: '34 y, female',
  born: 'born 3 Mar 1992',
  number: 'SW-1042',
  side: 'right',
  complaint: 'pain around the kneecap',
  safety: { state: 'clear' },
}

describe('patient banner', () => {
  test('says whose record it is, and the side in words', () => {
    const said = text(<PatientBand {...eva} />)
    for (const part of [
      'Eva Beispiel',
      '34 y, female',
      'born 3 Mar 1992',
      'SW-1042',
      'Right knee',
      'Safety screen clear',
    ]) {
      expect(said).toContain(part)
    }
  })
  test('names the patient at the foot of every printed sheet, whatever signs the name has', () => {
    expect(html(<PatientBand {...eva} />)).toContain(
      '@page{@bottom-left{content:"Eva Beispiel, born 3 Mar 1992, SW-1042"}}',
    )
    expect(cssString('Zoë "O’Neil"\\ </style>{}')).toBe(
      String.raw`"Zoë \22 O\2019 Neil\22 \5c  \3c \2f style\3e \7b \7d "`,
    )
  })
  test('is red only while an urgent flag is unanswered', () => {
    const urgent = html(
      <PatientBand {...eva} safety={{ state: 'urgent', label: 'New numbness, not answered' }} />,
    )
    expect(urgent).toContain('data-urgent')
    const watched = html(<PatientBand {...eva} safety={{ state: 'watch', label: 'Bone pain' }} />)
    for (const calm of [html(<PatientBand {...eva} />), watched]) expect(calm).not.toMatch(/red|data-urgent/)
  })
  test('access by breaking glass is marked in ink', () => {
    expect(text(<PatientBand {...eva} brokenGlass />)).toContain('Opened without being on the team')
    expect(html(<PatientBand {...eva} brokenGlass />)).toContain('tag-ink')
  })
})

describe('navigation', () => {
  const places = (roles: { physio: boolean; admin: boolean }) =>
    navFor(roles).flatMap((section) => section.items.map((item) => item.href))
  test('an admin without the physio role is led to what all staff keep, and to nothing clinical', () => {
    const others = places({ physio: false, admin: true }).filter((href) => !href.startsWith('/admin/'))
    expect(others).toEqual(['/patients', '/library/exercises', '/library/templates', '/library/rules'])
  })
  test('a physio sees no admin pages, an owner sees both', () => {
    expect(places({ physio: true, admin: false }).some((href) => href.startsWith('/admin'))).toBe(false)
    expect(places({ physio: true, admin: true })).toEqual(
      expect.arrayContaining(['/caseload', '/admin/audit']),
    )
  })
  test('counts are words for a screen reader', () => {
    const counts = { intakes: 4, urgentIntakes: 1, requests: 2, unsent: 3 }
    const account = { name: 'Hanna Muster', clinic: 'Demo Clinic' }
    const shell = (
      <ClinicShell account={account} roles={{ physio: true, admin: true }} counts={counts} signOut={null}>
        Page
      </ClinicShell>
    )
    expect(text(shell)).toContain('4 to triage, 1 urgent')
    expect(text(shell)).toMatch(/Requests\W+2\W+2 open/)
    expect(text(shell)).toMatch(/Outbox\W+3\W+3 not sent/)
    expect(html(shell)).toContain('id="main"')
    expect(html(shell)).toMatch(/<form action="\/patients" method="get">.*name="q"/)
  })
})

test('a patient has five places, each at least 44 px', () => {
  const shell = html(<PatientShell name="Eva Beispiel">Page</PatientShell>)
  expect(shell.match(/<a [^>]*h-12/g)).toHaveLength(5)
})
