import { akps, koosPf, lefs } from './knee.ts'
import { koos } from './koos.ts'
import { groc, nprs, psfs, weeklyCheck } from './own.ts'
import { ostrcO2, uwri } from './running.ts'
import { type Instrument, type MeasureId, measureIds, type Scale, type ScaleId } from './types.ts'

/** Every instrument by its id (clinical/outcome-measures.md 5). */
export const instruments: Readonly<Record<MeasureId, Instrument>> = {
  nprs,
  psfs,
  akps,
  lefs,
  koos,
  koos_pf: koosPf,
  uwri,
  ostrc_o2: ostrcO2,
  groc,
  weekly_check: weeklyCheck,
}

const byId: ReadonlyMap<string, { scale: Scale; instrument: Instrument }> = new Map(
  measureIds.flatMap((id) =>
    instruments[id].scales.map((scale) => [scale.id, { scale, instrument: instruments[id] }] as const),
  ),
)

/** A scale with the instrument that it is part of. */
export function scaleOf(id: ScaleId): { scale: Scale; instrument: Instrument } {
  const found = byId.get(id)
  if (!found) throw new Error(`no scale ${id}`)
  return found
}

export const isMeasureId = (id: string): id is MeasureId => (measureIds as readonly string[]).includes(id)

/** Instruments whose items only a clinic's pack can show. */
export const packInstruments: readonly Instrument[] = measureIds
  .map((id) => instruments[id])
  .filter((instrument) => instrument.texts === 'pack')

/** What to tell a patient early, so that nobody waits for less (clinical/programmes.md 7). */
export const expectations = {
  text: 'Set honest expectations early: novice runners took a median of 71 days to recover, and of people with kneecap pain 55 % after 3 months and 40 % after 12 still had an unfavorable result.',
  source: '[95][35]',
} as const

/** When to tell the physio to expect a longer course (clinical/outcome-measures.md 6) [35][36][GK]. */
export const prognosis = {
  rule: 'symptom_weeks > 8 OR akps < 70',
  text: 'Expect a longer course; agree on realistic goals.',
  source:
    'Kneecap pain: longer duration and a lower AKPS at the start go with a poorer result at up to 12 months [35][36]; the cut-points are general knowledge [GK].',
} as const
