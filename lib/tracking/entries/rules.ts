import { type Actor, isPatient } from '#lib/access/actor.ts'
import type { AuditInput } from '#lib/audit/schema.ts'
import {
  injuryHeardMessage,
  logSafetyNone,
  newInjuryQuestionIds,
  pausedMessage,
  reachMessage,
  whenClosedMessage,
} from '#lib/content/flags/log-handling.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { addDays, type Day, dayIn, instantOf } from '#lib/dates.ts'
import { Conflict, Ended, Invalid, NotFound } from '#lib/errors.ts'
import type { Choice } from '#lib/flags/at-once/choices/rules.ts'
import { type Fires, leastSevere } from '#lib/flags/at-once/rules.ts'
import { firesAnew } from '#lib/flags/evaluation/rules.ts'
import { type ClinicNumbers, fillNumbers, withClosed } from '#lib/flags/messages/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { answerSafety } from './missing/schema.ts'
import {
  type Corrects,
  changedEntry,
  DAYS_BACK,
  endedEntry,
  endedPage,
  type InjuryAnswers,
  type SafetyAnswers,
  safetyNotAsked,
} from './schema.ts'

/** From here on a pain opens `al_pain_severe` (clinical/review.md 3). */
export const SEVERE = 8

const severeMessage =
  'Please stop exercising and running for now. We will contact you today; if the pain is unbearable or the leg is cold or numb, call {emergency_number}.'

/** With whom to call while the clinic is closed. `call`: of `numberToCall`. */
export const severeLines = (numbers: ClinicNumbers, call: string): readonly string[] =>
  withClosed(severeMessage, numbers, call)

const severeUnsent =
  'Please stop exercising and running for now. Once this is sent we will contact you; until then call us at {clinic_phone}. {when_closed} If the pain is unbearable or the leg is cold or numb, call {emergency_number}.'

/** The same for a phone, which shows it at whatever hour and before anybody knows of it: it promises nothing for today. */
export const severeKept = (numbers: ClinicNumbers): string =>
  fillNumbers(severeUnsent.replace('{when_closed}', whenClosedMessage), numbers)

/**
 * The day an entry is about, that of the moment it was entered unless given. `before`: of the entry that it puts right, whose day
 * stands however long ago it was; `entered`: before now for one that waited on a phone. Throws Invalid for the future and for more
 * than 14 days ago.
 */
export function entryDay(
  wanted: Day | undefined,
  timeZone: string,
  now: Date,
  before?: Day,
  entered: Date = now,
): Day {
  const today = dayIn(timeZone, now)
  const day = wanted ?? before ?? dayIn(timeZone, entered)
  if (day === before) return day
  if (day > today) throw new Invalid({ logDate: ['This day has not come yet.'] })
  if (day < addDays(today, -DAYS_BACK))
    throw new Invalid({ logDate: [`Choose a day of the last ${DAYS_BACK} days.`] })
  return day
}

export const correctedMeanwhile = () =>
  new Conflict(
    'This entry was corrected or taken back meanwhile. Look at your entries again; nothing was changed.',
  )

const callAgain = (phone?: string) =>
  `Call the clinic${phone ? ` at ${phone}` : ''} if your knee bothers you again.`

/** `phone`: of the clinic, where it is known. */
export const endedWords = (phone?: string): string =>
  `This treatment has ended, so nothing was saved. ${callAgain(phone)}`

/** Where nothing was sent. */
export const overWords = (phone: string): string => `This treatment has ended. ${callAgain(phone)}`

/** The same to whoever enters it for the patient. */
export const endedForTeam =
  'This treatment has ended, so nothing was saved. Reopen the case to enter something in it.'

/** Where a form of the patient leads that cannot be filled any more. `posted`: she has filled and sent it. */
export function afterConflict(conflict: Conflict, posted: boolean): string {
  if (!(conflict instanceof Ended)) return changedEntry
  return posted ? endedEntry : endedPage
}

