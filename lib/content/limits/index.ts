import { assessmentLimits } from './assessment.ts'
import { factorLimits } from './factors.ts'
import { flagLimits } from './flags.ts'
import { intakeLimits } from './intake.ts'
import { programLimits } from './programs.ts'
import { reviewLimits } from './review.ts'
import type { LimitSpec } from './types.ts'

/**
 * Numbers that the specification marks as opinion [EO] and that hold for a whole clinic, by what they are about. Those of
 * alerts, which the team of a case may set too, stand in lib/content/limits/alerts.
 */
export const limitAreas = {
  intake: intakeLimits,
  flags: flagLimits,
  assessment: assessmentLimits,
  factors: factorLimits,
  programs: programLimits,
  review: reviewLimits,
} as const satisfies Record<string, readonly LimitSpec[]>

export type LimitArea = keyof typeof limitAreas
export type LimitId = (typeof limitAreas)[LimitArea][number]['id']

/** The number that holds, by the id of its limit. */
export type Limits = Readonly<Record<LimitId, number>>

const all: readonly LimitSpec[] = Object.values(limitAreas).flat()

export const defaultLimits = Object.fromEntries(all.map((one) => [one.id, one.default])) as Limits

export const limitIds = Object.keys(defaultLimits) as LimitId[]

export const isLimit = (id: string): id is LimitId => id in defaultLimits

const units = new Map(all.map(({ id, unit }) => [id, unit]))

/** "Below {lunge_possible_deg}" with the number that holds and its unit: "Below 35°". Throws for what is no limit. */
export const inWords = (text: string, limits: Limits): string =>
  text.replace(/\{([a-z0-9_]+)\}/g, (_, id: string) => {
    if (!isLimit(id)) throw new Error(`No limit is called ${id}`)
    const unit = units.get(id)
    return `${limits[id]}${unit === '°' ? '°' : ` ${unit}`}`
  })
