import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type ClinicTimes, clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { flagOverdueAlert, overdueInput } from '#lib/content/alerts/table.ts'
import { asActor, faultOf } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { isOpenAt } from '#lib/flags/targets/rules.ts'
import { actorOfClinic, clinicRounds } from '#lib/jobs/queries.ts'
import { log } from '#lib/log.ts'
import { ownUrl } from '#lib/own-url.ts'

/**
 * The job: flags that wait too long for an answer (clinical/red-flags.md 2). Of each somebody is called again, and then
 * everybody; in a case that runs they open `al_flag_overdue` within minutes and not only by night. Asked twice, by two servers at
 * once or after days without one, it finds nothing twice. Returns of how many cases it asked the rules.
 */
export async function heedOverdueFlags(now: Date = new Date()): Promise<number> {
  let asked = 0
  for (const clinic of await clinicRounds()) {
    const actor = actorOfClinic(clinic)
    const { clinicId } = actor
    /** What fails keeps nothing else from being asked. */
    const attempt = <T>(step: () => Promise<T>) =>
      step().catch((error: unknown) => {
        log.error({ clinicId, why: faultOf(error) }, 'overdue flags failed')
        return null
      })
    await attempt(() => callAgain(actor, now))
    for (const caseId of (await attempt(() => overdueCases(actor, now))) ?? []) {
      asked += 1
      await attempt(() =>
        asActor(actor, (tx) => alertsAfterEntry(tx, actor, { clinicId, caseId }, null, now)),
      )
    }
  }
  return asked
}

/** Cases with a flag past its time that the open alert does not name, and that no alert was closed after. */
const overdueCases = (actor: Actor, now: Date): Promise<string[]> =>
  asActor(actor, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM "Case" c WHERE c."clinicId" = ${actor.clinicId}::uuid AND c.status IN ('open', 'on_hold') AND EXISTS (
        SELECT 1 FROM ${flagsBearingSql} AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
          AND COALESCE(f."dueAt", f."visitedAt") < ${now} AND NOT EXISTS (
            SELECT 1 FROM "Alert" a WHERE a."clinicId" = c."clinicId" AND a."caseId" = c.id AND a."alertId" = ${flagOverdueAlert}
              AND CASE WHEN a."closedAt" IS NULL THEN COALESCE(a.inputs -> ${overdueInput} @> to_jsonb(f.id::text), false)
                ELSE a."closedAt" >= COALESCE(f."dueAt", f."visitedAt") END))
      ORDER BY c.id`
    return rows.map(({ id }) => id)
  })

type Told = { flagRowId: string; patientId: string; caseId: string | null; flagId: string; step: number }

const callAgain = (actor: Actor, now: Date): Promise<void> =>
  asActor(actor, async (tx) => {
    // A message names what it told of: one round waits for another, and reads its messages.
    await takeTurn(tx, 'calls', actor.clinicId)
    const [clinic] = await tx.$queryRaw<ClinicTimes[]>`
      SELECT "timeZone", "openingHours", "closedDays" FROM "Clinic" WHERE id = ${actor.clinicId}::uuid`
    const isOpen = !clinic || isOpenAt(now, clinicCalendar(clinic))
    const told = await tx.$queryRaw<
      Told[]
    >`SELECT * FROM call_again_for_flags(${now}, ${ownUrl()}, ${isOpen})`
    await recordAudit(
      tx,
      actor,
      ...told.map(({ flagRowId, patientId, caseId, flagId, step }) => ({
        type: 'flag.called_again' as const,
        patientId,
        caseId,
        subjectId: flagRowId,
        data: { flagId, step },
      })),
    )
  })
