import { createHash } from 'node:crypto'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { type FieldErrors, readItem, readPhase } from '#lib/programs/draft/rules.ts'
import type { DraftForm, Intent, ItemTexts } from '#lib/programs/draft/schema.ts'
import { freshItem, moved } from '#lib/programs/edits/rules.ts'
import type { ProgramItem, ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'
import { itemText, settingsText } from '#lib/programs/version/rules.ts'
import type { Clash, SeenItem, SeenPhase } from './schema.ts'

/** What two people wrote at one draft: put together part by part, or told as a clash. */

const stampOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)

/** Of the dose and all else that is typed; which exercise it is stands beside it. */
function itemStamp({ key, exerciseId, replacedFrom, replacedReason, ...typed }: ProgramItem): string {
  return stampOf(Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1)))
}
const settingsStamp = ({ name, weeks, params }: ProgramPhase): string =>
  stampOf([
    ...[name, weeks.min, weeks.max, params.runLimit, params.exLimit],
    ...[params.hopLimit, params.amberOk, params.sessionsPerWeek],
  ])

const seenItem = (item: ProgramItem): SeenItem => ({
  key: item.key,
  exerciseId: item.exerciseId,
  stamp: itemStamp(item),
})

export const seenOf = (content: ProgramVersionContent, phase: ProgramPhase): SeenPhase => ({
  phases: content.phases.map(({ key }) => key),
  settings: settingsStamp(phase),
  items: phase.items.map(seenItem),
})

const nameOf = ({ exerciseId }: { exerciseId: string }) => exerciseById(exerciseId)?.name ?? exerciseId
const unchanged = (item: ProgramItem, seen: SeenItem | undefined) =>
  seen !== undefined && seen.exerciseId === item.exerciseId && seen.stamp === itemStamp(item)

type Part<T> = { value: T; clash?: Clash; errors?: FieldErrors }

/** What was typed for the settings of the phase, unless somebody else changed them since they were seen. */
function mergeSettings(phase: ProgramPhase, { seen, phase: texts }: DraftForm): Part<ProgramPhase> {
  if (Object.keys(texts).length === 0) return { value: phase }
  const { phase: mine, errors } = readPhase(phase, texts, new Map())
  const wrong = Object.keys(errors).length > 0
  const [now, typed] = [settingsStamp(phase), settingsStamp(mine)]
  if (!wrong && (typed === seen.settings || typed === now)) return { value: phase }
  if (now === seen.settings) return { value: mine, errors }
  const label = `Settings of ${phase.name}`
  return { value: phase, clash: { label, saved: settingsText(phase), mine: settingsText(mine) } }
}

/** The same for one exercise; null when it is not there any more and nobody wants it back. */
function mergeItem(
  now: ProgramItem | undefined,
  before: ProgramItem,
  seen: SeenItem | undefined,
  texts: ItemTexts,
): Part<ProgramItem | null> {
  const errors: FieldErrors = {}
  const mine = readItem(before, texts, errors)
  const typed = itemStamp(mine)
  const wrong = Object.keys(errors).length > 0
  if (!wrong && (typed === seen?.stamp || (now && typed === itemStamp(now)))) return { value: now ?? null }
  if (now ? unchanged(now, seen) : seen?.stamp === 'gone') return { value: mine, errors }
  const label =
    now && seen && now.exerciseId !== seen.exerciseId
      ? `${nameOf(now)}, now in place of ${nameOf(seen)}`
      : nameOf(before)
  return {
    value: now ?? null,
    clash: { label, saved: now ? itemText(now) : 'Taken out', mine: itemText(mine) },
  }
}

/** An exercise that was taken out and is wanted back goes where she had it. */
function putBack(items: readonly ProgramItem[], item: ProgramItem, seen: SeenPhase): ProgramItem[] {
  const before = seen.items.slice(
    0,
    seen.items.findIndex(({ key }) => key === item.key),
  )
  const at = Math.max(-1, ...before.map(({ key }) => items.findIndex((other) => other.key === key)))
  return items.toSpliced(at + 1, 0, item)
}

const keysOf = (list: readonly { key: string }[]) => list.map(({ key }) => key)

/**
 * The place in `now`, counted without the key itself, that a move means which was made in the order `seen`: behind the same
 * neighbor. Sending it twice moves it once.
 */
function placeFor(key: string, to: number, seen: readonly string[], now: readonly string[]): number | null {
  const from = seen.indexOf(key)
  if (from < 0 || !now.includes(key)) return null
  const rest = now.filter((other) => other !== key)
  const wanted = moved(seen, from, to).filter((other) => now.includes(other))
  const behind = wanted[wanted.indexOf(key) - 1]
  return behind === undefined ? 0 : rest.indexOf(behind) + 1
}

