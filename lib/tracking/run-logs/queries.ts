import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { restsBetween } from '#lib/programs/block/rules.ts'
import { limitText } from '#lib/programs/pain-limit/rules.ts'
import { readHolds } from '#lib/programs/progression/holds/queries.ts'
import { runsAgain } from '#lib/programs/progression/run-week/rules.ts'
import { readTold } from '#lib/programs/progression/told/queries.ts'
import { lessOf } from '#lib/programs/progression/told/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { answersShown, logFrameOf } from '#lib/tracking/entries/forms/rules.ts'
import { countsSql, entersOnBehalf, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { type FormCase, formCase, readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { readOfEntry, stillCounts } from '#lib/tracking/entries/rules.ts'
import type { LogAsk } from '#lib/tracking/entries/schema.ts'
import { loggedLately } from '#lib/tracking/lately/queries.ts'
import { ranLately } from '#lib/tracking/ran/queries.ts'
import { ranAlready } from '#lib/tracking/ran/rules.ts'
import { whyWaits } from '#lib/tracking/waits/queries.ts'
import { wordsOf } from '#lib/tracking/waits/rules.ts'
import type { Waits } from '#lib/tracking/waits/schema.ts'
import { fromKm, plannedType } from './rules.ts'
import type { DistanceUnit, RunFormView, RunType, RunValues } from './schema.ts'

const empty: Omit<RunValues, 'unit'> = {
  distance: '',
  minutes: '',
  finished: '',
  type: '',
  surface: '',
  shoes: '',
  painAfter: '',
  settle: '',
  note: '',
}

/**
 * What the patient measures in: the unit of the newest run of the case, kilometers before the first. The caller has checked
 * it.
 */
export async function unitOfRuns(
  tx: Tx,
  target: { clinicId: string; caseId: string },
): Promise<DistanceUnit> {
  const [newest] = await tx.$queryRaw<{ unit: DistanceUnit }[]>`
    SELECT x.unit::text AS unit FROM "RunLog" x WHERE ${ofCaseSql('x', target)} AND ${countsSql('x')}
    ORDER BY x."logDate" DESC, ${madeAtSql('x')} DESC LIMIT 1`
  return newest?.unit ?? 'km'
}

/**
 * The form of a run, with the reading of an entry recorded: for the given case, else the newest that is not closed.
 * `correct`: the entry that is put right. Throws NotFound for a case or an entry that the actor may not log into, Conflict
 * for an entry that does not count any more.
 */
export function runForm(actor: Actor, ask: LogAsk, now: Date = new Date()): Promise<RunFormView> {
  return asActor(actor, async (tx) => {
    const row = ask.correct
      ? stillCounts(
          await tx.runLog.findFirst({
            where: { id: ask.correct, case: loggableCases(actor) },
            include: { painScores: { select: { context: true, score: true } } },
          }),
        )
      : null
    const target = await formCase(tx, actor, row?.caseId ?? ask.caseId, now)
    const pain = (context: string) => row?.painScores.find((entry) => entry.context === context)?.score
    const during = pain('during_run')
    const own = !entersOnBehalf(actor, target.patientId)
    if (row || !own) await recordAudit(tx, actor, readOfEntry(actor, target, 'run'))
    const { frame, said } = logFrameOf(row, ask, target)
    const { quiet = false } = ask
    const waits = row || frame.day < frame.today ? null : await whyWaits(tx, { ...target, quiet }, now)
    const lately = row ? null : (waits?.lately ?? (await loggedLately(tx, target)))
    const held = waits && own ? await runsHeld(tx, target, waits, now) : null
    const waiting =
      waits !== null && (waits.stops || waits.runStop || waits.block !== 'none' || target.onHold)
    const paused = waiting || (held?.runsWait ?? false)
    const { caseId, today } = target
    const ran = own && waits ? await ranLately(tx, actor, today) : []
    return {
      id: newId(),
      ...frame,
      waits: waits && wordsOf(waits),
      paused,
      again: held?.again ?? null,
      ran: ranAlready(ran, { caseId, today, rests: !paused && (held?.rests ?? false) }),
      limit: paused ? null : (held?.limit ?? null),
      less: paused ? null : (held?.less ?? null),
      mornings: own ? (lately?.openMornings ?? []) : [],
      words: own ? await readWordsAtOnce(tx, target, { ...frame, before: said }) : null,
      answers: answersShown(said, frame.after),
      values: row
        ? {
            distance: `${fromKm(Number(row.km), row.unit)}`,
            unit: row.unit,
            minutes: `${row.minutes}`,
            finished: row.finished ? 'yes' : 'no',
            type: row.type,
            surface: row.surface,
            shoes: row.shoes,
            note: row.note,
            settle: row.settle ?? '',
            painAfter: `${pain('after_run') ?? ''}`,
            ...(during === undefined ? {} : { painDuring: during }),
          }
        : { ...empty, type: held?.type ?? '', unit: lately?.unit ?? 'km' },
    }
  })
}

type Held = Pick<RunFormView, 'again' | 'less' | 'limit'> & {
  readonly runsWait: boolean
  /** Between her runs lies a day. */
  readonly rests: boolean
  readonly type: RunType | null
}

/** Whether the runs of her program wait although nothing stops her, the sentence about it, and the limit, as on the start page. */
async function runsHeld(
  tx: Tx,
  target: FormCase,
  { stops, runStop, block }: Waits,
  now: Date,
): Promise<Held> {
  const { caseId, today: day } = target
  const active = stops || target.onHold ? null : await activeProgram(tx, caseId, day)
  const phase = active && phaseByKey(active.content, active.phaseKey)
  const holds = active && (await readHolds(tx, target, active, { day, runStop }, now))
  return {
    type: phase && plannedType(phase),
    limit: phase && limitText(phase.params.runLimit, 'run'),
    rests: phase?.items.some(restsBetween) ?? false,
    runsWait: holds?.rows.runsWait ?? runStop,
    again: block === 'none' ? runsAgain({ runWeek: null, missed: null, ...holds, runStop }) : null,
    less: phase ? lessOf(await readTold(tx, target, day, now), phase).run : null,
  }
}
