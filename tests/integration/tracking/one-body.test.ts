import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const night = (caseId: string, day: number) => ({
  id: newId(),
  caseId,
  logDate: isoDaysAgo(day),
  score: '1',
  swelling: 'none',
  log_safety: 'night_pain_constant',
})
const record = ({ actor, caseId }: World['one']['a'], day: number) =>
  recordMorning(actor, morningInput.parse(night(caseId, day)))
const raised = (caseId: string) => owner.redFlag.count({ where: { caseId, flagId: 'flag_malignancy' } })

describe('three nights of seven with pain', () => {
  it('raise their flag when two of them are told at once', async () => {
    const { a } = world.one
    await record(a, 3)
    await Promise.all([1, 2].map((day) => record(a, day)))
    expect(await raised(a.caseId)).toBe(1)
  })

  it('raise it when the third stands in a log that is refused, for its own day', async () => {
    const { a } = world.two
    for (const day of [1, 2]) await record(a, day)
    const refused = (day: number) => hearRefused(a.actor, { ...night(a.caseId, day), score: 'nonsense' })
    await refused(2)
    await refused(8)
    expect(await raised(a.caseId)).toBe(0)
    const quiet = { ...night(a.caseId, 8), log_safety: 'none' }
    await recordMorning(a.actor, morningInput.parse(quiet))
    const { logDate: _, ...later } = { ...night(a.caseId, 8), score: 'nonsense', supersedes: quiet.id }
    await hearRefused(a.actor, later)
    expect(await raised(a.caseId)).toBe(0)
    expect(await refused(0)).not.toBeNull()
    expect(await raised(a.caseId)).toBe(1)
  })
})
