import { beforeAll, describe, expect, it } from 'vitest'
import { kindOf } from '#lib/audit/kinds/rules.ts'
import { NotFound } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { ownerClient } from '#tests/support/world.ts'
import type { Target } from './app-alone/asked.ts'
import { reads } from './app-alone/reads/index.ts'
import { exportsOf, unlockedWorld } from './app-alone/unlocked.ts'

/** Whatever a physio of the care team reads of a record leaves an event in her name, however little there is to read. */
const { ownerUrl } = await testDatabase()
const found = await exportsOf('lib/**/queries.ts')
let set: Awaited<ReturnType<typeof unlockedWorld>>
let owner: ReturnType<typeof ownerClient>

beforeAll(async () => {
  set = await unlockedWorld(ownerUrl)
  owner = ownerClient(ownerUrl)
  return () => owner.$disconnect()
})

/** Of no record: the own account, the library, the rules, and how much waits. */
const ofNobody = [
  'accounts/own#ownAccount',
  'cases/counts#clinicCounts',
  'exercises#exerciseList',
  'exercises#exerciseView',
  'exercises#templateList',
  'exercises#templateView',
  'rulebook#ruleNumbers',
]

type Asked = [string, (of: Target) => readonly unknown[]]
/** A form for a new entry shows what was planned and logged before it. */
const forms = [
  'run-logs#runForm',
  'session-logs#sessionForm',
  'pain-scores#painForm',
  'pain-scores#morningForm',
]
const asked: Asked[] = [
  ...Object.entries(reads)
    .filter(
      ([name, { by, hidden }]) => (by === 'lead' || (by === 'patient' && hidden)) && !ofNobody.includes(name),
    )
    .map(([name, { args }]): Asked => [name, args]),
  ...forms.map(
    (name): Asked => [
      `tracking/${name}`,
      (of) => [{ caseId: of.caseId, correct: null, about: 'now' }, of.now],
    ],
  ),
]

/** Whether the physio got an answer, and whether one of the events that it left says that she read. */
async function read([name, args]: Asked): Promise<{ answered: boolean; audited: boolean }> {
  const { accountId } = set.world.one.physioA
  const before = await owner.auditEvent.findMany({ where: { accountId }, select: { id: true } })
  try {
    const result = await found.get(name)?.(set.readers.lead, ...args(set.target))
    if (result === null) return { answered: false, audited: false }
    if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result)
      for await (const _piece of result as AsyncIterable<string>);
  } catch (error) {
    if (error instanceof NotFound) return { answered: false, audited: false }
    throw error
  }
  const events = await owner.auditEvent.findMany({
    where: { accountId, id: { notIn: before.map(({ id }) => id) } },
    select: { type: true },
  })
  return {
    answered: true,
    audited: events.some(({ type }) => kindOf(type) === 'read' || /_?read$/.test(type)),
  }
}

async function unaudited(): Promise<{ answered: number; silent: string[] }> {
  const silent: string[] = []
  let answered = 0
  for (const one of asked) {
    const got = await read(one)
    if (got.answered) answered += 1
    if (got.answered && !got.audited) silent.push(one[0])
  }
  return { answered, silent }
}

describe('what a physio of the care team reads', () => {
  it('is in the audit', async () => {
    const { answered, silent } = await unaudited()
    expect(silent).toEqual([])
    expect(answered).toBeGreaterThan(40)
  })

  it('is in the audit of a case without a program as well', async () => {
    const tables = ['ProgramItem', 'ProgramPhase', 'ProgramEvent', 'ProgramVersion', 'Program']
    await owner.$transaction([
      owner.$executeRaw`SET LOCAL session_replication_role = replica`,
      ...tables.map((name) => owner.$executeRawUnsafe(`DELETE FROM "${name}"`)),
    ])
    const { answered, silent } = await unaudited()
    expect(silent).toEqual([])
    expect(answered).toBeGreaterThan(30)
  })
})
