import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { AppError } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { reads } from '../locks/app-alone/reads/index.ts'
import { exportsOf } from '../locks/app-alone/unlocked.ts'

/** Whatever a patient or the holder of a link asks for: nothing of a factor or a pattern is in the answer. */
const db = await testDatabase()
const owner = ownerClient(db.ownerUrl)
const found = await exportsOf('lib/**/queries.ts')
let world: World

beforeAll(async () => {
  world = await createWorld(db.ownerUrl)
})
afterAll(() => owner.$disconnect())

const titles = [...factors, ...patterns].map(({ title }) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
const traces = new RegExp(`CANARY-ONE-PATIENT-A-DRAFT|\\b(fac|pat|grp)_[a-z]|evidence|${titles.join('|')}`)

async function answerTo(name: string, actor: Actor): Promise<string> {
  const row = reads[name]
  const call = found.get(name)
  if (!row || !call) throw new Error(`${name} does not exist`)
  const { one } = world
  const target = { ...one.a, waitingIntakeId: one.waiting.intakeId, clinic: one, now: new Date() }
  try {
    return JSON.stringify((await call(actor, ...row.args(target))) ?? null)
  } catch (error) {
    // Words of a refusal could tell her something as well; anything else is a fault of the test.
    if (error instanceof AppError) return error.message
    throw error
  }
}

test.each(Object.keys(reads))('%s tells the patient nothing of it', async (name) => {
  const { one } = world
  for (const actor of [one.a.actor, one.a.linkActor, one.b.actor]) {
    // The library of exercises names muscles and is the same for everybody.
    if (name.startsWith('exercises#')) continue
    expect(await answerTo(name, actor)).not.toMatch(traces)
  }
})

test('the physio of the case does read it, so that the search above can find something', async () => {
  expect(await answerTo('factors#caseFactors', world.one.a.lead)).toMatch(traces)
})
