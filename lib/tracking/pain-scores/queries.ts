import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { entersOnBehalf } from '#lib/tracking/entries/policy.ts'
import { formCase, readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { earliestDay, formDay, readOfEntry, stillCounts, storedSafety } from '#lib/tracking/entries/rules.ts'
import type { LogAsk } from '#lib/tracking/entries/schema.ts'
import type { MorningFormView, PainFormView } from './schema.ts'

/**
 * The page of a score: about now, or about the worst of a day; a day that is over has only its worst. `correct`: the score that is
 * put right, whose reading is recorded. Throws NotFound for a case or a score that the actor may not log into, or one that ended,
 * Conflict for a score that does not count any more.
 */
export function painForm(
  actor: AccountActor,
  ask: LogAsk & { about: 'now' | 'day_worst' },
  now: Date = new Date(),
): Promise<PainFormView> {
  return asActor(actor, async (tx) => {
    const { row, frame } = await asked(tx, actor, ask, { contexts: ['now', 'day_worst'], page: 'pain' }, now)
    const context = row ? (row.context === 'day_worst' ? 'day_worst' : 'now') : ask.about
    return {
      ...frame,
      context: row || frame.day === frame.today ? context : 'day_worst',
      before: row?.score ?? null,
    }
  })
}

/** The page of a morning, new or put right; as `painForm`. */
export function morningForm(
  actor: AccountActor,
  ask: LogAsk,
  now: Date = new Date(),
): Promise<MorningFormView> {
  return asActor(actor, async (tx) => {
    const { row, target, frame } = await asked(
      tx,
      actor,
      ask,
      { contexts: ['next_morning'], page: 'morning' },
      now,
    )
    const before = row && {
      ...{ score: row.score, swelling: row.swelling, note: row.note },
      ...storedSafety(row),
    }
    const said = before && { ...before, morningPain: before.score, morningSwelling: before.swelling }
    const words = entersOnBehalf(actor, target.patientId)
      ? null
      : await readWordsAtOnce(tx, target, { ...frame, before: said })
    return { ...frame, before, words }
  })
}

type Asked = { contexts: ('now' | 'day_worst' | 'next_morning')[]; page: string }

/** The score that is put right, if any, and what every such page says: whose case, and which day. */
async function asked(tx: Tx, actor: AccountActor, ask: LogAsk, { contexts, page }: Asked, now: Date) {
  const alone = { context: { in: contexts }, sessionLogId: null, runLogId: null, case: loggableCases(actor) }
  const row = ask.correct
    ? stillCounts(await tx.painScore.findFirst({ where: { id: ask.correct, ...alone } }))
    : null
  const target = await formCase(tx, actor, row?.caseId ?? ask.caseId, now)
  const { today, caseId, knee } = target
  if (row) await recordAudit(tx, actor, readOfEntry(actor, target, page))
  const day = row ? fromDbDate(row.logDate) : formDay(ask.day, today)
  const earliest = earliestDay(today, row ? day : undefined)
  return { row, target, frame: { caseId, knee, today, earliest, day, supersedes: row?.id ?? null } }
}
