import { beforeAll, describe, expect, it } from 'vitest'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { LATER_DAYS } from '#lib/outcomes/schedule/rules.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const today = dayIn('Europe/Zurich', new Date())
const noon = (ahead: number) => () => new Date(`${addDays(today, ahead)}T11:00:00Z`)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

describe('the forms after the end of a treatment', () => {
  const mails = () =>
    db.mail.findMany({ where: { once: { startsWith: 'outcome_forms ' } }, orderBy: { id: 'asc' } })
  const night = (ahead: number, { clinicId } = world.two) => runAlertRound(clinicId, noon(ahead))

  it('are asked for by one mail when each round opens, and by none in between', async () => {
    const { a } = world.two
    const end = (status: 'discharged' | 'referred') =>
      db.case.update({ where: { id: a.caseId }, data: { status, closedAt: new Date() } })
    await end('referred')
    await night(1)
    expect(await mails()).toEqual([])
    await end('discharged')
    await Promise.all([night(2), night(2)])
    await night(3)
    const [mail, ...others] = await mails()
    expect(others).toEqual([])
    expect(mail?.to).toBe('patienta.two@example.invalid')
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/[{}]/)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/pain|knee|injur|flag|safety|review/i)
    await night(40)
    expect(await mails()).toHaveLength(1)
    await night(LATER_DAYS)
    await night(LATER_DAYS + 1)
    expect(await mails()).toHaveLength(2)
    expect(
      await db.auditEvent.findMany({ where: { type: 'outcome_forms.asked' }, orderBy: { at: 'asc' } }),
    ).toMatchObject([
      { caseId: a.caseId, data: { round: 'discharge' }, actorKind: 'system' },
      { caseId: a.caseId, data: { round: 'later' } },
    ])
  })

  it('are asked for once where two treatments of a patient ended on one day', async () => {
    const { one } = world
    const { b } = one
    const closedAt = new Date()
    const first = await db.case.update({
      where: { id: b.caseId },
      data: { status: 'discharged', closedAt },
    })
    await db.case.create({
      data: {
        clinicId: first.clinicId,
        patientId: first.patientId,
        openedById: first.openedById,
        closedAt,
        openedAt: first.openedAt,
        status: 'discharged',
        complaint: 'Other knee',
        side: 'right',
      },
    })
    const hers = () =>
      db.mail.count({ where: { once: { startsWith: 'outcome_forms ' }, patientId: b.patientId } })
    await night(1, one)
    await night(2, one)
    expect(await hers()).toBe(1)
    await night(LATER_DAYS + 1, one)
    expect(await hers()).toBe(2)
  })

  it('are told to the team, once a round, where no message reaches the patient', async () => {
    const { one } = world
    const { a } = one
    const { patientId, caseId } = a
    // The rounds of the days before are done.
    const ended = LATER_DAYS + 10
    await db.case.update({ where: { id: caseId }, data: { status: 'discharged', closedAt: noon(ended)() } })
    await db.alert.updateMany({
      where: { caseId, closedAt: null },
      data: { closedAt: new Date(), closedById: one.physioA.accountId, outcome: 'Done' },
    })
    const { accountId } = await db.patient.findUniqueOrThrow({ where: { id: patientId } })
    await db.account.update({ where: { id: accountId ?? '' }, data: { status: 'suspended' } })
    const told = () =>
      db.alert.findMany({ where: { caseId, alertId: 'al_outcome_due', openedAt: { gt: noon(ended)() } } })
    const by = { closedById: one.physioA.accountId, outcome: 'Called, fine' }
    await night(ended + 2, one)
    await night(ended + 3, one)
    const [atEnd, ...before] = await told()
    expect([atEnd?.severity, before]).toEqual(['info', []])
    await db.alert.update({
      where: { id: atEnd?.id ?? '' },
      data: { closedAt: noon(ended + 3)(), ...by },
    })
    await night(ended + 4, one)
    expect(await told()).toHaveLength(1)
    await night(ended + LATER_DAYS, one)
    await night(ended + LATER_DAYS + 1, one)
    const [alert, ...others] = (await told()).filter(({ id }) => id !== atEnd?.id)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ severity: 'info', closedAt: null })
    const { cards } = await alertWorklist(
      one.physioA,
      { view: 'team', page: 1 },
      noon(ended + LATER_DAYS + 1)(),
    )
    expect(cards.find(({ id }) => id === alert?.id)).toMatchObject({
      says: expect.stringContaining('no message about them reaches the patient'),
      caseText: expect.stringContaining('discharged'),
    })
    await db.alert.update({
      where: { id: alert?.id ?? '' },
      data: { closedAt: noon(ended + LATER_DAYS + 1)(), ...by },
    })
    await night(ended + LATER_DAYS + 2, one)
    expect(await told()).toHaveLength(2)
    await db.account.update({ where: { id: accountId ?? '' }, data: { status: 'active' } })
  })
})
