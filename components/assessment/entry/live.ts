/** Symmetry and scores while one types; the server computes them again when it saves. */
import {
  apart,
  type Bands,
  bandOf,
  bandWords,
  behind,
  bestOf,
  limbSymmetry,
  meanOf,
  newtonOf,
  torquePerKg,
  weakWords,
} from '#lib/assessment/symmetry/rules.ts'
import { wellsText } from '#lib/content/flags/wells.ts'

type Compared = {
  /** Names of the fields are `<of>_left` and `<of>_right`. */
  of: string
  /** The same for what a scale shows in kilogram; null for what is no force. */
  kg: string | null
  take: 'best' | 'mean'
  index: 'left' | 'right' | null
  unit: string
  digits: number
  /** Fields without which there is no torque: the lever arm, and the weight unless it is known. */
  needs: readonly { readonly name: string; readonly word: string }[]
  /** What makes a torque by body weight of a force; null for what is no force. */
  torque: { readonly lever: string; readonly weight: string; readonly knownKg: number | null } | null
}

/** Below which torque by body weight a side is weak itself, by the position in which it is measured. */
type LowLine = {
  position: string
  lines: Readonly<Record<string, number>>
  lever: string
  weight: string
  /** Until another one is typed. */
  knownKg: number | null
}

/** What an output element is told by the page, in `data-live`: limits and bands are those of the clinic. */
export type Live =
  | (Compared & { kind: 'lsi'; bands: Bands; low: LowLine | null })
  | (Compared & { kind: 'behind' | 'apart'; limit: number; atLeast: boolean })
  | { kind: 'points'; of: string; points: Readonly<Record<string, number>>; wells?: true }

const typed = (text: string) => Number(text.replace(',', '.').replace('\u2212', '-'))

/** What the field accepts: nothing is worked out from a number that is refused. */
function accepted({ value, dataset: { min, max } }: HTMLInputElement): number[] {
  return value
    .trim()
    .split(/[\s/;]+/)
    .filter((part) => part !== '')
    .map(typed)
    .filter((number) => Number.isFinite(number) && !(number < Number(min) || number > Number(max)))
}

const numbers = (form: HTMLFormElement, name: string): number[] =>
  [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)].flatMap(accepted)

/** Of a force in newton, whichever unit it is entered in: that of the device first. */
function trialsOf(form: HTMLFormElement, { of, kg }: Compared, side: 'left' | 'right'): number[] {
  const own = numbers(form, `${of}_${side}`)
  if (kg === null) return own
  const scaled = numbers(form, `${kg}_${side}`).map(newtonOf)
  const scale = form.querySelector('input[name="device_strength"][value="scale"]:checked')
  const [first, second] = scale ? [scaled, own] : [own, scaled]
  return first.length > 0 ? first : second
}

function points(form: HTMLFormElement, live: Extract<Live, { kind: 'points' }>): string {
  const boxes = [...form.querySelectorAll<HTMLInputElement>(`input[name="${live.of}"]:checked`)]
  if (boxes.length === 0) return ''
  const seen = boxes.map((box) => box.value)
  const counted = seen.includes('knee_inner_foot') ? seen.filter((one) => one !== 'knee_second_toe') : seen
  const score = counted.reduce((sum, one) => sum + (live.points[one] ?? 0), 0)
  return live.wells ? wellsText(score) : `Score ${score} of 6`
}

function isWeak(form: HTMLFormElement, forceN: number | null, low: LowLine | null): boolean {
  const position = low && form.querySelector<HTMLInputElement>(`input[name="${low.position}"]:checked`)?.value
  const line = low?.lines[position ?? '']
  if (!low || line === undefined || forceN === null) return false
  const [lever] = numbers(form, low.lever)
  const kg = numbers(form, low.weight)[0] ?? low.knownKg
  return lever !== undefined && kg !== null && line - torquePerKg(forceN, lever, kg) > 1e-9
}

const digits = (value: number, places: number) => String(Number(value.toFixed(places))).replace('-', '\u2212')

/** "L 1.46, R 1.78 N·m/kg", in the unit of the reference. */
function torques(form: HTMLFormElement, { torque }: Compared, forces: readonly (number | null)[]): string {
  const lever = torque && numbers(form, torque.lever)[0]
  const kg = torque && (numbers(form, torque.weight)[0] ?? torque.knownKg)
  if (lever === undefined || lever === null || kg === null) return ''
  const known = forces.flatMap((force, at) =>
    force === null ? [] : [`${at === 0 ? 'L' : 'R'} ${torquePerKg(force, lever, kg).toFixed(2)}`],
  )
  return known.length > 0 ? `${known.join(', ')} N·m/kg` : ''
}

/** Symmetry is that of the forces and is known before. */
function torqueMissing(form: HTMLFormElement, { needs }: Compared): string {
  const lacking = needs.filter(({ name }) => numbers(form, name).length === 0)
  return lacking.length > 0 ? `N·m/kg needs the ${lacking.map(({ word }) => word).join(' and the ')}` : ''
}

/** The reference is that of one position. */
const positionMissing = (form: HTMLFormElement, low: LowLine | null): string =>
  low && !form.querySelector(`input[name="${low.position}"]:checked`)
    ? 'needs the position for its reference'
    : ''

type Symmetric = Extract<Live, { kind: 'lsi' }>

function symmetryWords(
  form: HTMLFormElement,
  live: Symmetric,
  [mine, other]: readonly [number | null, number | null],
): { text: string; marked: boolean } {
  if (live.index === null) return { text: 'No symmetry: both sides hurt', marked: false }
  const lsi = limbSymmetry(mine, other)
  if (lsi === null) return { text: '', marked: false }
  const band = bandOf(lsi, live.bands)
  const weak = isWeak(form, other, live.low) ? weakWords : ''
  return { text: `LSI ${lsi.toFixed(1)} %, ${bandWords[band]}${weak}`, marked: band !== 'symmetric' }
}

function words(form: HTMLFormElement, live: Live): { text: string; marked: boolean } {
  if (live.kind === 'points') return { text: points(form, live), marked: false }
  const take = live.take === 'best' ? bestOf : meanOf
  const [left, right] = [take(trialsOf(form, live, 'left')), take(trialsOf(form, live, 'right'))]
  const [mine, other] = live.index === 'right' ? [right, left] : [left, right]
  const gap = apart(left, right)
  if (live.kind === 'lsi') {
    const own = torques(form, live, [left, right])
    const compared = gap === null ? null : symmetryWords(form, live, [mine, other])
    const missing = own
      ? positionMissing(form, live.low)
      : left !== null || right !== null
        ? torqueMissing(form, live)
        : ''
    return {
      text: [own, compared?.text, missing].filter(Boolean).join('; '),
      marked: compared?.marked ?? false,
    }
  }
  if (gap === null) return { text: '', marked: false }
  const counts = live.kind === 'apart' ? gap : live.index === null ? null : behind(mine, other)
  const over = counts !== null && (live.atLeast ? counts - live.limit >= -1e-9 : counts - live.limit > 1e-9)
  const unit = live.unit === '°' ? '°' : ` ${live.unit}`
  return { text: `${digits(gap, live.digits)}${unit} apart`, marked: over }
}

/** Brings every output of the form up to date. */
export function recompute(form: HTMLFormElement): void {
  for (const output of form.querySelectorAll<HTMLElement>('[data-live]')) {
    const { text, marked } = words(form, JSON.parse(output.dataset.live ?? '{}') as Live)
    output.textContent = text
    output.classList.toggle('font-semibold', marked)
  }
}
