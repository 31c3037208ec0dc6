import { beforeAll, expect, it } from 'vitest'
import { acknowledgeAlert, closeAlert } from '#lib/alerts/commands.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { alertSearch } from '#lib/alerts/worklist/schema.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { heedOverdueFlags } from '#lib/flags/overdue/commands.ts'
import { newId } from '#lib/ids.ts'
import { triageList } from '#lib/intake/triage/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  // Those of the world itself are not what is asked about.
  await db.redFlag.updateMany({ data: { respondedAt: new Date() } })
  return () => db.$disconnect()
})

const HOUR = 3_600_000
const MINUTE = 60_000
const due = new Date(Date.now() - HOUR)
const hoursAfter = (hours: number) => new Date(due.getTime() + hours * HOUR + MINUTE)

const alarming = (of: Partial<Prisma.RedFlagUncheckedCreateInput> & { patientId: string }) =>
  db.redFlag.create({
    data: {
      dueAt: due,
      urgency: 'emergency',
      callBack: true,
      flagId: 'flag_chest_breath',
      ...of,
      clinicId: world.one.clinicId,
      id: newId(),
      source: 'intake',
      block: 'programme',
      ruleSetVersion: 1,
      inputs: {},
    },
  })

/** The messages that call about a flag, each with its step and its reader: "1 <account>". */
const callsAbout = async (id: string) => {
  const mails = await db.mail.findMany({ where: { once: { startsWith: 'flags_overdue ', contains: id } } })
  return mails.map(({ once, ...mail }) => {
    const [, reader, ...names] = (once ?? '').split(' ')
    const step = names.find((name) => name.startsWith(id))?.split('.')[1]
    return { ...mail, to: `${step} ${reader}` }
  })
}

it('a form that nobody calls back about calls the duty again and tells the admins, once a step', async () => {
  const { waiting, clinicId, physioA, physioB, admin } = world.one
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioA.accountId } })
  const flag = await alarming({ patientId: waiting.patientId, intakeId: waiting.intakeId })
  const told = async () => {
    return (await callsAbout(flag.id)).map(({ to }) => to)
  }
  await heedOverdueFlags(new Date(due.getTime() - MINUTE))
  expect(await told()).toEqual([])
  await Promise.all([heedOverdueFlags(hoursAfter(0)), heedOverdueFlags(hoursAfter(0))])
  const first = await told()
  expect(first).toEqual(expect.arrayContaining([`1 ${physioA.accountId}`, `1 ${admin.accountId}`]))
  expect(first).not.toContain(`1 ${physioB.accountId}`)
  expect(new Set(first).size).toBe(first.length)
  const ofAdmin = (await callsAbout(flag.id)).find(({ to }) => to === `1 ${admin.accountId}`)
  expect(ofAdmin).toMatchObject({ urgent: true, clinical: false })
  expect(ofAdmin?.text).not.toContain(waiting.intakeId)
  await heedOverdueFlags(hoursAfter(1))
  expect(await told()).toEqual(first)
  await heedOverdueFlags(hoursAfter(2))
  expect(await told()).toContain(`2 ${physioB.accountId}`)
  const steps = await db.auditEvent.findMany({ where: { type: 'flag.called_again', subjectId: flag.id } })
  expect(steps.map(({ data }) => (data as { step: number }).step).sort()).toEqual([1, 2])
  const { rows } = await triageList(physioB, new Date())
  expect(rows.find(({ id }) => id === waiting.intakeId)?.overdueText).toEqual(expect.any(String))
  await db.redFlag.update({ where: { id: flag.id }, data: { respondedAt: new Date() } })
  const before = (await told()).length
  await heedOverdueFlags(hoursAfter(30))
  expect(await told()).toHaveLength(before)
})

