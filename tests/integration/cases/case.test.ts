import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { acknowledgeAlert, closeAlert } from '#lib/alerts/commands.ts'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { breakGlass } from '#lib/cases/glass/commands.ts'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { caseSeen } from '#lib/cases/seen/queries.ts'
import { closeCase, holdCase, reopenCase, resumeCase } from '#lib/cases/status/commands.ts'
import { changeTeam } from '#lib/cases/team/commands.ts'
import { teamToken } from '#lib/cases/team/rules.ts'
import { addDays } from '#lib/dates.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { resumeProgram } from '#lib/programs/course/commands.ts'
import { signReview } from '#lib/review/commands.ts'
import { caseReviews, newReview } from '#lib/review/queries.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { strangersTo } from '#tests/support/strangers.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { answered, harmless } from '../programs/setting.ts'

const { ownerUrl } = await testDatabase()
const world = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

const { one, two } = world
const { physioA, physioB, admin } = one
const { caseId, patientId } = one.a
const strangers = strangersTo(one.a, world)
const version = async () => (await db.case.findUniqueOrThrow({ where: { id: caseId } })).version
const present = async () =>
  teamToken(await db.careTeamMember.findMany({ where: { caseId, removedAt: null } }))
const signing = {
  seen: '',
  answered: '',
  goals: '',
  noRunningGoal: false,
  goalReached: false,
  selfManagementOk: false,
  caseId,
  nextReviewOn: null,
}
const team = (leadId: string, memberIds: string[], expected: string) => ({
  caseId,
  leadId,
  memberIds,
  expected,
})

describe('reading', () => {
  test('the team reads the case, and each reading is recorded', async () => {
    const view = await caseOverview(physioA, caseId, new Date())
    expect(view.frame).toMatchObject({ onTeam: true, leads: true, mayWrite: true, brokenGlass: null })
    expect(view.flags.map((flag) => flag.flagId)).toContain('flag_persistent')
    expect(view.step).toBe('review')
    const waits = await db.suggestion.count({ where: { caseId, state: 'open' } })
    expect(view.due.filter(({ page }) => page === 'program')).toHaveLength(Math.min(1, waits))
    expect(view.happened.map((line) => line.kind)).toEqual(
      expect.arrayContaining(['run', 'session', 'pain', 'review', 'note', 'letter', 'assessment']),
    )
    const hrefs = view.happened.flatMap(({ href }) => href ?? [])
    for (const part of ['reviews', 'notes', 'letters', 'assessment'])
      expect(hrefs.filter((href) => href.startsWith(`/cases/${caseId}/${part}/`))).not.toEqual([])
    const read = await db.auditEvent.findFirst({
      where: { caseId, type: 'case.read' },
      orderBy: { id: 'desc' },
    })
    expect(read).toMatchObject({
      accountId: physioA.accountId,
      data: { page: 'overview', brokenGlass: false },
    })
  })

  test('what the intake told, like allergies, stays in sight, however many forms were sent since', async () => {
    const of = { clinicId: two.clinicId, patientId: two.a.patientId }
    const overview = () => caseOverview(two.a.lead, two.a.caseId, new Date())
    const { activities } = await overview()
    expect(activities).not.toEqual([])
    for (const hour of [1, 2, 3, 4, 5, 6]) {
      const intakeId = newId()
      const submittedAt = new Date(Date.now() + hour * 3_600_000)
      await db.intake.create({
        data: {
          ...of,
          id: intakeId,
          caseId: two.a.caseId,
          submittedAt,
          kind: 'review_form',
          status: 'draft',
        },
      })
      await db.intakeAnswers.create({ data: { ...of, intakeId, answers: {} } })
    }
    expect((await overview()).activities).toEqual(activities)
  })

  test.each(strangers)('%s reads nothing', async (_who, actor) => {
    const now = new Date()
    await expect(caseOverview(actor, caseId, now)).rejects.toThrow(NotFound)
    await expect(caseFrame(actor, caseId, 'x', now)).rejects.toThrow(NotFound)
    await expect(caseIntake(actor, caseId, null, now)).rejects.toThrow(NotFound)
    await expect(caseReviews(actor, caseId, now)).rejects.toThrow(NotFound)
  })

  test.each(strangers)('%s changes nothing', async (_who, actor) => {
    const change = { caseId, version: await version(), reason: 'Because' }
    await expect(holdCase(actor, change)).rejects.toThrow(NotFound)
    await expect(closeCase(actor, { ...change, reason: 'goals_reached', note: 'Done' })).rejects.toThrow(
      NotFound,
    )
    await expect(
      signReview(actor, { ...signing, id: newId(), decision: 'continue', text: 'Fine' }),
    ).rejects.toThrow(NotFound)
    await expect(
      acknowledgeAlert(actor, { alertId: one.a.alertId, seen: 'urgent', note: 'On it' }),
    ).rejects.toThrow(NotFound)
    await expect(
      closeAlert(actor, { alertId: one.a.alertId, seen: 'urgent', outcome: 'Done' }),
    ).rejects.toThrow(NotFound)
    await expect(
      answerFlag(actor, { id: newId(), flagRowId: one.a.flagId, kind: 'ruled_out', text: 'Nothing' }),
    ).rejects.toThrow(NotFound)
  })
})

