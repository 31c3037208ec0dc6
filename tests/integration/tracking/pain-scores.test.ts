import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { alertSearch } from '#lib/alerts/worklist/schema.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays, dayIn, instantOf } from '#lib/dates.ts'
import { asActor, sqlState } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { recentEntries } from '#lib/tracking/entries/recent/queries.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { recordMorning, recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { morningForm, painForm } from '#lib/tracking/pain-scores/queries.ts'
import { morningInput, painInput } from '#lib/tracking/pain-scores/schema.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
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

const pain = (fields: Record<string, unknown> = {}) =>
  painInput.parse({ id: newId(), caseId: world.one.a.caseId, context: 'now', score: '4', ...fields })

describe('a pain score', () => {
  it('is one entry and one audit row, however often it is sent at once', async () => {
    const input = pain()
    await Promise.all(Array.from({ length: 10 }, () => recordPain(world.one.a.actor, input)))
    expect(await owner.painScore.count({ where: { id: input.id } })).toBe(1)
    expect(await owner.auditEvent.count({ where: { subjectId: input.id } })).toBe(1)
  })

  it('refuses the same id with another number, and an id that belongs to somebody else', async () => {
    const input = pain()
    await recordPain(world.one.a.actor, input)
    await expect(recordPain(world.one.a.actor, { ...input, score: 9 })).rejects.toThrow(Conflict)
    await expect(recordPain(world.one.a.actor, pain({ id: world.two.a.painScoreId }))).rejects.toThrow(
      Conflict,
    )
    expect(await owner.painScore.findUnique({ where: { id: world.two.a.painScoreId } })).toMatchObject({
      score: 3,
    })
  })

  it('is the same entry when it is sent again after midnight', async () => {
    const input = pain()
    const zone = world.one.a.actor.timeZone
    const late = instantOf(addDays(dayIn(zone, new Date()), 1), 24 * 60 - 1, zone)
    await recordPain(world.one.a.actor, input, late)
    const again = await recordPain(world.one.a.actor, input, new Date(late.getTime() + 5 * 60_000))
    expect(again).toMatchObject({ id: input.id, again: true })
  })

  it('is of the moment it was tapped, however long it waited on a phone, and too old when that was', async () => {
    const { actor } = world.one.a
    const [now, zone] = [new Date(), actor.timeZone]
    const ago = (days: number) => instantOf(addDays(dayIn(zone, now), -days), 20 * 60 + 15, zone)
    const input = pain()
    await recordPain(actor, input, now, ago(1))
    expect(await recordPain(actor, input, now, now)).toMatchObject({ again: true })
    const row = await owner.painScore.findUnique({ where: { id: input.id } })
    expect(row?.logDate.toISOString().slice(0, 10)).toBe(addDays(dayIn(zone, now), -1))
    expect(row?.at).toEqual(ago(1))
    await expect(recordPain(actor, pain(), now, ago(15))).rejects.toThrow(Invalid)
  })

  it('ends no morning, and a morning no pain of the day', async () => {
    const { actor, caseId } = world.one.a
    const morning = morningInput.parse({
      id: newId(),
      caseId,
      score: '2',
      swelling: 'clear',
      log_safety: ['none'],
    })
    await recordMorning(actor, morning)
    const day = pain()
    await recordPain(actor, day)
    await expect(recordPain(actor, pain({ supersedes: morning.id }))).rejects.toThrow(NotFound)
    await expect(recordMorning(actor, { ...morning, id: newId(), supersedes: day.id })).rejects.toThrow(
      NotFound,
    )
    const rows = await owner.painScore.findMany({ where: { id: { in: [morning.id, day.id] } } })
    expect(rows.map(({ supersededAt }) => supersededAt)).toEqual([null, null])
  })

  it('is refused to everybody who may not log into the case', async () => {
    const { one, two } = world
    for (const actor of [one.b.actor, two.a.actor, one.physioB, one.admin, one.a.linkActor])
      await expect(recordPain(actor, pain())).rejects.toThrow(NotFound)
  })

  it('is put right on the day that it is about', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const first = pain({ logDate: yesterday })
    await recordPain(world.one.a.actor, first)
    const second = pain({ supersedes: first.id, score: '6' })
    await recordPain(world.one.a.actor, second)
    const rows = await owner.painScore.findMany({
      where: { id: { in: [first.id, second.id] } },
      orderBy: { id: 'asc' },
    })
    expect(rows.map((row) => row.logDate.toISOString().slice(0, 10))).toEqual([yesterday, yesterday])
    expect(rows.map((row) => row.supersededAt === null)).toEqual([false, true])
  })

  it('corrects only an entry of the same case', async () => {
    const { a, b } = world.one
    for (const supersedes of [b.painScoreId, world.two.a.painScoreId, newId()]) {
      const input = pain({ supersedes })
      await expect(recordPain(a.actor, input)).rejects.toThrow(NotFound)
      expect(await owner.painScore.count({ where: { id: input.id } })).toBe(0)
    }
    expect(await owner.painScore.findUnique({ where: { id: b.painScoreId } })).toMatchObject({
      supersededAt: null,
    })
  })

  it('is asked for now, or for the worst of a day; put right where it was about', async () => {
    const { a, b } = world.one
    const today = dayIn('Europe/Zurich', new Date())
    const form = (ask: object) => painForm(a.actor, { caseId: a.caseId, correct: null, about: 'now', ...ask })
    expect(await form({})).toMatchObject({ context: 'now', day: today, supersedes: null })
    expect(await form({ about: 'day_worst' })).toMatchObject({ context: 'day_worst', day: today })
    const before = addDays(today, -14)
    expect(await form({ day: before })).toMatchObject({ context: 'day_worst', day: before })
    expect(await form({ day: addDays(today, -15) })).toMatchObject({ context: 'now', day: today })
    const worst = painInput.parse({
      id: newId(),
      caseId: a.caseId,
      context: 'day_worst',
      score: '6',
      logDate: before,
    })
    await recordPain(a.actor, worst)
    const corrected = { context: 'day_worst', day: before, supersedes: worst.id, before: 6 }
    expect(await form({ correct: worst.id, day: today })).toMatchObject(corrected)
    await expect(form({ correct: b.painScoreId })).rejects.toThrow(NotFound)
    await expect(painForm(b.actor, { caseId: a.caseId, correct: null, about: 'now' })).rejects.toThrow(
      NotFound,
    )
  })

  it('of a morning may be entered by the team as well', async () => {
    const posted = {
      id: newId(),
      caseId: world.one.a.caseId,
      logDate: isoDaysAgo(4),
      score: '1',
      swelling: 'none',
      log_safety: 'none',
    }
    await recordMorning(world.one.physioA, morningInput.parse(posted))
    const row = await owner.painScore.findUnique({ where: { id: posted.id } })
    expect(row).toMatchObject({ onBehalf: true, enteredById: world.one.physioA.accountId })
  })

  it('may be entered by the team, and says so', async () => {
    const input = pain()
    await recordPain(world.one.physioA, input)
    expect(await owner.painScore.findUnique({ where: { id: input.id } })).toMatchObject({ onBehalf: true })
  })

  it('is about a day of the last 14', async () => {
    const now = new Date()
    const day = (back: number) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10)
    await expect(recordPain(world.one.a.actor, pain({ logDate: day(16) }), now)).rejects.toThrow(Invalid)
    await expect(recordPain(world.one.a.actor, pain({ logDate: day(-2) }), now)).rejects.toThrow(Invalid)
    expect(await recordPain(world.one.a.actor, pain({ logDate: day(12) }), now)).toMatchObject({
      again: false,
    })
  })

  it('lets one of two corrections win, and keeps the original', async () => {
    const first = pain()
    await recordPain(world.one.a.actor, first)
    const results = await Promise.allSettled(
      [5, 6].map((score) => recordPain(world.one.a.actor, pain({ score: `${score}`, supersedes: first.id }))),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await owner.painScore.findUnique({ where: { id: first.id } })).toMatchObject({ score: 4 })
    const back = { caseId: world.one.a.caseId, kind: 'pain' as const, entryId: first.id, reason: '' }
    await expect(withdrawEntry(world.one.a.actor, back)).rejects.toThrow(Conflict)
  })

  it('keeps no reason of an entry that puts nothing right', async () => {
    for (const actor of [world.one.a.actor, world.one.physioA]) {
      const input = pain({ reason: 'Typed twice' })
      await recordPain(actor, input)
      expect(await owner.painScore.findUnique({ where: { id: input.id } })).toMatchObject({
        correctReason: null,
      })
    }
  })

  it('of 8 or more opens an alert once', async () => {
    const input = pain({ score: '8' })
    await recordPain(world.one.a.actor, input)
    await recordPain(world.one.a.actor, input)
    expect(await owner.alert.count({ where: { sourceId: input.id, alertId: 'al_pain_severe' } })).toBe(1)
  })
})