/**
 * The entry that is put right, out of those that the actor may log. Throws NotFound when it is none of them, Conflict when it
 * does not count any more: whoever goes back to its page after saving is led on.
 */
export function stillCounts<T extends { supersededAt: Date | null; withdrawnAt: Date | null }>(
  row: T | null,
): T {
  if (!row) throw new NotFound('entry')
  if (row.supersededAt || row.withdrawnAt) throw correctedMeanwhile()
  return row
}

/** Where an entry of the patient leads. */
export const afterOwnEntry = (
  { id, caseId }: { id: string; caseId: string },
  what: 'session' | 'run' | 'morning',
): string => `/today?case=${caseId}&saved=${what}&entry=${id}`

/** The form of the team for the next entry; of the same day, for a paper sheet has more than one. */
export const teamFormAt = (caseId: string, day: Day | null | undefined): string =>
  `/cases/${caseId}/log?${day ? `day=${day}&` : ''}`

/** Where an entry of the team leads: one that was put right to what it says now, a new one to the form for the next. */
export const afterTeamEntry = (
  saved: { id: string; caseId: string },
  { supersedes, logDate }: { supersedes?: string | undefined; logDate?: Day | undefined },
  what: string,
): string =>
  supersedes
    ? `/cases/${saved.caseId}/entries/${saved.id}?done=corrected`
    : `${teamFormAt(saved.caseId, logDate)}saved=${what}&entry=${saved.id}`

/** When a score of that day was: when it was entered for that very day, noon for another. */
export const entryTime = (day: Day, timeZone: string, entered: Date): Date =>
  day === dayIn(timeZone, entered) ? entered : instantOf(day, 12 * 60, timeZone)

export type LogAnswers = {
  /** Empty when the question was not asked. */
  safety: readonly string[]
  injury: InjuryAnswers | null
  morningPain?: number
  morningSwelling?: string
}

/** What was posted for the safety question as it is stored. */
export const toldSafety = (posted: readonly string[]) => ({
  safety: posted.filter((id) => id !== safetyNotAsked),
  safetyAsked: !posted.includes(safetyNotAsked),
})

type Asked = { readonly safetyAsked: boolean }

/**
 * Throws Invalid for a patient who says that nobody asked: she is being asked; and for anybody who says so of an entry that she
 * answered it with.
 */
export function assertAsked(told: Asked, onBehalf: boolean, before: Asked | null = null): void {
  if (told.safetyAsked) return
  if (!onBehalf) throw new Invalid({ log_safety: [answerSafety] })
  if (before?.safetyAsked)
    throw new Invalid({ log_safety: ['This was answered with the entry. Choose what the answer was.'] })
}

/** Throws Invalid for the care team that does not say why it changes what the patient entered. */
export function assertReason(reason: string | undefined, onBehalf: boolean): void {
  if (onBehalf && (reason ?? '').length < 3)
    throw new Invalid({ reason: ['Say in a few words why. The patient reads it.'] })
}

/** What an entry keeps of what it puts right: a reason without an older entry is none. */
export const putsRight = ({ supersedes, reason }: Corrects) => ({
  supersedesId: supersedes ?? null,
  correctReason: supersedes ? (reason ?? null) : null,
})

/** What the audit says of reading an entry or the plan of a day on its form: the patient herself, or the team for her. */
export const readOfEntry = (
  actor: Actor,
  { patientId, caseId }: { patientId: string; caseId: string },
  page: string,
): AuditInput =>
  isPatient(actor) && actor.patientId === patientId
    ? { type: 'own_record.read', patientId, caseId, data: { page } }
    : { type: 'case.read', patientId, caseId, data: { page: `log ${page}`, brokenGlass: false } }

/** The safety answers of a stored entry, as its form shows them again. */
export const storedSafety = (row: Asked & { safety: string[]; injury: unknown }): SafetyAnswers => ({
  safety: row.safetyAsked ? row.safety : [safetyNotAsked],
  injury: row.injury && typeof row.injury === 'object' ? { ...row.injury } : null,
})

