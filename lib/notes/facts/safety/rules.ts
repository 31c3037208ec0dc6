/** What the safety questions of logs were answered with. Pure. */
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { type Day, dayNumber, isoDay } from '#lib/dates.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'
import type { FactInput } from '../schema.ts'

const labels = new Map(logSafetyOptions.map(({ id, label }) => [id, label]))

/**
 * How often they were answered in these days, and what was named. What was recorded at one instant about one day was answered
 * once: the exercises of a session, or entries that were asked about together. A sign counts whichever of them names it.
 */
export function safetyOf(logs: Logs, since: Day, until: Day): FactInput['safety'] {
  const answers = new Map<string, { day: number; signs: Set<string> }>()
  for (const { day, at, safety } of [...logs.exercises, ...logs.runs, ...logs.mornings, ...logs.pains]) {
    if (!safety || day < dayNumber(since) || day > dayNumber(until)) continue
    const answer = answers.get(`${day} ${at}`) ?? { day, signs: new Set() }
    for (const id of safety) if (id !== 'none') answer.signs.add(id)
    answers.set(`${day} ${at}`, answer)
  }
  const told = [...answers.values()]
  return {
    asked: told.length,
    signs: told.flatMap(({ day, signs }) =>
      [...signs].map((id) => ({ label: labels.get(id) ?? id, on: isoDay(day) })),
    ),
  }
}
