import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** When an entry was made and of which day it may be, by the database's lock alone. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const DAY = 86_400_000
/** Noon of a day that many days ago: of no day's edge, whenever this runs. */
const noon = (ago: number) => new Date(Math.floor(Date.now() / DAY) * DAY - ago * DAY + DAY / 2)

type Score = { ago: number; at?: Date; recordedAt?: Date; supersedesId?: string }

/** Of patient A by her own hand; its id, or null when it was refused. */
async function score({ ago, at = noon(ago), ...rest }: Score): Promise<string | null> {
  const { a, clinicId } = world.one
  const id = newId()
  const of = { clinicId, caseId: a.caseId, patientId: a.patientId, enteredById: a.accountId }
  const data = { id, ...of, context: 'now' as const, score: 2, at, logDate: noon(ago), safety: [], ...rest }
  return (await changed(a.actor, (tx) => tx.painScore.createMany({ data }))) === 1 ? id : null
}
const stored = (id: string | null) => db.painScore.findUniqueOrThrow({ where: { id: id ?? '' } })
const justNow = () => new Date(Date.now() - 60_000)

describe('an entry', () => {
  it('is recorded when it is made, whatever moment it says', async () => {
    const id = await score({ ago: 3, recordedAt: noon(3) })
    expect((await stored(id)).recordedAt > justNow()).toBe(true)
  })

  it('is of one of the last 14 days, and of none to come', async () => {
    expect(await score({ ago: 13 })).not.toBeNull()
    expect(await score({ ago: 16 })).toBeNull()
    expect(await score({ ago: -2 })).toBeNull()
    expect(await score({ ago: 2, at: noon(30) })).toBeNull()
  })

  it('grows by nothing once it is recorded', async () => {
    const { a, clinicId, physioA } = world.one
    const of = { clinicId, caseId: a.caseId, patientId: a.patientId }
    const session = await db.sessionLog.findUniqueOrThrow({ where: { id: a.sessionLogId } })
    const pain = { ...of, score: 9, at: session.logDate, safety: [] }
    const logs = [
      { sessionLogId: a.sessionLogId, context: 'during_exercise' as const },
      { runLogId: a.runLogId, context: 'during_run' as const },
    ]
    for (const belongs of logs) {
      const row = { ...pain, ...belongs, id: newId(), logDate: session.logDate }
      const hers = { ...row, enteredById: a.accountId }
      const theirs = { ...row, enteredById: physioA.accountId, onBehalf: true }
      expect(await changed(a.actor, (tx) => tx.painScore.createMany({ data: hers }))).toBe(0)
      expect(await changed(physioA, (tx) => tx.painScore.createMany({ data: theirs }))).toBe(0)
    }
    const [done] = await db.exerciseLog.findMany({ where: { sessionLogId: a.sessionLogId } })
    if (!done) throw new Error('no exercise')
    const items = await db.programItem.findMany({ where: { caseId: a.caseId, id: { not: done.itemId } } })
    const more = { ...done, id: newId(), itemId: items[0]?.id ?? '' }
    expect(await changed(a.actor, (tx) => tx.exerciseLog.createMany({ data: more }))).toBe(0)
  })

  it('of a day long ago puts one of that day right, and no other', async () => {
    const { painScoreId } = world.one.a
    const ago = 40
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.painScore.update({
        where: { id: painScoreId },
        data: { logDate: noon(ago), at: noon(ago), recordedAt: noon(ago) },
      })
    })
    expect(await score({ ago: 41, supersedesId: painScoreId })).toBeNull()
    expect(await score({ ago, supersedesId: painScoreId })).not.toBeNull()
  })

  it('stops counting now and not in the past, and keeps who took it back', async () => {
    const { a, physioA } = world.one
    const id = (await score({ ago: 0 })) ?? ''
    const change = (by: typeof physioA, data: object) =>
      changed(by, (tx) => tx.painScore.updateMany({ where: { id }, data }))
    const back = { withdrawnAt: noon(20), withdrawnById: physioA.accountId, withdrawReason: 'Typed twice' }
    expect(await change(physioA, back)).toBe(1)
    expect((await stored(id)).withdrawnAt?.getTime()).toBeGreaterThan(justNow().getTime())
    expect(await change(a.actor, { withdrawnById: a.accountId })).toBe(0)
    expect(await change(a.actor, { supersededAt: noon(20) })).toBe(1)
    expect((await stored(id)).supersededAt?.getTime()).toBeGreaterThan(justNow().getTime())
  })
})

it('a form that a patient fills in is about today, and one of the team about a day of the treatment', async () => {
  const { a, clinicId, physioA } = world.one
  const form = (by: typeof physioA, ago: number) => {
    const of = { clinicId, caseId: a.caseId, patientId: a.patientId, enteredById: by.accountId }
    const what = { measure: 'groc', version: '1', language: 'en', side: 'left' as const, missing: 0 }
    const onBehalf = by === physioA
    const how = { mode: onBehalf ? ('paper' as const) : ('self' as const), onBehalf, items: {}, scores: {} }
    const data = { id: newId(), ...of, ...what, ...how, on: noon(ago) }
    return changed(by, (tx) => tx.outcomeMeasure.createMany({ data }))
  }
  const mine = [await form(a.actor, 0), await form(a.actor, 3)]
  const theirs = [await form(physioA, 20), await form(physioA, 400)]
  expect([mine, theirs]).toEqual([
    [1, 0],
    [1, 0],
  ])
})
