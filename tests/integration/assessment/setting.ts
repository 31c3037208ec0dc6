/** Patient A of clinic ONE, whom her physio examines. */
import postgres from 'postgres'
import { afterAll, beforeEach } from 'vitest'
import { startAssessment } from '#lib/assessment/draft/commands.ts'
import type { FormSection } from '#lib/assessment/fields/schema.ts'
import { oneAssessment } from '#lib/assessment/queries.ts'
import { saveFindings } from '#lib/assessment/saving/commands.ts'
import { readSection } from '#lib/assessment/schema.ts'
import { signAssessment } from '#lib/assessment/signed/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../programs/setting.ts'

export let ownerUrl: string
export let sql: postgres.Sql
export let world: World
export const now = new Date('2026-11-20T10:00:00Z')
export const today = dayIn('Europe/Zurich', now)

export const me = () => world.one.a
export const physio = () => world.one.physioA

export async function setUp(): Promise<void> {
  ;({ ownerUrl } = await testDatabase())
  process.env.STEPWISE_URL = 'https://stepwise.example'
  sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(ownerUrl)
  afterAll(() => sql.end())
  beforeEach(begin)
}

async function begin(): Promise<void> {
  await answered(ownerUrl, me(), { ...harmless(), weight_kg: 70, affected_side: 'left' })
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "Assessment" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "RedFlag" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "Mail" WHERE "clinicId" = ${world.one.clinicId}`
    await tx`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${me().caseId}`
  })
}

export const start = (on = today, id = newId(), field = '') =>
  startAssessment(physio(), { id, caseId: me().caseId, on, field }, now)

export async function save(
  assessmentId: string,
  section: FormSection,
  posted: Record<string, unknown>,
  revision?: string,
  untouched: string[] = [],
) {
  const on = typeof posted.on === 'string' ? posted.on : null
  const seen = revision ?? (await oneAssessment(physio(), me().caseId, assessmentId, section, now)).revision
  return saveFindings(
    physio(),
    {
      caseId: me().caseId,
      assessmentId,
      section,
      revision: seen,
      go: '',
      untouched,
      on,
      ...readSection(section, posted),
    },
    now,
  )
}

export async function sign(assessmentId: string, checked: 'yes' | '' = '', day: 'yes' | '' = 'yes') {
  const { version } = await oneAssessment(physio(), me().caseId, assessmentId, 'finish', now)
  return signAssessment(physio(), { caseId: me().caseId, assessmentId, version, checked, day }, now)
}

export const flagsNow = () => sql<
  { flagId: string; source: string; sourceId: string; inputs: object; limits: object | null }[]
>`
  SELECT "flagId", source, "sourceId", inputs, limits FROM "RedFlag" WHERE "caseId" = ${me().caseId} ORDER BY "flagId"`
export const events = async (type: string) =>
  (
    await sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM "AuditEvent" WHERE type = ${type} AND "caseId" = ${me().caseId}`
  )[0]?.n ?? 0
