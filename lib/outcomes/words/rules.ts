import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import type { Scale, Threshold } from '#lib/content/outcomes/types.ts'
import { fullDayText } from '#lib/dates.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import { thresholdsOf } from '../changes/rules.ts'
import type { Change, Status } from '../schema.ts'

export const statusWords: Readonly<Record<Status, string>> = {
  better_important: 'Important improvement',
  better_possible: 'Possible improvement',
  no_detectable_change: 'No detectable change',
  worse: 'Worse',
}

/** "0 to 100, higher is better" */
export const directionText = ({ min, max, better }: Pick<Scale, 'min' | 'max' | 'better'>): string =>
  `${min} to ${max}, ${better} is better`.replace('-', '−')

const shown = (value: number, scale: Scale) => value.toFixed(scale.decimals)
/** A threshold as it was published: without trailing zeros. */
const plain = (value: number) => String(Number(value.toFixed(2)))
/** "+2.7", "−3", "0": a change that rounds to nothing has no sign. */
export const signed = (value: number, decimals: number): string => {
  const text = Math.abs(value).toFixed(decimals)
  return Number(text) === 0 ? text : `${value > 0 ? '+' : '−'}${text}`
}

const kinds: Readonly<Record<Threshold['kind'], string>> = {
  mdc: 'minimal detectable change',
  mdc90: 'minimal detectable change (90 %)',
  mdc95: 'minimal detectable change (95 %)',
  mic: 'minimal important change',
  mcid: 'minimal clinically important difference',
}

/** "minimal detectable change (90 %) 9 points: 107 patients with a lower-limb problem [47]". */
export const thresholdText = ({ kind, value, population, source }: Threshold): string =>
  `${kinds[kind]} ${plain(value)} points: ${population} ${source}`

export type Verdict = 'Real change' | 'Within measurement error' | 'Measurement error not known'

/** Whether the change is larger than chance, whatever its direction. */
export function verdictOf(change: Change): Verdict {
  const { mdc } = thresholdsOf(scaleOf(change.scale).scale)
  if (mdc === null) return 'Measurement error not known'
  return Math.abs(change.delta) >= mdc - tolerance ? 'Real change' : 'Within measurement error'
}

/**
 * "Real change: +21 points (65 to 86), at least the minimal detectable change of 9 points (kneecap pain … [46]). At least
 * the minimal clinically important difference of 10 points (kneecap pain, n = 71 [39])." Plus is better.
 */
export function changeSentence(change: Change): string {
  const { scale } = scaleOf(change.scale)
  const { baseline, followUp, delta } = change
  const course = baseline ? ` (${shown(baseline.score, scale)} to ${shown(followUp.score, scale)})` : ''
  const points = `${signed(delta, scale.decimals)} points${course}`
  const named = (t: Threshold) =>
    `the ${kinds[t.kind]} of ${plain(t.value)} points (${t.population} ${t.source})`
  const verdict = verdictOf(change)
  const first = scale.mdc
    ? `${verdict}: ${points}, ${verdict === 'Real change' ? 'at least' : 'less than'} ${named(scale.mdc)}.`
    : `${verdict}: ${points}.`
  const since =
    change.afterChoice && baseline
      ? ` Counted from ${fullDayText(baseline.on)}, the first form after this scale was chosen [EO].`
      : ''
  if (!scale.mic) return `${first} No important change is known either; look at the course.${since}`
  const important = Math.abs(delta) >= scale.mic.value - tolerance
  return `${first} ${important ? 'At least' : 'Less than'} ${named(scale.mic)}${important && delta < 0 ? ', for the worse' : ''}.${since}`
}

/** Further thresholds that the change reaches, such as "5 reached" of UWRI. */
export function alsoReached(change: Change): Threshold[] {
  const { scale } = scaleOf(change.scale)
  return scale.alsoFound.filter(
    (t) => (t.kind === 'mic' || t.kind === 'mcid') && change.delta >= t.value - tolerance,
  )
}
