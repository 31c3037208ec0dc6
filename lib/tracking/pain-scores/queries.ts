import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { formDay, readOfEntry, stillCounts, storedSafety } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK, type LogAsk } from '#lib/tracking/entries/schema.ts'
import type { MorningFormView, PainFormView } from './schema.ts'

/**
 * The own page of a score: about now, or about the worst of a day; a day that is over has only its worst. `correct`: the
 * score that is put right, whose reading is recorded. Throws NotFound for a case or a score of somebody else, or one that
 * ended, Conflict for a score that does not count any more.
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

/** The own page of a morning, new or put right; as `painForm`. */
export function morningForm(
  actor: AccountActor,
  ask: LogAsk,
  now: Date = new Date(),
): Promise<MorningFormView> {
  return asActor(actor, async (tx) => {
    const { row, of, frame } = await asked(
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
    const target = { clinicId: actor.clinicId, ...of }
    return { ...frame, before, words: await readWordsAtOnce(tx, target, { ...frame, before: said }) }
  })
}

type Asked = { contexts: ('now' | 'day_worst' | 'next_morning')[]; page: string }

/** The score that is put right, if any, and what every such page says: whose case, and which day. */
async function asked(tx: Tx, actor: AccountActor, ask: LogAsk, { contexts, page }: Asked, now: Date) {
  const going = { AND: [ownCases(actor), { status: { in: ['open' as const, 'on_hold' as const] } }] }
  const own = { context: { in: contexts }, case: going }
  const row = ask.correct
    ? stillCounts(await tx.painScore.findFirst({ where: { id: ask.correct, ...own } }))
    : null
  const caseId = row?.caseId ?? ask.caseId
  const target = await tx.case.findFirst({
    where: { ...going, ...(caseId ? { id: caseId } : {}) },
    orderBy: { openedAt: 'desc' },
    select: { id: true, patientId: true },
  })
  if (!target) throw new NotFound('case')
  const of = { caseId: target.id, patientId: target.patientId }
  if (row) await recordAudit(tx, actor, readOfEntry(actor, of, page))
  const today: Day = dayIn(actor.timeZone, now)
  const frame = {
    ...{ caseId: of.caseId, today, earliest: addDays(today, -DAYS_BACK) },
    day: row ? fromDbDate(row.logDate) : formDay(ask.day, today),
    supersedes: row?.id ?? null,
  }
  return { row, of, frame }
}
