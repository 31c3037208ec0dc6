import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysBetween, fromDbDate } from '#lib/dates.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { caseEntries, caseEntry } from '#lib/tracking/entries/history/queries.ts'
import { DAYS_A_PAGE } from '#lib/tracking/entries/history/schema.ts'
import { recentEntries } from '#lib/tracking/entries/recent/queries.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { answerUnasked } from '#lib/tracking/entries/unasked/commands.ts'
import { unaskedEntries } from '#lib/tracking/entries/unasked/queries.ts'
import { unaskedInput } from '#lib/tracking/entries/unasked/schema.ts'
import { recordMorning, recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput, painInput } from '#lib/tracking/pain-scores/schema.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { paceQuestion } from '#lib/tracking/run-logs/pace/rules.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { sessionInput } from '#lib/tracking/session-logs/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, today } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** The care team corrects and takes back what the patient entered (design.md 3: "on the patient's behalf"). */
const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => db.$disconnect())

const me = () => world.one.a
const physio = () => world.one.physioA
type Fields = Record<string, unknown>
const common = (more: Fields = {}) => ({
  id: newId(),
  caseId: me().caseId,
  logDate: isoDaysAgo(1),
  log_safety: 'none',
  ...more,
})
const run = (more?: Fields) =>
  runInput.parse({
    distance: '60',
    unit: 'km',
    minutes: '31',
    pace: paceQuestion({ distance: Number(more?.distance ?? 60), unit: 'km', minutes: 31 }) ?? undefined,
    finished: 'yes',
    type: 'easy',
    surface: 'trail',
    pain_during: '2',
    pain_after: '3',
    ...common(more),
  })
const why = 'She typed 60 for 6.0'
const back = (entryId: string, reason = why) => ({
  caseId: me().caseId,
  kind: 'run' as const,
  entryId,
  reason,
})

/** A run that the patient entered, and the correction of the team. */
async function corrected(more: Fields = {}) {
  const first = run()
  await recordRun(me().actor, first)
  const second = run({ distance: '6', supersedes: first.id, reason: why, ...more })
  return { first, second }
}

/** Makes the run one of so many days ago. */
async function age(id: string, days: number) {
  const logDate = new Date(`${isoDaysAgo(days)}T00:00:00Z`)
  await db.$executeRaw`ALTER TABLE "RunLog" DISABLE TRIGGER kept`
  await db.runLog.update({
    where: { id },
    data: { logDate, recordedAt: new Date(logDate.getTime() + 40_000_000) },
  })
  await db.$executeRaw`ALTER TABLE "RunLog" ENABLE TRIGGER kept`
}

