import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { frameOf } from '#lib/tracking/entries/forms/rules.ts'
import { counting, entersOnBehalf } from '#lib/tracking/entries/policy.ts'
import { type FormCase, formCase, readWordsAtOnce } from '#lib/tracking/entries/queries.ts'
import { readOfEntry, stillCounts, storedSafety } from '#lib/tracking/entries/rules.ts'
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
    const contexts: Context[] = ['now', 'day_worst']
    const { row, target, frame } = await asked(tx, actor, ask, { contexts, page: 'pain' }, now)
    const { day, today } = frame
    const wanted = row?.context ?? (day === today ? ask.about : 'day_worst')
    const context = wanted === 'day_worst' ? 'day_worst' : 'now'
    const entered = row ? null : await newestOf(tx, actor, target, day, context)
    if (entered) await recordAudit(tx, actor, readOfEntry(actor, target, 'pain'))
    const known = entered && { id: entered.id, score: entered.score }
    return { ...frame, context, before: row?.score ?? null, entered: known }
  })
}

/**
 * The page of a morning, new or put right; as `painForm`. There is one morning a day, so that where the patient entered it
 * already that entry is put right; what a phone fetches ahead is the form of a new one, for she opens it on another day.
 */
export function morningForm(
  actor: AccountActor,
  ask: LogAsk,
  now: Date = new Date(),
): Promise<MorningFormView> {
  return asActor(actor, async (tx) => {
    const of: Asked = { contexts: ['next_morning'], page: 'morning' }
    const { row, entered, target, frame } = await asked(tx, actor, ask, of, now)
    const before = row && {
      score: row.score,
      swelling: row.swelling,
      note: row.note,
      ...storedSafety(row),
    }
    const said = before && { ...before, morningPain: before.score, morningSwelling: before.swelling }
    const words = entersOnBehalf(actor, target.patientId)
      ? null
      : await readWordsAtOnce(tx, target, { ...frame, before: said })
    return { ...frame, before, entered: entered?.score ?? null, words }
  })
}

type Context = 'now' | 'day_worst' | 'next_morning'
type Asked = { contexts: Context[]; page: string }

const counts = { ...counting, sessionLogId: null, runLogId: null }

/** The newest of a day that counts, for the patient herself. */
function newestOf(tx: Tx, actor: AccountActor, target: FormCase, day: Day, context: Context) {
  const { clinicId, caseId, patientId } = target
  if (entersOnBehalf(actor, patientId)) return null
  return tx.painScore.findFirst({
    where: { ...counts, clinicId, caseId, context, logDate: toDbDate(day) },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
  })
}

/** The score that is put right, if any, and what every such page says: whose case, and which day. */
async function asked(tx: Tx, actor: AccountActor, ask: LogAsk, { contexts, page }: Asked, now: Date) {
  const alone = { context: { in: contexts }, sessionLogId: null, runLogId: null, case: loggableCases(actor) }
  const chosen = ask.correct
    ? stillCounts(await tx.painScore.findFirst({ where: { id: ask.correct, ...alone } }))
    : null
  const target = await formCase(tx, actor, chosen?.caseId ?? ask.caseId, now)
  const { day } = frameOf(chosen, ask.day, target)
  const newest = chosen || page !== 'morning' ? null : await newestOf(tx, actor, target, day, 'next_morning')
  const row = chosen ?? (ask.quiet ? null : newest)
  const entered = row ? null : newest
  if (row || entered || entersOnBehalf(actor, target.patientId))
    await recordAudit(tx, actor, readOfEntry(actor, target, page))
  return { row, entered, target, frame: frameOf(row, ask.day, target) }
}
