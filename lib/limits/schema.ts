import { z } from 'zod'
import { alertLimits } from '#lib/content/limits/alerts.ts'
import { type LimitArea, limitAreas } from '#lib/content/limits/index.ts'
import type { LimitSpec } from '#lib/content/limits/types.ts'
import type { LimitRow } from './values/rules.ts'

export type SettableArea = 'alerts' | LimitArea

/** What a clinic may set, by what it is about. The team of a case may set the numbers of alerts as well. */
export const settableLimits: readonly (readonly [SettableArea, readonly LimitSpec[]])[] = [
  ['alerts', alertLimits],
  ...(Object.entries(limitAreas) as [LimitArea, readonly LimitSpec[]][]),
]
const specs = settableLimits.flatMap(([, list]) => list)

const idsOf = (list: readonly LimitSpec[]) => list.map(({ id }) => id) as [string, ...string[]]
export const limitById = (id: string): LimitSpec | undefined => specs.find((one) => one.id === id)

const note = z
  .string()
  .trim()
  .min(3, 'Please write in a sentence why.')
  .max(500, 'Please use at most 500 characters.')

const base = {
  limitId: z.enum(idsOf(specs), 'Choose a number.'),
  /** What was set here when the form was opened; empty when nothing was. */
  seen: z
    .string()
    .max(12)
    .regex(/^(-?\d+(\.\d+)?)?$/)
    .transform((text) => (text === '' ? null : Number(text))),
  /** Empty: back to what holds above it. A comma is a point. */
  value: z
    .string()
    .trim()
    .max(12)
    .transform((text, context) => {
      if (text === '') return null
      if (/^-?\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'))
      context.addIssue({ code: 'custom', message: 'Enter a number.' })
      return z.NEVER
    }),
  note,
}

type Value = { limitId: string; value: number | null }
const inRange = ({ limitId, value }: Value) => {
  const spec = limitById(limitId)
  if (value === null || !spec) return true
  const steps = value / spec.step
  return value >= spec.min && value <= spec.max && Math.abs(steps - Math.round(steps)) < 1e-6
}
const range = {
  path: ['value'],
  error: ({ input }: { input?: unknown }) => {
    const spec = limitById((input as Value).limitId)
    return spec
      ? `Choose ${spec.min} to ${spec.max} ${spec.unit}${spec.step === 1 ? ', a whole number' : `, in steps of ${spec.step}`}.`
      : 'Choose a number.'
  },
}

export const clinicLimitInput = z.strictObject(base).refine(inRange, range)
export type ClinicLimitInput = z.output<typeof clinicLimitInput>

export const caseLimitInput = z
  .strictObject({ caseId: z.uuid(), ...base, limitId: z.enum(idsOf(alertLimits), 'Choose a number.') })
  .refine(inRange, range)
export type CaseLimitInput = z.output<typeof caseLimitInput>

/** One change as it is stored; the newest of its kind holds. `caseId` null: of the whole clinic. */
export type SetLimit = LimitRow & { readonly caseId: string | null }

/** A number with what it rests on and how it came about. Plain JSON. */
export type LimitCard = LimitSpec & {
  /** What holds, and where it comes from. */
  readonly value: number
  readonly from: 'case' | 'clinic' | 'default'
  /** What was set here; null when nothing is. */
  readonly own: number | null
  readonly about: SettableArea
  /** What reads it: alerts, factors, values. */
  readonly readBy: readonly string[]
  /** The newest first, of this level alone. */
  readonly history: readonly { readonly id: string; readonly text: string; readonly note: string }[]
}

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** What the address says: which numbers are shown, and which was set just now. */
export const limitSearch = z.object({
  saved: z
    .preprocess(first, z.enum(idsOf(specs)))
    .nullable()
    .catch(null),
  area: z.preprocess(first, z.enum(settableLimits.map(([area]) => area))).catch('alerts'),
})

/** The page of the clinic's numbers after this one was set. */
export const savedAddress = (limitId: string): string => {
  const area = settableLimits.find(([, list]) => list.some(({ id }) => id === limitId))?.[0] ?? 'alerts'
  return `/admin/clinic/limits?area=${area}&saved=${limitId}#${limitId}`
}
