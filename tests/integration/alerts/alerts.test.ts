import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acknowledgeAlert, closeAlert, handOverAlert, snoozeAlert } from '#lib/alerts/commands.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { askingKinds, seenOf } from '#lib/alerts/schema.ts'
import { alertWorklist, openAlertMax } from '#lib/alerts/worklist/queries.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { setCaseLimit, setClinicLimit } from '#lib/limits/commands.ts'
import { clinicLimits } from '#lib/limits/queries.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { recordMorning, recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput, painInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { treatHerself } from '#tests/support/world/herself.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const now = new Date()
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const lead = () => world.one.a.lead
const patient = () => world.one.a.actor
const day = (ahead: number) => addDays(dayIn('Europe/Zurich', now), ahead)
const row = (id: string) => owner.alert.findUniqueOrThrow({ where: { id } })
const seenNow = async (id: string) => {
  const asked = await owner.alertEvent.count({ where: { alertRowId: id, kind: { in: [...askingKinds] } } })
  return seenOf({ ...(await row(id)), asked })
}
const events = async (alertRowId: string) =>
  (await owner.alertEvent.findMany({ where: { alertRowId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ kind }) => kind,
  )
const painOf = (score: string) => ({
  ...painInput.parse({ id: newId(), caseId: world.one.a.caseId, context: 'now', score }),
})
const morningOf = (more: Record<string, unknown>) =>
  morningInput.parse({
    id: newId(),
    caseId: world.one.a.caseId,
    logDate: day(0),
    score: '2',
    swelling: 'none',
    note: '',
    log_safety: ['none'],
    ...more,
  })
const text = 'Called, and told to rest'
const view = (name: 'mine' | 'team' | 'snoozed') => alertWorklist(lead(), { view: name, page: 1 }, now)

describe('the worklist', () => {
  it('shows the open alerts of the own teams, gravest first, with why and what to do', async () => {
    const { cards, counts } = await view('team')
    expect(cards.map(({ alertId, severity }) => [alertId, severity])).toEqual([
      ['al_pain_severe', 'urgent'],
      ['al_flare', 'watch'],
    ])
    expect(counts).toEqual({ mine: 2, team: 2, snoozed: 0 })
    expect(cards[0]).toMatchObject({ title: 'Severe pain', snooze: null, owner: { id: lead().accountId } })
    expect(cards[1]?.acknowledged?.note).toBe(world.one.a.canary)
    expect(await clinicCounts(lead(), now)).toMatchObject({ alerts: 2, urgentAlerts: 1 })
  })

  it('is nothing for an admin who treats nobody and for a patient, and records the reading', async () => {
    for (const actor of [world.one.admin, patient()])
      await expect(alertWorklist(actor, { view: 'team', page: 1 }, now)).rejects.toThrow(NotFound)
    const read = await owner.auditEvent.findFirst({
      where: { type: 'alert.list_read', accountId: lead().accountId },
    })
    expect(read?.data).toEqual({ rows: 2 })
  })
})

describe('an open alert', () => {
  it('is acknowledged once; it stays, and asks again when a new entry makes it true', async () => {
    const { alertId } = world.one.a
    const seen = await seenNow(alertId)
    await acknowledgeAlert(lead(), { alertId, seen, note: text })
    await expect(acknowledgeAlert(lead(), { alertId, seen, note: text })).rejects.toThrow(/already on it/)
    expect((await view('team')).cards[0]?.acknowledged?.note).toBe(text)
    await recordPain(patient(), painOf('5'))
    expect((await row(alertId)).acknowledgedAt).not.toBeNull()
    const severe = painOf('9')
    await recordPain(patient(), severe)
    await recordPain(patient(), severe)
    expect(await row(alertId)).toMatchObject({
      acknowledgedAt: null,
      sourceId: severe.id,
      closedAt: null,
      inputs: { day_worst_pain: 9 },
      rule: 'max_pain >= 8 OR morning_pain >= 8 OR day_worst_pain >= 8',
    })
    // From the page of before nobody is on what she has not read.
    await expect(acknowledgeAlert(lead(), { alertId, seen, note: text })).rejects.toThrow(
      /something new was told/,
    )
    expect((await row(alertId)).acknowledgedAt).toBeNull()
    expect(await events(alertId)).toEqual(['acknowledged', 'again'])
  })

  it('that is urgent cannot be put aside; another can, for as long as it may', async () => {
    const { alertId, watchAlertId } = world.one.a
    const snooze = async (id: string, until: string, seen?: string) =>
      snoozeAlert(lead(), { alertId: id, seen: seen ?? (await seenNow(id)), until, reason: text }, now)
    await expect(snooze(alertId, day(1))).rejects.toThrow(Invalid)
    await expect(snooze(watchAlertId, day(0))).rejects.toThrow(Invalid)
    await expect(snooze(watchAlertId, day(29))).rejects.toThrow(Invalid)
    await expect(snooze(watchAlertId, day(5), 'info')).rejects.toThrow(/something new was told/)
    expect((await row(watchAlertId)).snoozedUntil).toBeNull()
    await snooze(watchAlertId, day(5))
    expect((await view('team')).cards.map((card) => card.alertId)).not.toContain('al_flare')
    expect((await view('snoozed')).cards.map((card) => card.alertId)).toEqual(['al_flare'])
    const { team } = (await view('team')).counts
    expect(await clinicCounts(lead(), now)).toMatchObject({ alerts: team, urgentAlerts: 1 })
    const findings = async (at: Date) =>
      (await caseload(lead(), caseloadSearch.parse({}), at)).rows[0]?.findings.map(({ id }) => id)
    expect(await findings(now)).not.toContain('al_flare')
    const later = new Date(now.getTime() + 5 * 86_400_000)
    expect(await findings(later)).toContain('al_flare')
    expect((await alertWorklist(lead(), { view: 'team', page: 1 }, later)).counts.team).toBe(team + 1)
    // What is put aside is still open.
    await expect(closeAlert(lead(), { alertId, seen: 'urgent', outcome: text })).rejects.toThrow(
      /something new was told/,
    )
    expect(await row(alertId)).toMatchObject({ closedAt: null })
    await closeAlert(lead(), { alertId, seen: await seenNow(alertId), outcome: text })
    const of = { clinicId: world.one.clinicId, caseId: world.one.a.caseId }
    expect(await asActor(lead(), (tx) => openAlertMax(tx, of))).toBe('watch')
    await expect(
      owner.alert.update({ where: { id: watchAlertId }, data: { severity: 'urgent' } }),
    ).rejects.toThrow(/urgent_not_snoozed/)
  })

  it('is closed with what was done, and opened anew by an entry that makes it true again', async () => {
    const { alertId, caseId } = world.one.a
    expect(await row(alertId)).toMatchObject({ outcome: text, closedById: lead().accountId })
    expect(await events(alertId)).toEqual(['acknowledged', 'again', 'resolved'])
    await expect(closeAlert(lead(), { alertId, seen: 'urgent', outcome: text })).rejects.toThrow(Conflict)
    await recordMorning(patient(), morningOf({ score: '8' }))
    const fresh = await owner.alert.findMany({ where: { caseId, alertId: 'al_pain_severe', closedAt: null } })
    expect(fresh).toHaveLength(1)
    expect(fresh[0]?.inputs).toEqual({ morning_pain: 8 })
  })

  it('goes to somebody else of the care team, and to nobody else', async () => {
    const { watchAlertId, caseId, patientId, accountId } = world.one.a
    const { physioB } = world.one
    const hand = (toId = physioB.accountId) =>
      handOverAlert(lead(), { alertId: watchAlertId, toId, note: text })
    await expect(hand()).rejects.toThrow(Invalid)
    // Nor to the patient, who may stand on the team of her own case from before.
    await treatHerself(owner, world.one.a)
    await expect(hand(accountId)).rejects.toThrow(Invalid)
    const { cards } = await alertWorklist(lead(), { view: 'team', page: 1 }, now)
    const offered = cards.filter((one) => one.caseId === caseId).flatMap((one) => one.others)
    expect([cards.length > 0, offered.some(({ id }) => id === accountId)]).toEqual([true, false])
    await owner.careTeamMember.updateMany({ where: { accountId }, data: { removedAt: now } })
    await owner.careTeamMember.create({
      data: {
        clinicId: world.one.clinicId,
        patientId,
        caseId,
        accountId: physioB.accountId,
        role: 'member',
        addedById: lead().accountId,
      },
    })
    await hand()
    const mine = async (name: 'mine' | 'snoozed', actor = physioB) =>
      (await alertWorklist(actor, { view: name, page: 1 }, now)).cards.find(({ id }) => id === watchAlertId)
    // Whoever gets it sees it at once, with why it was put aside and what was asked for.
    expect(await mine('snoozed')).toBeUndefined()
    const given = await mine('mine')
    expect(given?.owner?.id).toBe(physioB.accountId)
    expect(given?.acknowledged?.passedOn).toBe(true)
    expect(given?.done.map(({ text, note }) => [text.split(' ')[0], note])).toEqual([
      ['Snoozed', text],
      ['Handed', text],
    ])
    // Off the team again, it is the lead's.
    await owner.careTeamMember.updateMany({
      where: { caseId, accountId: physioB.accountId },
      data: { removedAt: new Date() },
    })
    expect((await mine('mine', lead()))?.owner?.id).toBe(lead().accountId)
    expect(await events(watchAlertId)).toEqual(['opened', 'acknowledged', 'snoozed', 'handed_over'])
  })
})

describe('an answer that stands for a flag', () => {
  it('is an urgent alert with the answers; those that nobody has acknowledged stay with the newer ones', async () => {
    const { caseId, actor, lead: physio } = world.two.a
    const open = () => owner.alert.findMany({ where: { caseId, alertId: 'al_red_flag', closedAt: null } })
    const acknowledge = async () => {
      for (const one of await open())
        await acknowledgeAlert(physio, { alertId: one.id, seen: await seenNow(one.id), note: text })
    }
    await recordMorning(actor, morningOf({ caseId, log_safety: ['none'] }))
    expect(await open()).toHaveLength(0)
    await recordMorning(actor, morningOf({ caseId, logDate: day(-1), log_safety: ['calf_swollen'] }))
    await recordMorning(actor, morningOf({ caseId, logDate: day(-2), log_safety: ['stuck_knee'] }))
    const [alert, ...more] = await open()
    expect(more).toEqual([])
    expect(alert?.severity).toBe('urgent')
    expect(alert?.inputs).toEqual({ log_flagged: 'yes', log_safety: ['calf_swollen', 'stuck_knee'] })
    // While it is open it asks for the flags of the logs as well, so that nothing is counted twice.
    const waiting = async () => {
      const { cards, flags } = await alertWorklist(physio, { view: 'team', page: 1 }, new Date())
      const of = [...flags, ...cards.filter((one) => one.alertId === 'al_red_flag')]
      return of.filter((one) => one.caseId === caseId).map(({ title }) => title)
    }
    expect(await waiting()).toHaveLength(1)
    await acknowledge()
    await recordMorning(actor, morningOf({ caseId, logDate: day(-3), log_safety: ['stuck_knee'] }))
    expect((await open())[0]).toMatchObject({ acknowledgedAt: null, inputs: { log_safety: ['stuck_knee'] } })
    // An injury stays behind it until it is closed, and so stops the plan until then.
    const card = async () =>
      (await caseAlerts(physio, caseId, new Date())).open.find(({ id }) => id === alert?.id)
    expect((await card())?.stopsPlan).toBe(false)
    await owner.alert.update({
      where: { id: alert?.id ?? '' },
      data: { inputs: { log_safety: ['new_injury', 'calf_swollen'] } },
    })
    await acknowledge()
    await recordMorning(actor, morningOf({ caseId, logDate: day(-4), log_safety: ['stuck_knee'] }))
    expect((await open())[0]?.inputs).toMatchObject({ log_safety: ['new_injury', 'stuck_knee'] })
    expect((await card())?.stopsPlan).toBe(true)
  })
})

describe('what waits behind the alert of a log', () => {
  it('names its flags, those that wait first, and an emergency comes before what is older', async () => {
    const { caseId, actor, lead: physio } = world.two.a
    const cards = async () => (await alertWorklist(physio, { view: 'team', page: 1 }, new Date())).cards
    expect((await cards()).map(({ alertId }) => alertId).slice(0, 2)).toEqual([
      'al_pain_severe',
      'al_red_flag',
    ])
    const before = (await clinicCounts(physio, new Date())).urgentAt
    await recordMorning(actor, morningOf({ caseId, logDate: day(-5), log_safety: ['saddle_bladder'] }))
    // No alert more, but something to be told at once.
    expect((await clinicCounts(physio, new Date())).urgentAt).toBeGreaterThan(before)
    const [first] = await cards()
    expect(first?.flags[0]).toMatchObject({ urgencyText: 'Emergency', answered: false })
    const flag = { caseId, flagId: 'flag_cauda_equina' }
    await owner.redFlag.updateMany({ where: flag, data: { respondedAt: new Date() } })
    const answered = (await cards()).find(({ alertId }) => alertId === 'al_red_flag')?.flags
    expect(answered?.at(-1)).toMatchObject({ urgencyText: 'Emergency', answered: true })
    expect(answered?.[0]?.answered).toBe(false)
    // A flag that has days makes an urgent alert no less urgent: of those without an emergency the oldest comes first.
    const graver = { caseId, urgency: { not: 'urgent_referral' as const } }
    await owner.redFlag.updateMany({ where: graver, data: { respondedAt: new Date() } })
    const pain = { caseId, alertId: 'al_pain_severe', closedAt: null }
    await owner.alert.updateMany({ where: pain, data: { closedAt: new Date() } })
    await recordPain(actor, { ...painOf('9'), caseId })
    const own = (await cards()).filter((card) => card.caseId === caseId)
    expect(own.map(({ alertId }) => alertId).slice(0, 2)).toEqual(['al_red_flag', 'al_pain_severe'])
    expect(own[0]?.flags[0]).toMatchObject({ urgency: 'urgent_referral', answered: false })
  })

  it('a severe pain that the clinic entered is still to be told', async () => {
    const { caseId, actor, lead: physio } = world.two.a
    const action = async () =>
      (await caseAlerts(physio, caseId, new Date())).open.find(({ alertId }) => alertId === 'al_pain_severe')
        ?.action
    await recordPain(actor, { ...painOf('9'), caseId })
    expect(await action()).toContain('was told')
    await recordPain(physio, { ...painOf('9'), caseId })
    expect(await action()).toContain('Entered by the clinic')
  })
})

describe('limits', () => {
  it('of a clinic are set by its admin, of a case by its team; the newest holds and nothing is overwritten', async () => {
    const { clinicId, a, admin } = world.one
    const input = { limitId: 'no_log_watch', seen: null, value: 3, note: text }
    await expect(setClinicLimit(lead(), input)).rejects.toThrow(NotFound)
    await expect(setCaseLimit(world.one.physioB, { caseId: a.caseId, ...input })).rejects.toThrow(NotFound)
    await setClinicLimit(admin, input)
    await setClinicLimit(admin, input)
    // Somebody else had the page open since before.
    await expect(setClinicLimit(admin, { ...input, value: 5 })).rejects.toMatchObject({
      fieldErrors: { value: [expect.stringMatching(/set 3 .* meanwhile.* yours is 5/)] },
    })
    await setClinicLimit(admin, { ...input, seen: 3, value: 4 })
    const cards = await clinicLimits(admin, now)
    expect(cards.find(({ id }) => id === 'no_log_watch')).toMatchObject({
      value: 4,
      own: 4,
      from: 'clinic',
      default: 7,
    })
    expect(await owner.ruleLimit.count({ where: { clinicId, caseId: null } })).toBe(2)
    const audit = await owner.auditEvent.findMany({
      where: { clinicId, type: 'clinic.threshold_set' },
      orderBy: { at: 'asc' },
    })
    expect(audit.map(({ data }) => data)).toEqual([
      { thresholdId: 'no_log_watch', from: null, to: 3 },
      { thresholdId: 'no_log_watch', from: 3, to: 4 },
    ])
    // The case has a number of its own, 7; taken back, the clinic's holds.
    const ofCase = async () =>
      (await caseAlerts(lead(), a.caseId, now)).limits.find(({ id }) => id === 'no_log_watch')
    expect(await ofCase()).toMatchObject({ value: 7, from: 'case' })
    const back = { caseId: a.caseId, limitId: 'no_log_watch', value: null, note: text }
    await expect(setCaseLimit(lead(), { ...back, seen: 6 })).rejects.toMatchObject({
      fieldErrors: { value: [expect.stringMatching(/set 7 .* meanwhile.* takes it back/)] },
    })
    await setCaseLimit(lead(), { ...back, seen: 7 })
    expect(await ofCase()).toMatchObject({ value: 4, from: 'clinic', own: null })
    await expect(owner.ruleLimit.updateMany({ where: { clinicId }, data: { value: 1 } })).rejects.toThrow()
  })

  it('are what the night asks with; what was found keeps its number', async () => {
    const { clinicId, a, admin } = world.one
    const noon = new Date(`${day(5)}T11:00:00Z`)
    // The case was on hold for a time, and a flag stopped it; nobody expects a log then.
    await owner.redFlag.updateMany({ where: { caseId: a.caseId }, data: { resolvedAt: now } })
    const back = { from: 'on_hold', to: 'open', reason: 'better', byId: lead().accountId } as const
    const of = { clinicId, patientId: a.patientId, caseId: a.caseId }
    await owner.caseStatusChange.create({ data: { ...of, ...back } })
    await runAlertRound(clinicId, () => noon)
    const find = () => owner.alert.findFirst({ where: { caseId: a.caseId, alertId: 'al_no_log_7' } })
    expect(await find()).toMatchObject({ rule: 'ind_days_since_log >= 4', inputs: { ind_days_since_log: 5 } })
    await setClinicLimit(admin, { limitId: 'no_log_watch', seen: 4, value: 10, note: text })
    expect(await find()).toMatchObject({ rule: 'ind_days_since_log >= 4' })
    expect((await caseAlerts(lead(), a.caseId, noon)).open.map((card) => card.rule)).toContain(
      'ind_days_since_log >= 4',
    )
  })
})

it('one of a kind is open in a case, by the database itself', async () => {
  const { clinicId, a } = world.one
  const of = { clinicId, patientId: a.patientId, caseId: a.caseId, ruleSetVersion: 1, inputs: {} }
  const add = (alertId: string) => owner.alert.create({ data: { ...of, alertId, severity: 'act' } })
  await expect(add('al_flare')).rejects.toThrow(/Unique constraint/)
  await owner.alert.updateMany({ where: { caseId: a.caseId, closedAt: null }, data: { closedAt: now } })
  // Each time that somebody opens a record from outside is an alert of its own, and says nothing of the patient.
  await add('al_break_glass')
  await add('al_break_glass')
  expect(await asActor(lead(), (tx) => openAlertMax(tx, { clinicId, caseId: a.caseId }))).toBe('none')
})
