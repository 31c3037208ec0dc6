import { type DayNumber, dayText, isoDay } from '#lib/dates.ts'
import { or, type Truth, tolerance, yesOrNo } from '#lib/rules/evaluate.ts'
import { type Swelling, swellings } from '#lib/tracking/entries/schema.ts'
import type { FormAnswers, MorningEntry, MorningQuestion, YesNo } from '../schema.ts'
import { newestTold } from '../told/rules.ts'

/** The next-morning rule (clinical/programmes.md 2). */

export type Morning = { readonly pain: number | null; readonly swelling: Swelling | null }
export type Mornings = ReadonlyMap<DayNumber, Morning>

const grade = (swelling: Swelling) => swellings.indexOf(swelling)
const worst = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b))
function worseSwelling(a: Swelling | null, b: Swelling | null): Swelling | null {
  if (a === null || b === null) return a ?? b
  return grade(a) >= grade(b) ? a : b
}

/** Each morning once; of two entries for one morning the worse pain and the worse swelling count. */
export function morningsByDay(entries: readonly Pick<MorningEntry, 'day' | 'pain' | 'swelling'>[]): Mornings {
  const days = new Map<DayNumber, Morning>()
  for (const { day, pain, swelling } of entries) {
    const known = days.get(day)
    days.set(day, {
      pain: worst(known?.pain ?? null, pain),
      swelling: worseSwelling(known?.swelling ?? null, swelling),
    })
  }
  return days
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** The mornings that a median needs; the days that are looked at; and those for swelling. */
const morningsNeeded = 3
const painWindow = 14
const swellingWindow = 7
/** A rise of 2 is beyond the error of a single rating (clinical/outcome-measures.md 4, nprs [GK]). */
const rise = 2
const highMorning = 5

/**
 * `baseline_morning` of a session on `day`; null without three mornings and without a form. A form of the morning after says
 * what the session did, so it is no baseline of it.
 */
export function baselineMorning(
  day: DayNumber,
  mornings: Mornings,
  forms: readonly FormAnswers[],
): number | null {
  const pains: number[] = []
  for (let at = day - painWindow + 1; at <= day; at += 1) {
    const pain = mornings.get(at)?.pain
    if (typeof pain === 'number') pains.push(pain)
  }
  if (pains.length >= morningsNeeded) return median(pains)
  const until = { until: day }
  return (
    newestTold(forms, ({ nprsNextMorning }) => nprsNextMorning, until) ??
    newestTold(forms, ({ nprsNow }) => nprsNow, until)
  )
}

/** `baseline_swelling` of a session on `day`. */
export function baselineSwelling(
  day: DayNumber,
  mornings: Mornings,
  forms: readonly FormAnswers[],
): Swelling | null {
  for (let at = day; at > day - swellingWindow; at -= 1) {
    const swelling = mornings.get(at)?.swelling
    if (swelling) return swelling
  }
  return newestTold(forms, ({ swellingNow }) => swellingNow, { until: day })
}

/** The newest swelling on waking up to a day (clinical/intake.md 1.3). */
export function swellingOn(day: DayNumber, mornings: Mornings): Swelling | null {
  let newest = Number.NEGATIVE_INFINITY
  for (const [at, { swelling }] of mornings) if (swelling !== null && at <= day && at > newest) newest = at
  return mornings.get(newest)?.swelling ?? null
}

const truth = (value: boolean): Truth => (value ? 'T' : 'F')

/** Whether a morning has more swelling than before; none is never more, whatever was before. */
function swellingRose(swelling: Swelling | null, before: () => Swelling | null): Truth {
  if (swelling === null) return 'N'
  if (swelling === 'none') return 'F'
  const known = before()
  return known === null ? 'N' : truth(grade(swelling) > grade(known))
}

/** `morning_breach` of the sessions of `day`: yes, no, or null when it is not assessed. */
export function morningBreach(
  day: DayNumber,
  mornings: Mornings,
  forms: readonly FormAnswers[],
): YesNo | null {
  const after = mornings.get(day + 1)
  if (!after) return null
  const { pain, swelling } = after
  const base = pain === null ? null : baselineMorning(day, mornings, forms)
  const breach = or([
    pain === null || base === null ? 'N' : truth(pain - base - rise >= -tolerance),
    pain === null ? 'N' : truth(pain > highMorning),
    swellingRose(swelling, () => baselineSwelling(day, mornings, forms)),
  ])
  return yesOrNo(breach)
}

/**
 * What the app asks when the next session is opened: each day before `today` with a session whose next morning has come and lacks
 * its pain or swelling, that of today included; the oldest first. Nobody is asked about more than 14 days ago.
 */
export const morningQuestions = (
  sessionDays: readonly DayNumber[],
  mornings: Mornings,
  today: DayNumber,
): MorningQuestion[] =>
  [...new Set(sessionDays)]
    .filter((day) => {
      const known = mornings.get(day + 1)
      const missing = !known || known.pain === null || known.swelling === null
      return missing && day < today && day >= today - 14
    })
    .sort((a, b) => a - b)
    .map((day) => ({
      sessionDay: day,
      morning: day + 1,
      text: `How was the knee the morning after ${dayText(isoDay(day))}?`,
    }))