/**
 * Nothing in these answers can raise a flag, so no rule has to be asked: a clear swelling does beside a fever that was told before.
 * `severe`: that of the clinic once it is known.
 */
export const isQuiet = (answers: LogAnswers, severe: number = leastSevere): boolean =>
  answers.safety.every((id) => id === logSafetyNone) &&
  (answers.morningPain ?? 0) < severe &&
  answers.morningSwelling !== 'clear'

/** What is read about a new injury that is heard in an entry that is not saved. `goesOn`: the plan, which waits from then on. */
export const injuryHeard = (numbers: ClinicNumbers, goesOn: boolean): string =>
  [injuryHeardMessage, fillNumbers(goesOn ? pausedMessage : reachMessage, numbers)].join(' ')

const [fever, hot] = ['fever_unwell', 'hot_red_swollen']

/** A knee of another treatment, by what was told of it: hot on the day of the entry, clearly swollen by the newest answer. */
export type OtherKnee = { readonly caseId: string; readonly swollen: boolean; readonly hot: boolean }

type Around = {
  /** Days with night pain. */
  readonly nights: number
  /** The newest swelling on waking. */
  readonly swelling: string | null
  /** Other entries about the day, or told on it, have a fever, in whichever treatment. */
  readonly fever?: boolean
  /** Such entries of this treatment have a hot knee. */
  readonly hot?: boolean
  readonly others?: readonly OtherKnee[]
}

/** The safety answers, with those of the day that make them graver: a fever is one for each knee, whichever entry told of it. */
function saidTogether({ safety, morningSwelling }: LogAnswers, around: Around): readonly string[] {
  const withKnee = safety.includes(hot) || morningSwelling === 'clear'
  const more = [
    ...(around.fever && withKnee ? [fever] : []),
    ...(around.hot && safety.includes(fever) ? [hot] : []),
  ]
  if (more.length === 0) return safety
  return [...new Set([...safety.filter((id) => id !== logSafetyNone), ...more])]
}

/** What is answered on this occasion. */
function ownValues(answers: LogAnswers, around: Around): [string, RuleValue][] {
  const said: [string, RuleValue] = ['log_safety', saidTogether(answers, around)]
  const own: [string, RuleValue][] = [...Object.entries(answers.injury ?? {}), said]
  // Nights that earlier entries told of are no news of this one.
  if (answers.safety.includes('night_pain_constant')) own.push(['ind_night_pain_days_7d', around.nights])
  if (answers.morningPain !== undefined) own.push(['morning_pain', answers.morningPain])
  if (answers.morningSwelling !== undefined) own.push(['morning_swelling', answers.morningSwelling])
  return own
}

type Said = { values: RuleValues; answered: ReadonlySet<string> }

/**
 * The values that the log rules read (clinical/red-flags.md 3.2), and which ids were answered on this occasion. `around`: what
 * the entries say together.
 */
export function logValues(
  form: Answers,
  answers: LogAnswers,
  around: Around,
  { today, limits }: { readonly today: Day; readonly limits: Limits },
): Said {
  const own = ownValues(answers, around)
  const nights: [string, RuleValue] = ['ind_night_pain_days_7d', around.nights]
  const swelling: [string, RuleValue] = ['morning_swelling', around.swelling]
  return {
    values: new Map<string, RuleValue>([...intakeValues(form, { today, limits }), swelling, nights, ...own]),
    answered: new Set(own.map(([id]) => id)),
  }
}

/**
 * What the answers say of the knees of her other treatments: each with what was told of it, beside the fever. `values`: those of
 * the log.
 */
