import type { DayNumber } from '#lib/dates.ts'
import { isRun } from '#lib/programs/plan-week/rules.ts'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import { type Stage, stageAt } from '#lib/programs/progression/running/rules.ts'
import { elsewhereOf } from '#lib/tracking/elsewhere/rules.ts'
import type { Swelling } from '#lib/tracking/entries/schema.ts'
import type { PhaseSpan } from '#lib/tracking/progress/course/schema.ts'
import { settleOf } from '#lib/tracking/results/rules.ts'
import type { Logs, RunEntry } from '#lib/tracking/results/schema.ts'
import { runLimitOn } from '../values/rules.ts'

/** What the statement of queries.ts says about the entries of a case: lists, because there are hundreds of them. */

/** id, day, recorded (ms), `log_safety`, whether it was asked. */
type Common = readonly [string, number, number, readonly string[] | null, boolean]
type ExerciseRow = readonly [
  id: string,
  itemId: string,
  exerciseId: string,
  sets: number,
  reps: number | null,
  hold: number | null,
  minutes: number | null,
  load: number | null,
  rpe: number | null,
  skipReason: string | null,
]
/** key, phase key, `ex_limit`, sets, reps, hold, minutes, load, upper effort. */
type ItemRow = readonly [
  string,
  string,
  number,
  number | null,
  number | null,
  number | null,
  number | null,
  number | null,
  number | null,
]
type RunRow = readonly [
  km: number,
  minutes: number,
  finished: boolean,
  type: RunEntry['type'],
  settle: RunEntry['settle'],
]
type ScoreRow = readonly [
  context: string,
  score: number,
  swelling: Swelling | null,
  exerciseLogId: string | null,
  runLogId: string | null,
]

/** As JSON, because parsing it once is much quicker than having it parsed on the way. */
export type LogTexts = Readonly<Record<keyof LogRows | 'elsewhere', string | null>>
type LogRows = {
  sessions: readonly (readonly [Common, readonly ExerciseRow[] | null])[] | null
  items: Readonly<Record<string, ItemRow>> | null
  runs: readonly (readonly [Common, RunRow])[] | null
  pains: readonly (readonly [Common, ScoreRow])[] | null
  unwell: readonly DayNumber[]
}

export type LogAsk = {
  versions: readonly PastVersion[]
  stages: readonly Stage[]
  /** Which phase held when. */
  spans: readonly PhaseSpan[]
}

const entryOf = ([id, day, at, safety, asked]: Common) => ({
  id,
  day,
  at,
  supersedes: null,
  withdrawn: false,
  safety: asked && safety && safety.length > 0 ? safety : null,
})

/** The entries that count, as the indicators read them. */
export function logsOfRows(texts: LogTexts, ask: LogAsk): Logs {
  const parse = (text: string | null) => (text === null ? null : JSON.parse(text))
  const rows: LogRows = {
    sessions: parse(texts.sessions),
    items: parse(texts.items),
    runs: parse(texts.runs),
    pains: parse(texts.pains),
    unwell: parse(texts.unwell) ?? [],
  }
  const pains = new Map<string, number>()
  const scores = rows.pains ?? []
  for (const [, [context, score, , exerciseLogId, runLogId]] of scores)
    if (exerciseLogId ?? runLogId) pains.set(`${exerciseLogId ?? runLogId} ${context}`, score)
  // What was rated of a whole session is no pain of an exercise, but it is pain of that day.
  const alone = scores.filter(([, [, , , exerciseLogId, runLogId]]) => !exerciseLogId && !runLogId)
  return {
    exercises: (rows.sessions ?? []).flatMap(([common, exercises]) => {
      const of = entryOf(common)
      return (exercises ?? []).flatMap((row) => exerciseOf(of, row, rows.items ?? {}, pains, ask) ?? [])
    }),
    runs: (rows.runs ?? []).map(([common, [km, minutes, finished, type, settle]]) => {
      const of = entryOf(common)
      const painDuring = pains.get(`${of.id} during_run`) ?? null
      const painAfter = pains.get(`${of.id} after_run`) ?? null
      return {
        ...of,
        km,
        minutes,
        finished,
        type,
        settle: settleOf(settle, painDuring, painAfter),
        painDuring,
        painAfter,
        stage: stageAt(ask.stages, of.day, of.at),
        limit: runLimitOn(ask.versions, ask.spans, of.day),
      }
    }),
    mornings: alone
      .filter(([, [context]]) => context === 'next_morning')
      .map(([common, [, score, swelling]]) => ({ ...entryOf(common), pain: score, swelling })),
    pains: alone
      .filter(([, [context]]) => context !== 'next_morning')
      .map(([common, [, score]]) => ({ ...entryOf(common), score })),
    unwell: rows.unwell,
    elsewhere: elsewhereOf(texts.elsewhere),
  }
}

function exerciseOf(
  of: ReturnType<typeof entryOf>,
  row: ExerciseRow,
  items: Readonly<Record<string, ItemRow>>,
  pains: ReadonlyMap<string, number>,
  { versions, spans }: LogAsk,
): Logs['exercises'][number] | null {
  const [id, itemId, exerciseId, sets, reps, holdSeconds, minutes, loadKg, rpe, skipReason] = row
  const item = items[itemId]
  if (!item) return null
  return {
    ...of,
    id,
    itemKey: item[0],
    exerciseId,
    phaseKey: item[1],
    rpe,
    skipReason,
    limit: isRun(exerciseId) ? runLimitOn(versions, spans, of.day) : item[2],
    done: { sets, reps, holdSeconds, minutes, loadKg },
    prescribed: {
      sets: item[3],
      reps: item[4],
      holdSeconds: item[5],
      minutes: item[6],
      loadKg: item[7],
      rpeMax: item[8],
    },
    painDuring: pains.get(`${id} during_exercise`) ?? null,
    painAfter: pains.get(`${id} after_exercise`) ?? null,
  }
}