/** What was pressed, said about the draft as it is now; null when it is done already or there is nothing to do it to. */
function intentNow(content: ProgramVersionContent, phase: ProgramPhase, form: DraftForm): Intent | null {
  const { intent, seen } = form
  const itemKeys = keysOf(seen.items)
  switch (intent.kind) {
    case 'add':
      // Two people who add the same exercise at once want it once.
      return phase.items.some((i) => i.exerciseId === intent.exerciseId && !itemKeys.includes(i.key))
        ? null
        : intent
    case 'swap': {
      const done = phase.items.some((i) => i.key === intent.key && i.exerciseId === intent.exerciseId)
      return done ? null : intent
    }
    case 'up':
    case 'down':
    case 'move': {
      const from = itemKeys.indexOf(intent.key)
      const to = intent.kind === 'move' ? intent.to : from + (intent.kind === 'up' ? -1 : 1)
      const place = placeFor(intent.key, Math.max(0, to), itemKeys, keysOf(phase.items))
      return place === null ? null : { kind: 'move', key: intent.key, to: place }
    }
    case 'phase_up':
    case 'phase_down': {
      const to = seen.phases.indexOf(phase.key) + (intent.kind === 'phase_up' ? -1 : 1)
      const place = placeFor(phase.key, Math.max(0, to), seen.phases, keysOf(content.phases))
      return place === null ? null : { kind: 'phase_move', to: place }
    }
    default:
      return intent
  }
}

/** What would be taken out or exchanged must be what she saw. */
function clashOfIntent(phase: ProgramPhase, intent: Intent | null, seen: SeenPhase): Clash | null {
  if (intent?.kind === 'remove' || intent?.kind === 'swap') {
    const now = phase.items.find(({ key }) => key === intent.key)
    const was = seen.items.find(({ key }) => key === intent.key)
    if (!now || unchanged(now, was)) return null
    const mine = intent.kind === 'swap' ? `${nameOf(intent)} in place of it` : 'Taken out'
    return { label: nameOf(now), saved: itemText(now), mine }
  }
  if (intent?.kind !== 'phase_remove') return null
  const news = newsOf(phase, seen)
  return news.length === 0 ? null : { label: phase.name, saved: news.join('; '), mine: 'Taken out' }
}

/** What others did to the phase since it was seen, in words: "changed Clam", "added Bridge". */
function newsOf(phase: ProgramPhase, seen: SeenPhase): string[] {
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

export type Merged = {
  /** With what was typed; what was pressed is still to be done. */
  content: ProgramVersionContent
  intent: Intent | null
  errors: FieldErrors
  clashes: readonly Clash[]
  news: readonly string[]
  /** What she has seen once she has read the clashes. */
  seen: SeenPhase
}

/**
 * Puts what a person typed and pressed for one phase into the draft as it is now. A part that nobody else touched since she
 * saw it is taken over; a part that only somebody else touched stays; one that both did is a clash.
 */
export function mergeDraft(content: ProgramVersionContent, phase: ProgramPhase, form: DraftForm): Merged {
  const { seen } = form
  const settings = mergeSettings(phase, form)
  const clashes = settings.clash ? [settings.clash] : []
  const told = new Map<string, SeenItem>()
  const errors: FieldErrors = { ...settings.errors }
  let items: readonly ProgramItem[] = phase.items
  for (const [key, texts] of form.items) {
    if (form.intent.kind === 'remove' && form.intent.key === key) continue
    const now = phase.items.find((item) => item.key === key)
    const was = seen.items.find((item) => item.key === key)
    const exercise = exerciseById(was?.exerciseId ?? '')
    const before = now ?? (exercise ? { ...freshItem(content, phase, exercise), key } : undefined)
    if (!before) continue
    const part = mergeItem(now, before, was, texts)
    Object.assign(errors, part.errors)
    if (part.clash) {
      clashes.push(part.clash)
      told.set(key, now ? seenItem(now) : { key, exerciseId: before.exerciseId, stamp: 'gone' })
    } else if (now) items = items.map((item) => (item === now ? (part.value ?? now) : item))
    else if (part.value) items = putBack(items, part.value, seen)
  }
  const intent = intentNow(content, phase, form)
  const pressed = clashOfIntent(phase, intent, seen)
  if (pressed && !(intent && 'key' in intent && told.has(intent.key))) clashes.push(pressed)
  const whole = pressed && intent?.kind === 'phase_remove' ? seenOf(content, phase) : null
  if (pressed && intent && 'key' in intent) {
    const now = phase.items.find(({ key }) => key === intent.key)
    if (now) told.set(now.key, seenItem(now))
  }
  const next = { ...phase, ...pick(settings.value), items: [...items] }
  return {
    content: { ...content, phases: content.phases.map((p) => (p === phase ? next : p)) },
    intent,
    errors,
    clashes,
    news: newsOf(phase, seen),
    seen: whole ?? {
      phases: seen.phases,
      settings: settings.clash ? settingsStamp(phase) : seen.settings,
      items: [...new Map([...seen.items.map((item) => [item.key, item] as const), ...told]).values()],
    },
  }
}

const pick = ({ name, weeks, params }: ProgramPhase) => ({ name, weeks, params })
