import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import { meeting } from '#tests/support/turns.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})
beforeEach(() =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.$executeRaw`DELETE FROM "RedFlag" WHERE "caseId" = ${world.one.a.caseId}::uuid`
  }),
)

/** There is one morning a day: each is about a day of its own, and what puts one right about the same. */
const days = new Map<string, string>()
const dayOf = (id: string) => {
  const day = days.get(id) ?? isoDaysAgo(days.size)
  days.set(id, day)
  return day
}
const told = (log_safety: string[], { id = newId(), ...more }: Record<string, string> = {}) =>
  recordMorning(
    world.one.a.actor,
    morningInput.parse({
      id,
      caseId: world.one.a.caseId,
      logDate: dayOf(more.supersedes ?? id),
      score: '1',
      swelling: 'none',
      log_safety,
      ...more,
    }),
  )
/** A log of a swollen calf. */
const swollen = (id = newId()) => told(['calf_swollen'], { id })
const row = (flagId = 'flag_dvt') =>
  db.redFlag.findFirstOrThrow({
    where: { caseId: world.one.a.caseId, flagId, supersededAt: null },
  })
const ruleOut = async (seen?: string, flagId?: string) =>
  answerFlag(world.one.physioA, {
    id: newId(),
    flagRowId: (await row(flagId)).id,
    kind: 'ruled_out',
    text: 'Soft, no pain',
    ...(seen === undefined ? {} : { seen }),
  })
const shown = async () => {
  const { flags } = await caseOverview(world.one.physioA, world.one.a.caseId, new Date())
  return flags.find(({ flagId }) => flagId === 'flag_dvt')?.saidAgain
}

describe('a flag that a further log says again', () => {
  it('is not settled from a page that is older, and is from one that shows it', async () => {
    await swollen()
    expect(await shown()).toBeNull()
    const id = newId()
    await swollen(id)
    await expect(ruleOut()).rejects.toThrow(/said again .* after this page was opened/)
    await expect(ruleOut('')).rejects.toThrow(Conflict)
    expect(await row()).toMatchObject({ resolvedAt: null, respondedAt: null, saidAgainIn: id })
    const again = await shown()
    await swollen(id)
    expect(await shown()).toEqual(again)
    await ruleOut(again?.at)
    expect((await row()).resolvedAt).not.toBeNull()
  })

  it('either is settled before the log, which raises it anew, or is not', async () => {
    await swollen()
    const { id } = await row()
    const [answered] = await meeting(
      db,
      (tx) => takeTurn(tx, 'flags', world.one.a.caseId),
      2,
      () => Promise.allSettled([ruleOut(), swollen()]),
    )
    const rows = await db.redFlag.findMany({ where: { caseId: world.one.a.caseId, flagId: 'flag_dvt' } })
    expect(rows.filter(({ resolvedAt }) => resolvedAt === null)).toHaveLength(1)
    expect(rows.find((one) => one.id === id)?.resolvedAt !== null).toBe(answered?.status === 'fulfilled')
  })
})

it('one of which she reads that we contact her is due once more when it is said after it was answered', async () => {
  const racing = () => told(['faint_or_racing'])
  await racing()
  const first = await row('flag_cardiac_exercise')
  await racing()
  const refer = { id: newId(), flagRowId: first.id, kind: 'referred' as const, text: 'Letter to Dr. Frei' }
  const { saidAgainAt } = await row('flag_cardiac_exercise')
  await answerFlag(world.one.physioA, { ...refer, seen: saidAgainAt?.toISOString() ?? '' })
  await racing()
  const where = { caseId: world.one.a.caseId, flagId: 'flag_cardiac_exercise' }
  const rows = await db.redFlag.findMany({ where, orderBy: { raisedAt: 'asc' } })
  expect(rows).toMatchObject([
    { id: first.id, respondedAt: expect.any(Date), resolvedAt: null },
    { respondedAt: null, resolvedAt: null, callBack: false, dueAt: expect.any(Date) },
  ])
})

it('a log is put right in another word after its flag, which covers another one, was ruled out', async () => {
  const id = newId()
  const hotAndIll = ['hot_red_swollen', 'fever_unwell']
  await told(hotAndIll, { id })
  await ruleOut(undefined, 'flag_septic_joint')
  const before = await db.redFlag.count({ where: { caseId: world.one.a.caseId } })
  await told(hotAndIll, { score: '3', supersedes: id })
  expect(await db.redFlag.count({ where: { caseId: world.one.a.caseId } })).toBe(before)
  expect(await db.painScore.findFirst({ where: { supersedesId: id } })).toMatchObject({ score: 3 })
})
