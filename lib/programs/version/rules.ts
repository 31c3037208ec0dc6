import { exerciseById } from '#lib/content/exercises/index.ts'
import { countText } from '#lib/dates.ts'
import { doseText } from '#lib/programs/dose/rules.ts'
import type { ProgramItem, ProgramPhase, ProgramVersionContent, Weekday } from '#lib/programs/schema.ts'
import type { VersionChange } from './schema.ts'

const nameOf = (item: ProgramItem) => exerciseById(item.exerciseId)?.name ?? item.exerciseId

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}

/** The days of an item in words: "Mon, Wed, Fri", "every day", "with each run". */
export function daysText(days: ProgramItem['days']): string {
  if (days === 'each_run') return 'with each run'
  return days.length === 7 ? 'every day' : days.map((day) => dayNames[day]).join(', ')
}

const loadText = (item: ProgramItem) =>
  item.loadKg === null ? (item.loadNote ?? 'body weight') : `${item.loadKg} kg`
const effortText = ({ rpeMin, rpeMax }: ProgramItem) =>
  rpeMin === null && rpeMax === null
    ? 'effort free'
    : `effort ${rpeMin === rpeMax ? rpeMin : `${rpeMin ?? 0} to ${rpeMax ?? 10}`}`
const weeksText = (item: ProgramItem) =>
  item.untilWeek === null ? `from week ${item.fromWeek}` : `weeks ${item.fromWeek} to ${item.untilWeek}`

const aspects: readonly ((item: ProgramItem) => string)[] = [
  (item) => doseText(item, exerciseById(item.exerciseId)?.dose.pace ?? 'hold'),
  loadText,
  (item) => daysText(item.days),
  effortText,
  (item) => `${item.restSeconds} s rest`,
  (item) => (item.tempo ? `tempo ${item.tempo}` : 'no tempo'),
  weeksText,
  (item) => (item.optional ? 'optional' : 'not optional'),
]
const timesText = ({ perWeek }: ProgramItem) =>
  perWeek
    ? `${perWeek.min === perWeek.max ? perWeek.min : `${perWeek.min} to ${perWeek.max}`} times a week`
    : null

const stageText = ({ stage }: ProgramItem) => (stage === null ? null : `stage ${stage}`)

/** All that is prescribed with an exercise, in words, the note whole. */
export const itemText = (item: ProgramItem): string =>
  [
    ...aspects.map((aspect) => aspect(item)),
    timesText(item),
    stageText(item),
    item.note && `note: ${item.note}`,
  ]
    .filter(Boolean)
    .join('; ')

function itemChange(before: ProgramItem, after: ProgramItem): string | null {
  if (before.exerciseId !== after.exerciseId) {
    const stage = stageText(after)
    return `${nameOf(after)} in place of ${nameOf(before)}${stage ? `, ${stage}` : ''}`
  }
  const parts = aspects
    .map((aspect) => [aspect(before), aspect(after)] as const)
    .filter(([old, now]) => old !== now)
    .map(([old, now]) => `${now} instead of ${old}`)
  if (before.stage !== after.stage)
    parts.push(`${stageText(after) ?? 'no stage'} instead of ${stageText(before) ?? 'no stage'}`)
  if (before.note !== after.note)
    parts.push(after.note === null ? 'note taken out' : before.note === null ? 'note added' : 'note changed')
  return parts.length === 0 ? null : `${nameOf(after)}: ${parts.join('; ')}`
}

const settings: readonly ((phase: ProgramPhase) => string)[] = [
  ({ name }) => `named ${name}`,
  ({ weeks }) => `${weeks.min} to ${weeks.max} weeks`,
  ({ params }) => `pain while running at most ${params.runLimit}`,
  ({ params }) => `pain in exercise at most ${params.exLimit}`,
  ({ params }) => `pain in ten hops at most ${params.hopLimit}`,
  ({ params }) => `an amber session ${params.amberOk ? 'counts' : 'does not count'}`,
  ({ params }) => `${countText(params.sessionsPerWeek, 'session')} a week`,
]