it('a form of the physio on duty calls her colleagues, and tells her as an admin without a link', async () => {
  const { waiting, clinicId, physioA, physioB, admin } = world.one
  const { accountId } = physioA
  const own = { where: { id: waiting.patientId } }
  await db.patient.update({ ...own, data: { accountId } })
  await db.account.update({ where: { id: accountId }, data: { roles: ['patient', 'physio', 'admin'] } })
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: accountId } })
  const { id } = await alarming({ patientId: waiting.patientId, intakeId: waiting.intakeId })
  for (const step of [1, 2]) {
    await heedOverdueFlags(hoursAfter(2 * (step - 1)))
    const mailTo = async (who: string) => (await callsAbout(id)).find(({ to }) => to === `${step} ${who}`)
    expect((await mailTo(physioB.accountId))?.text).toContain(waiting.intakeId)
    expect((await mailTo(admin.accountId))?.text).toMatch(/\/intakes$/)
    const hers = await mailTo(accountId)
    expect(hers).toMatchObject({ clinical: false, subject: 'Stepwise: a call back is overdue' })
    expect(hers?.text).not.toContain('://')
  }
  await db.redFlag.update({ where: { id }, data: { respondedAt: new Date() } })
  await db.account.update({ where: { id: accountId }, data: { roles: ['physio'] } })
  await db.patient.update({ ...own, data: { accountId: null } })
})

it('a case with one has its alert within minutes, and once', async () => {
  const { a, clinicId } = world.one
  await alarming({ patientId: a.patientId, caseId: a.caseId })
  const alerts = () =>
    db.alert.findMany({ where: { clinicId, caseId: a.caseId, alertId: 'al_flag_overdue' } })
  await Promise.all([heedOverdueFlags(hoursAfter(0)), heedOverdueFlags(hoursAfter(0))])
  await heedOverdueFlags(hoursAfter(1))
  expect(await alerts()).toMatchObject([{ severity: 'urgent', closedAt: null }])
  // One that was opened before it listed its flags is given them.
  const [told] = await alerts()
  await db.alert.updateMany({ where: { id: told?.id ?? '' }, data: { inputs: { ind_flag_overdue: 'yes' } } })
  expect(await heedOverdueFlags(hoursAfter(1))).toBe(1)
  expect(await heedOverdueFlags(hoursAfter(1))).toBe(0)
  expect((await alerts()).map(({ inputs }) => inputs)).toEqual([told?.inputs])
})

it('a case is asked once for each flag that comes to wait too long, while the alert of the first is open', async () => {
  const { b, clinicId, physioB } = world.one
  const of = { patientId: b.patientId, caseId: b.caseId }
  await alarming(of)
  const alert = () => db.alert.findFirstOrThrow({ where: { ...of, alertId: 'al_flag_overdue' } })
  const asked = async (hours: number) => [
    await heedOverdueFlags(hoursAfter(hours)),
    (await alert()).acknowledgedAt,
  ]
  const shown = async (hours: number) => {
    const { cards } = await alertWorklist(b.lead, alertSearch.parse({}), hoursAfter(hours))
    return cards.filter(({ caseId, alertId }) => caseId === b.caseId && alertId === 'al_flag_overdue')
  }
  expect(await asked(0)).toEqual([1, null])
  expect(await asked(0)).toEqual([0, null])
  const [first] = await shown(0)
  await alarming({ ...of, flagId: 'flag_dvt', dueAt: hoursAfter(1) })
  expect(await asked(2)).toEqual([1, null])
  expect(await asked(2)).toEqual([0, null])
  const both = await shown(3)
  expect(both.map(({ inputs }) => inputs)).toEqual([
    [
      {
        label: flagTitles.flag_chest_breath,
        value: expect.stringMatching(/^waits for .*, overdue for 3 h$/),
      },
      { label: flagTitles.flag_dvt, value: expect.stringMatching(/^waits for .*, overdue for 2 h$/) },
    ],
  ])
  // From the page of the first flag nobody is on it for both.
  const note = { alertId: first?.id ?? '', note: 'Called', seen: first?.seen ?? '' }
  await expect(acknowledgeAlert(b.lead, note)).rejects.toThrow(/something new was told/)
  const seen = {
    acknowledgedAt: hoursAfter(3),
    acknowledgedById: physioB.accountId,
    acknowledgement: 'Called',
  }
  await db.alert.updateMany({ where: { ...of, clinicId, alertId: 'al_flag_overdue' }, data: seen })
  expect(await asked(4)).toEqual([0, hoursAfter(3)])
  await alarming({ ...of, dueAt: hoursAfter(5) })
  expect(await asked(6)).toEqual([1, null])
  // From the page of the first flag the second is not resolved.
  const { id: alertId } = await alert()
  const resolved = closeAlert(b.lead, { alertId, seen: 'urgent', outcome: 'Called' })
  await expect(resolved).rejects.toThrow(/something new was told/)
  expect(await asked(7)).toEqual([0, null])
  const closed = { closedAt: hoursAfter(8), closedById: physioB.accountId, outcome: 'Seen' }
  await db.alert.updateMany({ where: of, data: closed })
  expect((await asked(9))[0]).toBe(0)
})