describe('the knee this morning', () => {
  const morning = (fields: Record<string, unknown>) =>
    morningInput.parse({ id: newId(), caseId: world.one.a.caseId, score: '2', swelling: 'none', ...fields })

  it('is entered once a day, whoever does it: the second is told, its danger is heard, and that one is put right', async () => {
    const { physioA, a } = world.one
    const on = (fields: Record<string, unknown> = {}) =>
      morning({ log_safety: 'none', logDate: isoDaysAgo(8), ...fields })
    const [first, hers] = [on(), on({ score: '3', log_safety: 'cold_pale_foot' })]
    const saved = await Promise.allSettled([recordMorning(a.actor, first), recordMorning(physioA, hers)])
    expect(saved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [isFirst] = saved.map(({ status }) => status === 'fulfilled')
    const stands = isFirst ? first : hers
    const again = on({ id: newId(), log_safety: 'chest_or_breath' })
    await expect(recordMorning(a.actor, again)).rejects.toThrow(
      /doctor straight away.*entered already.*open this page again to put that one right/,
    )
    expect(await owner.redFlag.count({ where: { sourceId: again.id, flagId: 'flag_chest_breath' } })).toBe(1)
    await expect(recordMorning(physioA, on({ id: newId() }))).rejects.toThrow(
      /look at the entries of the case/,
    )
    expect(await recordMorning(isFirst ? a.actor : physioA, stands)).toMatchObject({ again: true })
    const better = on({ id: newId(), score: '1', supersedes: stands.id })
    expect(await recordMorning(a.actor, better)).toMatchObject({ again: false })
    expect(await recordMorning(isFirst ? a.actor : physioA, stands)).toMatchObject({ again: true })
    const back = { caseId: a.caseId, kind: 'pain' as const, entryId: better.id, reason: '' }
    await withdrawEntry(a.actor, back)
    expect(await recordMorning(a.actor, on({ id: newId() }))).toMatchObject({ again: false })
  })

  it('never makes one of today out of that of another day, and hears its danger all the same', async () => {
    const { a, physioA } = world.one
    const first = morning({ log_safety: 'none', logDate: isoDaysAgo(9) })
    await recordMorning(a.actor, first)
    const moved = (fields: Record<string, unknown>) =>
      morning({ log_safety: 'cold_pale_foot', logDate: isoDaysAgo(6), supersedes: first.id, ...fields })
    const hers = moved({})
    const refused = await recordMorning(a.actor, hers).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'Invalid', fieldErrors: { logDate: [expect.any(String)] } })
    expect(String(refused)).toMatch(/Your plan is paused|call/i)
    await expect(recordMorning(physioA, moved({ reason: 'Wrong day' }))).rejects.toThrow(Invalid)
    const stands = await owner.painScore.findUnique({ where: { id: first.id } })
    expect(stands?.supersededAt).toBeNull()
    expect(await recordMorning(a.actor, moved({ logDate: undefined }))).toMatchObject({ again: false })
  })

  it('is fetched ahead by a phone as the form of a new one, though that of the day is entered', async () => {
    const { a } = world.one
    const day = isoDaysAgo(7)
    await recordMorning(a.actor, morning({ log_safety: 'none', logDate: day, score: '4' }))
    const ask = { caseId: a.caseId, correct: null, day }
    const live = { supersedes: expect.any(String), before: { score: 4 }, entered: null }
    expect(await morningForm(a.actor, ask)).toMatchObject(live)
    const ahead = await morningForm(a.actor, { ...ask, quiet: true })
    expect(ahead).toMatchObject({ day, supersedes: null, before: null, entered: 4 })
  })

  it('is one a day by the database alone, where those of before are put right all the same', async () => {
    const { a, clinicId } = world.one
    const logDate = new Date(`${isoDaysAgo(11)}T00:00:00Z`)
    const row = () => ({
      id: newId(),
      clinicId,
      caseId: a.caseId,
      patientId: a.patientId,
      enteredById: a.actor.accountId,
      context: 'next_morning' as const,
      score: 2,
      swelling: 'none' as const,
      at: logDate,
      logDate,
      safety: ['none'],
      safetyAsked: true,
    })
    const [one, two] = [row(), row()]
    await owner.painScore.createMany({ data: [one, two] })
    const add = (data: ReturnType<typeof row>) =>
      asActor(a.actor, (tx) => tx.painScore.createMany({ data: [data] }))
    const refused = await add(row()).catch(sqlState)
    expect(refused).toBe('23505')
    const better = morning({ log_safety: 'none', supersedes: one.id })
    expect(await recordMorning(a.actor, better)).toMatchObject({ again: false })
    expect(await owner.painScore.count({ where: { caseId: a.caseId, logDate } })).toBe(3)
  })

  it('raises the flag of a safety answer at once', async () => {
    const input = morning({ log_safety: 'calf_swollen', logDate: isoDaysAgo(5) })
    await recordMorning(world.one.a.actor, input)
    const flags = await owner.redFlag.findMany({ where: { sourceId: input.id } })
    expect(flags.map((flag) => flag.flagId)).toEqual(['flag_dvt'])
    expect(await owner.alert.count({ where: { sourceId: input.id, alertId: 'al_red_flag' } })).toBe(1)
  })

  it('is put right on the page that shows what was said, safety answers and all', async () => {
    const { a, b } = world.one
    const yesterday = addDays(dayIn('Europe/Zurich', new Date()), -1)
    const said = { score: '7', swelling: 'clear', note: 'Stiff', log_safety: ['calf_swollen'] }
    const first = morning({ ...said, logDate: yesterday })
    await recordMorning(a.actor, first)
    const entry = (await recentEntries(a.actor)).entries.find(({ id }) => id === first.id)
    expect(entry?.correct).toBe(`/today/morning?case=${a.caseId}&correct=${first.id}`)
    const ask = { caseId: null, correct: first.id }
    expect(await morningForm(a.actor, ask)).toMatchObject({
      caseId: a.caseId,
      day: yesterday,
      supersedes: first.id,
      before: { score: 7, swelling: 'clear', note: 'Stiff', safety: ['calf_swollen'], injury: null },
    })
    const dayBefore = { caseId: null, correct: null, day: addDays(yesterday, -1) }
    expect(await morningForm(a.actor, dayBefore)).toMatchObject({ before: null })
    await expect(morningForm(b.actor, ask)).rejects.toThrow(NotFound)
    await expect(morningForm(a.actor, { caseId: null, correct: a.painScoreId })).rejects.toThrow(NotFound)

    const second = morning({ log_safety: 'none', logDate: yesterday, supersedes: first.id })
    await recordMorning(a.actor, second)
    expect(await owner.painScore.findUnique({ where: { id: first.id } })).toMatchObject({
      score: 7,
      safety: ['calf_swollen'],
      supersededAt: expect.any(Date),
    })
    expect(
      await owner.auditEvent.count({ where: { subjectId: second.id, type: 'pain_score.corrected' } }),
    ).toBe(1)
    // A flag that was raised stays until somebody has answered it.
    expect(
      await owner.redFlag.count({ where: { caseId: a.caseId, flagId: 'flag_dvt', resolvedAt: null } }),
    ).toBe(1)
    // Going back to the page leads on; to a stranger it never was there.
    await expect(morningForm(a.actor, ask)).rejects.toThrow(Conflict)
    await expect(morningForm(b.actor, ask)).rejects.toThrow(NotFound)
  })

  it('asks the injury questions after a fall, and needs a safety answer', () => {
    const base = { id: newId(), caseId: newId(), score: '2', swelling: 'none' }
    expect(morningInput.safeParse(base).success).toBe(false)
    expect(morningInput.safeParse({ ...base, log_safety: 'none' }).success).toBe(true)
    expect(morningInput.safeParse({ ...base, log_safety: 'new_injury' }).success).toBe(false)
    expect(morningInput.safeParse({ ...base, log_safety: ['none', 'stuck_knee'] }).success).toBe(false)
  })
})

