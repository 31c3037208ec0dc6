import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { actorOfClinic, clinicRounds } from '#lib/jobs/queries.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'
import { speaksForItself } from './rules.ts'

/**
 * Alerts after a single pain score, in its transaction: what the number says by itself is asked at once; what follows from
 * many is asked by the queue, within seconds, so that a tap never waits for it.
 */
export async function alertsAfterScore(
  tx: Tx,
  actor: Actor,
  target: { clinicId: string; caseId: string; patientId: string },
  score: EntryFacts,
  now: Date,
): Promise<void> {
  if (speaksForItself(score)) return alertsAfterEntry(tx, actor, target, score, now)
  await tx.$executeRaw`SELECT queue_alerts_of_score(${score.id}::uuid)`
}

type ScoreRow = { caseId: string; score: number; day: number }

/** The job. A score that was corrected or taken back meanwhile has been asked about then; asked twice it finds nothing twice. */
export async function runAlertsOfScore(
  clinicId: string,
  scoreId: string,
  now: Date = new Date(),
): Promise<void> {
  const clinic = (await clinicRounds()).find((one) => one.clinicId === clinicId)
  if (!clinic) return
  const actor = actorOfClinic(clinic)
  await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<ScoreRow[]>`
      SELECT s."caseId", s.score, s."logDate" - ${epoch} AS day FROM "PainScore" s
      WHERE s."clinicId" = ${clinicId}::uuid AND s.id = ${scoreId}::uuid AND ${countsSql('s')}`
    if (!row) return
    const { caseId, score, day } = row
    const facts = {
      id: scoreId,
      kind: 'pain',
      day,
      log: { day_worst_pain: score },
    } as const
    await alertsAfterEntry(tx, actor, { clinicId, caseId }, facts, now)
  })
}
