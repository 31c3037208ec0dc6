import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { writeContent } from '../commands.ts'
import { draftOf } from '../queries.ts'

export type SetAside = NonNullable<Awaited<ReturnType<typeof setDraftAside>>>

/**
 * Takes the open draft away for the moment in which another version is published: a program has one draft at a time. Whoever
 * saves it meanwhile waits until it is there again. Null without one. The caller has checked the case.
 */
export async function setDraftAside(tx: Tx, target: PrescribedCase) {
  const { clinicId, caseId } = target
  await tx.$executeRaw`SELECT 1 FROM "ProgramVersion"
    WHERE "clinicId" = ${clinicId}::uuid AND "caseId" = ${caseId}::uuid AND "publishedAt" IS NULL FOR UPDATE`
  const draft = await draftOf(tx, target)
  if (!draft) return null
  const where = { id: draft.id, clinicId, caseId, publishedAt: null }
  const by = await tx.programVersion.findFirstOrThrow({
    where,
    select: { createdById: true },
  })
  const { count } = await tx.programVersion.deleteMany({ where })
  if (count === 0) throw new Conflict('The draft was published or discarded meanwhile. Look at it again.')
  return { ...draft, ...by }
}

/** Puts it back with the same id, so that whoever writes it goes on; `number`: after that of a version published meanwhile. */
export async function putDraftBack(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  { content, ...draft }: SetAside & { content: ProgramVersionContent },
  now: Date,
): Promise<void> {
  const { clinicId, patientId, caseId } = target
  const of = { clinicId, patientId, caseId }
  const program = { id: draft.programId, clinicId, case: prescribableCases(actor) }
  if ((await tx.program.count({ where: program })) === 0)
    throw new Conflict('This program changed meanwhile.')
  await tx.programVersion.createMany({
    data: [
      {
        ...draft,
        ...of,
        version: draft.version + 1,
        templateId: content.templateId,
        savedAt: now,
      },
    ],
  })
  await writeContent(tx, of, draft.id, content)
  await recordAudit(tx, actor, {
    type: 'program.draft_saved',
    patientId,
    caseId,
    subjectId: draft.id,
    data: { versionId: draft.id },
  })
}