describe('a correction by the team', () => {
  it('keeps the original, who did it and why, and is one entry however often it is sent', async () => {
    const { first, second } = await corrected()
    expect(await recordRun(physio(), second)).toMatchObject({ onBehalf: true, again: false })
    expect(await recordRun(physio(), second)).toMatchObject({ again: true })
    await expect(recordRun(physio(), { ...second, reason: 'Another' })).rejects.toThrow(Conflict)
    const { entry, correction } = await caseEntry(physio(), me().caseId, first.id, new Date())
    expect(entry).toMatchObject({
      id: second.id,
      title: 'Run, 6 km in 31 min',
      by: physio().name,
      onBehalf: true,
      reason: why,
      before: [{ id: first.id, title: 'Run, 60 km in 31 min', by: me().actor.name, onBehalf: false }],
    })
    expect(entry.details).toBe('Easy run, trail, pain 2 during, pain 3 afterwards')
    expect(correction).toMatchObject({ kind: 'run', view: { supersedes: second.id } })
    const audit = await db.auditEvent.findMany({ where: { subjectId: second.id } })
    expect(audit).toMatchObject([
      { type: 'run_log.corrected', data: { supersedes: first.id, onBehalf: true } },
    ])
  })

  it('is asked about its pace only where distance or time change', async () => {
    const first = run()
    await recordRun(me().actor, first)
    const { pace: _, ...later } = run({ supersedes: first.id })
    await expect(recordRun(me().actor, { ...later, minutes: 32 })).rejects.toThrow(Invalid)
    await expect(recordRun(me().actor, { ...later, distance: 61 })).rejects.toThrow(Invalid)
    expect(await recordRun(me().actor, later)).toMatchObject({ again: false })
    expect(await recordRun(me().actor, later)).toMatchObject({ again: true })
  })

  it('is asked about a distance or time that it takes away, once', async () => {
    const first = run()
    await recordRun(me().actor, first)
    const asked = async (fields: Fields) => {
      const { fieldErrors } = await recordRun(me().actor, run({ supersedes: first.id, ...fields })).then(
        () => ({ fieldErrors: {} }),
        (error: Invalid) => error,
      )
      return fieldErrors
    }
    const { minutes = [] } = (await asked({ distance: '0' })) as { minutes?: string[] }
    expect(minutes[0]).toMatch(/^0 km in 31 minutes: is that right\?/)
    expect(await asked({ minutes: '0' })).toHaveProperty('minutes')
    const none = run({ supersedes: first.id, distance: '0', pace: minutes[0] })
    expect(await recordRun(me().actor, none)).toMatchObject({ again: false })
    // It was asked about when that one was saved.
    const later = run({ supersedes: none.id, distance: '0' })
    expect(await recordRun(me().actor, later)).toMatchObject({ again: false })
  })

  it('is read by the patient on her own list, and corrected by her again', async () => {
    const { second } = await corrected()
    await recordRun(physio(), second)
    const mine = async (id: string) =>
      (await recentEntries(me().actor)).entries.find((entry) => entry.id === id)
    expect(await mine(second.id)).toMatchObject({
      text: 'Run, 6 km in 31 min',
      changed: { reason: why, changes: ['Distance: was 60 km, now 6 km'] },
    })
    const third = run({ distance: '6.5', supersedes: second.id })
    await recordRun(me().actor, third)
    expect(await mine(second.id)).toBeUndefined()
    expect(await mine(third.id)).toMatchObject({ text: 'Run, 6.5 km in 31 min' })
  })

  it('says why, and does not say that nobody asked what she answered; what is dangerous is heard all the same', async () => {
    const { second } = await corrected({ reason: '', log_safety: 'calf_swollen' })
    await expect(recordRun(physio(), second)).rejects.toMatchObject({
      fieldErrors: { reason: [expect.stringContaining('why')] },
    })
    expect(await db.redFlag.findMany({ where: { sourceId: second.id } })).toMatchObject([
      { flagId: 'flag_dvt' },
    ])
    const unasked = (await corrected({ log_safety: 'not_asked' })).second
    await expect(recordRun(physio(), unasked)).rejects.toMatchObject({
      fieldErrors: { log_safety: [expect.stringContaining('answered')] },
    })
  })

  it('of a severe run that somebody has answered calls nobody again, unless it became severe by it', async () => {
    const severe = { pain_during: '9' }
    const first = run(severe)
    await recordRun(me().actor, first)
    const where = { caseId: me().caseId, alertId: 'al_pain_severe' }
    await db.alert.updateMany({ where, data: { closedAt: new Date(Date.now() - 12 * 86_400_000) } })
    const open = () => db.alert.count({ where: { ...where, closedAt: null } })
    const second = run({ ...severe, distance: '6', supersedes: first.id, reason: why })
    await recordRun(physio(), second)
    expect(await open()).toBe(0)
    const third = run({ pain_during: '2', supersedes: second.id, reason: why })
    await recordRun(physio(), third)
    await recordRun(physio(), run({ ...severe, supersedes: third.id, reason: why }))
    expect(await open()).toBe(1)
  })

  it('is about a day of long ago too, its own', async () => {
    const { first } = await corrected()
    await age(first.id, 40)
    const { correction } = await caseEntry(physio(), me().caseId, first.id, new Date())
    expect(correction?.view).toMatchObject({ day: isoDaysAgo(40), earliest: isoDaysAgo(40) })
    const of = (day: number) => run({ supersedes: first.id, reason: why, logDate: isoDaysAgo(day) })
    await expect(recordRun(physio(), of(39))).rejects.toThrow(Invalid)
    expect(await recordRun(physio(), of(40))).toMatchObject({ again: false })
    const until = addDays(isoDaysAgo(40), 3)
    const { entries } = await caseEntries(physio(), me().caseId, until, new Date())
    expect(entries.map(({ day }) => day)).toContain(isoDaysAgo(40))
  })

  it('is found on the page before, though its day lies before the case was opened', async () => {
    const { openedAt } = await db.case.findUniqueOrThrow({ where: { id: me().caseId } })
    const opened = fromDbDate(openedAt)
    const first = run()
    await recordRun(physio(), first)
    await age(first.id, daysBetween(addDays(opened, -2), isoDaysAgo(0)))
    const page = (until: string) => caseEntries(physio(), me().caseId, until, new Date())
    const { earlier } = await page(addDays(opened, DAYS_A_PAGE - 1))
    expect(earlier).toBe(addDays(opened, -1))
    const before = await page(earlier ?? '')
    expect(before.entries.map(({ id }) => id)).toContain(first.id)
    expect(before.earlier).toBeNull()
  })

  it('is made of every kind of entry', async () => {
    const item = `items.${me().itemId}`
    const session = (more?: Fields) =>
      sessionInput.parse({ [`${item}.how`]: 'planned', [`${item}.pain`]: '2', ...common(more) })
    const morning = (more?: Fields) => morningInput.parse({ score: '1', swelling: 'mild', ...common(more) })
    const pain = (more: Fields = {}) => {
      const { log_safety: _, ...fields } = common(more)
      return painInput.parse({ context: 'day_worst', score: '4', ...fields })
    }
    const [s, m, p] = [session(), morning(), pain()]
    await recordSession(me().actor, s)
    await recordMorning(me().actor, m)
    await recordPain(me().actor, p)
    const page = (id: string) => caseEntry(physio(), me().caseId, id, new Date())
    for (const [id, kind] of [
      [s.id, 'session'],
      [m.id, 'morning'],
      [p.id, 'pain'],
    ] as const)
      expect((await page(id)).correction).toMatchObject({ kind, view: { supersedes: id } })
    const by = (id: string) => ({ supersedes: id, reason: why })
    await recordSession(physio(), session({ ...by(s.id), [`${item}.pain`]: '5' }))
    await recordMorning(physio(), morning({ ...by(m.id), swelling: 'none' }))
    await recordPain(physio(), pain({ ...by(p.id), score: '1' }))
    await expect(recordPain(physio(), pain({ ...by(p.id), reason: undefined }))).rejects.toThrow(Invalid)
    expect((await page(s.id)).entry.details).toMatch(/pain 5/)
    const mine = (await recentEntries(me().actor)).entries.filter(({ changed }) => changed?.reason === why)
    expect(
      mine.flatMap(({ changed }) => changed?.changes.map((one) => one.replace(/^.*, pain:/, 'pain:'))),
    ).toEqual(
      expect.arrayContaining([
        'pain: was 2, now 5',
        'Swelling: was A little swollen, now Not swollen',
        'Pain: was 4 of 10, now 1 of 10',
      ]),
    )
    // Two who put the same entry right: the second reads that, and not that something else was saved.
    for (const again of [
      () => recordSession(me().actor, session({ supersedes: s.id })),
      () => recordMorning(me().actor, morning({ supersedes: m.id })),
      () => recordPain(me().actor, pain({ supersedes: p.id })),
    ])
      await expect(again()).rejects.toThrow('corrected or taken back meanwhile')
    expect((await page(m.id)).entry.before).toMatchObject([{ details: 'A little swollen' }])
    expect((await page(p.id)).entry.title).toBe('Worst pain of the day 1 of 10')
  })
})