describe('an entry that waited on a phone', () => {
  it('says when it was entered and when it came, on its flag, its alert and in the timeline, to whoever treats her', async () => {
    const { actor, caseId } = world.two.a
    const { physioA } = world.two
    // The wait is kept in whole minutes.
    const now = new Date(Math.floor(Date.now() / 60_000) * 60_000)
    const day = addDays(dayIn(actor.timeZone, now), -1)
    const id = newId()
    const entry = { id, caseId, score: '2', swelling: 'none', logDate: day, log_safety: ['calf_swollen'] }
    await recordMorning(actor, morningInput.parse(entry), now, instantOf(day, 10 * 60, actor.timeZone))
    const said = expect.stringMatching(
      /^Entered on the phone yesterday 10:00, reached the clinic today \d\d:\d\d$/,
    )
    const { flags, alerts } = await caseOverview(physioA, caseId, now)
    expect(flags.map((flag) => flag.cameText)).toContainEqual(said)
    expect(flags.filter(({ source }) => source !== 'log').every((flag) => flag.cameText === null)).toBe(true)
    expect(alerts.map((alert) => alert.cameText)).toContainEqual(said)
    const search = { weeks: '6', until: null, at: day, table: null } as const
    const { chosen } = await caseTimeline(physioA, caseId, search, now)
    expect(chosen?.entries.find((one) => one.id === id)?.cameText).toEqual(said)
    const { cards } = await alertWorklist(physioA, alertSearch.parse({}), now)
    expect(cards.map((card) => card.cameText)).toContainEqual(said)
  })
})