describe('answering a flag', () => {
  const answer = (kind: 'confirmed' | 'ruled_out' | 'block_lifted', id = newId()) =>
    answerFlag(physioA, { id, flagRowId: one.a.flagId, kind, text: 'Examined today' })
  const flag = () =>
    db.redFlag.findUniqueOrThrow({ where: { id: one.a.flagId }, include: { responses: true } })

  test('sent twice, it is one answer; the same id with other words is refused', async () => {
    const id = newId()
    const before = (await flag()).responses.length
    await Promise.all([answer('confirmed', id), answer('confirmed', id)])
    expect((await flag()).responses).toHaveLength(before + 1)
    await expect(answer('block_lifted', id)).rejects.toThrow(Conflict)
  })

  test('confirming resolves nothing, ruling out does; nothing is deleted', async () => {
    const before = (await flag()).responses.length
    await answer('confirmed')
    expect(await flag()).toMatchObject({ resolvedAt: null })
    expect((await flag()).respondedAt).not.toBeNull()
    await answer('ruled_out')
    expect((await flag()).resolvedAt).not.toBeNull()
    expect((await flag()).responses).toHaveLength(before + 2)
  })

  test('the answer covers what the flag superseded, and a superseded flag has none of its own', async () => {
    const row = {
      clinicId: one.clinicId,
      patientId,
      caseId,
      intakeId: one.a.intakeId,
      source: 'intake' as const,
      ruleSetVersion: 1,
      inputs: {},
      block: 'programme' as const,
    }
    const [grave, covered] = [newId(), newId()]
    await db.redFlag.createMany({
      data: [
        { ...row, id: grave, flagId: 'flag_septic_joint', urgency: 'emergency' },
        {
          ...row,
          id: covered,
          flagId: 'flag_hot_joint',
          urgency: 'same_day',
          supersededBy: 'flag_septic_joint',
          supersededAt: new Date(),
        },
      ],
    })
    const say = { kind: 'ruled_out' as const, text: 'Cool knee, no fever' }
    await expect(answerFlag(physioA, { id: newId(), flagRowId: covered, ...say })).rejects.toThrow(Conflict)
    await answerFlag(physioA, { id: newId(), flagRowId: grave, ...say })
    const rows = await db.redFlag.findMany({ where: { id: { in: [grave, covered] } } })
    expect(rows.every((one) => one.respondedAt !== null && one.resolvedAt !== null)).toBe(true)
  })
})

