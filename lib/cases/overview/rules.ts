import { countText, type Day, dayText } from '#lib/dates.ts'
import type { Consents } from '#lib/intake/consents/rules.ts'
import type { DueRow } from '#lib/outcomes/views/schema.ts'
import { type Reach, unreached } from '#lib/patients/reach/rules.ts'
import type { CaseStatus } from '../schema.ts'

/** `page`: of the case, where it is done. */
export type DueLine = { text: string; overdue: boolean; page?: 'outcomes' | 'program' }

export type CaseStep = 'assessment' | 'program' | 'review'

type Frame = {
  readonly mayWrite: boolean
  readonly consents: Pick<Consents, 'examination'>
  readonly safety: { readonly screenComplete: boolean; readonly screenCurrent: boolean }
  readonly reach: Reach
  readonly nextReviewOn: Day | null
  readonly status: CaseStatus
  readonly today: Day
}
type Flag = { readonly title: string; readonly due: readonly Pick<DueLine, 'text' | 'overdue'>[] }

/** What the flags, the safety questions and the next review ask for. */
export function dueOf(frame: Frame, flags: readonly Flag[], step: CaseStep): DueLine[] {
  const due: DueLine[] = flags.flatMap((flag) =>
    flag.due.map(({ text, overdue }) => ({ text: `${text}: ${flag.title}`, overdue })),
  )
  if (frame.mayWrite && step === 'assessment' && frame.consents.examination === 'no')
    due.push({ text: 'Call before the visit: has not agreed to be examined', overdue: false })
  if (frame.mayWrite && !frame.safety.screenComplete) {
    due.push({ text: 'Safety questions: not complete, so no program can be published', overdue: false })
  } else if (frame.mayWrite && !frame.safety.screenCurrent) {
    due.push({
      text: 'Safety questions: the answers are too old, ask again before publishing',
      overdue: false,
    })
  }
  if (frame.mayWrite && frame.reach !== 'account')
    due.push({
      text: `${unreached[frame.reach]}: the patient gets no messages and sees no program`,
      overdue: false,
    })
  if (frame.nextReviewOn && frame.status !== 'discharged' && frame.status !== 'referred') {
    due.push({
      text: `Review: ${dayText(frame.nextReviewOn, frame.today)}`,
      overdue: frame.nextReviewOn < frame.today,
    })
  }
  return due
}

/**
 * A knee measure that nobody has chosen, measures that are overdue, each by its name, and suggestions of the rules that nobody has
 * answered.
 */
export const waitingOf = (
  measures: readonly DueRow[],
  suggestions: number,
  choosesKnee = false,
): DueLine[] => [
  ...(choosesKnee ? [{ text: 'Choose the knee measure', overdue: false, page: 'outcomes' as const }] : []),
  ...measures.map(({ name, text }) => ({
    text: `${name}: ${text.replace(', overdue ', ', by ')}`,
    overdue: true,
    page: 'outcomes' as const,
  })),
  ...(suggestions > 0
    ? [
        {
          overdue: false,
          page: 'program' as const,
          text: `${countText(suggestions, 'suggestion')} for the program to answer`,
        },
      ]
    : []),
]
