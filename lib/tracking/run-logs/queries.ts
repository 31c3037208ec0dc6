import 'server-only'
import { type Actor, isPatient } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { NotFound } from '#lib/errors.ts'
import { entersOnBehalf } from '#lib/tracking/entries/policy.ts'
import { readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { formDay, readOfEntry, stillCounts, storedSafety } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK, type LogAsk } from '#lib/tracking/entries/schema.ts'
import { fromKm } from './rules.ts'
import type { DistanceUnit, RunFormView, RunValues } from './schema.ts'

const empty: Omit<RunValues, 'unit'> = {
  ...{ distance: '', minutes: '', finished: '', type: '', surface: '', shoes: '' },
  ...{ painAfter: '', settle: '', note: '' },
}

/**
 * What the patient measures in: the unit of the newest run of the case, kilometers before the first. The caller has checked
 * it.
 */
export async function unitOfRuns(
  tx: Tx,
  target: { clinicId: string; caseId: string },
): Promise<DistanceUnit> {
  const newest = await tx.runLog.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId, supersededAt: null, withdrawnAt: null },
    orderBy: [{ logDate: 'desc' }, { recordedAt: 'desc' }],
    select: { unit: true },
  })
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
    const caseId = row?.caseId ?? ask.caseId
    const target = await tx.case.findFirst({
      where: {
        AND: [loggableCases(actor), { status: { in: ['open', 'on_hold'] } }, caseId ? { id: caseId } : {}],
        ...(caseId || !isPatient(actor) ? {} : { patientId: actor.patientId }),
      },
      orderBy: { openedAt: 'desc' },
      select: {
        id: true,
        patientId: true,
        patient: { select: { timeZone: true } },
        clinic: { select: { timeZone: true } },
      },
    })
    if (!target) throw new NotFound('case')
    const today = dayIn(target.patient.timeZone ?? target.clinic.timeZone, now)
    const pain = (context: string) => row?.painScores.find((entry) => entry.context === context)?.score
    const during = pain('during_run')
    if (row) await recordAudit(tx, actor, readOfEntry(actor, { ...target, caseId: target.id }, 'run'))
    const day = row ? fromDbDate(row.logDate) : formDay(ask.day, today)
    const of = { clinicId: actor.clinicId, caseId: target.id, patientId: target.patientId }
    const answers = row ? storedSafety(row) : null
    return {
      id: newId(),
      caseId: target.id,
      today,
      day,
      words: entersOnBehalf(actor, of.patientId)
        ? null
        : await readWordsAtOnce(tx, of, { day, today, before: answers }),
      earliest: addDays(today, -DAYS_BACK),
      supersedes: row?.id ?? null,
      answers,
      values: row
        ? {
            ...{ distance: `${fromKm(Number(row.km), row.unit)}`, unit: row.unit },
            minutes: `${row.minutes}`,
            finished: row.finished ? 'yes' : 'no',
            ...{ type: row.type, surface: row.surface, shoes: row.shoes, note: row.note },
            settle: row.settle ?? '',
            painAfter: `${pain('after_run') ?? ''}`,
            ...(during === undefined ? {} : { painDuring: during }),
          }
        : { ...empty, unit: await unitOfRuns(tx, { clinicId: actor.clinicId, caseId: target.id }) },
    }
  })
}
