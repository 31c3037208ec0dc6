import { exerciseById } from '#lib/content/exercises/index.ts'
import type { ProgramItem, ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'
import { stampOf } from '#lib/stamp.ts'
import type { SeenItem, SeenPhase } from './schema.ts'

/** Which state of a draft somebody has seen, part by part, and what others did to it since. */

/** Many of them are posted with every save, so they are shorter than others (seen/schema.ts). */
const letters = 16

/** Of the dose and all else that is typed; which exercise it is stands beside it. */
export function itemStamp({ key, exerciseId, replacedFrom, replacedReason, ...typed }: ProgramItem): string {
  return stampOf(
    Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1)),
    letters,
  )
}
export const settingsStamp = ({ name, weeks, params }: ProgramPhase): string =>
  stampOf(
    [
      ...[name, weeks.min, weeks.max, params.runLimit, params.exLimit],
      ...[params.hopLimit, params.amberOk, params.sessionsPerWeek],
    ],
    letters,
  )

export const seenItem = (item: ProgramItem): SeenItem => ({
  key: item.key,
  exerciseId: item.exerciseId,
  stamp: itemStamp(item),
})

export const seenOf = (content: ProgramVersionContent, phase: ProgramPhase): SeenPhase => ({
  phases: content.phases.map(({ key }) => key),
  settings: settingsStamp(phase),
  items: phase.items.map(seenItem),
})

export const nameOf = ({ exerciseId }: { exerciseId: string }) => exerciseById(exerciseId)?.name ?? exerciseId
export const unchanged = (item: ProgramItem, seen: SeenItem | undefined) =>
  seen !== undefined && seen.exerciseId === item.exerciseId && seen.stamp === itemStamp(item)

export const keysOf = (list: readonly { key: string }[]) => list.map(({ key }) => key)

/** What others did to the phase since it was seen, in words: "changed Clam", "added Bridge". */
export function newsOf(phase: ProgramPhase, seen: SeenPhase): string[] {
  const there = new Map(seen.items.map((item) => [item.key, item]))
  const here = new Set(keysOf(phase.items))
  const known = keysOf(phase.items).filter((key) => there.has(key))
  const before = keysOf(seen.items).filter((key) => here.has(key))
  return [
    ...(settingsStamp(phase) === seen.settings ? [] : [`changed the settings of ${phase.name}`]),
    ...phase.items.flatMap((item) => {
      const was = there.get(item.key)
      if (!was) return [`added ${nameOf(item)}`]
      if (was.exerciseId !== item.exerciseId) return [`put ${nameOf(item)} in place of ${nameOf(was)}`]
      return was.stamp === itemStamp(item) ? [] : [`changed ${nameOf(item)}`]
    }),
    ...seen.items
      .filter(({ key, stamp }) => !here.has(key) && stamp !== 'gone')
      .map((item) => `took out ${nameOf(item)}`),
    ...(known.every((key, at) => key === before[at]) ? [] : ['changed the order of the exercises']),
  ]
}

/** The same for the list of the phases. */
export function phaseNewsOf({ phases }: ProgramVersionContent, seen: SeenPhase): string[] {
  const now = keysOf(phases)
  const [known, before] = [
    now.filter((key) => seen.phases.includes(key)),
    seen.phases.filter((key) => now.includes(key)),
  ]
  return [
    ...phases.filter(({ key }) => !known.includes(key)).map(({ name }) => `added ${name}`),
    ...(before.length < seen.phases.length ? ['took out a phase'] : []),
    ...(known.every((key, at) => key === before[at]) ? [] : ['changed the order of the phases']),
  ]
}
