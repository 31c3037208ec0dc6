import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { unresolvedLevel } from '#lib/flags/history/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import { endVisit } from '#lib/flags/visits/commands.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { storedContext } from '../context/rules.ts'
import { lockDraft } from '../draft/commands.ts'
import { carriedOver } from '../draft/rules.ts'
import { actOnFindings } from '../findings/commands.ts'
import { examinableCases, writableAssessment } from '../policy.ts'
import { type ExaminedCase, examinedCase } from '../record/queries.ts'
import type { AssessmentDocument } from '../record/schema.ts'
import type { SignInput } from '../schema.ts'
import { leftOut, stopReason, unusualValues } from '../stop/rules.ts'

export type Signed = { caseId: string; assessmentId: string }

/**
 * Signs a draft: from then on it never changes. When the examination had to stop, the provocative tests that were left
 * are recorded as not tested, with the reason (clinical/assessment.md 1.6). Signing twice is signing once, and works in a
 * closed case as well. Throws Conflict when it was saved since it was looked at, Invalid when nothing is recorded, or when
 * unusual values or a day that is not today are unchecked.
 */
export function signAssessment(actor: Actor, input: SignInput, now: Date = new Date()): Promise<Signed> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    const done = { caseId: input.caseId, assessmentId: input.assessmentId }
    const where = writableAssessment(actor, input.caseId, input.assessmentId)
    const signed = await tx.assessment.count({ where: { ...where, signedAt: { not: null } } })
    if (signed > 0) return done
    const draft = await lockDraft(tx, actor, input)
    if (draft.version !== input.version)
      throw new Conflict('This assessment was saved since you looked at it. Check it and sign again.')
    const { raw } = draft.document
    if (Object.keys(raw).length === Object.keys(carriedOver(raw)).length)
      throw new Invalid({}, 'Nothing is recorded yet.')
    const context = storedContext(target.person, target.intake, raw)
    const unasked = {
      ...(unusualValues(raw, context.weightKg).length > 0 && input.checked !== 'yes'
        ? { checked: ['Please check the unusual values and tick this.'] }
        : {}),
      ...(draft.on !== target.today && input.day !== 'yes'
        ? { day: ['Please tick this, or change the day in the summary.'] }
        : {}),
    }
    if (Object.keys(unasked).length > 0) throw new Invalid(unasked)
    const flags = await openFlags(tx, target)
    const stopped = stopReason(raw, unresolvedLevel(flags))
    const document: AssessmentDocument = {
      ...draft.document,
      raw: stopped ? { ...raw, ...leftOut(raw) } : raw,
      context,
      stopped,
      ruleSetVersion,
    }
    await tx.assessment.updateMany({
      where: { ...where, signedAt: null },
      data: {
        findings: document as unknown as Prisma.InputJsonObject,
        signedAt: now,
        byId: actor.accountId,
        version: { increment: 1 },
      },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: draft.id }
    await recordAudit(tx, actor, { type: 'assessment.signed', ...about })
    await endVisit(tx, { ...target, timeZone: target.zone, on: draft.on }, now)
    await actOnFindings(tx, actor, target, draft.id, now)
    return done
  })
}

const openFlags = async (tx: Tx, target: ExaminedCase) =>
  (
    await tx.redFlag.findMany({
      where: { AND: [await bearingOn(tx, target), { resolvedAt: null, supersededAt: null }] },
      select: { flagId: true },
    })
  ).map(({ flagId }) => ({ flagId, state: 'unresolved' as const }))
