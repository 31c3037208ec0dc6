import { sectionsOf } from '#lib/content/letters/kinds.ts'
import { type Day, fullDayText } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { historyLines } from '#lib/intake/history/rules.ts'
import { at, type Record_ } from './course.ts'
import { randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

export type LettersInput = {
  readonly rows: Rows
  readonly of: Record_
  readonly seed: number
  readonly referred: boolean
  readonly complaint: string
  readonly side: string
  readonly answers: Answers
  readonly leadId: string
  readonly openedOn: Day
  readonly closedOn: Day
  readonly now: Date
}

/**
 * A letter that is being written about a case that has ended. Its file is made when somebody signs it; by-command.ts signs
 * one.
 */
export function writeLetters(input: LettersInput): void {
  const { rows, of, referred, closedOn, now } = input
  const [begun, saved] = [at(closedOn, '15:10'), at(closedOn, '15:25')]
  if (saved > now) return
  const random = randomFrom(input.seed)
  const kind = referred ? 'referral' : 'discharge_summary'
  const what = `${input.complaint}, ${input.side} knee, treated here since ${fullDayText(input.openedOn)}.`
  const texts: Record<string, string> = {
    reason: referred ? `Referred because of: ${what}` : `Treated because of: ${what}`,
    history: historyLines([{ answers: input.answers, on: input.openedOn }])
      .map(({ text }) => `${text}.`)
      .join('\n'),
    ...(referred
      ? { question: 'Would you please see the patient and say whether imaging is needed?' }
      : {
          plan: 'Goes on with the maintenance program, twice a week. Comes back when pain stays for two weeks.',
        }),
  }
  rows.add('Letter', {
    id: random.id(begun),
    ...of,
    kind,
    on: closedOn,
    recipientKind: referred ? 'orthopaedic' : 'family_doctor',
    recipient: referred
      ? 'Dr. Ada Musterfrau\nOrthopaedics, Seefeldweg 2\n8000 Zürich'
      : 'Dr. Noël Hausmann\nDorfplatz 1\n8000 Zürich',
    urgency: 'routine',
    body: Object.fromEntries(sectionsOf[kind].map((name) => [name, texts[name] ?? ''])),
    byId: input.leadId,
    createdAt: begun,
    savedById: input.leadId,
    savedAt: saved,
    version: 2,
  })
}
