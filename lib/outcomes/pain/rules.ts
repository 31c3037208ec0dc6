import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import { addDays, type Day, dayNumber, dayRange, daysBetween } from '#lib/dates.ts'
import { painDaysNeeded } from '#lib/tracking/progress/pain/rules.ts'
import { changeBetween } from '../changes/rules.ts'
import type { Change, PainCourse, Point } from '../schema.ts'

type Numbered = ReadonlyMap<number, number>

/** The same days as numbers, worked out once a course: a day is asked for hundreds of times. */
const numbered = new WeakMap<ReadonlyMap<Day, number>, Numbered>()
function byNumber(daily: ReadonlyMap<Day, number>): Numbered {
  const known = numbered.get(daily)
  if (known) return known
  const made = new Map([...daily].map(([day, pain]) => [dayNumber(day), pain]))
  numbered.set(daily, made)
  return made
}

/** The mean of daily pain over these days, from 3 with one. */
export function painMean(days: Numbered, from: number, to: number): number | null {
  let [sum, count] = [0, 0]
  for (let day = from; day <= to; day += 1) {
    const pain = days.get(day)
    if (pain === undefined) continue
    sum += pain
    count += 1
  }
  return count < painDaysNeeded ? null : sum / count
}

/** `ind_pain_7d` as it was on a day: the mean of dp over that day and the six before, from 3 days with one. */
export const painOf7Days = (course: PainCourse, on: Day): number | null =>
  painMean(byNumber(course.daily), dayNumber(on) - 6, dayNumber(on))

/** What the pain of today is compared with, and what it is: a mean, or one answer. */
export type Start = Point & { readonly of: 'first week' | 'intake' | 'form' }

/** `ind_pain_start`: the mean of dp over the first 7 days of the course; with fewer than 3 values what was `told`. */
export function startScore(
  days: Numbered,
  course: { readonly begins: number; readonly until: number; readonly told: number | null },
): { readonly score: number; readonly logged: boolean } | null {
  const { begins, until, told } = course
  const mean = painMean(days, begins, Math.min(begins + 6, until))
  if (mean !== null) return { score: mean, logged: true }
  return told === null ? null : { score: told, logged: false }
}

/** The same as known on a day, with what it is; told is the worst pain of the intake, on the day of it. */
export function painAtStart(course: PainCourse, activatedOn: Day, on: Day): Start | null {
  const { intake } = course
  const told = intake?.worst ?? null
  const start = startScore(byNumber(course.daily), {
    begins: dayNumber(activatedOn),
    until: dayNumber(on),
    told,
  })
  if (start?.logged) return { on: activatedOn, score: start.score, of: 'first week' }
  return intake && { on: intake.on, score: intake.worst, of: intake.again ? 'form' : 'intake' }
}

const formsInOrder = ({ forms }: PainCourse) => [...forms].sort((a, b) => (a.on < b.on ? -1 : 1))

/** The last worst pain of a form on or before a day, the intake included. */
const worstBy = (course: PainCourse, on: Day): PainCourse['intake'] =>
  formsInOrder(course).findLast((form) => form.on <= on) ?? course.intake

/** The newest day between two with a mean of 7 days, and that mean: on the last day with an entry it takes in the most. */
function lastMean(course: PainCourse, from: Day, on: Day): Point | null {
  for (let day = on; day >= from; day = addDays(day, -1)) {
    const score = course.daily.has(day) ? painOf7Days(course, day) : null
    if (score !== null) return { on: day, score }
  }
  return null
}

/**
 * What was known of the pain when a case ended, as what a later form is compared with: the mean of the last 7 days, else the
 * newer of the last form and the last mean. Nothing is logged afterwards.
 */
export function painSinceEnd(course: PainCourse, closedOn: Day): PainCourse {
  const mean = painOf7Days(course, closedOn)
  const form = worstBy(course, closedOn)
  const newer = form && lastMean(course, form.on, closedOn)
  return {
    daily: new Map(),
    intake:
      mean !== null ? { on: closedOn, worst: mean } : newer ? { on: newer.on, worst: newer.score } : form,
    forms: course.forms.filter(({ on }) => on > closedOn),
  }
}

/**
 * The pain of a case that was opened again: the first form from then `until` a day stands for the intake. What was told before
 * is of the earlier course.
 */
export function painSinceReopened(course: PainCourse, reopenedOn: Day, until: Day): PainCourse {
  const told = [...(course.intake ? [course.intake] : []), ...formsInOrder(course)]
  const since = told.filter(({ on }) => on >= reopenedOn)
  const [first] = since
  const start = first && first.on <= until ? first : null
  return {
    daily: course.daily,
    intake: start && { ...start, again: true },
    forms: since.filter((form) => form !== start),
  }
}

const newestForm = (course: PainCourse, activatedOn: Day, on: Day) =>
  formsInOrder(course).findLast((form) => form.on > activatedOn && form.on <= on)

/** From the last worst pain of a form by the day of activation to that of the newest later one. */
export function painChangeByForm(course: PainCourse, activatedOn: Day, on: Day): Change | null {
  const form = newestForm(course, activatedOn, on)
  const before = worstBy(course, activatedOn)
  if (!form || before === null) return null
  const { scale } = scaleOf('nprs')
  return changeBetween(scale, { on: before.on, score: before.worst }, { on: form.on, score: form.worst })
}

/**
 * The change of `nprs` as of a day (clinical/outcome-measures.md 2): from `ind_pain_start` to `ind_pain_7d`; when the
 * latter is not known, by forms. A mean that was known since the newest form is newer than what that told.
 */
export function painChange(course: PainCourse, activatedOn: Day | null, on: Day): Change | null {
  if (activatedOn === null || on < activatedOn) return null
  const now = painOf7Days(course, on)
  const form = newestForm(course, activatedOn, on)
  const mean = now !== null ? { on, score: now } : form ? lastMean(course, form.on, on) : null
  if (mean === null) return painChangeByForm(course, activatedOn, on)
  const start = painAtStart(course, activatedOn, on)
  return start && changeBetween(scaleOf('nprs').scale, { on: start.on, score: start.score }, mean)
}

/** Whether on any of the days 0–27 the change was an important improvement: by pain or a form of these days. */
export function painBetterRecently(course: PainCourse, activatedOn: Day | null, today: Day): boolean {
  if (activatedOn === null) return false
  const back = Math.min(27, daysBetween(activatedOn, today))
  if (back < 0) return false
  const { scale } = scaleOf('nprs')
  const whole = addDays(activatedOn, 6)
  const fixed = painAtStart(course, activatedOn, whole)
  // One walk over the days: a mean of seven for each of them, from 3 days with one.
  const days = dayRange(addDays(today, -back - 6), today)
  const values = days.map((day) => course.daily.get(day) ?? null)
  return days.slice(6).some((on, at) => {
    const week = values.slice(at, at + 7).filter((value) => value !== null)
    if (week.length < painDaysNeeded) {
      const change = painChange(course, activatedOn, on)
      return change?.status === 'better_important' && change.followUp.on >= addDays(today, -27)
    }
    const start = on >= whole ? fixed : painAtStart(course, activatedOn, on)
    const score = week.reduce((total, value) => total + value, 0) / week.length
    return start !== null && changeBetween(scale, start, { on, score }).status === 'better_important'
  })
}
