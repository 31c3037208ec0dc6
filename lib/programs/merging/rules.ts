import { exerciseById } from '#lib/content/exercises/index.ts'
import { type FieldErrors, readItem, readPhase } from '#lib/programs/draft/rules.ts'
import type { DraftForm, Intent, ItemTexts } from '#lib/programs/draft/schema.ts'
import { freshItem } from '#lib/programs/edits/rules.ts'
import type { ProgramItem, ProgramPhase, ProgramVersionContent } from '#lib/programs/schema.ts'
import {
  itemStamp,
  nameOf,
  newsOf,
  phaseNewsOf,
  seenItem,
  seenOf,
  settingsStamp,
  unchanged,
} from '#lib/programs/seen/rules.ts'
import type { Clash, SeenItem, SeenPhase } from '#lib/programs/seen/schema.ts'
import { itemText, settingsText } from '#lib/programs/version/rules.ts'
import { clashOfIntent, intentNow } from './press/rules.ts'

/** What two people wrote at one draft: put together part by part, or told as a clash. */

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
  phaseKey: string,
): Part<ProgramItem | null> {
  const errors: FieldErrors = {}
  const mine = readItem(before, texts, errors, phaseKey)
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
    const part = mergeItem(now, before, was, texts, phase.key)
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
    news: [...newsOf(phase, seen), ...phaseNewsOf(content, seen)],
    seen: whole ?? {
      phases: seen.phases,
      settings: settings.clash ? settingsStamp(phase) : seen.settings,
      items: [...new Map([...seen.items.map((item) => [item.key, item] as const), ...told]).values()],
    },
  }
}

const pick = ({ name, weeks, params }: ProgramPhase) => ({ name, weeks, params })
