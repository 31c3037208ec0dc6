import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { answerUnasked } from '#lib/tracking/entries/unasked/commands.ts'
import { unaskedEntries, unaskedForm } from '#lib/tracking/entries/unasked/queries.ts'
import { unaskedInput } from '#lib/tracking/entries/unasked/schema.ts'
import { loggedLately } from '#lib/tracking/lately/queries.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { sessionInput } from '#lib/tracking/session-logs/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  return () => db.$disconnect()
})

const me = () => world.one.a
type Fields = Record<string, unknown>
const common = (day: number, more: Fields = {}) => ({
  id: newId(),
  caseId: me().caseId,
  logDate: isoDaysAgo(day),
  log_safety: 'not_asked',
  ...more,
})
const run = (day: number, more?: Fields) =>
  runInput.parse({
    distance: '5',
    unit: 'km',
    minutes: '30',
    finished: 'yes',
    type: 'easy',
    surface: 'trail',
    pain_during: '1',
    pain_after: '2',
    ...common(day, more),
  })
const morning = (day: number, more?: Fields) =>
  morningInput.parse({ score: '1', swelling: 'none', ...common(day, more) })
const session = (day: number, more?: Fields) => {
  const item = `items.${me().itemId}`
  return sessionInput.parse({ [`${item}.how`]: 'planned', [`${item}.pain`]: '2', ...common(day, more) })
}
const answer = (entries: string[], log_safety: string | string[] = 'none', more: Fields = {}) =>
  unaskedInput.parse({ caseId: me().caseId, entries, log_safety, ...more })

const severeOn = async (day: number) => {
  const of = { clinicId: world.one.clinicId, caseId: me().caseId, timeZone: zone, today: isoDaysAgo(day) }
  return (await asActor(me().actor, (tx) => loggedLately(tx, of))).severe
}

/** Of the mornings of the sheets; there is one a day. */
const mornings = [7, 2, 8, 9, 10, 1]

/** A run, a session and a morning of a paper sheet, as the team enters them. */
async function paper() {
  const entries = [run(4), session(3), morning(mornings.shift() ?? 11)] as const
  await recordRun(world.one.physioA, entries[0])
  await recordSession(world.one.physioA, entries[1])
  await recordMorning(world.one.physioA, entries[2])
  return entries.map(({ id }) => id)
}
const waiting = async () => (await unaskedEntries(me().actor)).map(({ id }) => id)
const successors = async (ids: string[]) => {
  const where = { supersedesId: { in: ids } }
  const include = { painScores: { orderBy: { score: 'asc' } } } as const
  return {
    runs: await db.runLog.findMany({ where, include }),
    sessions: await db.sessionLog.findMany({ where, include: { exercises: true, ...include } }),
    mornings: await db.painScore.findMany({ where }),
  }
}

beforeEach(async () => {
  const left = await waiting()
  if (left.length > 0) await answerUnasked(me().actor, answer(left))
})

describe('a paper sheet without the safety question', () => {
  it('is entered by the team as not asked, and by no patient', async () => {
    const input = run(5)
    await expect(recordRun(me().actor, input)).rejects.toMatchObject({
      fieldErrors: { log_safety: [expect.stringContaining('Please answer this')] },
    })
    await expect(recordMorning(me().actor, morning(5))).rejects.toThrow(Invalid)
    await expect(recordSession(me().actor, session(5))).rejects.toThrow(Invalid)
    await recordRun(world.one.physioA, input)
    expect(await db.runLog.findUnique({ where: { id: input.id } })).toMatchObject({
      safety: [],
      safetyAsked: false,
      onBehalf: true,
    })
    await expect(recordRun(world.one.physioA, { ...input, log_safety: ['none'] })).rejects.toThrow(Conflict)
    expect(() => run(5, { log_safety: ['not_asked', 'none'] })).toThrow('Choose either')
  })

  it('is unknown to the rules until it is answered', async () => {
    const [id = ''] = await paper()
    for (const day of [3, 4, 5, 6]) await recordMorning(me().actor, morning(day, { log_safety: 'none' }))
    const results = async () => {
      const { clinicId, physioA } = world.one
      const target = { clinicId, caseId: me().caseId, patientId: me().patientId, timeZone: zone }
      const { input } = await asActor(physioA, (tx) => readCaseInput(tx, target, new Date()))
      const { runs } = indicatorsOf(input)
      return new Map(runs.map((one) => [one.id, [one.flagged, one.result]]))
    }
    expect((await results()).get(id)).toEqual([null, 'unknown'])
    await answerUnasked(me().actor, answer(await waiting()))
    const [copy] = (await successors([id])).runs
    expect((await results()).get(copy?.id ?? '')).toEqual(['no', 'green'])
  })

  it('that told of severe pain stops the day on which it was entered, not the one on which it is answered', async () => {
    const input = run(10, { pain_during: '8' })
    await recordRun(world.one.physioA, input)
    expect(await severeOn(0)).toBe(true)
    const tomorrow = new Date(Date.now() + 86_400_000)
    await answerUnasked(me().actor, answer([input.id]), tomorrow)
    expect((await successors([input.id])).runs).toHaveLength(1)
    expect(await severeOn(-1)).toBe(false)
    const worse = run(9)
    await recordRun(world.one.physioA, worse)
    const corrected = run(9, { pain_during: '9', supersedes: worse.id, reason: 'Misread' })
    await recordRun(world.one.physioA, corrected, tomorrow)
    expect(await severeOn(-1)).toBe(true)
  })

  it('still raises what its numbers alone stand for', async () => {
    const severe = morning(0, { score: '9' })
    await recordMorning(world.one.physioA, severe)
    const flags = await db.redFlag.findMany({ where: { sourceId: severe.id } })
    expect(flags.map(({ flagId }) => flagId)).toEqual(['flag_severe_pain'])
  })
})

