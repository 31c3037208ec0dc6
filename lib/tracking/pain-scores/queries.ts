import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { formDay, readOfEntry } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK, type LogAsk } from '#lib/tracking/entries/schema.ts'
import type { PainFormView } from './schema.ts'

/**
 * The own page of a score, or `withSafety` of a morning: about now, or about the worst of a day; a day that is over has only its worst. `correct`: the
 * score that is put right, whose reading is recorded. Throws NotFound for a case or a score of somebody else, or one that ended.
 */
export function painForm(
  actor: AccountActor,
  ask: LogAsk & { about: 'now' | 'day_worst'; withSafety?: boolean },
  now: Date = new Date(),
): Promise<PainFormView> {
  return asActor(actor, async (tx) => {
    const going = { AND: [ownCases(actor), { status: { in: ['open' as const, 'on_hold' as const] } }] }
    const row = ask.correct
      ? await tx.painScore.findFirst({
          where: {
            ...{
              id: ask.correct,
              context: { in: ['now', 'day_worst'] },
              supersededAt: null,
              withdrawnAt: null,
            },
            case: going,
          },
        })
      : null
    if (ask.correct && !row) throw new NotFound('entry')
    const caseId = row?.caseId ?? ask.caseId
    const target = await tx.case.findFirst({
      where: { ...going, ...(caseId ? { id: caseId } : {}) },
      orderBy: { openedAt: 'desc' },
      select: { id: true, patientId: true },
    })
    if (!target) throw new NotFound('case')
    const of = { caseId: target.id, patientId: target.patientId }
    if (row) await recordAudit(tx, actor, readOfEntry(actor, of, 'pain'))
    const today: Day = dayIn(actor.timeZone, now)
    const day = row ? fromDbDate(row.logDate) : formDay(ask.day, today)
    const context = row ? (row.context === 'day_worst' ? 'day_worst' : 'now') : ask.about
    return {
      ...{ caseId: of.caseId, day, today, earliest: addDays(today, -DAYS_BACK) },
      context: row || day === today ? context : 'day_worst',
      words: ask.withSafety
        ? await readWordsAtOnce(tx, { clinicId: actor.clinicId, ...of }, { day, today })
        : null,
      supersedes: row?.id ?? null,
      before: row?.score ?? null,
    }
  })
}
