import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { AppError, NotFound } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type Snapshot, takeSnapshot } from '#tests/support/snapshot.ts'
import { strangers } from './app-alone/asked.ts'
import { exportsOf, unlockedWorld } from './app-alone/unlocked.ts'
import { bySecret, ofOneself, parts, writes } from './app-alone/writes/index.ts'
import type { WriteRow } from './app-alone/writes/row.ts'

/** The application's lock alone, for writing: a command on somebody else's record finds nothing and changes nothing. */
const { ownerUrl } = await testDatabase()
const found = await exportsOf('lib/**/commands.ts')
let set: Awaited<ReturnType<typeof unlockedWorld>>
let snapshot: Snapshot

beforeAll(async () => {
  set = await unlockedWorld(ownerUrl)
  snapshot = await takeSnapshot(ownerUrl)
})
afterEach(() => snapshot.restore())
afterAll(() => snapshot.end())

/** 'done', or how it was refused. A fault of the database or of the program is the test's. */
async function run(name: string, actor: Actor, args: readonly unknown[]): Promise<string> {
  const call = found.get(name)
  if (!call) throw new Error(`${name} does not exist`)
  try {
    await call(actor, ...args)
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return error.name
    throw error
  }
}
const refused = new NotFound('').name

describe('the filters of the application alone', () => {
  it('are tried for every command on a record', () => {
    expect([...Object.keys(writes), ...parts, ...bySecret, ...ofOneself].sort()).toEqual(
      [...found.keys()].sort(),
    )
  })

  it.each(Object.entries(writes))('%s is nothing a stranger can do', async (name, row: WriteRow) => {
    for (const [who, { actor, isPatient }] of Object.entries(strangers(set.world))) {
      if (row.may?.includes(who) || (isPatient && row.by === 'patient')) continue
      expect([who, await run(name, actor, row.args(set.target))]).toEqual([who, refused])
    }
    expect(await snapshot.changed()).toEqual([])
    const mayToo = Object.entries(strangers(set.world)).find(([who]) => row.may?.includes(who))
    const allowed = mayToo ? mayToo[1].actor : set.readers[row.by]
    expect(await run(name, allowed, row.args(set.target))).not.toBe(refused)
  })

  it('keep what is somebody else’s out of one’s own case', async () => {
    const { b, a, physioB } = set.world.one
    const own = { caseId: b.caseId, versionId: a.draftVersionId, version: 1 }
    const withdrawn = { caseId: b.caseId, kind: 'run', entryId: a.runLogId, reason: '' }
    const outcomes = [
      await run('programs/draft#discardDraft', physioB, [own]),
      await run('tracking/entries/supersede#withdrawEntry', b.actor, [withdrawn]),
    ]
    expect(outcomes).not.toContain('done')
    expect(await snapshot.changed()).toEqual([])
  })
})