export function otherKneeValues(
  values: RuleValues,
  { safety }: LogAnswers,
  others: readonly OtherKnee[],
): (Said & { caseId: string })[] {
  if (!safety.includes(fever)) return []
  const own = new Set([
    'log_safety',
    'morning_pain',
    'morning_swelling',
    ...newInjuryQuestionIds,
    'rf_trauma',
  ])
  const known = [...values].filter(([id]) => !own.has(id))
  return others.map(({ caseId, swollen, hot: isHot }) => ({
    caseId,
    values: new Map<string, RuleValue>([
      ...known,
      ['log_safety', isHot ? [fever, hot] : [fever]],
      ['morning_swelling', swollen ? 'clear' : null],
    ]),
    answered: new Set(['log_safety']),
  }))
}

/** How many nights of the last seven days hurt: those that entries told of, and that of one about `day`, saved or not. */
export const nightsWith = (nights: ReadonlySet<Day>, day: Day, today: Day): number =>
  new Set([...nights, ...(day >= addDays(today, -6) ? [day] : [])]).size

/** As they are stored. */
export type SaidAnswers = SafetyAnswers & { morningPain?: number; morningSwelling?: string | null }

/** The choices that an entry with these answers was saved with. */
export const choicesOf = ({ safety, injury, morningPain, morningSwelling }: SaidAnswers): Choice[] => [
  ...safety.filter((id) => id !== safetyNotAsked).map((id): Choice => ['log_safety', id]),
  ...Object.entries(injury ?? {}).map(([id, value]): Choice => [id, String(value)]),
  ...(morningPain === undefined ? [] : [['score', String(morningPain)] as const]),
  ...(morningSwelling ? [['swelling', morningSwelling] as const] : []),
]

/** What was chosen in the fields of a log so far. An injury whose day is not typed yet counts as one of today. */
function chosenAnswers(choices: readonly Choice[]): LogAnswers {
  const of = (field: string) => choices.flatMap(([name, value]) => (name === field ? [value] : []))
  const [score, swelling] = [of('score')[0], of('swelling')[0]]
  const injury = choices.filter(([field]) => newInjuryQuestionIds.some((id) => id === field))
  return {
    safety: of('log_safety'),
    injury: of('log_safety').includes('new_injury')
      ? { rf_trauma: 'yes', rf_trauma_days: 0, ...Object.fromEntries(injury) }
      : null,
    ...(score === undefined ? {} : { morningPain: Number(score) }),
    ...(swelling === undefined ? {} : { morningSwelling: swelling }),
  }
}

/** Whether choices in a log fire a flag, as its saving would, for a patient with these forms. */
export function firesByChoice(
  form: Answers,
  around: Around,
  context: { readonly today: Day; readonly limits: Limits },
): Fires {
  const { values } = logValues(form, { safety: [], injury: null }, around, context)
  return (flagId, choices) => {
    const answers = chosenAnswers(choices)
    const own = ownValues(answers, around)
    const said = { values: new Map([...values, ...own]), answered: new Set(own.map(([id]) => id)) }
    return [said, ...otherKneeValues(values, answers, around.others ?? [])].some((one) =>
      firesAnew(flagId, 'log', one, context.limits),
    )
  }
}

/** One text for one content, whatever the order of its fields: for telling a repeated entry from another one. */
export function sameContent(a: unknown, b: unknown): boolean {
  const canonical = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(canonical)
      : value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => inner !== null && inner !== undefined)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([key, inner]) => [key, canonical(inner)]),
          )
        : value
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))
}

/** What either of two versions of an entry told: the graver pain, the swelling of the newer one, the safety answers of both. */
export function toldInEither(
  older: Readonly<Record<string, RuleValue>>,
  newer: Readonly<Record<string, RuleValue>>,
): Record<string, RuleValue> {
  const pains = ['max_pain', 'morning_pain'].map((id) => {
    const known = [older[id], newer[id]].filter((pain) => typeof pain === 'number')
    return [id, known.length > 0 ? Math.max(...known) : null] as const
  })
  const said = [older.log_safety, newer.log_safety].flatMap((list) => (Array.isArray(list) ? list : []))
  return { ...older, ...newer, ...Object.fromEntries(pains), log_safety: [...new Set(said)] }
}
