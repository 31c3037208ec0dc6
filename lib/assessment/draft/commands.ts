import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen, dayError } from '#lib/cases/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { type Day, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { storedContext } from '../context/rules.ts'
import { placeOf } from '../fields/schema.ts'
import { examinableCases, writableAssessment } from '../policy.ts'
import { assessmentsOf, examinedCase } from '../record/queries.ts'
import type { AssessmentDocument } from '../record/schema.ts'
import { readDocument } from '../record/schema.ts'
import type { StartInput } from '../schema.ts'
import { carriedOver } from './rules.ts'

export type Started = { caseId: string; assessmentId: string; section: string; field: string }

/**
 * Begins the one draft of a case, with the set-up of the last examination. A draft that is there is gone on with, so
 * sending this twice makes one. Throws NotFound off the team, Conflict for a closed case, Invalid for a day out of range.
 */
export function startAssessment(actor: Actor, input: StartInput, now: Date = new Date()): Promise<Started> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const error = dayError(input.on, target)
    if (error) throw new Invalid({ on: [error] })
    const earlier = await assessmentsOf(tx, target)
    const raw = carriedOver(earlier.findLast((one) => one.signedAt)?.document.raw ?? {})
    const document: AssessmentDocument = {
      raw,
      context: storedContext(target.person, target.intake, raw),
      testers: {},
      reviewed: null,
      guardian: null,
      stopped: null,
      ruleSetVersion,
    }
    const { clinicId, patientId, caseId } = target
    const { count } = await tx.assessment.createMany({
      data: [
        {
          id: input.id,
          clinicId,
          patientId,
          caseId,
          on: toDbDate(input.on),
          findings: document as unknown as Prisma.InputJsonObject,
          byId: actor.accountId,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    })
    const place = input.field ? placeOf(input.field) : null
    const to = { caseId, section: place?.section ?? 'observation', field: place?.name ?? '' }
    if (count === 0) {
      const open = await tx.assessment.findFirst({
        where: {
          clinicId,
          case: examinableCases(actor),
          caseId,
          OR: [{ id: input.id }, { signedAt: null, withdrawnAt: null }],
        },
        orderBy: { createdAt: 'desc' },
        select: { id: true },
      })
      if (!open) throw new Conflict('This could not be started. Load the page again.')
      return { ...to, assessmentId: open.id }
    }
    await recordAudit(tx, actor, { type: 'assessment.started', patientId, caseId, subjectId: input.id })
    return { ...to, assessmentId: input.id }
  })
}

/** One assessment, locked until the transaction ends. Throws NotFound when `where` (of a policy) does not reach it. */
export async function lockAssessment(tx: Tx, actor: Actor, where: Prisma.AssessmentWhereInput) {
  const found = await tx.assessment.findFirst({ where, select: { id: true } })
  if (!found) throw new NotFound('assessment')
  await tx.$executeRaw`SELECT 1 FROM "Assessment" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${found.id}::uuid FOR UPDATE`
  const row = await tx.assessment.findFirst({
    where,
    select: { id: true, version: true, signedAt: true, withdrawnAt: true, on: true, findings: true },
  })
  if (!row) throw new NotFound('assessment')
  return row
}

type Draft = { id: string; version: number; on: Day; document: AssessmentDocument }

/** The draft, locked until the transaction ends. Throws NotFound off the team, Conflict when it is signed or discarded. */
export async function lockDraft(
  tx: Tx,
  actor: Actor,
  input: { caseId: string; assessmentId: string },
): Promise<Draft> {
  const row = await lockAssessment(tx, actor, writableAssessment(actor, input.caseId, input.assessmentId))
  if (row.signedAt)
    throw new Conflict('This assessment is signed. It does not change any more; start a new one.')
  if (row.withdrawnAt) throw new Conflict('This assessment was discarded. Start a new one.')
  return { id: row.id, version: row.version, on: fromDbDate(row.on), document: readDocument(row.findings) }
}
