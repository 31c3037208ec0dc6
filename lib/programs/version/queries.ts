import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type Day, fromDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { builderPhase } from '#lib/programs/builder/rules.ts'
import type { BuilderPhase } from '#lib/programs/builder/schema.ts'
import { contentSelect } from '#lib/programs/draft/queries.ts'
import { readablePrograms } from '#lib/programs/policy.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { versionDiff } from './rules.ts'
import type { VersionChange } from './schema.ts'

export type VersionView = {
  caseId: string
  number: number
  startsOn: Day
  publishedAt: Date
  publishedBy: string
  note: string
  phases: readonly BuilderPhase[]
  /** The version whose place it takes; one that a newer one overtook before it began is none. Null for the first. */
  before: number | null
  /** Against that one. */
  changes: readonly VersionChange[] | null
}

const nothingKnown = { equipment: null, days: null, minutes: null }

/** One published version as it was. Throws NotFound for a number that was never published. */
export function versionPage(
  actor: Actor,
  caseId: string,
  number: number,
  now: Date = new Date(),
): Promise<VersionView> {
  return asActor(actor, async (tx) => {
    const where = {
      clinicId: actor.clinicId,
      caseId,
      program: { case: readablePrograms(actor, now) },
      publishedAt: { not: null },
    } satisfies Prisma.ProgramVersionWhereInput
    const [own, ...earlier] = await tx.programVersion.findMany({
      where: { ...where, number: { lte: number } },
      orderBy: { number: 'desc' },
      select: { number: true, startsOn: true },
    })
    const starts = own?.startsOn
    if (own?.number !== number || !starts) throw new NotFound('program version')
    const replaced = earlier.find(({ startsOn }) => startsOn !== null && startsOn <= starts)?.number ?? null
    const rows = await tx.programVersion.findMany({
      where: { ...where, number: { in: [number, replaced ?? number] } },
      select: {
        number: true,
        patientId: true,
        startsOn: true,
        publishedAt: true,
        publishedBy: { select: { name: true } },
        ...contentSelect,
      },
    })
    const row = rows.find((version) => version.number === number)
    if (!row?.startsOn || !row.publishedAt) throw new NotFound('program version')
    const content = contentOfRows(row.templateId, row.phases)
    const before = rows.find((version) => version.number === replaced)
    const limits = await readLimits(tx, actor.clinicId)
    const [words] = await tx.$queryRaw<{ note: string }[]>`
      SELECT note FROM staff_program_versions(${caseId}::uuid) WHERE number = ${number}::int`
    await recordAudit(tx, actor, { type: 'program.read', patientId: row.patientId, caseId })
    return {
      caseId,
      number,
      startsOn: fromDbDate(row.startsOn),
      publishedAt: row.publishedAt,
      publishedBy: row.publishedBy?.name ?? '',
      note: words?.note ?? '',
      phases: content.phases.map((phase) => builderPhase(phase, nothingKnown, 'none', limits)),
      before: replaced,
      changes: before ? versionDiff(contentOfRows(before.templateId, before.phases), content) : null,
    }
  })
}
