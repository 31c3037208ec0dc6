import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { addDays, type Day, dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import { dayNumber, isoDay } from '#lib/tracking/progress/series/rules.ts'
import { morningQuestions, morningsByDay } from './morning/rules.ts'

export type OpenMorning = { day: Day; text: string }

/**
 * The mornings that are asked for before the next session (clinical/programmes.md 2): those after a day with a session or a run
 * that were not entered, the oldest first. None for a case that is not the patient's own.
 */
export function openMornings(
  actor: AccountActor,
  caseId: string,
  now: Date = new Date(),
): Promise<OpenMorning[]> {
  return asActor(actor, async (tx) => {
    const today = dayIn(actor.timeZone, now)
    const where = {
      ...{ clinicId: actor.clinicId, caseId, case: ownCases(actor), supersededAt: null, withdrawnAt: null },
      logDate: { gte: toDbDate(addDays(today, -DAYS_BACK)), lte: toDbDate(today) },
    }
    const sessions = await tx.sessionLog.findMany({
      where: { ...where, exercises: { some: { setsDone: { gt: 0 } } } },
      select: { logDate: true },
    })
    const runs = await tx.runLog.findMany({ where, select: { logDate: true } })
    const mornings = await tx.painScore.findMany({
      where: { ...where, context: 'next_morning' },
      select: { id: true, logDate: true, score: true, swelling: true },
    })
    const day = (row: { logDate: Date }) => dayNumber(fromDbDate(row.logDate))
    const entered = mornings.map((row) => ({
      ...{ id: row.id, supersedes: null, withdrawn: false, at: 0, safety: null },
      ...{ day: day(row), pain: row.score, swelling: row.swelling },
    }))
    return morningQuestions([...sessions, ...runs].map(day), morningsByDay(entered), dayNumber(today)).map(
      ({ morning, text }) => ({ day: isoDay(morning), text }),
    )
  })
}
