import { type AccountActor, type Actor, isPhysio } from '#lib/access/actor.ts'
import { aboutOthers, readableCases, teamCases } from '#lib/access/cases.ts'
import { teamCaseSql } from '#lib/cases/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Of intakes of others that nobody has accepted yet. */
const ofWaiting = (actor: AccountActor) => ({
  caseId: null,
  intake: { kind: 'intake' as const, status: { not: 'accepted' as const }, ...aboutOthers(actor) },
})

/**
 * Flags that the actor may answer: of cases of her teams, of intakes that nobody has accepted yet, and what was answered in
 * an intake after a case of hers had come out of it.
 */
export const answerableFlags = (actor: Actor) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        OR: [
          { case: teamCases(actor) },
          { caseId: null, intake: { case: teamCases(actor) } },
          ofWaiting(actor),
        ],
      }
    : { id: { in: [] as string[] } }

/** Flags that the actor may see: the same, and those behind broken glass. */
export const readableFlags = (actor: Actor, now: Date) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        OR: [
          { case: readableCases(actor, now) },
          { caseId: null, intake: { case: readableCases(actor, now) } },
          ofWaiting(actor),
        ],
      }
    : { id: { in: [] as string[] } }

/**
 * Whether a flag bears on a case: its own do, and those without a case of the form that the case came out of and of a form
 * that the same patient filled in since; and what blocks does, of whichever of her cases, from the time that both the flag was
 * open and the case ran. A knee that is hot in a second form is hot in the treatment that runs, also when that form was
 * referred on or became a case of its own: only an answer to the flag settles it. `f` is the alias of the flags and `c` that of
 * "Case" (its id, clinicId, patientId, intakeId, openedAt and closedAt); the patients of both are one.
 */
export const bearsOnCaseSql: Prisma.Sql = Prisma.sql`(f."caseId" = c.id OR (f."caseId" IS NULL AND EXISTS (
  SELECT 1 FROM "Intake" w WHERE w."clinicId" = c."clinicId" AND w.id = f."intakeId" AND w."patientId" = c."patientId"
    AND w.kind = 'intake' AND (w.id = c."intakeId" OR w."savedAt" >= c."openedAt")))
  OR (f."caseId" <> c.id AND f.block <> 'none' AND (c."closedAt" IS NULL OR f."raisedAt" < c."closedAt")
    AND COALESCE(LEAST(f."resolvedAt", f."supersededAt") > c."openedAt", true)))`

/** Those flags, to be read in a FROM beside "Case" as `c`: one step into the index by patient. */
export const flagsBearingSql: Prisma.Sql = Prisma.sql`"RedFlag" f
  WHERE f."clinicId" = c."clinicId" AND f."patientId" = c."patientId" AND ${bearsOnCaseSql}`

/**
 * A flag that stops a treatment given by the actor, though it stands in another case of the patient, closed or with a team of its
 * own: she may answer it, too. `f` is the alias of the flags.
 */
export const stopsTreatmentSql = (actor: Actor): Prisma.Sql => Prisma.sql`EXISTS (SELECT 1 FROM "Case" c
  WHERE c."clinicId" = f."clinicId" AND c."patientId" = f."patientId" AND c.id <> f."caseId" AND c.status IN ('open', 'on_hold')
    AND ${teamCaseSql(actor)} AND ${bearsOnCaseSql})`

/**
 * Flags that nobody has answered and that somebody is to see before the next visit ("Case" as `c`, "RedFlag" as `f`, to be joined):
 * what is to be answered by a day, and of a closed case whatever was raised since, also by an answer that was heard in a refused
 * save. A log opens `al_red_flag` with its flag: while that is open it asks for both, unless somebody acknowledged it before the
 * flag was told, as an entry of another treatment does. Flags of other forms of the patient stand in triage or in the case that
 * came out of them.
 */
export const waitingFlagSql: Prisma.Sql = Prisma.sql`f."clinicId" = c."clinicId" AND f."patientId" = c."patientId"
  AND (f."caseId" = c.id OR (f."caseId" IS NULL AND f."intakeId" = c."intakeId"))
  AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
  AND (f."raisedAt" >= c."closedAt" OR f.urgency IN ('emergency', 'same_day', 'urgent_referral'))
  AND (f.source <> 'log' OR c.status IN ('discharged', 'referred') OR NOT EXISTS (SELECT 1 FROM "Alert" x
    WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."alertId" = 'al_red_flag' AND x."closedAt" IS NULL
      AND (x."acknowledgedAt" IS NULL OR x."acknowledgedAt" > GREATEST(f."raisedAt", f."saidAgainAt"))))`