/** Name, weeks and limits of a phase in words. */
export const settingsText = (phase: ProgramPhase): string => settings.map((text) => text(phase)).join('; ')

function phaseChange(before: ProgramPhase, after: ProgramPhase): string | null {
  const parts = settings
    .map((text) => [text(before), text(after)] as const)
    .filter(([old, now]) => old !== now)
    .map(([old, now]) => `${now} instead of ${old}`)
  return parts.length === 0 ? null : `${after.name}: ${parts.join('; ')}`
}

/** Items that belong together: the same key, else the same exercise among those that found no key. */
function matches(before: ProgramPhase, after: ProgramPhase): Map<ProgramItem, ProgramItem> {
  const found = new Map<ProgramItem, ProgramItem>()
  const taken = new Set<ProgramItem>()
  for (const same of [
    (a: ProgramItem, b: ProgramItem) => a.key === b.key,
    (a: ProgramItem, b: ProgramItem) => a.exerciseId === b.exerciseId,
  ])
    for (const now of after.items) {
      const old = found.has(now)
        ? undefined
        : before.items.find((item) => !taken.has(item) && same(item, now))
      if (!old) continue
      found.set(now, old)
      taken.add(old)
    }
  return found
}

function phaseItems(before: ProgramPhase, after: ProgramPhase): VersionChange[] {
  const pairs = matches(before, after)
  const phaseKey = after.key
  const gone = before.items.filter((item) => ![...pairs.values()].includes(item))
  const changes = after.items.flatMap((item): VersionChange[] => {
    const old = pairs.get(item)
    if (!old)
      return [{ kind: 'added', phaseKey, itemKey: item.key, text: `${nameOf(item)} added to ${after.name}` }]
    const text = itemChange(old, item)
    return text ? [{ kind: 'changed', phaseKey, itemKey: item.key, text }] : []
  })
  for (const item of gone)
    changes.push({
      kind: 'removed',
      phaseKey,
      itemKey: item.key,
      text: `${nameOf(item)} taken out of ${after.name}`,
    })
  const kept = after.items.flatMap((item) => pairs.get(item) ?? [])
  const sorted = before.items.filter((item) => kept.includes(item))
  if (kept.some((item, i) => item !== sorted[i]))
    changes.push({
      kind: 'order',
      phaseKey,
      itemKey: null,
      text: `${after.name}: the order of the exercises changed`,
    })
  return changes
}

/** What version b changes against version a, in words, phase by phase. Empty when they say the same. */
export function versionDiff(a: ProgramVersionContent, b: ProgramVersionContent): readonly VersionChange[] {
  const changes = b.phases.flatMap((phase): VersionChange[] => {
    const old = a.phases.find(({ key }) => key === phase.key)
    if (!old)
      return [{ kind: 'added', phaseKey: phase.key, itemKey: null, text: `Phase ${phase.name} added` }]
    const text = phaseChange(old, phase)
    const ownChanges: VersionChange[] = text
      ? [{ kind: 'changed', phaseKey: phase.key, itemKey: null, text }]
      : []
    return [...ownChanges, ...phaseItems(old, phase)]
  })
  const keys = b.phases.map(({ key }) => key)
  for (const phase of a.phases.filter(({ key }) => !keys.includes(key)))
    changes.push({
      kind: 'removed',
      phaseKey: phase.key,
      itemKey: null,
      text: `Phase ${phase.name} taken out`,
    })
  const order = a.phases.map(({ key }) => key).filter((key) => keys.includes(key))
  const now = keys.filter((key) => order.includes(key))
  if (order.some((key, i) => key !== now[i]))
    changes.push({
      kind: 'order',
      phaseKey: now[0] ?? '',
      itemKey: null,
      text: 'The order of the phases changed',
    })
  return changes
}