describe('the care team', () => {
  test('the lead adds somebody and hands the lead over; the old row stays', async () => {
    const told = () => db.mail.findMany({ where: { subject: 'A case was handed to you' } })
    await changeTeam(physioA, team(physioA.accountId, [physioB.accountId], await present()))
    expect(await told()).toEqual([])
    await changeTeam(physioA, team(physioB.accountId, [physioA.accountId], await present()))
    const { email } = await db.account.findUniqueOrThrow({ where: { id: physioB.accountId } })
    expect(await told()).toMatchObject([{ to: email, text: expect.stringContaining('/caseload') }])
    const rows = await db.careTeamMember.findMany({ where: { caseId, removedAt: null } })
    expect(rows.find((row) => row.role === 'lead')?.accountId).toBe(physioB.accountId)
    expect(rows).toHaveLength(2)
    expect(await db.careTeamMember.count({ where: { caseId, removedAt: { not: null } } })).toBe(2)
    await expect(changeTeam(physioA, team(physioA.accountId, [], await present()))).rejects.toThrow(NotFound)
  })

  test('an admin changes it without reading the record', async () => {
    await changeTeam(admin, team(physioA.accountId, [], await present()))
    const rows = await db.careTeamMember.findMany({ where: { caseId, removedAt: null } })
    expect(rows).toMatchObject([{ accountId: physioA.accountId, role: 'lead' }])
    await expect(caseOverview(physioB, caseId, new Date())).rejects.toThrow(NotFound)
  })

  test('a lead who stays hears of whom an admin adds, once, and of nobody whom she adds herself', async () => {
    const { email } = await db.account.findUniqueOrThrow({ where: { id: physioA.accountId } })
    const told = () => db.mail.count({ where: { to: email, subject: { contains: 'care team of yours' } } })
    const pair = async () => team(physioA.accountId, [physioB.accountId], await present())
    await changeTeam(physioA, await pair())
    await changeTeam(admin, team(physioA.accountId, [], await present()))
    expect(await told()).toBe(0)
    await changeTeam(admin, await pair())
    await changeTeam(admin, await pair())
    expect(await told()).toBe(1)
    await changeTeam(admin, team(physioA.accountId, [], await present()))
  })

  test('of two who edit the same team, the second is shown what it is now', async () => {
    const expected = await present()
    const tries = await Promise.allSettled([
      changeTeam(physioA, team(physioA.accountId, [physioB.accountId], expected)),
      changeTeam(admin, team(physioB.accountId, [], expected)),
    ])
    const lost = tries.filter((one) => one.status === 'rejected')
    expect(lost).toHaveLength(1)
    // The admin is told what it is now; whoever was taken off the team does not see the case any more.
    expect(String(lost[0]?.reason.message)).toMatch(/It is now: CANARY-ONE-physio[AB] leads|case not found/)
    await changeTeam(admin, team(physioA.accountId, [], await present()))
  })

  test('only active physios of the clinic', async () => {
    for (const id of [admin.accountId, one.suspended.accountId, two.physioA.accountId]) {
      await expect(changeTeam(admin, team(id, [], await present()))).rejects.toThrow(Invalid)
    }
    await expect(changeTeam(two.admin, team(two.physioA.accountId, [], await present()))).rejects.toThrow(
      NotFound,
    )
  })
})

