import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { liesDown } from '#lib/exercises/rules.ts'
import { type SafetyScreen, staleText } from '#lib/flags/screen/rules.ts'
import { sameName } from '#lib/intake/typed/rules.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { type Examined, impactBrought, impactNames } from '#lib/programs/permission/rules.ts'
import type { Modifiers } from '#lib/programs/progression/schema.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import type { Blocker } from './schema.ts'

export type Careful = Pick<Modifiers, 'pregnancyOrBirth' | 'pregnant' | 'notKnown' | 'heldElsewhere'>

export type PublishFacts = {
  readonly closed: boolean
  readonly blockLevel: BlockLevel
  /** ids of the flags that block */
  readonly blocking: readonly string[]
  readonly screen: Pick<SafetyScreen, 'complete' | 'ageDays' | 'lastsDays'>
  readonly phones: {
    readonly phone: string
    readonly emergencyNumber: string
    readonly outOfHoursPhone: string
  }
  /** Under 18 by the record or by the form. */
  readonly minor: boolean
  readonly guardianConsent: boolean
  /** What the examination still lacks before a first version; empty once a program has begun. */
  readonly unexamined: readonly string[]
  /** What pregnancy or a birth asks for (programmes.md 3.4). */
  readonly careful: Careful
  /** What permits running and jumping, or not. */
  readonly examined: Examined
}

const unique = (names: readonly string[]) => [...new Set(names)]

const namesOf = (content: ProgramVersionContent, of: (exercise: Exercise) => boolean): readonly string[] =>
  unique(
    content.phases
      .flatMap((phase) => phase.items)
      .flatMap(({ exerciseId }) => exerciseById(exerciseId) ?? [])
      .filter(of)
      .map(({ name }) => name),
  )

/**
 * Names of the exercises that are not proposed to this person in pregnancy or after a birth, and that a physio adds
 * with a reason (programmes.md 3.4): jumps, also while it is not known, and in pregnancy what is done lying on the back
 * or the front.
 */
export const carefulNames = (content: ProgramVersionContent, careful: Careful): readonly string[] =>
  namesOf(
    content,
    (exercise) =>
      (careful.pregnancyOrBirth && exercise.region === 'plyometric') ||
      (careful.pregnant && liesDown(exercise)),
  )

function safetyBlockers(
  content: ProgramVersionContent,
  facts: PublishFacts,
  lowered: ProgramVersionContent | null,
): Blocker[] {
  const { screen, blockLevel, blocking } = facts
  const found: Blocker[] = []
  const stale = staleText(screen)
  if (!screen.complete || screen.ageDays === null)
    found.push({ id: 'screen', text: 'The safety questions are not answered in full. Ask them first.' })
  else if (stale && !lowered) found.push({ id: 'screen', text: `${stale} Ask them again, then publish.` })
  if (blockLevel === 'none') return found
  const flags = [...new Set(blocking)].map((id) => flagTitles[id] ?? id)
  if (blockLevel === 'programme' && screen.complete)
    found.push({
      id: 'flags',
      text: `A red flag is open and stops every program: ${flags.join('; ')}. Rule it out or lift its block with a reason first.`,
    })
  // What stood there already is hidden by the block, and keeps nothing else from being lowered.
  const stopped = lowered ? impactBrought(lowered, content) : impactNames(content)
  if (blockLevel === 'impact' && stopped.length > 0)
    found.push({
      id: 'impact',
      text: `A red flag stops running and jumping: ${flags.join('; ')}. Take out: ${stopped.join(', ')}.`,
    })
  return found
}

/**
 * Everything that keeps a draft from being published (red-flags.md 1 and 2); empty when nothing does. `lowered`: the version
 * from which it only takes away; null for any other draft. Neither old safety answers nor running and jumping that stand in
 * that version keep it from being lowered (programmes.md 3.1); flags and missing answers do.
 */
export function publishBlockers(
  content: ProgramVersionContent,
  facts: PublishFacts,
  lowered: ProgramVersionContent | null = null,
): readonly Blocker[] {
  const found: Blocker[] = []
  if (facts.closed) found.push({ id: 'case_closed', text: 'This case is closed. Reopen it first.' })
  found.push(...safetyBlockers(content, facts, lowered))
  if (facts.unexamined.length > 0)
    found.push({
      id: 'minimum',
      text: `Before a program may begin, the assessment still needs: ${facts.unexamined.join('; ')}.`,
    })
  if (Object.values(facts.phones).some((number) => number.trim() === ''))
    found.push({
      id: 'phones',
      text: 'The clinic has not entered its three phone numbers (clinic, emergency, out of hours). An admin can, under Clinic.',
    })
  if (facts.minor && !facts.guardianConsent)
    found.push({
      id: 'guardian',
      text: 'The patient is under 18 and no consent of the parent or guardian is recorded.',
    })
  const unknown = content.phases
    .flatMap((phase) => phase.items)
    .find((item) => !exerciseById(item.exerciseId))
  if (unknown)
    found.push({
      id: 'unknown_exercise',
      text: `The library does not know ${unknown.exerciseId}. Take it out.`,
    })
  const empty = content.phases.find((phase) => phase.items.length === 0)
  if (empty) found.push({ id: 'empty', text: `${empty.name} has no exercise yet.` })
  return found
}

/** By the newest statement: the signature under the intake, or what was written down in an examination. */
export function guardianConsents(signedAt: Date | null, said: { yes: boolean; at: Date } | null): boolean {
  if (said === null || (signedAt !== null && signedAt > said.at)) return signedAt !== null
  return said.yes
}

/** Did the guardian sign the intake? Below the clinic's age of consent the signature is the guardian's name. */
export function guardianSigned(answers: Readonly<Record<string, unknown>>, consentAt: Date | null): boolean {
  return consentAt !== null && sameName(answers.consent_name, answers.guardian_name)
}
