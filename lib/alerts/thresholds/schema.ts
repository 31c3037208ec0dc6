import { z } from 'zod'
import { thresholds } from '#lib/content/alerts/thresholds.ts'
import type { ThresholdSpec } from '#lib/content/alerts/types.ts'
import { factorLimits } from '#lib/content/factors/limits.ts'

/** What a clinic may set: the numbers of alerts, which the team of a case may set as well, and the limits of factors. */
export const clinicNumbers: readonly ThresholdSpec[] = [...thresholds, ...factorLimits]

const idsOf = (specs: readonly ThresholdSpec[]) => specs.map(({ id }) => id) as [string, ...string[]]
const thresholdById = (id: string) => clinicNumbers.find((one) => one.id === id)

const note = z
  .string()
  .trim()
  .min(3, 'Please write in a sentence why.')
  .max(500, 'Please use at most 500 characters.')

const base = {
  thresholdId: z.enum(idsOf(clinicNumbers), 'Choose a number.'),
  /** Empty: back to what holds above it. A comma is a point. */
  value: z
    .string()
    .trim()
    .max(12)
    .transform((text, context) => {
      if (text === '') return null
      const number = Number(text.replace(',', '.'))
      if (Number.isFinite(number)) return number
      context.addIssue({ code: 'custom', message: 'Enter a number.' })
      return z.NEVER
    }),
  note,
}

type Value = { thresholdId: string; value: number | null }
const inRange = ({ thresholdId, value }: Value) => {
  const spec = thresholdById(thresholdId)
  if (value === null || !spec) return true
  const steps = value / spec.step
  return value >= spec.min && value <= spec.max && Math.abs(steps - Math.round(steps)) < 1e-6
}
const range = {
  path: ['value'],
  error: ({ input }: { input?: unknown }) => {
    const spec = thresholdById((input as Value).thresholdId)
    return spec
      ? `Choose ${spec.min} to ${spec.max} ${spec.unit}${spec.step === 1 ? ', a whole number' : `, in steps of ${spec.step}`}.`
      : 'Choose a number.'
  },
}

export const clinicThresholdInput = z.strictObject(base).refine(inRange, range)
export type ClinicThresholdInput = z.output<typeof clinicThresholdInput>

export const caseThresholdInput = z
  .strictObject({ caseId: z.uuid(), ...base, thresholdId: z.enum(idsOf(thresholds), 'Choose a number.') })
  .refine(inRange, range)
export type CaseThresholdInput = z.output<typeof caseThresholdInput>

/** One change as it is stored; the newest of its kind holds. */
export type ThresholdRow = {
  readonly caseId: string | null
  readonly thresholdId: string
  /** Null: back to what holds above it. */
  readonly value: number | null
}

/** A number with what it rests on and how it came about. Plain JSON. */
export type ThresholdCard = {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly reason: string
  /** What holds, and where it comes from. */
  readonly value: number
  readonly from: 'case' | 'clinic' | 'default'
  /** What was set here; null when nothing is. */
  readonly own: number | null
  readonly about: 'alerts' | 'factors'
  /** Titles of the alerts or the factors whose rules read it. */
  readonly readBy: readonly string[]
  /** The newest first, of this level alone. */
  readonly history: readonly { readonly id: string; readonly text: string; readonly note: string }[]
}

/** What the address says after a number was set. */
export const thresholdSearch = z.object({
  saved: z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.enum(idsOf(clinicNumbers)))
    .nullable()
    .catch(null),
})
