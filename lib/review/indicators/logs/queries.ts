import 'server-only'
import { type Day, fromDbDate, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import type { Stage } from '#lib/programs/progression/running/rules.ts'
import { dayNumber } from '#lib/tracking/progress/series/rules.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'
import { runPlanOn } from '../values/rules.ts'

type Ask = {
  today: Day
  since: Day
  versions: readonly PastVersion[]
  stages: readonly Stage[]
  /** The present phase: its position and first day. */
  phase: { position: number; startedOn: number }
}

const number = (value: { toString(): string } | number | null) => (value === null ? null : Number(value))

/** The entries of a case that count, from a day on. The caller has checked that the actor reaches the case. */
export async function readLogs(tx: Tx, of: { clinicId: string; caseId: string }, ask: Ask): Promise<Logs> {
  const where = {
    ...of,
    ...{ supersededAt: null, withdrawnAt: null },
    logDate: { gte: toDbDate(ask.since), lte: toDbDate(ask.today) },
  }
  const common = { id: true, logDate: true, recordedAt: true, safety: true, safetyAsked: true } as const
  const sessions = await tx.sessionLog.findMany({
    where,
    select: {
      ...common,
      exercises: {
        select: {
          ...{ id: true, exerciseId: true, setsDone: true, repsDone: true, holdSeconds: true },
          ...{ minutes: true, loadKg: true, rpe: true, skipReason: true },
          item: {
            select: {
              ...{ key: true, sets: true, reps: true, holdSeconds: true, minutes: true, loadKg: true },
              ...{ rpeMax: true, phase: { select: { key: true, exLimit: true } } },
            },
          },
        },
      },
    },
  })
  const runs = await tx.runLog.findMany({
    where,
    select: { ...common, km: true, minutes: true, finished: true, type: true, settle: true },
  })
  const scores = await tx.painScore.findMany({
    where,
    select: {
      ...common,
      ...{
        context: true,
        score: true,
        swelling: true,
        exerciseLogId: true,
        runLogId: true,
      },
    },
  })
  const pains = new Map<string, number>()
  for (const { exerciseLogId, runLogId, context, score } of scores)
    if (exerciseLogId ?? runLogId) pains.set(`${exerciseLogId ?? runLogId} ${context}`, score)
  type Row = { id: string; logDate: Date; recordedAt: Date; safety: string[]; safetyAsked: boolean }
  const entry = ({ id, logDate, recordedAt, safety, safetyAsked }: Row) => ({
    ...{ id, supersedes: null, withdrawn: false },
    day: dayNumber(fromDbDate(logDate)),
    at: recordedAt.getTime(),
    safety: safetyAsked && safety.length > 0 ? safety : null,
  })
  // What was rated of a whole session is no pain of an exercise, but it is pain of that day.
  const alone = scores.filter(({ exerciseLogId, runLogId }) => exerciseLogId === null && runLogId === null)
  return {
    exercises: sessions.flatMap((session) => {
      const of = entry(session)
      return session.exercises.map((log) => ({
        ...of,
        id: log.id,
        itemKey: log.item.key,
        exerciseId: log.exerciseId,
        phaseKey: log.item.phase.key,
        done: {
          ...{ sets: log.setsDone, reps: log.repsDone, holdSeconds: log.holdSeconds, minutes: log.minutes },
          loadKg: number(log.loadKg),
        },
        prescribed: {
          ...{ sets: log.item.sets, reps: log.item.reps, holdSeconds: log.item.holdSeconds },
          ...{ minutes: number(log.item.minutes), loadKg: number(log.item.loadKg), rpeMax: log.item.rpeMax },
        },
        rpe: log.rpe,
        skipReason: log.skipReason,
        painDuring: pains.get(`${log.id} during_exercise`) ?? null,
        painAfter: pains.get(`${log.id} after_exercise`) ?? null,
        limit: log.item.phase.exLimit,
      }))
    }),
    runs: runs.map((row) => {
      const of = entry(row)
      return {
        ...of,
        ...{
          km: Number(row.km),
          minutes: row.minutes,
          finished: row.finished,
          type: row.type,
          settle: row.settle,
        },
        painDuring: pains.get(`${row.id} during_run`) ?? null,
        painAfter: pains.get(`${row.id} after_run`) ?? null,
        stage: ask.stages.findLast(({ from }) => from <= of.day)?.stage ?? null,
        ...runPlanOn(
          ask.versions,
          of.day,
          of.day >= ask.phase.startedOn ? ask.phase.position : Math.max(0, ask.phase.position - 1),
        ),
      }
    }),
    mornings: alone
      .filter(({ context }) => context === 'next_morning')
      .map((row) => ({ ...entry(row), pain: row.score, swelling: row.swelling })),
    pains: alone
      .filter(({ context }) => context !== 'next_morning')
      .map((row) => ({ ...entry(row), score: row.score })),
  }
}
