import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { phasesSql } from '#lib/programs/rows/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { PhaseRow } from '#lib/programs/rows/schema.ts'
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
  createdAt: Date
  savedAt: Date
  content: ProgramVersionContent
}

type ContentRow = { templateId: string | null; phases: readonly PhaseRow[] | null }
const contentOf = ({ templateId, phases }: ContentRow) => contentOfRows(templateId, phases ?? [])

/** The one draft of a case, or null. The caller has checked that the actor reaches the case. */
export async function draftOf(tx: Tx, target: { clinicId: string; caseId: string }): Promise<Draft | null> {
  const [row] = await tx.$queryRaw<(Omit<Draft, 'content'> & ContentRow)[]>`
    SELECT v.id, v."programId", v.number, v.version, v."createdAt", v."savedAt", v."templateId", ${phasesSql} AS phases FROM "ProgramVersion" v
    WHERE v."clinicId" = ${target.clinicId}::uuid AND v."caseId" = ${target.caseId}::uuid AND v."publishedAt" IS NULL`
  if (!row) return null
  const { id, programId, number, version, createdAt, savedAt } = row
  return { id, programId, number, version, createdAt, savedAt, content: contentOf(row) }
}

/** The newest published version of a case with its content, or null. The caller has checked the case. */
export async function newestPublished(tx: Tx, target: { clinicId: string; caseId: string }) {
  const [row] = await tx.$queryRaw<({ id: string; number: number } & ContentRow)[]>`
    SELECT v.id, v.number, v."templateId", ${phasesSql} AS phases FROM "ProgramVersion" v
    WHERE v."clinicId" = ${target.clinicId}::uuid AND v."caseId" = ${target.caseId}::uuid AND v."publishedAt" IS NOT NULL
    ORDER BY v.number DESC LIMIT 1`
  return row ? { id: row.id, number: row.number, content: contentOf(row) } : null
}

/** A draft that the actor may write, by its id. */
export const writableVersion = (actor: Actor, caseId: string, versionId: string) =>
  ({
    id: versionId,
    clinicId: actor.clinicId,
    caseId,
    program: { case: prescribableCases(actor) },
  }) satisfies Prisma.ProgramVersionWhereInput
