import { beforeAll, expect, it } from 'vitest'
import { hashToken } from '#lib/accounts/tokens.ts'
import { asActor, asNobody } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

/** The functions that look past row-level security, asked in ways that no form would. */
const { ownerUrl } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

it('reads the real tables, whatever temporary ones are called', async () => {
  const { physioA, a, b, waiting } = world.one
  const seen = await asActor(physioA, async (tx) => {
    await tx.$executeRaw`CREATE TEMPORARY TABLE "CareTeamMember" AS
      SELECT ${physioA.clinicId}::uuid AS "clinicId", ${physioA.accountId}::uuid AS "accountId", ${b.caseId}::uuid AS "caseId",
        NULL::timestamptz AS "removedAt", 'lead' AS role`
    await tx.$executeRaw`CREATE TEMPORARY TABLE "Intake" AS
      SELECT ${physioA.clinicId}::uuid AS "clinicId", ${b.intakeId}::uuid AS id, 'intake' AS kind, 'draft' AS status,
        NULL::uuid AS "caseId"`
    await tx.$executeRaw`GRANT SELECT ON "CareTeamMember" TO PUBLIC`
    const cases = await tx.$queryRaw<{ id: string }[]>`SELECT app_team_cases() AS id`
    const [reads] = await tx.$queryRaw<{ hers: boolean; waiting: boolean }[]>`
      SELECT app_reads_intake(${b.intakeId}::uuid) AS hers, app_reads_intake(${waiting.intakeId}::uuid) AS waiting`
    return { cases: cases.map(({ id }) => id), reads }
  })
  expect(seen).toEqual({ cases: [a.caseId], reads: { hers: false, waiting: true } })
})

it('opens no form without a date of birth', async () => {
  const rows = await asNobody(
    (tx) => tx.$queryRaw<{ outcome: string }[]>`
      SELECT outcome FROM intake_link_open(${hashToken(world.one.waiting.token)}, NULL, ${newId()}::uuid, 'hash', 1::int)`,
  )
  expect(rows).toEqual([{ outcome: 'wrong' }])
})
