import { countText, type Day, daysBetween, dayText, fromDbDate } from '#lib/dates.ts'
import type { GoesOnFrom, PhaseCheck } from '#lib/programs/entry/schema.ts'
import { entryErrors } from '#lib/programs/entry/words/rules.ts'
import { onlyLowers } from '#lib/programs/lowering/rules.ts'
import { type ImpactPermission, impactPermission } from '#lib/programs/permission/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { carefulNames, type PublishFacts } from '../rules.ts'
import type { PublishForm } from '../schema.ts'

/** A version may be planned this many days ahead; later ones are written when it is time. */
const AHEAD_DAYS = 28

/** The program before the version that is published. */
export type ProgramState = {
  activatedOn: Date | null
  phasePosition: number
  phaseStartedOn: Date | null
  /** Null for a first version. */
  goesOn: GoesOnFrom | null
}

/** The phase that was chosen, and what it asks for before it begins. */
type Chosen = { name: string; checks: readonly PhaseCheck[] }

/** What the form says that cannot be, by its fields; empty when nothing does. */
export function formErrors(
  input: PublishForm,
  content: ProgramVersionContent,
  program: ProgramState,
  facts: PublishFacts,
  { chosen, today }: { chosen: Chosen; today: Day },
): Record<string, string[]> {
  const errors: Record<string, string[]> = entryErrors(chosen.name, chosen.checks, input.entryReason)
  const hereKey = program.goesOn?.phaseKey ?? null
  const ahead = daysBetween(today, input.startsOn)
  if (ahead < 0 || ahead > AHEAD_DAYS)
    errors.startsOn = [`Choose a day from today, ${dayText(today)}, to ${AHEAD_DAYS} days ahead.`]
  else if (program.goesOn === null && isStaleOn(ahead, facts.screen))
    errors.startsOn = [
      `On this day the safety answers would be more than ${countText(facts.screen.lastsDays, 'day')} old. Choose an earlier day, or ask them again first.`,
    ]
  if (!content.phases.some((phase) => phase.key === input.phaseKey)) errors.phaseKey = ['Choose a phase.']
  else if (ahead > 0 && hereKey !== null && hereKey !== input.phaseKey)
    errors.phaseKey = ['A version that begins later keeps the present phase. Change the phase on that day.']
  if (!impactPermission(content, facts.examined).permitted && input.impactReason.length < 3)
    errors.impactReason = ['Write why running and jumping exercises are permitted, or take them out.']
  if (carefulNames(content, facts.careful).length > 0 && input.pregnancyReason.length < 3)
    errors.pregnancyReason = [
      'Write why these exercises are in it in spite of a pregnancy or a birth, or take them out.',
    ]
  return errors
}

/** A first version lets the patient begin on its day: that is when its safety answers must be new enough. */
const isStaleOn = (ahead: number, { ageDays, lastsDays }: PublishFacts['screen']): boolean =>
  ageDays !== null && ageDays + ahead > lastsDays

const impactNote = (input: PublishForm, { names, permitted }: ImpactPermission): string | false => {
  if (names.length === 0) return false
  return `Running and jumping permitted: ${permitted ? 'by the assessment' : input.impactReason}`
}

/** Why it was made, for the team: the physio's words, and what it is published against. */
export const reasonsNote = (
  input: PublishForm,
  content: ProgramVersionContent,
  facts: PublishFacts,
  { entry, runsAgain }: { entry: string | null; runsAgain: boolean },
) =>
  [
    input.note,
    runsAgain && 'The patient may run again',
    entry,
    impactNote(input, impactPermission(content, facts.examined)),
    carefulNames(content, facts.careful).length > 0 &&
      `Permitted with regard to pregnancy or birth: ${input.pregnancyReason}`,
  ]
    .filter(Boolean)
    .join('\n')

/** The earlier one: a version may begin before one that is still to come, and the program with it. */
export const firstOf = (known: Date | null, startsOn: Day): Day => {
  const day = known ? fromDbDate(known) : startsOn
  return day < startsOn ? day : startsOn
}

/** The phase goes on where it was; another one begins with the version. */
export function phaseOf(input: PublishForm, content: ProgramVersionContent, program: ProgramState) {
  const position = content.phases.findIndex((phase) => phase.key === input.phaseKey)
  const since = program.goesOn?.phaseKey === input.phaseKey ? program.phaseStartedOn : null
  const startedOn = firstOf(since, input.startsOn)
  const moved = since === null || fromDbDate(since) !== startedOn
  return { position, startedOn, changes: moved || program.phasePosition !== position }
}

/** The version takes away from the one that holds, and the phase goes on. */
export const lowersOnly = (
  content: ProgramVersionContent,
  { goesOn }: ProgramState,
  { phaseKey }: PublishForm,
): boolean => goesOn !== null && goesOn.phaseKey === phaseKey && onlyLowers(goesOn.content, content)
