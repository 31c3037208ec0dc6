import { dayError } from '#lib/cases/rules.ts'
import { type Day, isDay } from '#lib/dates.ts'
import { Invalid } from '#lib/errors.ts'
import { sectionRaw, withSection } from '../draft/rules.ts'
import { fieldOf, sectionFields } from '../fields/schema.ts'
import { refusedHops } from '../hops/rules.ts'
import type { AssessmentDocument, Stated } from '../record/schema.ts'
import type { Raw, SaveInput } from '../schema.ts'
import { strengthErrors } from '../stop/rules.ts'

/** The values of a section, but these fields as they were before. */
const heldBack = (before: Raw, values: Raw, names: ReadonlySet<string>): Raw =>
  Object.fromEntries([
    ...Object.entries(values).filter(([name]) => !names.has(name)),
    ...Object.entries(before).filter(([name]) => names.has(name)),
  ])

const inLists = (errors: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(errors).map(([name, text]) => [name, [text]]))

/**
 * What is to be stored of a section: the fields that can be. A wrong one holds back itself alone, and one that was not
 * touched keeps what somebody else has stored meanwhile. Newton, lever arm and trials make a torque together, so that one
 * that nobody has holds back all of its test. Throws Invalid when it comes of the weight. `stopped`: names of the hop tests that
 * a block stops.
 */
export function takenOf(
  { section, values, errors: unreadable, untouched }: SaveInput,
  raw: Raw,
  stopped: ReadonlySet<string>,
  weightOf: (next: Raw) => number | null,
) {
  const stored = sectionRaw(section, raw)
  const errors = { ...unreadable, ...refusedHops(values, stopped) }
  const impossibleIn = (taken: Raw) => {
    if (section !== 'strength') return {}
    const next = withSection(section, raw, taken)
    return strengthErrors(next, weightOf(next))
  }
  const notOffered = [...stopped].filter((name) => values[name] === undefined)
  const before = [...Object.keys(errors), ...untouched, ...notOffered]
  const torques = impossibleIn(heldBack(stored, values, new Set(before)))
  const tests = new Set(Object.keys(torques).map((name) => fieldOf(name)?.item))
  const ofTests = sectionFields(section).filter(({ item }) => item && tests.has(item))
  const taken = heldBack(stored, values, new Set([...before, ...ofTests.map(({ name }) => name)]))
  const left = impossibleIn(taken)
  if (Object.keys(left).length > 0)
    throw new Invalid(inLists({ ...errors, ...left }), 'Not saved yet: please correct the marked fields.')
  const words = Object.entries(torques).map(([name, text]) => [name, `${text} This test is not saved yet.`])
  return { values: taken, wrong: inLists({ ...errors, ...Object.fromEntries(words) }) }
}

/** The day of the examination that is to be stored, and why the one that was entered is not. */
export function takenDay(
  { on, untouched }: Pick<SaveInput, 'on' | 'untouched'>,
  stored: Day,
  days: { today: Day; openedOn: Day },
): { on: Day; wrong: Record<string, string[]> } {
  if (on === null || on === stored || untouched.includes('on')) return { on: stored, wrong: {} }
  const error = isDay(on) ? dayError(on, days) : 'Please enter a day that exists.'
  return error ? { on: stored, wrong: { on: [error] } } : { on, wrong: {} }
}

/** A statement, on the red flags or on the consent of a guardian, is that of who makes or changes it. */
export function statementsOf(
  before: Pick<AssessmentDocument, 'raw' | 'reviewed' | 'guardian'>,
  next: Raw,
  { byId, at }: { byId: string; at: Date },
): Pick<AssessmentDocument, 'reviewed' | 'guardian'> {
  const stated = (name: string, kept: Stated): Stated => {
    if (next[name] === before.raw[name]) return kept
    return next[name] === undefined ? null : { byId, at: at.toISOString() }
  }
  return {
    reviewed: stated('red_flags_reviewed', before.reviewed),
    guardian: stated('guardian_consent', before.guardian),
  }
}
