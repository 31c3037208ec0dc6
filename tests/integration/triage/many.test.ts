import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

describe('more than one page of forms', () => {
  test('leaves out the least urgent, however new the others are, and says how many more wait', async () => {
    const { patientId } = await sentIntake(db, one, { savedHoursAgo: 2000 })
    await db.$executeRaw`
      INSERT INTO "Intake" (id, "clinicId", "patientId", status, "createdAt", "submittedAt")
      SELECT gen_random_uuid(), ${one.clinicId}::uuid, ${patientId}::uuid, 'submitted', x.at, x.at
      FROM (SELECT now() - interval '90 days' + n * interval '1 minute' AS at FROM generate_series(1, 505) n) x`
    const { intakeId } = await sentIntake(db, one, {
      name: 'Newest',
      savedHoursAgo: 1,
      answers: completeAnswers({ rf_deformity: 'yes' }),
    })
    const { rows, left } = await triageList(one.physioA, new Date())
    expect(rows[0]).toMatchObject({ id: intakeId, level: 'emergency' })
    expect(rows).toHaveLength(500)
    expect(left).toBeGreaterThan(6)
  })
})

describe('more flags than are read', () => {
  test('leave out what is settled, the oldest of it first', async () => {
    const { intakeId, patientId } = await sentIntake(db, one)
    const at = (minutes: number) => new Date(Date.now() - 86_400_000 + minutes * 60_000)
    const flag = (minutes: number, resolved: boolean) => ({
      id: newId(),
      clinicId: one.clinicId,
      patientId,
      intakeId,
      source: 'intake' as const,
      flagId: 'flag_chest_breath',
      urgency: 'emergency' as const,
      block: 'programme' as const,
      raisedAt: at(minutes),
      dueAt: at(minutes),
      ruleSetVersion: 1,
      inputs: {},
      ...(resolved ? { resolvedAt: at(minutes), respondedAt: at(minutes) } : {}),
    })
    const open = flag(300, false)
    const settled = Array.from({ length: 205 }, (_, minutes) => flag(minutes, true))
    await db.redFlag.createMany({ data: [...settled, open] })
    const { flags } = await triageIntake(one.physioA, intakeId, new Date())
    expect(flags[0]).toMatchObject({ id: open.id, state: 'unresolved' })
    const shown = flags.map(({ id }) => id)
    expect(shown).toContain(settled.at(-1)?.id)
    expect(shown).not.toContain(settled[0]?.id)
  })
})