it('lets the patient answer the safety question of a paper sheet of long ago', async () => {
  const paper = run({ log_safety: 'not_asked' })
  await recordRun(physio(), paper)
  await age(paper.id, 40)
  await answerUnasked(
    me().actor,
    unaskedInput.parse({ caseId: me().caseId, entries: [paper.id], log_safety: 'none' }),
  )
  expect((await unaskedEntries(me().actor)).map(({ id }) => id)).not.toContain(paper.id)
})

describe('taking back by the team', () => {
  it('needs a reason, keeps the name, and is shown to the patient', async () => {
    const entry = run()
    await recordRun(me().actor, entry)
    await expect(withdrawEntry(physio(), back(entry.id, ''))).rejects.toThrow(Invalid)
    for (let times = 0; times < 2; times++) await withdrawEntry(physio(), back(entry.id, 'Typed twice'))
    const view = await caseEntry(physio(), me().caseId, entry.id, new Date())
    expect(view).toMatchObject({
      entry: { withdrawn: { by: physio().name, reason: 'Typed twice', onBehalf: true } },
      correction: null,
    })
    expect(
      await db.auditEvent.findMany({ where: { subjectId: entry.id, type: 'run_log.withdrawn' } }),
    ).toMatchObject([{ data: { onBehalf: true }, accountId: physio().accountId }])
    const mine = (await recentEntries(me().actor)).entries.find(({ id }) => id === entry.id)
    expect(mine).toMatchObject({ takenBack: { reason: 'Typed twice' } })
    expect(
      await db.painScore.count({ where: { runLogId: entry.id, withdrawnById: physio().accountId } }),
    ).toBe(2)
  })

  it('of her own leaves the list, and needs no reason', async () => {
    const entry = run()
    await recordRun(me().actor, entry)
    await withdrawEntry(me().actor, back(entry.id, ''))
    expect((await recentEntries(me().actor)).entries.map(({ id }) => id)).not.toContain(entry.id)
    const { entries } = await caseEntries(physio(), me().caseId, null, new Date())
    expect(entries.find(({ id }) => id === entry.id)?.withdrawn).toMatchObject({ onBehalf: false })
  })
})

