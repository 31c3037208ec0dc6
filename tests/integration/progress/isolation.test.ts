import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { NotFound } from '#lib/errors.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { exportPainScores } from '#lib/tracking/progress/export/queries.ts'
import { caseProgress, ownProgress } from '#lib/tracking/progress/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const db = await testDatabase()
const owner = ownerClient(db.ownerUrl)
const now = new Date()
let world: World

beforeAll(async () => {
  world = await createWorld(db.ownerUrl, now)
})
afterAll(() => owner.$disconnect())

const search = caseloadSearch.parse({})
const strangers = (): [string, Actor][] => [
  ['a physio of another team', world.one.physioB],
  ['an admin', world.one.admin],
  ['the patient herself', world.one.a.actor],
  ['another patient', world.one.b.actor],
  ['a physio of another clinic', world.two.physioA],
  ['an admin of another clinic', world.two.admin],
  ['the holder of an intake link', world.one.a.linkActor],
]

test('the team reads the case: three scores, one session, one run, one version; the reading is recorded', async () => {
  const { a } = world.one
  const view = await caseProgress(a.lead, a.caseId, '12', now)
  expect(view.scores.map(({ score, context }) => [context, score]).sort()).toEqual([
    ['during_exercise', 2],
    ['during_run', 4],
    ['now', 3],
  ])
  expect(view.versions.map(({ number }) => number)).toEqual([1])
  expect(view.runs7).toEqual({ km: 5.5, count: 1, longest: 5.5 })
  expect(view.sessionWeeks.flatMap(({ sessions }) => sessions).length).toBeGreaterThan(5)
  const [event] = await owner.auditEvent.findMany({
    where: { accountId: a.lead.accountId, type: 'case.read', caseId: a.caseId },
    orderBy: { at: 'desc' },
  })
  expect(event?.data).toEqual({ page: 'progress', brokenGlass: false })
})

test('for everybody else the case does not exist', async () => {
  const { a } = world.one
  for (const [who, actor] of strangers()) {
    await expect(caseProgress(actor, a.caseId, 'all', now), who).rejects.toBeInstanceOf(NotFound)
    await expect(exportPainScores(actor, a.caseId), who).rejects.toBeInstanceOf(NotFound)
  }
})

test('a patient reads her own progress and nothing of anybody else', async () => {
  const view = await ownProgress(world.one.a.actor, '12', now)
  expect(view?.caseId).toBe(world.one.a.caseId)
  expect(view?.scores).toHaveLength(3)
  // Neither names, notes, flags nor alerts are part of it.
  expect(JSON.stringify(view)).not.toMatch(/CANARY|flag_|al_/)
  await expect(ownProgress(world.one.physioA, '12', now)).resolves.toBeNull()
})

test('what was superseded or withdrawn does not count', async () => {
  const { b } = world.one
  await owner.painScore.update({
    where: { id: b.painScoreId },
    data: { withdrawnAt: now, withdrawReason: 'x' },
  })
  const view = await caseProgress(b.lead, b.caseId, '12', now)
  expect(view.scores.map(({ context }) => context).sort()).toEqual(['during_exercise', 'during_run'])
})

test('the file holds the scores of this case alone and its reading is recorded', async () => {
  const { a, b } = world.one
  let file = ''
  for await (const part of await exportPainScores(a.lead, a.caseId)) file += part
  expect(file.startsWith('\u{FEFF}patient,knee,day,time (UTC),context,"score (0 none, 10 worst)",')).toBe(
    true,
  )
  for (const line of file.trimEnd().split('\r\n').slice(1)) expect(line).toMatch(/^SW-\d+,left,20/)
  expect(file.trimEnd().split('\r\n')).toHaveLength(4)
  expect(file).toContain(a.canary)
  for (const other of [b.canary, world.two.a.canary, world.two.b.canary]) expect(file).not.toContain(other)
  const event = await owner.auditEvent.findFirst({ where: { type: 'progress.exported', caseId: a.caseId } })
  expect(event).toMatchObject({ accountId: a.lead.accountId, data: { rows: 3 } })
})

test('a caseload holds the cases of the physio, and no word of another', async () => {
  const { a, b } = world.one
  const view = await caseload(world.one.physioA, search, now)
  expect(view.rows.map(({ caseId }) => caseId)).toEqual([a.caseId])
  const [row] = view.rows
  expect(row).toMatchObject({ name: a.canary, age: expect.any(String), group: 'now', daysSinceLog: 1 })
  expect(row?.findings[0]).toEqual({ id: 'al_pain_severe', concern: 'urgent', answered: false })
  const payload = JSON.stringify(view)
  for (const other of [b, world.two.a, world.two.b, world.one.waiting]) {
    expect(payload).not.toContain(other.canary)
  }
})

test('who is no physio has no caseload', async () => {
  for (const actor of [world.one.admin, world.one.a.actor, world.one.a.linkActor])
    await expect(caseload(actor, search, now)).rejects.toBeInstanceOf(NotFound)
})
