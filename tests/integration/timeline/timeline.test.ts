import { afterAll, expect, test } from 'vitest'
import { addDays, dayIn, isoDay, toDbDate } from '#lib/dates.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import type { TimelineSearch } from '#lib/tracking/timeline/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { strangersTo } from '#tests/support/strangers.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const world = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

const { one } = world
const { physioA, physioB } = one
const { caseId, patientId } = one.a
const now = new Date()
const search = (more: Partial<TimelineSearch> = {}): TimelineSearch => ({
  weeks: '6',
  until: null,
  at: null,
  table: null,
  ...more,
})
const events = async (more?: Partial<TimelineSearch>) =>
  (await caseTimeline(physioA, caseId, search(more), now)).model.days.flatMap((day) => day.events)

test('every lane has what happened, and the reading is recorded', async () => {
  const { model } = await caseTimeline(physioA, caseId, search(), now)
  const found = model.days.flatMap((day) => day.events)
  expect(new Set(found.map(({ kind }) => kind))).toEqual(
    new Set(['version', 'review', 'note', 'alert', 'outcome']),
  )
  expect(found.filter(({ kind }) => kind === 'alert').some(({ grave }) => grave)).toBe(true)
  expect(model.days.some(({ km }) => km !== null)).toBe(true)
  expect(model.days.some(({ pain }) => pain.other !== null || pain.during !== null)).toBe(true)
  const read = await db.auditEvent.findFirst({
    where: { caseId, type: 'case.read' },
    orderBy: { id: 'desc' },
  })
  expect(read?.data).toMatchObject({ page: 'timeline', brokenGlass: false })
})

test('what forms scored stands among the outcome scores and leads to its form', async () => {
  const of = { clinicId: one.clinicId, patientId }
  const sent = async (daysAgo: number, answers: object) => {
    const id = newId()
    const submittedAt = new Date(now.getTime() - daysAgo * 86_400_000)
    await db.intake.create({ data: { id, ...of, caseId, kind: 'review_form', status: 'draft', submittedAt } })
    await db.intakeAnswers.create({ data: { intakeId: id, ...of, answers } })
    return id
  }
  // Named before the window begins; scored again within it. The safety questions alone score nothing.
  const named = await sent(60, { psfs_2_activity: 'Stairs', psfs_2_score: 4 })
  const again = await sent(3, { psfs_1_score: 5, psfs_2_score: 8 })
  const safetyAlone = await sent(2, { rf_trauma: 'no' })
  const found = await events()
  expect(found.find(({ id }) => id === again)).toMatchObject({
    kind: 'outcome',
    title: 'Activities 6.5',
    text: 'Asked in the form before a review',
    href: `/cases/${caseId}/intake?form=${again}`,
  })
  for (const id of [named, safetyAlone]) expect(found.map((event) => event.id)).not.toContain(id)
})

test('a shorter window leaves out what lies before it', async () => {
  const long = await events()
  const short = await events({ weeks: '2' })
  expect(short.length).toBeLessThan(long.length)
  for (const { id } of short) expect(long.map((one) => one.id)).toContain(id)
})

test('the chosen day has its entries in words; a day outside the window has none', async () => {
  const day = dayIn('Europe/Zurich', new Date(now.getTime() - 86_400_000))
  const { chosen } = await caseTimeline(physioA, caseId, search({ at: day }), now)
  expect(chosen?.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['session', 'run']))
  // Each leads to its page, and the pain of a session or a run stands in it.
  const logged = chosen?.entries.filter(({ kind }) => ['session', 'run', 'pain'].includes(kind)) ?? []
  expect(logged.map(({ href }) => href)).toEqual(logged.map(({ id }) => `/cases/${caseId}/entries/${id}`))
  for (const { kind, text, score } of logged.filter((entry) => entry.kind !== 'pain'))
    expect([kind, text, score]).toEqual([kind, expect.stringMatching(/pain \d/), expect.any(Number)])
  const outside = await caseTimeline(physioA, caseId, search({ at: '2001-01-01' }), now)
  expect(outside.chosen).toBeNull()
})

test('an alert is on the day of the patient’s zone, and a withdrawn score is nowhere', async () => {
  const of = { clinicId: one.clinicId, patientId, caseId }
  // 23:30 UTC is the day after in Zurich.
  const openedAt = new Date(`${dayIn('UTC', new Date(now.getTime() - 5 * 86_400_000))}T23:30:00Z`)
  const alert = await db.alert.create({
    data: { ...of, alertId: 'al_goal_date', severity: 'watch', ruleSetVersion: 1, inputs: {}, openedAt },
  })
  await db.outcomeMeasure.create({
    data: {
      ...of,
      id: newId(),
      measure: 'groc',
      version: 'own wording',
      language: 'en',
      side: 'left' as const,
      on: new Date(openedAt.toISOString().slice(0, 10)),
      items: {},
      scores: { groc: -7 },
      missing: 0,
      mode: 'self' as const,
      enteredById: physioA.accountId,
      withdrawnAt: now,
      withdrawReason: 'Wrong form',
    },
  })
  const { model } = await caseTimeline(physioA, caseId, search(), now)
  const on = model.days.find(({ events: list }) => list.some(({ id }) => id === alert.id))?.day
  const zone = await db.clinic.findUniqueOrThrow({ where: { id: one.clinicId } })
  expect(new Date((on ?? 0) * 86_400_000).toISOString().slice(0, 10)).toBe(dayIn(zone.timeZone, openedAt))
  expect(model.days.flatMap((day) => day.events).map(({ title }) => title)).not.toContain('GROC −7')
})

test('days before the opening are reached where something lies there, and a program ends with its case', async () => {
  const { b } = one
  const { openedAt } = await db.case.findUniqueOrThrow({ where: { id: b.caseId } })
  const opened = dayIn('Europe/Zurich', openedAt)
  const read = (until: string | null) =>
    caseTimeline(physioB, b.caseId, search({ weeks: '2', until }), now).then(({ model }) => model)
  const of = { clinicId: one.clinicId, patientId: b.patientId, caseId: b.caseId }
  const at = new Date(`${addDays(opened, -20)}T11:00:00Z`)
  await db.painScore.create({
    data: {
      ...of,
      id: newId(),
      context: 'day_worst',
      score: 6,
      enteredById: physioB.accountId,
      onBehalf: true,
      at,
      recordedAt: at,
      logDate: toDbDate(addDays(opened, -20)),
    },
  })
  const page = (await read(opened)).earlier
  expect(page).not.toBeNull()
  expect((await read(isoDay(page ?? 0))).days.some(({ pain }) => pain.other === 6)).toBe(true)

  const closedAt = new Date(now.getTime() - 2 * 86_400_000)
  await db.case.update({ where: { id: b.caseId }, data: { status: 'referred', closedAt } })
  const { versions, today } = await read(null)
  expect(versions.at(-1)?.to).toBe(today - 2)
})

test.each(strangersTo(one.a, world))('%s reads none', async (_who, actor) => {
  await expect(caseTimeline(actor, caseId, search(), now)).rejects.toThrow(NotFound)
})
