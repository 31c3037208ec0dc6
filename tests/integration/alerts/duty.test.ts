import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { acknowledgeAlert } from '#lib/alerts/commands.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { seenOf } from '#lib/alerts/schema.ts'
import { runAlertsOfScore } from '#lib/alerts/scores/commands.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { recordMorning, recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput, painInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const now = new Date()
const home = 'https://steps.example'
let world: World

beforeAll(async () => {
  process.env.STEPWISE_URL = `${home}/`
  world = await createWorld(database.ownerUrl)
  await owner.alert.updateMany({
    where: { closedAt: null },
    data: { closedAt: now, outcome: 'Begun anew' },
  })
  const { clinicId, physioB } = world.one
  await owner.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioB.accountId } })
})
beforeEach(async () => {
  await owner.mail.deleteMany({})
})
afterAll(() => owner.$disconnect())

const today = dayIn('Europe/Zurich', now)
const mails = async () =>
  // Not those to a patient, which are of one kind only: the form before her review.
  (await owner.mail.findMany({ where: { once: null }, orderBy: { createdAt: 'asc' } })).map(
    ({ clinicId, to, subject }) => `${clinicId === world.one.clinicId ? 'one' : 'two'} ${to}: ${subject}`,
  )
const duty = 'one physiob.one@example.invalid'
const needed = `${duty}: Stepwise: something needs you today`
const flagged = `${duty}: Stepwise: an answer needs you now`

const score = async (value: string) => {
  const { actor, caseId } = world.one.a
  const input = painInput.parse({ id: newId(), caseId, context: 'now', score: value })
  await recordPain(actor, input)
  return input
}
const morning = (logDate: string, more: Record<string, unknown>) =>
  recordMorning(
    world.one.a.actor,
    morningInput.parse({
      id: newId(),
      caseId: world.one.a.caseId,
      logDate,
      score: '2',
      swelling: 'none',
      note: '',
      log_safety: ['none'],
      ...more,
    }),
  )

it('tells the duty at once what is urgent, once for each entry that makes it so', async () => {
  await score('7')
  expect(await mails()).toEqual([])
  const severe = await score('8')
  expect(await mails()).toEqual([needed])
  expect(await owner.mail.count({ where: { once: null, urgent: false } })).toBe(0)
  await recordPain(world.one.a.actor, severe)
  expect(await mails()).toEqual([needed])
  const { caseId, lead } = world.one.a
  const alert = await owner.alert.findFirstOrThrow({
    where: { caseId, alertId: 'al_pain_severe', closedAt: null },
  })
  await acknowledgeAlert(lead, { alertId: alert.id, seen: seenOf({ ...alert, asked: 0 }), note: 'Called' })
  await score('9')
  expect(await mails()).toEqual([needed, needed])
})

it('says nothing of a name or an answer', async () => {
  await score('10')
  expect(await owner.mail.findMany({ select: { subject: true, text: true } })).toEqual([
    {
      subject: 'Stepwise: something needs you today',
      text: `Please sign in and open:\n\n${home}/patients/${world.one.a.patientId}`,
    },
  ])
})

it('tells of a red flag once, in the words of the flag when it has some', async () => {
  await morning(today, { log_safety: ['calf_swollen'] })
  const { caseId } = world.one.a
  expect(await owner.alert.count({ where: { caseId, alertId: 'al_red_flag', closedAt: null } })).toBe(1)
  expect(await mails()).toEqual([flagged])
})

it('tells once of an entry that is refused and heard all the same', async () => {
  const { caseId } = world.one.a
  const asked = () => owner.alertEvent.count({ where: { caseId, alert: { alertId: 'al_red_flag' } } })
  const before = await asked()
  await expect(morning(addDays(today, 3), { log_safety: ['cannot_stand'] })).rejects.toThrow()
  expect(await asked()).toBe(before + 1)
  expect(await mails()).toEqual([flagged])
})

it('leads somebody who is not on the care team to a page that opens for her', async () => {
  const { a, b, physioA } = world.one
  const { clinicId } = a.actor
  await owner.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioA.accountId } })
  const input = { id: newId(), caseId: b.caseId, logDate: today, score: '2', swelling: 'none', note: '' }
  await recordMorning(b.actor, morningInput.parse({ ...input, log_safety: ['calf_swollen'] }))
  const [mail] = await owner.mail.findMany({ select: { to: true, text: true } })
  expect(mail?.to).toBe('physioa.one@example.invalid')
  const [, patientId = ''] =
    /\n\nhttps:\/\/steps\.example\/patients\/([0-9a-f-]{36})$/.exec(mail?.text ?? '') ?? []
  const { cases } = await patientDetail(physioA, patientId, now)
  expect(cases.find(({ caseId }) => caseId === b.caseId)?.access).toBe('glass')
  await owner.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: world.one.physioB.accountId } })
})

it('is not called for what can wait', async () => {
  await morning(addDays(today, -1), { swelling: 'clear' })
  const { caseId } = world.one.a
  expect(await owner.alert.count({ where: { caseId, alertId: 'al_swelling', closedAt: null } })).toBe(1)
  expect(await mails()).toEqual([])
})

it('leaves flags that wait too long to their own calls, whoever finds them', async () => {
  const { clinicId, a, b } = world.one
  const waits = ({ patientId, caseId }: { patientId: string; caseId: string }) =>
    owner.redFlag.create({
      data: {
        clinicId,
        patientId,
        caseId,
        source: 'log',
        flagId: 'flag_infection',
        urgency: 'same_day',
        block: 'none',
        ruleSetVersion: 1,
        inputs: {},
        dueAt: new Date(0),
      },
    })
  const found = () => owner.alert.count({ where: { clinicId, alertId: 'al_flag_overdue', closedAt: null } })
  await waits(a)
  const { id } = await score('3')
  await runAlertsOfScore(clinicId, id)
  expect([await found(), await mails()]).toEqual([1, []])
  await waits(b)
  await runAlertRound(clinicId, () => new Date(`${addDays(today, 1)}T11:00:00Z`))
  expect([await found(), await mails()]).toEqual([2, []])
})

it('reaches every physio who can sign in while nobody is on duty', async () => {
  const { clinicId } = world.one
  await owner.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: null } })
  await score('9')
  expect((await mails()).toSorted()).toEqual([needed.replace('physiob', 'physioa'), needed])
})