describe('breaking the glass', () => {
  const input = { caseId, patientId, reason: 'Covering today, the patient called' }

  test('opens the record to read, for an hour, and tells the lead', async () => {
    const now = new Date()
    await breakGlass(physioB, input, now)
    const view = await caseOverview(physioB, caseId, now)
    expect(view.frame).toMatchObject({ onTeam: false, mayWrite: false })
    expect(view.frame.brokenGlass).not.toBeNull()
    const alert = await db.alert.findFirst({ where: { caseId, alertId: 'al_break_glass' } })
    expect(alert).toMatchObject({ ownerId: physioA.accountId, severity: 'act', closedAt: null })
    const glassOf = async (actor: Actor) =>
      (await caseAlerts(actor, caseId, now)).open.find(({ id }) => id === alert?.id)?.glass
    expect(await glassOf(physioA)).toEqual({ by: physioB.name, reason: input.reason })
    expect(await glassOf(physioB)).toBeNull()
    await expect(holdCase(physioB, { caseId, version: await version(), reason: 'Because' })).rejects.toThrow(
      NotFound,
    )
    await expect(
      answerFlag(physioB, { id: newId(), flagRowId: one.a.flagId, kind: 'ruled_out', text: 'Nothing' }),
    ).rejects.toThrow(NotFound)
    await expect(caseOverview(physioB, caseId, new Date(now.getTime() + 61 * 60_000))).rejects.toThrow(
      NotFound,
    )
  })

  test('is seen by the team with its reason, beside who else saw the case and how often; by nobody else', async () => {
    const now = new Date()
    await changeTeam(admin, team(physioA.accountId, [], await present()))
    const { people, glass } = await caseSeen(physioA, caseId, now)
    expect(glass[0]).toMatchObject({ name: physioB.name, reason: input.reason })
    expect(people.map(({ name, role, place, what }) => [name, role, place, what])).toEqual(
      expect.arrayContaining([
        [physioA.name, 'physio', 'Leads', 'Read and wrote'],
        [physioB.name, 'physio', 'Was on the care team', 'Read'],
        [admin.name, 'admin', 'Not on the care team', 'Changed the care team only'],
      ]),
    )
    expect(people.map(({ name }) => name)).not.toContain(one.a.actor.name)
    expect(people.find(({ name }) => name === physioB.name)).toMatchObject({
      days: '1 day',
      lastText: expect.stringMatching(/^Today/),
    })
    // Behind broken glass the record is read, and not who else did so.
    await expect(caseOverview(physioB, caseId, now)).resolves.toBeDefined()
    for (const [, actor] of strangers) await expect(caseSeen(actor, caseId, now)).rejects.toThrow(NotFound)
  })

  test('pressed twice it is one look and one alert', async () => {
    const now = new Date()
    const { caseId, patientId } = one.b
    const other = { ...input, caseId, patientId }
    const before = await db.breakGlass.count({ where: { caseId } })
    await Promise.all([1, 2, 3].map(() => breakGlass(physioA, other, now)))
    expect(await db.breakGlass.count({ where: { caseId } })).toBe(before + 1)
    await breakGlass(physioA, other, new Date(now.getTime() + 61 * 60_000))
    expect(await db.breakGlass.count({ where: { caseId } })).toBe(before + 2)
  })

  test('not for the team, an admin, another clinic or a patient', async () => {
    await expect(breakGlass(physioA, input)).rejects.toThrow(Conflict)
    for (const actor of [admin, two.physioA, one.a.actor, one.a.linkActor]) {
      await expect(breakGlass(actor, input)).rejects.toThrow(NotFound)
    }
  })
})

describe('alerts', () => {
  test('stay until somebody writes what came of it', async () => {
    const alertId = newId()
    await db.alert.create({
      data: {
        id: alertId,
        clinicId: one.clinicId,
        patientId,
        caseId,
        alertId: 'al_red_flag',
        severity: 'urgent',
        ruleSetVersion: 1,
        inputs: {},
      },
    })
    await acknowledgeAlert(physioA, { alertId, seen: 'urgent', note: 'Calling now' })
    await expect(acknowledgeAlert(physioA, { alertId, seen: 'urgent', note: 'Again' })).rejects.toThrow(
      /already on it/,
    )
    const open = (await caseOverview(physioA, caseId, new Date())).alerts.map((alert) => alert.id)
    expect(open).toContain(alertId)
    await closeAlert(physioA, { alertId, seen: 'urgent', outcome: 'Seen in the clinic' })
    expect(await db.alert.findUnique({ where: { id: alertId } })).toMatchObject({
      outcome: 'Seen in the clinic',
    })
    await expect(closeAlert(physioA, { alertId, seen: 'urgent', outcome: 'Twice' })).rejects.toThrow(Conflict)
  })
})

