import 'server-only'
import type { SystemActor } from '#lib/access/actor.ts'
import { alertsByNight } from '#lib/alerts/evaluation/commands.ts'
import type { Done } from '#lib/alerts/evaluation/schema.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor, asNobody, faultOf } from '#lib/db/as-actor.ts'
import { OutcomeUnknown } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { tellOfReviewForms } from '#lib/intake/review-form/asked/commands.ts'
import { actorOfClinic, clinicRounds } from '#lib/jobs/queries.ts'
import { log } from '#lib/log.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { tellOfEndedForms } from '#lib/outcomes/asked/commands.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { dueDay } from './rules.ts'

/** Cases of one transaction: few enough that an entry of one of them hardly waits, many enough for few statements. */
const BATCH = 20
/** While the database reads one batch, this server thinks about another. */
const LANES = 2

/** The clinics whose round is due, with its day. */
export async function dueRounds(now: Date = new Date()): Promise<{ clinicId: string; day: Day }[]> {
  return (await clinicRounds()).flatMap((clinic) => {
    const day = dueDay(clinic, now)
    return day === null ? [] : [{ clinicId: clinic.clinicId, day }]
  })
}

/** So many transactions in a row whose outcome nobody knows: the database is away. */
const MOST_UNKNOWN = 3

type Night = Done & { /** The cases of which the rules could not be asked. */ failed: string[] }

/**
 * Asks all rules of all open cases of a clinic, batch by batch, each in its own transaction. The cases of a batch that fails
 * are asked one by one at the end; one that fails again is named in the round, and stops no other. Run again, or twice at
 * once, it finds nothing twice; a round that the database broke off begins anew. Null when the round of this day is done.
 */
export async function runAlertRound(
  clinicId: string,
  now: () => Date = () => new Date(),
): Promise<Night | null> {
  const clinic = (await clinicRounds()).find((one) => one.clinicId === clinicId)
  const day = clinic && dueDay(clinic, now())
  if (!clinic || !day) return null
  const actor = actorOfClinic(clinic)
  const startedAt = now()
  const sum: Night = { cases: 0, opened: 0, closed: 0, failed: [] }
  const waiting = await openCases(actor)
  const single: string[] = []
  let unknown = 0
  /** The cases of which this was too much. */
  const ask = async (ids: string[]): Promise<string[]> => {
    try {
      const done = await oneBatch(actor, ids, now())
      for (const key of ['cases', 'opened', 'closed'] as const) sum[key] += done[key]
      unknown = 0
      return []
    } catch (error) {
      if (error instanceof OutcomeUnknown && ++unknown >= MOST_UNKNOWN) {
        waiting.length = 0
        throw error
      }
      const [caseId, ...others] = ids
      if (others.length === 0) log.error({ clinicId, caseId, why: faultOf(error) }, 'alerts of a case failed')
      return ids
    }
  }
  const lane = async () => {
    for (let ids = waiting.splice(0, BATCH); ids.length > 0; ids = waiting.splice(0, BATCH))
      single.push(...(await ask(ids)))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  for (const id of single) sum.failed.push(...(await ask([id])))
  // What could not be asked for is asked for the next night; it holds up no alert.
  await asActor(actor, (tx) => tellOfEndedForms(tx, actor, now())).catch((error) =>
    log.error({ clinicId, why: faultOf(error) }, 'forms after the end failed'),
  )
  await asActor(actor, (tx) => tx.$executeRaw`SELECT forget_mail_of_erased(${MAX_ATTEMPTS}::int)`).catch(
    (error) => log.error({ clinicId, why: faultOf(error) }, 'mail of who was erased is kept'),
  )
  await finish(actor, { clinicId, day: toDbDate(day), startedAt, finishedAt: now(), ...sum })
  const { failed, ...counts } = sum
  const ms = now().getTime() - startedAt.getTime()
  log.info({ clinicId, ...counts, failed: failed.length, ms }, 'alert round')
  return sum
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Says in the log, once a day, of which clinics no round was finished for two days. Called once by instrumentation.ts. */
export function watchNights(firstMs = HOUR, everyMs = DAY): () => void {
  const look = async () => {
    const at = new Date(Date.now() - 2 * DAY)
    const late = await asNobody(
      (tx) => tx.$queryRaw<{ clinicId: string; since: Date }[]>`
        SELECT * FROM last_looks_before(${at}::timestamptz)`,
    ).catch((error) => {
      log.warn({ why: faultOf(error) }, 'nights not looked for')
      return []
    })
    for (const clinic of late) log.error(clinic, 'no alert round for two days')
    timer = setTimeout(look, everyMs).unref()
  }
  let timer = setTimeout(look, firstMs).unref()
  return () => clearTimeout(timer)
}

const finish = (actor: SystemActor, round: Omit<Prisma.AlertRoundCreateManyInput, 'id'>) =>
  asActor(actor, (tx) =>
    tx.alertRound.createMany({ data: [{ id: newId(), ...round }], skipDuplicates: true }),
  )

/** In the order in which they were opened. */
const openCases = (actor: SystemActor): Promise<string[]> =>
  asActor(actor, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Case" WHERE "clinicId" = ${actor.clinicId}::uuid AND status IN ('open', 'on_hold') ORDER BY id`
    return rows.map(({ id }) => id)
  })

const oneBatch = (actor: SystemActor, ids: readonly string[], now: Date): Promise<Done> =>
  asActor(actor, async (tx) => {
    // A session keeps the plan by which it checks that an event has its alert. Made while there are few alerts, it would read
    // all of them for each event of the night.
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`
    const allowed = Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c.id = ANY (${ids}::uuid[]))`
    const done = await alertsByNight(tx, actor, ids, allowed, now)
    await tellOfReviewForms(tx, actor, allowed, now)
    return done
  })