describe('the question at the next opening', () => {
  it('names what waits to the patient alone, with what each answer asks for at once', async () => {
    const ids = await paper()
    expect(await unaskedEntries(me().actor)).toMatchObject([
      { id: ids[0], kind: 'run', text: 'Run, 5 km in 30 min' },
      { id: ids[1], kind: 'session', text: 'Exercises, 1 entered' },
      { id: ids[2], kind: 'pain', text: 'Knee in the morning, pain 1 of 10' },
    ])
    for (const actor of [world.one.physioA, world.one.b.actor])
      expect(await unaskedEntries(actor)).toEqual([])
    const form = await unaskedForm(me().actor, me().caseId)
    expect([form?.entries.length, form?.words.levels.length]).toEqual([3, 3])
    await expect(unaskedForm(world.one.b.actor, me().caseId)).rejects.toThrow(NotFound)
  })

  it('is answered once for all: each entry again with the answer, the first one kept, with its audit row', async () => {
    const ids = await paper()
    await Promise.allSettled([1, 2, 3].map(() => answerUnasked(me().actor, answer(ids))))
    await answerUnasked(me().actor, answer(ids))
    expect(await waiting()).toEqual([])
    const { runs, sessions, mornings } = await successors(ids)
    const said = { safety: ['none'], safetyAsked: true, enteredById: me().actor.accountId, onBehalf: false }
    expect(runs).toMatchObject([{ ...said, minutes: 30, painScores: [{ score: 1 }, { score: 2 }] }])
    expect(sessions).toMatchObject([
      { ...said, exercises: [{ skipReason: null }], painScores: [{ score: 2 }] },
    ])
    expect(sessions[0]?.painScores[0]?.exerciseLogId).toBe(sessions[0]?.exercises[0]?.id)
    expect(mornings).toMatchObject([{ ...said, score: 1, swelling: 'none', context: 'next_morning' }])
    expect(await db.runLog.findUnique({ where: { id: ids[0] ?? '' } })).toMatchObject({
      safetyAsked: false,
      supersededAt: expect.any(Date),
      onBehalf: true,
    })
    const audit = await db.auditEvent.findMany({
      where: { subjectId: { in: [...runs, ...sessions, ...mornings].map(({ id }) => id) } },
    })
    expect(audit.map(({ type }) => type).sort()).toEqual([
      ...['pain_score.corrected', 'run_log.corrected', 'session_log.corrected'],
    ])
  })

  it('asks with which entry something was noticed; the others were quiet', async () => {
    const ids = await paper()
    expect(() => answer(ids, 'calf_swollen')).toThrow('Choose when it was.')
    await answerUnasked(me().actor, answer(ids, 'calf_swollen', { noticed: [ids[1]] }))
    const { runs, sessions, mornings } = await successors(ids)
    expect([...runs, ...sessions, ...mornings].map(({ safety }) => safety)).toEqual([
      ...[['none'], ['calf_swollen'], ['none']],
    ])
    const source = sessions[0]?.id ?? ''
    expect(await db.redFlag.findMany({ where: { sourceId: source } })).toMatchObject([{ flagId: 'flag_dvt' }])
    expect(await db.alert.count({ where: { sourceId: source, alertId: 'al_red_flag' } })).toBe(1)
  })

  it('hears what is dangerous also when the entries do not wait any more', async () => {
    const ids = await paper()
    await answerUnasked(me().actor, answer(ids))
    const late = answer(ids, 'chest_or_breath', { noticed: [ids[2]] })
    await expect(answerUnasked(me().actor, late)).rejects.toThrow(Conflict)
    const flags = await db.redFlag.findMany({ where: { caseId: me().caseId, flagId: 'flag_chest_breath' } })
    expect(flags).toHaveLength(1)
  })

  it('is nobody else’s to answer, and has to be answered', async () => {
    const ids = await paper()
    const { one, two } = world
    for (const actor of [one.physioA, one.physioB, one.admin, one.b.actor, two.a.actor, one.a.linkActor])
      await expect(answerUnasked(actor, answer(ids))).rejects.toThrow(NotFound)
    await expect(answerUnasked(me().actor, answer(ids, 'not_asked', { noticed: ids }))).rejects.toThrow(
      Invalid,
    )
    await expect(answerUnasked(me().actor, answer([two.a.runLogId]))).rejects.toThrow(Conflict)
    expect(await waiting()).toEqual(ids)
  })
})
