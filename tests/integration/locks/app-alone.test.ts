import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, isPhysio, isStaff } from '#lib/access/actor.ts'
import { NotFound } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type Stranger, strangers } from './app-alone/asked.ts'
import { bySecret, fragments, internal, reads } from './app-alone/reads/index.ts'
import type { ReadRow } from './app-alone/reads/row.ts'
import { exportsOf, unlockedWorld } from './app-alone/unlocked.ts'

/** The application's lock alone: what every query gives its reader, and keeps from ten kinds of stranger. */
const { ownerUrl } = await testDatabase()
const found = await exportsOf('lib/**/queries.ts')
let set: Awaited<ReturnType<typeof unlockedWorld>>

beforeAll(async () => {
  set = await unlockedWorld(ownerUrl)
})

/** What comes back as text; null for "not found". Every other failure is the test's. */
async function ask(name: string, row: ReadRow, actor: Actor): Promise<string | null> {
  const call = found.get(name)
  if (!call) throw new Error(`${name} does not exist`)
  try {
    const result = await call(actor, ...row.args(set.target))
    if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result))
      return JSON.stringify(result)
    let text = ''
    for await (const piece of result as AsyncIterable<string>) text += piece
    return text
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

function leaksIn(text: string | null, { actor, own }: Stranger, row: ReadRow): string[] {
  const canaries = new Set(text?.match(/(?:CANARY|PERSON)-(?:ONE|TWO)-[\w-]+/g))
  const clinic = actor.clinicId === set.world.one.clinicId ? 'ONE' : 'TWO'
  return [...canaries].filter((canary) => {
    if (row.triage && canary.startsWith('CANARY') && canary.endsWith('-PATIENT-WAITING'))
      return !isPhysio(actor) || actor.patientId === set.world.one.waiting.patientId
    if (own.test(canary) || canary === `CANARY-${clinic}-PHONE`) return false
    if (!canary.includes(`-${clinic}-`)) return true
    return !(row.directory && isStaff(actor) && /^PERSON|-patient[AB]$/.test(canary))
  })
}

describe('the filters of the application alone', () => {
  it('stand without row-level security', () => expect(set.tables).toBeGreaterThan(25))

  it('are tried for every read there is', () => {
    const named = [...Object.keys(reads), ...Object.keys(internal), ...bySecret, ...fragments]
    expect(named.sort()).toEqual([...found.keys()].sort())
    expect(Object.values(internal).filter((name) => !(name in reads))).toEqual([])
  })

  it.each(Object.entries(reads))('%s answers its reader and tells a stranger nothing', async (name, row) => {
    expect(await ask(name, row, set.readers[row.by])).toMatch(row.shows ?? /(CANARY|PERSON)-ONE-PATIENT-/)
    for (const [who, stranger] of Object.entries(strangers(set.world))) {
      if (stranger.isPatient && row.by === 'patient') continue
      const text = await ask(name, row, stranger.actor)
      expect([who, leaksIn(text, stranger, row)]).toEqual([who, []])
      if (row.hidden) expect([who, text]).toEqual([who, null])
    }
  })

  it('count for a physio only what is hers and her clinic’s, for an admin what her clinic is asked', async () => {
    const count = (actor: Actor) =>
      ask('cases/counts#clinicCounts', reads['cases/counts#clinicCounts'] as ReadRow, actor)
    const none =
      '{"openCases":0,"intakes":0,"urgentIntakes":0,"alerts":0,"urgentAlerts":0,"urgentAt":0,"requests":0,"unsent":0}'
    // Two patients of each clinic have asked for something.
    expect(await count(set.readers.lead)).toMatch(/"openCases":1,"intakes":1,.*"requests":0/)
    expect(await count(set.readers.admin)).toBe(none.replace('"requests":0', '"requests":2'))
    expect(await count(set.readers.patient)).toBe(none)
  })
})
