import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownTreatments } from '#lib/cases/own/queries.ts'
import { addDays, dayIn, dayNumber, daysBetween, isoWeekday, weekStart } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Ended, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { recentEntries } from '#lib/tracking/entries/recent/queries.ts'
import { unaskedForm } from '#lib/tracking/entries/unasked/queries.ts'
import { recordMorning, recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { morningForm, painForm } from '#lib/tracking/pain-scores/queries.ts'
import { morningInput, painInput } from '#lib/tracking/pain-scores/schema.ts'
import { ownProgress, readCaseCourse } from '#lib/tracking/progress/queries.ts'
import { unwellDays } from '#lib/tracking/results/rules.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const today = dayIn('Europe/Zurich', new Date())
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const score = (value: string) =>
  painInput.parse({ id: newId(), caseId: world.one.a.caseId, context: 'now', score: value })

const morning = (caseId: string, posted: Record<string, unknown>) =>
  morningInput.parse({ id: newId(), caseId, score: '2', swelling: 'none', ...posted })

/** Every page that hands out the plan says why it waits instead; what was done can still be entered. */
async function expectStopped(one: { actor: AccountActor; caseId: string }, words: RegExp) {
  const ask = { caseId: one.caseId, correct: null }
  for (const day of [null, today]) {
    const session = await sessionForm(one.actor, { ...ask, day })
    expect(session.state).toBe('paused')
    expect(session.items.map(({ values }) => values.how)).toEqual(session.items.map(() => 'skipped'))
    expect(session.waits?.messages.join(' ')).toMatch(words)
    expect(await runForm(one.actor, { ...ask, day })).toMatchObject({ paused: true, waits: session.waits })
  }
  const program = await myProgram(one.actor)
  expect(program.state === 'paused' && program.words.messages.join(' ')).toMatch(words)
  expect((await sessionForm(one.actor, { ...ask, day: addDays(today, -2) })).state).not.toBe('paused')
}

describe('the start page of a patient', () => {
  it('shows her own case and never another, whatever the address says', async () => {
    const { one, two } = world
    for (const id of [null, one.b.caseId, two.a.caseId]) {
      const view = await todayView(one.a.actor, id)
      expect(view.current?.case.id).toBe(one.a.caseId)
      expect(view.cases.map((own) => own.id)).toEqual([one.a.caseId])
    }
    const ask = { correct: null, about: 'now' as const }
    await expect(painForm(one.a.actor, { ...ask, caseId: one.b.caseId })).rejects.toThrow(NotFound)
    expect(await painForm(one.a.actor, { ...ask, caseId: null })).toMatchObject({ caseId: one.a.caseId })
  })

  it('shows nothing of a case to staff', async () => {
    expect((await todayView(world.one.admin, world.one.a.caseId)).current).toBeNull()
  })

  it('shows a score as done, and tells somebody with severe pain to stop', async () => {
    await recordPain(world.one.a.actor, score('4'))
    const calm = (await todayView(world.one.a.actor, null)).current
    expect(calm?.done.pain).toBe(4)
    expect(calm?.messages).toEqual([])
    await recordPain(world.one.a.actor, score('9'))
    const after = (await todayView(world.one.a.actor, null)).current
    expect(after).toMatchObject({ urgent: true, items: [], runs: [] })
    expect(after?.messages[0]).toMatch(/^Please stop exercising and running for now/)
    expect(after?.messages.join()).not.toContain('{')
    await expectStopped(world.one.a, /^Please stop exercising and running for now/)
  })

  it('puts a morning right that is entered a second time, and offers that for a pain', async () => {
    const { actor, caseId, lead } = world.two.a
    const ask = { caseId, correct: null, day: addDays(today, -3) }
    // Below what stops the plan, whose week another test reads.
    const first = morning(caseId, { score: '7', log_safety: 'none', logDate: ask.day })
    expect(await morningForm(actor, ask)).toMatchObject({ supersedes: null, before: null })
    await recordMorning(actor, first)
    const page = await morningForm(actor, ask)
    expect(page).toMatchObject({ day: ask.day, supersedes: first.id, before: { score: 7, swelling: 'none' } })
    const again = { score: '2', log_safety: 'none', logDate: ask.day, supersedes: page.supersedes }
    await recordMorning(actor, morning(caseId, again))
    expect(await morningForm(actor, ask)).toMatchObject({ before: { score: 2 } })
    // What a phone kept of either is not waiting any more.
    const { saved } = await todayView(actor, caseId)
    expect([first.id, again.supersedes].every((id) => id && saved.includes(id))).toBe(true)
    // What the team types from a sheet is another entry, unless it puts one right.
    expect(await morningForm(lead, ask)).toMatchObject({ supersedes: null, before: null })
    const worst = { id: newId(), caseId, context: 'day_worst', score: '6', logDate: ask.day }
    expect((await painForm(actor, { ...ask, about: 'now' })).entered).toBeNull()
    await recordPain(actor, painInput.parse(worst))
    expect(await painForm(actor, { ...ask, about: 'now' })).toMatchObject({
      context: 'day_worst',
      supersedes: null,
      before: null,
      entered: { id: worst.id, score: 6 },
    })
    expect((await painForm(actor, { caseId, correct: worst.id, about: 'now' })).entered).toBeNull()
  })

  it('names the number at which somebody picks up at this hour', async () => {
    const { actor } = world.one.a
    const call = async (time: string) =>
      (await todayView(actor, null, 0, new Date(`${weekStart(today)}T${time}Z`))).current?.call
    const clinic = await owner.clinic.findUniqueOrThrow({ where: { id: world.one.clinicId } })
    // A Monday; the clinic keeps the usual hours, 8 to 18 in Zurich.
    expect([await call('10:00'), await call('23:00')]).toEqual([clinic.phone, clinic.outOfHoursPhone])
  })

  it('tells her to stop as well when the severe pain that she enters was yesterday', async () => {
    const { actor, caseId } = world.two.b
    const yesterday = { id: newId(), caseId, context: 'day_worst', score: '9', logDate: addDays(today, -1) }
    await recordPain(actor, painInput.parse(yesterday))
    const view = (await todayView(actor, null)).current
    expect(view).toMatchObject({ urgent: true, items: [], runs: [], done: { pain: null } })
    expect(view?.messages[0]).toMatch(/^Please stop exercising and running for now/)
  })

  it('lets her rest today when she tells of a fever today, whichever day the entry is about', async () => {
    const { b } = world.two
    const yesterday = addDays(today, -1)
    const before = addDays(today, -2)
    const fever = morning(b.caseId, { log_safety: 'fever_unwell', logDate: before })
    // What the team types from a sheet is about the day of the sheet.
    await recordMorning(b.lead, fever)
    expect((await todayView(b.actor, null)).current?.state).toBe('ready')
    await recordMorning(b.actor, morning(b.caseId, { log_safety: 'fever_unwell', logDate: yesterday }))
    expect((await todayView(b.actor, null)).current?.state).toBe('unwell')
    await expectStopped(b, /Please rest until you have been well for a day/)
    const { course } = await asActor(b.lead, (tx) => readCaseCourse(tx, b.lead, b.caseId, 16, new Date()))
    expect(course.unwell).toContain(dayNumber(today))
    const read = {
      clinicId: b.actor.clinicId,
      caseId: b.caseId,
      patientId: b.patientId,
      timeZone: 'Europe/Zurich',
    }
    const { input } = await asActor(b.lead, (tx) => readCaseInput(tx, read, new Date()))
    expect([...unwellDays(input.logs)].sort()).toEqual([before, yesterday, today].map(dayNumber))
    // To say the same again the day after, in a correction, is no news.
    const tomorrow = new Date(Date.now() + 86_400_000)
    const again = { log_safety: 'fever_unwell', logDate: before, supersedes: fever.id, note: 'Lower' }
    await recordMorning(b.actor, morning(b.caseId, again), tomorrow)
    expect((await todayView(b.actor, null, 0, tomorrow)).current?.state).toBe('ready')
  })

  it('plans nothing while a new injury waits for a clinician', async () => {
    const injury = {
      rf_trauma_days: '0',
      rf_pop: 'no',
      rf_swelling_onset: 'no_swelling',
      rf_weight_bearing_initial: 'yes',
      rf_weight_bearing_now: 'normal',
      rf_bend_90: 'yes',
      rf_deformity: 'no',
    }
    const { actor, caseId } = world.one.b
    const posted = { id: newId(), caseId, score: '2', swelling: 'none', log_safety: 'new_injury', ...injury }
    await recordMorning(actor, morningInput.parse(posted))
    const view = (await todayView(actor, null)).current
    expect(view).toMatchObject({ state: 'paused', urgent: true, items: [], runs: [] })
    expect(view?.done.morning).toBe(2)
    // Nor on the page of the program, nor where a session is entered.
    expect(await myProgram(actor)).toMatchObject({ state: 'paused' })
    const session = await sessionForm(actor, { caseId, correct: null })
    expect(['paused', 'none']).toContain(session.state)
  })

  it('shows the days of a week as planned, done, partly done, missed and free, three weeks of them', async () => {
    const { actor, caseId, patientId, lead } = world.two.a
    const by = { clinicId: actor.clinicId, patientId, caseId, byId: lead.accountId }
    await owner.caseStatusChange.create({ data: { ...by, from: 'on_hold', to: 'open', reason: 'Goes on' } })
    const weeks = [
      await todayView(actor, caseId, 0),
      await todayView(actor, caseId, 1),
      await todayView(actor, caseId, 9),
    ]
    expect(weeks.map(({ current }) => current?.week.map(({ day }) => day).at(0))).toEqual([
      weekStart(today),
      addDays(weekStart(today), -7),
      addDays(weekStart(today), -14),
    ])
    const days = weeks.flatMap(({ current }) => current?.week ?? [])
    const states = new Map(days.map(({ day, state }) => [day, state]))
    // The plan of the world: Monday, Wednesday and Friday for 20 days, one session yesterday.
    for (const { day, state, canEnter } of days) {
      expect([day, canEnter]).toEqual([day, day <= today && day >= addDays(today, -14)])
      const away = daysBetween(addDays(today, -1), day)
      // One session counts for a planned day next to it.
      if (Math.abs(away) <= 1 || away < -16) continue
      // The program of the world was paused for a day.
      const planned = [1, 3, 5].includes(isoWeekday(day)) && day !== addDays(today, -16)
      expect([day, state]).toEqual([day, planned ? (day < today ? 'missed' : 'ahead') : 'rest'])
    }
    expect(states.get(addDays(today, -1))).toBe('done')
  })

  it('reaches the program and the chart of an older treatment, and says of entries which knee they are about', async () => {
    const { a } = world.one
    const old = await owner.case.findUniqueOrThrow({ where: { id: a.caseId } })
    const program = () => myProgram(a.actor, new Date(), a.caseId)
    const before = await program()
    const { side } = old
    const other = side === 'left' ? ('right' as const) : ('left' as const)
    const second = await owner.case.create({
      data: { ...old, id: newId(), openedAt: new Date(), intakeId: null, side: other },
    })
    expect(await ownTreatments(a.actor)).toEqual([
      { id: second.id, side: other, complaint: old.complaint },
      { id: a.caseId, side, complaint: old.complaint },
    ])
    expect(await ownTreatments(world.one.physioA)).toEqual([])
    // Nobody has asked her anything about this one yet.
    expect(await myProgram(a.actor)).toMatchObject({ state: 'paused', words: { ask: expect.any(String) } })
    expect(await program()).toEqual(before)
    expect(await myProgram(world.one.b.actor, new Date(), a.caseId)).toEqual(
      await myProgram(world.one.b.actor),
    )
    const chart = async (id: string | null) => (await ownProgress(a.actor, '12', new Date(), id))?.caseId
    expect([await chart(null), await chart(a.caseId)]).toEqual([second.id, a.caseId])
    expect(await chart(world.one.b.caseId)).toBe(second.id)
    const { entries } = await recentEntries(a.actor)
    // The list is of both, and its reading is one of both.
    const reads = await owner.auditEvent.findMany({
      where: { type: 'own_record.read', patientId: a.patientId, data: { path: ['page'], equals: 'entries' } },
    })
    expect(reads.map((read) => read.caseId).sort()).toEqual([a.caseId, second.id].sort())
    const forms = async (id: string) => (await todayView(a.actor, id)).current?.forms
    expect(await forms(a.caseId)).toBe(await forms(second.id))
    const knee = side === 'left' ? 'Left knee' : 'Right knee'
    expect(entries.map((entry) => entry.knee)).toEqual(entries.map(() => knee))
    const ask = { caseId: a.caseId, correct: null }
    for (const form of [
      await sessionForm(a.actor, ask),
      await runForm(a.actor, ask),
      await painForm(a.actor, { ...ask, about: 'now' }),
    ])
      expect(form.knee).toBe(knee)
    await owner.case.update({
      where: { id: second.id },
      data: { status: 'discharged', closedAt: new Date() },
    })
    expect((await recentEntries(a.actor)).entries[0]?.knee).toBeNull()
    expect((await runForm(a.actor, ask)).knee).toBeNull()
    // The forms of its discharge are named while the other treatment goes on.
    const afterwards = await todayView(a.actor, null)
    expect(afterwards).toMatchObject({ ended: false, current: { case: { id: a.caseId } } })
    expect(afterwards.endedForms).toBeGreaterThan(0)
  })

  it('says so when every treatment has ended', async () => {
    const id = world.one.a.caseId
    const before = await owner.case.findUniqueOrThrow({ where: { id } })
    await owner.case.update({ where: { id }, data: { status: 'discharged', closedAt: new Date() } })
    const ended = await todayView(world.one.a.actor, null)
    expect(ended).toMatchObject({ ended: true, current: null })
    // Pain, activities and change of the discharge.
    expect(ended.endedForms).toBeGreaterThanOrEqual(2)
    // A tab of it that was kept open is led to the words, for her alone.
    const ask = { caseId: id, correct: null }
    const forms = [
      (actor: AccountActor) => painForm(actor, { ...ask, about: 'now' }),
      (actor: AccountActor) => morningForm(actor, ask),
      (actor: AccountActor) => runForm(actor, ask),
      (actor: AccountActor) => sessionForm(actor, ask),
    ]
    for (const form of forms) {
      await expect(form(world.one.a.actor)).rejects.toThrow(Ended)
      await expect(form(world.one.b.actor)).rejects.toThrow(NotFound)
      await expect(form(world.one.physioA)).rejects.toThrow(NotFound)
    }
    await expect(unaskedForm(world.one.a.actor, id)).rejects.toThrow(Ended)
    expect(await recentEntries(world.one.a.actor)).toEqual({ entries: [], ended: true })
    expect((await ownProgress(world.one.a.actor, '12', new Date()))?.ended).toBe(true)
    await expect(recordPain(world.one.a.actor, score('3'))).rejects.toThrow(Ended)
    // What is dangerous in what it takes no more is heard, and stands where its form leads.
    expect(ended.words).toBeNull()
    const entry = { id: newId(), caseId: id, score: '2', swelling: 'none', log_safety: ['calf_swollen'] }
    const told = recordMorning(world.one.a.actor, morningInput.parse(entry))
    await expect(told).rejects.toThrow(
      /This treatment has ended, so nothing was saved\. Call the clinic at [+\d]/,
    )
    const { words } = await todayView(world.one.a.actor, null)
    expect(words?.messages.join(' ')).toContain('checked by a doctor or by us today')
    expect(words?.call).not.toBe('')
    await owner.case.update({ where: { id }, data: { status: before.status, closedAt: null } })
  })
})
