import { noteTemplate } from '#lib/content/notes/templates.ts'
import { addDays, type Day, daysBetween, fullDayText } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { historyLines } from '#lib/intake/history/rules.ts'
import { at, type Record_ } from './course.ts'
import type { Story } from './people.ts'
import { randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

export type NotesInput = {
  readonly rows: Rows
  readonly of: Record_
  readonly seed: number
  readonly nth: number
  readonly story: Story
  readonly answers: Answers
  readonly leadId: string
  readonly openedOn: Day
  readonly last: Day
  readonly closed: boolean
  readonly now: Date
}

const courses: Partial<Record<Story, string>> = {
  improving: 'Goes on well: less pain on stairs, sessions done, no swelling.',
  plateau: 'Little change since the last visit. Load and barriers gone through again.',
  flare: 'More pain after a long run; no sign of anything dangerous.',
  silent: 'Few entries; says work is busy. Plan shortened together.',
  on_hold: 'Away for some weeks; goes on afterwards.',
  discharged: 'Runs without pain and knows what to do when it comes back.',
  referred: 'Does not get better in spite of training. Opinion of a specialist asked for.',
}

/** A note of the first visit, a follow-up about every three weeks, and for some a draft that waits to be signed. */
export function writeNotes(input: NotesInput): void {
  const { rows, of, story, leadId, openedOn, last, now } = input
  const random = randomFrom(input.seed)
  const write = (template: string, on: Day, text: Record<string, string>, signed: boolean) => {
    const [begun, done] = [at(on, '11:05'), at(on, '11:20')]
    if (done > now) return null
    const id = random.id(begun)
    rows.add('Note', {
      id,
      ...of,
      on,
      template,
      byId: leadId,
      createdAt: begun,
      savedById: leadId,
      savedAt: done,
      text: { subjective: '', objective: '', assessment: '', plan: '', ...text },
      signedById: signed ? leadId : null,
      signedAt: signed ? done : null,
      version: signed ? 3 : 2,
    })
    return id
  }
  const history = historyLines([{ answers: input.answers, on: null }]).map(
    ({ text }) => `${text} (intake, ${fullDayText(openedOn)})`,
  )
  const first = write(
    'first_visit',
    openedOn,
    {
      subjective: history.join('\n'),
      objective: 'See the assessment of today.',
      assessment: 'Load tolerance of the knee is low at the moment; hip and thigh are part of it.',
      plan: 'Explained the traffic light of pain. Program published, three sessions a week.\nComes back in three weeks, earlier if the knee swells, locks or gives way.',
    },
    true,
  )
  if (first && input.nth === 1)
    rows.add('NoteAddendum', {
      id: random.id(at(openedOn, '15:40')),
      ...of,
      noteId: first,
      byId: leadId,
      at: at(openedOn, '15:40'),
      text: 'Called in the afternoon: may also cycle, up to 30 minutes, without pain.',
    })
  const span = daysBetween(openedOn, last)
  const visits = [21, 42, 63].filter((after) => after < span - 4)
  for (const after of visits)
    write(
      'follow_up',
      addDays(openedOn, after),
      {
        subjective: courses[story] ?? 'As planned.',
        assessment: 'Fits the course on the pain chart.',
        plan: 'Goes on with the program; the next step as the rules advise.',
      },
      true,
    )
  if (input.closed)
    write(
      'discharge',
      last,
      { subjective: courses[story] ?? '', plan: 'Goes on alone with the maintenance program.' },
      true,
    )
  else if (input.nth === 0 && story !== 'silent')
    write(
      'follow_up',
      last,
      { subjective: noteTemplate('follow_up').prompts.subjective.join('\n'), plan: 'Ask about stairs.' },
      false,
    )
}
