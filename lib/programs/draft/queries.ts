import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export const contentSelect = {
  templateId: true,
  phases: {
    orderBy: { position: 'asc' },
    include: { items: { orderBy: { position: 'asc' } } },
  },
} as const satisfies Prisma.ProgramVersionSelect

type Draft = {
  id: string
  programId: string
  number: number
  /** Counts the saves: what a later save must have seen. */
  version: number
  savedAt: Date
  content: ProgramVersionContent
}

/** The one draft of a case, or null. The caller has checked that the actor reaches the case. */
export async function draftOf(tx: Tx, target: { clinicId: string; caseId: string }): Promise<Draft | null> {
  const row = await tx.programVersion.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId, publishedAt: null },
    select: { id: true, programId: true, number: true, version: true, savedAt: true, ...contentSelect },
  })
  if (!row) return null
  const { id, programId, number, version, savedAt } = row
  return { id, programId, number, version, savedAt, content: contentOfRows(row.templateId, row.phases) }
}

/** The newest published version of a case with its content, or null. The caller has checked the case. */
export async function newestPublished(tx: Tx, target: { clinicId: string; caseId: string }) {
  const row = await tx.programVersion.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId, publishedAt: { not: null } },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, startsOn: true, publishedAt: true, ...contentSelect },
  })
  return row ? { id: row.id, number: row.number, content: contentOfRows(row.templateId, row.phases) } : null
}

/** A draft that the actor may write, by its id. */
export const writableVersion = (actor: Actor, caseId: string, versionId: string) =>
  ({
    id: versionId,
    clinicId: actor.clinicId,
    caseId,
    program: { case: prescribableCases(actor) },
  }) satisfies Prisma.ProgramVersionWhereInput
