import { beforeAll, expect, it } from 'vitest'
import { addDays, dayIn, fromDbDate, startOfDay } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { bornFor, valuesOf } from '#tests/unit/flags/patients.ts'
import { sentIntake } from '../triage/setting.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const now = new Date()
const today = dayIn('Europe/Zurich', now)

/** A draft of somebody of this age, with the flags of one more answer. */
async function draftOf(age: number, answers: Parameters<typeof valuesOf>[0]) {
  const { physioA } = world.one
  const made = await sentIntake(db, world.one, { status: 'draft', savedHoursAgo: 1 })
  const { patientId, intakeId } = made
  const subject = { patientId, intakeId, caseId: null, source: 'intake' as const }
  const found = valuesOf({ date_of_birth: bornFor(age), ...answers })
  await asActor(physioA, (tx) => raiseFlags(tx, physioA, subject, found, now))
  return { intakeId, cards: async () => (await triageIntake(physioA, intakeId, now)).flags }
}

// Vectors 6 and 17 of clinical/red-flags.md 6.
it.each([
  [22, 2, true],
  [40, 14, false],
])(
  'at %i a possible tumor is to be seen within %i days; what is called back is seen at once',
  async (age, days, callBack) => {
    const { intakeId, cards } = await draftOf(age, { rf_night_pain: 'wakes_constant' })
    const row = await db.redFlag.findFirstOrThrow({ where: { intakeId, flagId: 'flag_malignancy' } })
    expect(row).toMatchObject({ callBack })
    expect(row.appointmentBy && fromDbDate(row.appointmentBy)).toBe(addDays(today, days))
    const seen = async () =>
      (await cards()).find(({ id }) => id === row.id)?.due.map(({ text }) => text.split(' by ')[0])
    expect(await seen()).toEqual(['Answer', 'Seen'])
    const { rows } = await triageList(world.one.physioA, now)
    expect(rows.some(({ id }) => id === intakeId)).toBe(callBack)
    await answerFlag(world.one.physioA, {
      id: newId(),
      flagRowId: row.id,
      kind: 'referred',
      text: 'X-ray asked for.',
    })
    expect(await seen()).toEqual(['Seen'])
    await answerFlag(world.one.physioA, {
      id: newId(),
      flagRowId: row.id,
      kind: 'ruled_out',
      text: 'X-ray normal.',
    })
    expect(await seen()).toEqual([])
  },
)

it('puts who is to be seen in 7 days before who is in 14', async () => {
  const { cards } = await draftOf(40, {
    rf_bone_focal: 'yes',
    rf_bone_impact_progressive: 'yes',
    heart_screen: ['faint_exertion'],
  })
  expect((await cards()).map(({ flagId }) => flagId)).toEqual(['flag_cardiac_exercise', 'flag_bsi_knee'])
})

it('on a day on which the clinic is closed, calls back on the next one and gives the number for out of hours', async () => {
  const { a, clinicId } = world.one
  await db.redFlag.updateMany({ where: { clinicId, resolvedAt: null }, data: { resolvedAt: now } })
  const call = () => asActor(a.actor, async (tx) => (await ownSafety(tx, a.caseId, { today, now })).call)
  const allDay = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['00:00', '24:00']]]))
  const numbers = { phone: '044 000 00 01', outOfHoursPhone: '044 000 00 02' }
  const data = { ...numbers, openingHours: allDay, timeZone: 'Europe/Zurich' }
  await db.clinic.update({ where: { id: clinicId }, data })
  expect(await call()).toBe(numbers.phone)
  await db.clinic.update({ where: { id: clinicId }, data: { closedDays: [[today, today]] } })
  expect(await call()).toBe(numbers.outOfHoursPhone)
  const { intakeId } = await draftOf(22, { rf_night_pain: 'wakes_constant' })
  const row = await db.redFlag.findFirstOrThrow({ where: { intakeId, flagId: 'flag_malignancy' } })
  expect(row.dueAt).toEqual(startOfDay(addDays(today, 1), 'Europe/Zurich'))
})
