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
  /** Against the version before; null for the first. */
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
    const rows = await tx.programVersion.findMany({
      where: {
        clinicId: actor.clinicId,
        caseId,
        program: { case: readablePrograms(actor, now) },
        publishedAt: { not: null },
        number: { in: [number, number - 1] },
      },
      orderBy: { number: 'desc' },
      select: {
        number: true,
        patientId: true,
        startsOn: true,
        publishedAt: true,
        note: true,
        publishedBy: { select: { name: true } },
        ...contentSelect,
      },
    })
    const row = rows.find((version) => version.number === number)
    if (!row?.startsOn || !row.publishedAt) throw new NotFound('program version')
    const content = contentOfRows(row.templateId, row.phases)
    const before = rows.find((version) => version.number === number - 1)
    const limits = await readLimits(tx, actor.clinicId)
    await recordAudit(tx, actor, { type: 'program.read', patientId: row.patientId, caseId })
    return {
      caseId,
      number,
      startsOn: fromDbDate(row.startsOn),
      publishedAt: row.publishedAt,
      publishedBy: row.publishedBy?.name ?? '',
      note: row.note,
      phases: content.phases.map((phase) => builderPhase(phase, nothingKnown, 'none', limits)),
      changes: before ? versionDiff(contentOfRows(before.templateId, before.phases), content) : null,
    }
  })
}
