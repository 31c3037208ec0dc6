import 'server-only'
import type { SystemActor } from '#lib/access/actor.ts'
import { alertsByNight } from '#lib/alerts/evaluation/commands.ts'
import type { Done } from '#lib/alerts/evaluation/schema.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { tellOfReviewForms } from '#lib/intake/review-form/asked/commands.ts'
import { actorOfClinic, clinicRounds } from '#lib/jobs/queries.ts'
import { log } from '#lib/log.ts'
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

/**
 * Asks all rules of all open cases of a clinic, batch by batch, each in its own transaction. Run again, or twice at once, it
 * finds nothing twice; a round that broke off begins anew. Null when the round of this day is done already.
 */
export async function runAlertRound(
  clinicId: string,
  now: () => Date = () => new Date(),
): Promise<Done | null> {
  const clinic = (await clinicRounds()).find((one) => one.clinicId === clinicId)
  const day = clinic && dueDay(clinic, now())
  if (!clinic || !day) return null
  const actor = actorOfClinic(clinic)
  const startedAt = now()
  const sum: Done = { cases: 0, opened: 0, closed: 0 }
  const waiting = await openCases(actor)
  const lane = async () => {
    for (let ids = waiting.splice(0, BATCH); ids.length > 0; ids = waiting.splice(0, BATCH)) {
      const done = await oneBatch(actor, ids, now())
      for (const key of ['cases', 'opened', 'closed'] as const) sum[key] += done[key]
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await asActor(actor, async (tx) => {
    const { cases, opened, closed } = sum
    const row = {
      id: newId(),
      clinicId,
      day: toDbDate(day),
      startedAt,
      finishedAt: now(),
      cases,
      opened,
      closed,
    }
    await tx.alertRound.createMany({ data: [row], skipDuplicates: true })
  })
  log.info({ clinicId, ...sum, ms: now().getTime() - startedAt.getTime() }, 'alert round')
  return sum
}

/** In the order in which they were opened. */
const openCases = (actor: SystemActor): Promise<string[]> =>
  asActor(actor, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Case" WHERE "clinicId" = ${actor.clinicId}::uuid AND status IN ('open', 'on_hold') ORDER BY id`
    return rows.map(({ id }) => id)
  })

const oneBatch = (actor: SystemActor, ids: readonly string[], now: Date): Promise<Done> =>
  asActor(actor, async (tx) => {
    const allowed = Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c.id = ANY (${ids}::uuid[]))`
    const done = await alertsByNight(tx, actor, ids, allowed, now)
    await tellOfReviewForms(tx, actor, allowed, now)
    return done
  })