it('one in a case calls whoever is on duty and the lead, then every physio and the admins, also of a closed case', async () => {
  const { a, clinicId, physioA, physioB, admin } = world.one
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioB.accountId } })
  const calls = async (id: string, hours: number) => {
    await heedOverdueFlags(hoursAfter(hours))
    return (await callsAbout(id)).map(({ to, text, clinical }) => ({ to, text, clinical }))
  }
  const ended = { status: 'discharged', closedAt: new Date(0) } as const
  for (const status of [{ status: 'open', closedAt: null } as const, ended]) {
    await db.case.update({ where: { id: a.caseId }, data: status })
    const { id } = await alarming({ patientId: a.patientId, caseId: a.caseId })
    const first = await calls(id, 0)
    expect(first.map(({ to }) => to).sort()).toEqual(
      [`1 ${physioA.accountId}`, `1 ${physioB.accountId}`].sort(),
    )
    expect(first.every(({ text, clinical }) => clinical && text.endsWith(`/patients/${a.patientId}`))).toBe(
      true,
    )
    expect(await calls(id, 1)).toEqual(first)
    const all = await calls(id, 2)
    expect(await calls(id, 30)).toEqual(all)
    expect(all.map(({ to }) => to)).toEqual(
      expect.arrayContaining([`2 ${physioA.accountId}`, `2 ${physioB.accountId}`]),
    )
    const ofAdmin = all.find(({ to }) => to === `2 ${admin.accountId}`)
    expect(ofAdmin).toMatchObject({ clinical: false, text: expect.stringMatching(/\/alerts$/) })
    const steps = await db.auditEvent.findMany({ where: { type: 'flag.called_again', subjectId: id } })
    expect(steps.map(({ caseId, data }) => [caseId, (data as { step: number }).step]).sort()).toEqual([
      [a.caseId, 1],
      [a.caseId, 2],
    ])
    await db.redFlag.update({ where: { id }, data: { respondedAt: new Date() } })
  }
  await db.case.update({ where: { id: a.caseId }, data: { status: 'open', closedAt: null } })
})

it('one that has days to its appointment calls, too, in a draft once the form stands in the inbox', async () => {
  const { waiting, clinicId } = world.one
  const { patientId } = waiting
  const intakeId = newId()
  await db.intake.create({ data: { id: intakeId, clinicId, patientId, status: 'draft', savedAt: due } })
  const { id } = await alarming({ patientId, intakeId, urgency: 'urgent_referral', callBack: false })
  const calls = async () => (await callsAbout(id)).length
  await heedOverdueFlags(hoursAfter(0))
  expect(await calls()).toBe(0)
  await heedOverdueFlags(hoursAfter(24))
  expect(await calls()).toBeGreaterThan(0)
  await db.redFlag.update({ where: { id }, data: { respondedAt: new Date() } })
})

const openingHours = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['00:00', '23:59']]]))
const stepsOf = async (id: string, at: Date) => {
  await heedOverdueFlags(at)
  return [...new Set((await callsAbout(id)).map(({ to }) => to.split(' ')[0]))].sort()
}

it('one with days to its appointment is due when the clinic closes, and calls everybody once it is open again', async () => {
  const { b, clinicId } = world.one
  const day = (ahead: number) => addDays(dayIn('Europe/Zurich', due), ahead)
  const closed = (closedDays: string[][]) =>
    db.clinic.update({ where: { id: clinicId }, data: { openingHours, closedDays } })
  const of = {
    patientId: b.patientId,
    caseId: b.caseId,
    urgency: 'urgent_referral',
    callBack: false,
  } as const
  const { id } = await alarming(of)
  await closed([[day(-1), day(2)]])
  expect(await stepsOf(id, hoursAfter(2))).toEqual(['1'])
  await closed([])
  expect(await stepsOf(id, hoursAfter(3))).toEqual(['1', '2'])
  await db.redFlag.update({ where: { id }, data: { respondedAt: new Date() } })
})

