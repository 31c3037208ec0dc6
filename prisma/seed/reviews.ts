import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { CaseInput } from './cases.ts'
import { at } from './course.ts'
import type { PatientInput } from './patients.ts'
import type { Story } from './people.ts'
import type { Rows } from './rows.ts'

/** What the next review compares with: the mean of the worst pain of 7 days, and the kilometers. */
function valuesOn(rows: Rows, caseId: string, on: Day): Record<string, string | null> {
  const week = (table: 'PainScore' | 'RunLog') =>
    rows
      .of(table)
      .filter((row) => row.caseId === caseId && `${row.logDate}` <= on && `${row.logDate}` > addDays(on, -7))
  const worst = new Map<string, number>()
  for (const { logDate, score } of week('PainScore'))
    worst.set(`${logDate}`, Math.max(worst.get(`${logDate}`) ?? 0, Number(score)))
  const sum = [...worst.values()].reduce((total, value) => total + value, 0)
  const km = week('RunLog').reduce((total, run) => total + Number(run.km), 0)
  return {
    ind_pain_7d: worst.size < 3 ? null : (sum / worst.size).toFixed(1),
    ind_week_km: km.toFixed(1),
  }
}

/** On which days a case whose program began on `from` was reviewed; who is referred on is reviewed once more on her last day. */
export function reviewDays(story: Story, from: Day, last: Day, now: Date): Day[] {
  const planned = [24, 66].map((days) => addDays(from, days)).filter((on) => on <= last)
  const days = story === 'referred' ? [...planned.filter((on) => on < last), last] : planned
  return days.filter((on) => at(on, '07:30') <= now)
}

/** The review after one that was signed on a day. */
export const nextReview = (on: Day): Day => addDays(on, 28)

type Signed = readonly [decision: string, text: string]

const better: Signed = ['progress', 'Less pain with more load: next phase.']
const unchanged: Signed = [
  'continue',
  'Little change so far. Same plan; load and barriers gone through together.',
]
/** What each review decided, the last of them for all that come after. */
const courses: Partial<Record<Story, readonly Signed[]>> = {
  plateau: [
    unchanged,
    [
      'change_plan',
      'Pain has not moved for four weeks although the work is done. Other exercises for the hip, same volume.',
    ],
  ],
  flare: [['continue', 'Doing well so far. Keep single runs below the cap.']],
  referred: [
    unchanged,
    ['change_plan', 'Still little change. Other exercises for six weeks; then a specialist.'],
    ['refer', 'Little change in spite of the work done.'],
  ],
  discharged: [['progress', 'Pain stays low with more load.']],
}

export function writeReviews(input: PatientInput, of: CaseInput, from: Day, last: Day): void {
  const { rows, random, clinicId, person, leadId } = input
  const course = courses[person.story] ?? [better]
  reviewDays(person.story, from, last, input.now).forEach((on, nth) => {
    const [decision, text] = course[nth] ?? course.at(-1) ?? better
    const id = random.id(at(on, '07:30'))
    rows.add('Review', {
      id,
      clinicId,
      patientId: of.patientId,
      caseId: of.caseId,
      on,
      ruleSetVersion,
      decision,
      text,
      indicators: { values: valuesOn(rows, of.caseId, on) },
      nextReviewOn: decision === 'refer' ? null : nextReview(on),
      signedById: leadId,
      signedAt: at(on, '07:30'),
    })
    of.audit(at(on, '07:30'), 'review.signed', { caseId: of.caseId, subjectId: id, data: { decision } })
  })
}
