import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { type Rows, recordEntry, type Saved, type Stands } from '#lib/tracking/entries/recording/commands.ts'
import { assertPace, toKm } from './rules.ts'
import type { RunInput } from './schema.ts'

/** The run as it is stored; kilometers to two places. */
const runOf = (input: RunInput) => ({
  shoes: input.shoes,
  km: toKm(input.distance, input.unit),
  minutes: input.minutes,
  finished: input.finished === 'yes',
  type: input.type,
  surface: input.surface,
  settle: input.settle ?? null,
})
type Run = ReturnType<typeof runOf> & Pains
type Pains = { during_run: number; after_run: number | null }

/** Saves a run with its pains; see `recordEntry`. */
export const recordRun = (
  actor: Actor,
  input: RunInput,
  now: Date = new Date(),
  entered: Date = now,
): Promise<Saved> =>
  recordEntry<Run>(
    actor,
    input,
    {
      kind: 'run',
      own: async (tx, target) => {
        assertPace(input, await runBefore(tx, target, input))
        return { ...runOf(input), during_run: input.pain_during, after_run: input.pain_after ?? null }
      },
      insert: async (tx, { row, pain }, { during_run, after_run, ...run }) => {
        const data = [{ ...row, ...run, unit: input.unit }]
        const { count } = await tx.runLog.createMany({ data, skipDuplicates: true })
        if (count > 0) await insertPains(tx, { ...pain, runLogId: row.id }, { during_run, after_run })
        return count > 0
      },
      stored: storedRun,
      log: ({ during_run, after_run }) => ({ max_pain: Math.max(during_run, after_run ?? 0) }),
    },
    { now, entered },
  )

/** How far and how long the run was that this one puts right. */
async function runBefore(
  tx: Tx,
  { clinicId, caseId }: Omit<Stands, 'id'>,
  { supersedes }: RunInput,
): Promise<{ km: number; minutes: number } | null> {
  if (!supersedes) return null
  const where = { id: supersedes, clinicId, caseId }
  const before = await tx.runLog.findFirst({ where, select: { km: true, minutes: true } })
  return before && { km: Number(before.km), minutes: before.minutes }
}

async function insertPains(tx: Tx, of: Rows['pain'] & { runLogId: string }, pains: Pains): Promise<void> {
  const rows = (['during_run', 'after_run'] as const).flatMap((context) => {
    const score = pains[context]
    return score === null ? [] : [{ ...of, id: newId(), context, score }]
  })
  await tx.painScore.createMany({ data: rows })
}

async function storedRun(tx: Tx, of: Stands) {
  const row = await tx.runLog.findFirst({
    where: of,
    include: { painScores: { select: { context: true, score: true } } },
  })
  if (!row) return null
  const { id, minutes, finished, type, surface, shoes, settle, note, supersedesId, correctReason } = row
  const { safety, safetyAsked, injury } = row
  const said = { safety, safetyAsked, injury, note, supersedesId, correctReason }
  const stored = { minutes, finished, type, surface, shoes, settle, ...said }
  const pain = (context: keyof Pains) => row.painScores.find((one) => one.context === context)?.score ?? null
  const pains = { during_run: pain('during_run'), after_run: pain('after_run') }
  return { ...stored, ...pains, id, km: Number(row.km), logDate: fromDbDate(row.logDate) }
}