describe('entries', () => {
  it('are corrected and read by the care team alone', async () => {
    const { first, second } = await corrected()
    const { one, two } = world
    for (const actor of [one.physioB, one.admin, one.b.actor, two.physioA]) {
      await expect(recordRun(actor, second)).rejects.toThrow(NotFound)
      await expect(withdrawEntry(actor, back(first.id))).rejects.toThrow(NotFound)
      await expect(caseEntry(actor, me().caseId, first.id, new Date())).rejects.toThrow(NotFound)
      await expect(caseEntries(actor, me().caseId, null, new Date())).rejects.toThrow(NotFound)
    }
    await expect(caseEntry(physio(), me().caseId, two.a.runLogId, new Date())).rejects.toThrow(NotFound)
  })

  it('are taken back in nobody else’s name, by the database alone', async () => {
    const { first } = await corrected()
    const as = (withdrawnById: string) =>
      changed(physio(), (tx) =>
        tx.runLog.updateMany({ where: { id: first.id }, data: { withdrawnAt: new Date(), withdrawnById } }),
      )
    expect(await as(me().accountId)).toBe(0)
    expect(await as(physio().accountId)).toBe(1)
  })
})

describe('the hour after a run or a session', () => {
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const hours = async (at: Date) => (await todayView(me().actor, me().caseId, 0, at)).current?.openHours ?? []
  const asked = async (id: string, at = later(61)) => (await hours(at)).some((one) => one.id === id)

  it('of a run is asked for until its pain is known, and whether it settled where it hurt', async () => {
    const first = run({ logDate: isoDaysAgo(0), pain_after: '' })
    await recordRun(me().actor, first)
    expect(await asked(first.id, later(10))).toBe(false)
    expect(await asked(first.id)).toBe(true)
    const ask = { caseId: null, correct: first.id }
    expect(await runForm(me().actor, { ...ask, after: true })).toMatchObject({
      supersedes: first.id,
      after: true,
      answers: null,
    })
    expect(await runForm(me().actor, ask)).toMatchObject({ answers: { safety: ['none'] } })
    const half = run({ logDate: isoDaysAgo(0), supersedes: first.id })
    await recordRun(me().actor, half)
    expect([await asked(first.id), await asked(half.id)]).toEqual([false, true])
    const whole = run({ logDate: isoDaysAgo(0), supersedes: half.id, settle: 'yes' })
    await recordRun(me().actor, whole)
    expect(await asked(whole.id)).toBe(false)
    const painless = run({ logDate: isoDaysAgo(1), pain_during: '0', pain_after: '0' })
    await recordRun(me().actor, painless)
    expect(await asked(painless.id)).toBe(false)
  })

  it('of a session is asked for, not of one of two days ago', async () => {
    const session = (days: number, after = '') =>
      sessionInput.parse({
        ...common({ logDate: isoDaysAgo(days) }),
        [`items.${me().itemId}.how`]: 'planned',
        [`items.${me().itemId}.pain`]: '1',
        [`items.${me().itemId}.after`]: after,
      })
    // Asked an hour later, which may be the day after.
    const over = today(later(61)) === today() ? 0 : 1
    const [open, known, old] = [session(1 - over), session(1 - over, '2'), session(2 - over)]
    for (const one of [open, known, old]) await recordSession(me().actor, one)
    const form = await sessionForm(me().actor, { caseId: null, correct: open.id, after: true })
    expect(form).toMatchObject({ after: true, answers: null })
    expect([await asked(open.id), await asked(known.id), await asked(old.id)]).toEqual([true, false, false])
  })
})