it('one that waited for a visit calls whoever is on duty and the lead, and nobody else; of a closed case what came since', async () => {
  const { b } = world.one
  const routine = { urgency: 'routine_referral', callBack: false, dueAt: null, visitedAt: due } as const
  const of = { patientId: b.patientId, caseId: b.caseId, ...routine }
  const { id } = await alarming(of)
  expect(await stepsOf(id, hoursAfter(30))).toEqual(['1'])
  await db.case.update({ where: { id: b.caseId }, data: { status: 'discharged', closedAt: due } })
  const before = await alarming({ ...of, raisedAt: new Date(due.getTime() - HOUR) })
  const since = await alarming({ ...of, raisedAt: hoursAfter(0) })
  expect(await stepsOf(before.id, hoursAfter(1))).toEqual([])
  expect(await stepsOf(since.id, hoursAfter(1))).toEqual(['1'])
})

it('many of one patient call each reader by one message a round, which says how many and where, and each of them once a step', async () => {
  const { a, waiting, clinicId, physioA, physioB, admin } = world.one
  await db.redFlag.updateMany({ where: { respondedAt: null }, data: { respondedAt: new Date() } })
  await db.mail.deleteMany({})
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioA.accountId } })
  const of = { patientId: a.patientId, caseId: a.caseId }
  const ids: string[] = []
  for (const dueAt of [due, due, due]) ids.push((await alarming({ ...of, dueAt })).id)
  const told = { clinicId, to: 'x@example.invalid', subject: 'Old', text: 'Old' }
  await db.mail.create({ data: { ...told, once: `flag_overdue ${ids[0]} 1 ${physioA.accountId}` } })
  const later = await alarming({ ...of, dueAt: hoursAfter(2) })
  const other = await alarming({ patientId: waiting.patientId, intakeId: waiting.intakeId })
  const mails = () =>
    db.mail.findMany({ where: { once: { startsWith: 'flags_overdue ' } }, orderBy: { id: 'asc' } })
  const ofPatient = async (to: string) =>
    (await mails()).filter((mail) => mail.to === to && mail.text.includes('alerts') !== mail.clinical)
  const email = async (id: string) => (await db.account.findUniqueOrThrow({ where: { id } })).email
  await expect(
    db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.clinic_id', ${clinicId}, true)`
      await tx.$queryRaw`SELECT * FROM call_again_for_flags(${hoursAfter(0)}, 'https://x.invalid', true)`
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await mails()).toEqual([])
  await Promise.all([0, 1, 2].map((n) => heedOverdueFlags(new Date(hoursAfter(0).getTime() + n))))
  const [first, form, ...more] = (await mails()).filter(({ clinical }) => clinical)
  expect(more).toEqual([])
  expect(
    [first?.once, form?.once]
      .join(' ')
      .split(' ')
      .filter((name) => name.includes('.'))
      .sort(),
  ).toEqual([...ids.slice(1), other.id].map((id) => `${id}.1`).sort())
  const both = [first, form].find((mail) => mail?.text.includes('/patients/'))
  expect(both?.text).toMatch(/: 2 answers of one patient\. Please sign in and open:\n\n\S+$/)
  expect(both?.text).not.toMatch(/chest|breath|flag|Patient A/i)
  await heedOverdueFlags(hoursAfter(2))
  const hers = (await ofPatient(await email(physioA.accountId))).filter(({ once }) =>
    once?.includes(later.id),
  )
  expect(hers).toHaveLength(1)
  expect(hers[0]?.once?.split(' ').slice(2).sort()).toEqual(
    [...ids.map((id) => `${id}.2`), `${later.id}.1`].sort(),
  )
  const colleague = (await callsAbout(ids[0] ?? '')).find(({ to }) => to === `2 ${physioB.accountId}`)
  expect(colleague?.text).toContain(': 3 answers of one patient.')
  const ofAdmin = (await callsAbout(ids[0] ?? '')).find(({ to }) => to === `2 ${admin.accountId}`)
  expect(ofAdmin?.text).toMatch(/^3 answers of one patient still wait for a physio.* opens the alerts now:/)
  const count = (await mails()).length
  await heedOverdueFlags(hoursAfter(3))
  expect(await mails()).toHaveLength(count)
  const steps = await db.auditEvent.count({ where: { type: 'flag.called_again', subjectId: ids[1] ?? '' } })
  expect(steps).toBe(2)
  await db.redFlag.updateMany({ where: { respondedAt: null }, data: { respondedAt: new Date() } })
})
