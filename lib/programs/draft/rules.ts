import {
  readAmount,
  readEffort,
  readLoad,
  readRest,
  readSets,
  readTempo,
  readWhole,
} from '#lib/programs/cells/rules.ts'
import type { Read } from '#lib/programs/cells/schema.ts'
import { type ProgramItem, type ProgramPhase, type Weekday, weekdays } from '#lib/programs/schema.ts'
import { mayHaveStage, stageChoices, staged } from '#lib/programs/stages/rules.ts'
import type { ItemTexts, PhaseTexts } from './schema.ts'

/** What the builder's texts mean for the draft. Nothing is taken over while a single cell is wrong. */

export type FieldErrors = Record<string, string[]>

const labels: Readonly<Record<string, string>> = {
  sets: 'Sets',
  amount: 'Amount',
  load: 'Load',
  tempo: 'Tempo',
  effort: 'Effort',
  rest: 'Rest',
  perWeekMin: 'Times a week',
  perWeekMax: 'Times a week',
  fromWeek: 'From week',
  untilWeek: 'Until week',
  weeksMin: 'Weeks',
  weeksMax: 'Weeks',
  runLimit: 'Pain while running',
  exLimit: 'Pain in exercise',
  hopLimit: 'Pain in ten hops',
  sessionsPerWeek: 'Sessions a week',
}

type Reader = {
  text: (field: string) => string
  /** The value, or what was there before with an error beside the cell. */
  take: <T>(field: string, read: Read<T>, before: T) => T
  fail: (field: string, message: string) => void
}

const reader = (prefix: string, texts: Readonly<Record<string, unknown>>, errors: FieldErrors): Reader => {
  const fail = (field: string, message: string) => {
    errors[`${prefix}.${field}`] = [message]
  }
  return {
    text: (field) => (typeof texts[field] === 'string' ? texts[field] : ''),
    take(field, read, before) {
      if (read.ok) return read.value
      fail(field, `${labels[field] ?? field}: ${read.limits}`)
      return before
    },
    fail,
  }
}

/**
 * Repetitions in a tempo are held as long as its middle says, and the tempo follows a hold that was typed. A hold, minutes
 * or a distance have no tempo.
 */
function amountAndTempo(before: ProgramItem, read: Reader) {
  const typedAmount = read.take('amount', readAmount(read.text('amount'), before), before)
  // The cell shows minutes or meters alone; what else the item counts (one stride of 70 m) stays with them.
  const sameKind =
    (typedAmount.minutes !== null && before.minutes !== null) ||
    (typedAmount.distanceM !== null && before.distanceM !== null)
  const typed = read.take('tempo', readTempo(read.text('tempo')), before.tempo)
  if (sameKind) return { ...typedAmount, reps: before.reps, holdSeconds: before.holdSeconds, tempo: typed }
  const { reps, holdSeconds, minutes, distanceM } = typedAmount
  if (reps === null || typed === null) return { reps, holdSeconds, minutes, distanceM, tempo: null }
  const [down, middle, up] = typed.split('-')
  return holdSeconds === null
    ? { reps, holdSeconds: Number(middle) || null, minutes, distanceM, tempo: typed }
    : { reps, holdSeconds, minutes, distanceM, tempo: `${down}-${holdSeconds}-${up}` }
}

function perWeekOf(item: ProgramItem, read: Reader): ProgramItem['perWeek'] {
  const [min, max] = [read.text('perWeekMin').trim(), read.text('perWeekMax').trim()]
  if (min === '' && max === '') return null
  const least = read.take('perWeekMin', readWhole(min || max, 1, 14), item.perWeek?.min ?? 1)
  const most = read.take('perWeekMax', readWhole(max || min, 1, 14), item.perWeek?.max ?? least)
  if (least <= most) return { min: least, max: most }
  read.fail('perWeekMax', 'Times a week: the second number is the larger one')
  return item.perWeek
}

function weeksOf(item: ProgramItem, read: Reader) {
  const from = read.text('fromWeek').trim()
  const until = read.text('untilWeek').trim()
  const fromWeek = from === '' ? 1 : read.take('fromWeek', readWhole(from, 1, 52), item.fromWeek)
  const untilWeek =
    until === '' ? null : read.take('untilWeek', readWhole(until, 1, 52), item.untilWeek ?? 52)
  if (untilWeek === null || untilWeek >= fromWeek) return { fromWeek, untilWeek }
  read.fail('untilWeek', 'Until week: not before the first week')
  return { fromWeek, untilWeek: item.untilWeek }
}

