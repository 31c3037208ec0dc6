import { expect, it } from 'vitest'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { runLimitOn } from '#lib/review/indicators/values/rules.ts'
import { monday } from './logs.ts'

const fit = {
  equipment: [],
  atClinic: true,
  daysAvailable: ['mon', 'wed', 'fri'],
  minutesPerSession: 60,
} as const
const content = fromTemplate('prog_pfp_late', fit as never)?.content
const versions: PastVersion[] = content
  ? [{ number: 1, startsOn: monday, publishedAt: null, content, suggested: new Map() }]
  : []
const span = (position: number, from: number) => ({ position, from, startedOn: from })

it('measures a run by the phase of its day; by the lower limit on the day one phase follows another', () => {
  // The limit of the first phase is 2, of the second 3; the physio went on and back again.
  const spans = [span(0, monday), span(1, monday + 7), span(0, monday + 14)]
  const limits = [0, 6, 7, 8, 13, 14, 20].map((n) => runLimitOn(versions, spans, monday + n))
  expect(limits).toEqual([2, 2, 2, 3, 3, 2, 2])
})