describe('reviews and the end', () => {
  test('a review is signed once, sets the next day, and keeps the numbers', async () => {
    const id = newId()
    const nextReviewOn = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
    const { seen } = await newReview(physioA, caseId, new Date())
    const said = { id, seen, decision: 'progress' as const, text: 'Better on stairs', nextReviewOn }
    const review = { ...signing, ...said }
    await Promise.all([signReview(physioA, review), signReview(physioA, review)])
    const { reviews, frame } = await caseReviews(physioA, caseId, new Date())
    expect(reviews.filter((one) => one.id === id)).toHaveLength(1)
    expect(reviews.find((one) => one.id === id)).toMatchObject({ kept: true, words: 'Progress' })
    expect(frame.nextReviewOn).toBe(nextReviewOn)
    await expect(signReview(physioA, { ...review, text: 'Other words' })).rejects.toThrow(Conflict)
    expect(await refusal(db.review.update({ where: { id }, data: { text: 'changed' } }))).toBe('SW001')
  })

  test('hold and resume, with a reason and the version that was seen', async () => {
    const seen = await version()
    await holdCase(physioA, { caseId, version: seen, reason: 'Away for three weeks' })
    await expect(holdCase(physioA, { caseId, version: seen, reason: 'Again' })).rejects.toThrow(Conflict)
    await resumeCase(physioA, { caseId, version: await version(), reason: 'Back' })
    expect(await db.caseStatusChange.count({ where: { caseId, byId: physioA.accountId, to: 'open' } })).toBe(
      1,
    )
  })

  test('an alarming flag without an answer keeps the case open', async () => {
    const flagRowId = newId()
    await db.redFlag.create({
      data: {
        id: flagRowId,
        clinicId: one.clinicId,
        patientId,
        caseId,
        source: 'log',
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'programme',
        ruleSetVersion: 1,
        inputs: {},
      },
    })
    const end = async () =>
      closeCase(physioA, { caseId, version: await version(), reason: 'lost_contact', note: 'Two calls' })
    await expect(end()).rejects.toThrow(/A red flag waits/)
    await answerFlag(physioA, {
      id: newId(),
      flagRowId,
      kind: 'referred',
      text: 'Sent to the emergency department',
    })
    await expect(end()).rejects.toThrow(/An alert for today is open/)
    await closeAlert(physioA, { alertId: one.a.alertId, seen: 'urgent', outcome: 'Called, is calm' })
    await end()
    expect(await db.case.findUnique({ where: { id: caseId } })).toMatchObject({
      status: 'discharged',
      nextReviewOn: null,
    })
  })

  test('a closed case is kept as it is until it is reopened', async () => {
    const { frame, closing } = await caseOverview(physioA, caseId, new Date())
    expect(frame.mayWrite).toBe(false)
    expect(closing).toMatchObject({ note: 'Two calls' })
    await expect(
      signReview(physioA, { ...signing, id: newId(), decision: 'discharge', text: 'Late' }),
    ).rejects.toThrow(/closed/)
    await expect(
      answerFlag(physioA, { id: newId(), flagRowId: one.a.flagId, kind: 'confirmed', text: 'Late' }),
    ).rejects.toThrow(/closed/)
    const reopening = { caseId, version: await version(), reason: 'Pain came back' }
    await expect(reopenCase(physioA, { ...reopening, nextReviewOn: '2020-01-01' })).rejects.toThrow(Invalid)
    const far = { ...reopening, nextReviewOn: '2206-01-02' }
    await expect(reopenCase(physioA, far)).rejects.toThrow(Invalid)
    const note = 'Decided by the team.'
    await setClinicLimit(admin, { limitId: 'review_early_days', value: 21, note })
    const offered = (await caseOverview(physioA, caseId, new Date())).frame
    expect(offered.firstReviewOn).toBe(addDays(offered.today, 21))
    const late = { ...reopening, nextReviewOn: addDays(offered.today, 26 * 7 + 1) }
    await expect(reopenCase(physioA, late)).rejects.toThrow(Invalid)
    await reopenCase(physioA, { ...reopening, nextReviewOn: null })
    expect(await db.case.findUnique({ where: { id: caseId } })).toMatchObject({
      status: 'open',
      closedAt: null,
      nextReviewOn: new Date(offered.firstReviewOn),
    })
    await setClinicLimit(admin, { limitId: 'review_early_days', value: null, note })
  })

  test('then the program waits until the safety questions are answered and somebody lets it go on', async () => {
    const program = () => db.program.findFirstOrThrow({ where: { caseId } })
    expect((await program()).pausedAt).not.toBeNull()
    const sent = (daysAgo: number) => answered(ownerUrl, one.a, harmless(), daysAgo)
    await sent(30)
    await expect(resumeProgram(physioA, { caseId })).rejects.toThrow(/safety answers/)
    await sent(2)
    await resumeProgram(physioA, { caseId })
    expect((await program()).pausedAt).toBeNull()
    const hold = async () => holdCase(physioA, { caseId, version: await version(), reason: 'Away' })
    const resume = async () => resumeCase(physioA, { caseId, version: await version(), reason: 'Back' })
    await hold()
    await resume()
    expect((await program()).pausedAt).toBeNull()
    await hold()
    await sent(30)
    await resume()
    expect((await program()).pausedAt).not.toBeNull()
  })
})