function daysOf(texts: ItemTexts, read: Reader): ProgramItem['days'] {
  if (texts.eachRun === 'yes') return 'each_run'
  const chosen = [texts.days ?? []].flat()
  const days: Weekday[] = weekdays.filter((day) => chosen.includes(day))
  if (days.length === 0) read.fail('days', 'Choose a day, or "with each run"')
  return days.length === 0 ? [] : days
}

/** The stage that was chosen; a wrong one, or one where none may be, is no change. */
function stageOf(item: ProgramItem, { stage }: ItemTexts, phaseKey: string): ProgramItem {
  if (stage === '') return { ...item, stage: null }
  if (typeof stage !== 'string' || !mayHaveStage(phaseKey, item.exerciseId)) return item
  const chosen = stageChoices.find((one) => `${one.stage}` === stage)
  return chosen && chosen.stage !== item.stage ? staged(item, chosen.stage) : item
}

/** One item of a phase with what was typed for it. */
export function readItem(
  item: ProgramItem,
  texts: ItemTexts,
  errors: FieldErrors,
  phaseKey: string,
): ProgramItem {
  const read = reader(`item.${item.key}`, texts, errors)
  const note = read.text('note').trim()
  if (note.length > 500) read.fail('note', 'Note: at most 500 characters')
  const amount = amountAndTempo(item, read)
  const amountless = [amount.reps, amount.holdSeconds, amount.minutes, amount.distanceM].every(
    (v) => v === null,
  )
  if (amountless && note === '' && !texts.stage) read.fail('amount', 'Amount: like 10, 30 s, 20 min or 70 m')
  const typed: ProgramItem = {
    ...item,
    ...amount,
    sets: read.take('sets', readSets(read.text('sets')), item.sets),
    ...read.take('load', readLoad(read.text('load')), { loadKg: item.loadKg, loadNote: item.loadNote }),
    ...read.take('effort', readEffort(read.text('effort')), { rpeMin: item.rpeMin, rpeMax: item.rpeMax }),
    restSeconds: read.take('rest', readRest(read.text('rest')), item.restSeconds),
    days: daysOf(texts, read),
    perWeek: perWeekOf(item, read),
    ...weeksOf(item, read),
    sides: texts.sides === 'each' ? 'each' : texts.sides === 'both' ? 'both' : item.sides,
    optional: texts.optional === 'yes',
    note: note || null,
  }
  return stageOf(typed, texts, phaseKey)
}

/** The phase with what was typed for it and its items; `errors` by field name, with the limits in words. */
export function readPhase(
  phase: ProgramPhase,
  texts: PhaseTexts,
  items: ReadonlyMap<string, ItemTexts>,
): { phase: ProgramPhase; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const read = reader('phase', texts, errors)
  const number = (field: string, before: number, min: number, max: number) =>
    read.text(field) === '' ? before : read.take(field, readWhole(read.text(field), min, max), before)
  const name = read.text('name').trim() || phase.name
  if (name.length > 80) read.fail('name', 'Name: at most 80 characters')
  const weeks = {
    min: number('weeksMin', phase.weeks.min, 1, 52),
    max: number('weeksMax', phase.weeks.max, 1, 52),
  }
  if (weeks.min > weeks.max) read.fail('weeksMax', 'Weeks: the second number is the larger one')
  const posted = Object.keys(texts).length > 0
  const params = {
    runLimit: number('runLimit', phase.params.runLimit, 0, 10),
    exLimit: number('exLimit', phase.params.exLimit, 0, 10),
    hopLimit: number('hopLimit', phase.params.hopLimit, 0, 10),
    amberOk: posted ? texts.amberOk === 'yes' : phase.params.amberOk,
    sessionsPerWeek: number('sessionsPerWeek', phase.params.sessionsPerWeek, 1, 7),
  }
  return {
    phase: {
      ...phase,
      name,
      weeks,
      params,
      items: phase.items.map((item) => {
        const typed = items.get(item.key)
        return typed ? readItem(item, typed, errors, phase.key) : item
      }),
    },
    errors,
  }
}
