import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { releaseIntake, takeIntake } from '#lib/intake/triage/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { referIntake } from '#lib/intake/triage/referring/commands.ts'
import { takeReferralBack } from '#lib/intake/triage/taking-back/commands.ts'
import { letterFlags } from '#lib/letters/flags/queries.ts'
import { startIntake } from '#lib/patients/invite/commands.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const { one, two } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

const accept = (intakeId: string, leadId: string) => ({
  intakeId,
  leadId,
  complaint: 'pain around the kneecap',
  side: 'right' as const,
  nextReviewOn: null,
})
const strangers: [string, Actor][] = [
  ['a physio of another clinic', two.physioA],
  ['an admin', one.admin],
  ['a patient', one.a.actor],
  ['a link holder', one.waiting.linkActor],
]

describe('the list', () => {
  test('puts the most urgent first, then who has waited longest', async () => {
    const calm = await sentIntake(db, one, { name: 'Calm', savedHoursAgo: 90 })
    const older = await sentIntake(db, one, {
      name: 'Older',
      savedHoursAgo: 50,
      answers: completeAnswers({ rf_night_pain: 'wakes_constant' }),
    })
    const newer = await sentIntake(db, one, {
      name: 'Newer',
      savedHoursAgo: 5,
      answers: completeAnswers({ rf_deformity: 'yes' }),
    })
    const { rows, urgent } = await triageList(one.physioA, new Date())
    const order = rows
      .map((row) => row.id)
      .filter((id) => [calm, older, newer].some((i) => i.intakeId === id))
    expect(order).toEqual([newer.intakeId, older.intakeId, calm.intakeId])
    expect(rows[0]).toMatchObject({ patientName: 'Newer', level: 'emergency', urgent: true, submitted: true })
    expect(urgent).toBe(1)
  })

  test('shows an alarming draft at once, an urgent one after 24 hours, a calm one never', async () => {
    const draft = (name: string, answers: Record<string, string>, savedHoursAgo: number) =>
      sentIntake(db, one, { name, status: 'draft', savedHoursAgo, answers: completeAnswers(answers) })
    const now = await draft('Now', { rf_hot_red_swollen: 'yes' }, 1)
    const fresh = await draft('Fresh', { rf_night_pain: 'wakes_constant' }, 23)
    const waited = await draft('Waited', { rf_night_pain: 'wakes_constant' }, 25)
    const calm = await draft('Quiet', {}, 100)
    const { rows, unfinished } = await triageList(one.physioA, new Date())
    const ids = rows.map((row) => row.id)
    expect(ids).toContain(now.intakeId)
    expect(ids).toContain(waited.intakeId)
    expect(ids).not.toContain(fresh.intakeId)
    expect(ids).not.toContain(calm.intakeId)
    expect(unfinished).toBe(2)
    expect((await clinicCounts(one.physioA, new Date())).intakes).toBe(rows.length)
  })

  test.each(strangers)('%s sees nothing of it', async (_who, actor) => {
    const { intakeId } = await sentIntake(db, one, { name: 'CANARY-TRIAGE' })
    await expect(triageIntake(actor, intakeId, new Date())).rejects.toThrow(NotFound)
    const list = await triageList(actor, new Date()).catch((error: unknown) => error)
    expect(list instanceof NotFound || !JSON.stringify(list).includes('CANARY-TRIAGE')).toBe(true)
  })
})

describe('who is on it', () => {
  test('one takes it, the other is told; only the one can give it back', async () => {
    const { intakeId } = await sentIntake(db, one)
    await takeIntake(one.physioA, { intakeId, from: null })
    await expect(takeIntake(one.physioB, { intakeId, from: null })).rejects.toThrow(
      /CANARY-ONE-physioA is on it/,
    )
    await expect(releaseIntake(one.physioB, { intakeId })).rejects.toThrow(Conflict)
    await takeIntake(one.physioB, { intakeId, from: one.physioA.accountId })
    await releaseIntake(one.physioB, { intakeId })
    expect(await db.intake.findUnique({ where: { id: intakeId } })).toMatchObject({ assigneeId: null })
  })

  test.each(strangers)('%s cannot take it', async (_who, actor) => {
    const { intakeId } = await sentIntake(db, one)
    await expect(takeIntake(actor, { intakeId, from: null })).rejects.toThrow(NotFound)
  })
})

describe('accepting', () => {
  test('opens the case with its team, takes the flags along, fills what was not known', async () => {
    const intake = await sentIntake(db, one, {
      answers: completeAnswers({ rf_night_pain: 'wakes_constant' }),
    })
    const { caseId, onTeam } = await acceptIntake(one.physioA, accept(intake.intakeId, one.physioA.accountId))
    expect(onTeam).toBe(true)
    expect(await db.case.findUnique({ where: { id: caseId } })).toMatchObject({
      intakeId: intake.intakeId,
      complaint: 'pain around the kneecap',
      side: 'right',
      status: 'open',
      openedById: one.physioA.accountId,
    })
    expect(await db.careTeamMember.findMany({ where: { caseId } })).toMatchObject([
      { accountId: one.physioA.accountId, role: 'lead', removedAt: null },
    ])
    const flags = await db.redFlag.findMany({ where: { intakeId: intake.intakeId } })
    expect(flags.length).toBeGreaterThan(0)
    expect(flags.every((flag) => flag.caseId === caseId)).toBe(true)
    expect(await db.patient.findUnique({ where: { id: intake.patientId } })).toMatchObject({
      phone: '+41 44 555 66 77',
      email: 'vera@example.invalid',
      sexAtBirth: 'male',
    })
    const events = await db.auditEvent.findMany({ where: { patientId: intake.patientId } })
    expect(events.map((event) => event.type).sort()).toEqual([
      'case.opened',
      'factors.evaluated',
      'intake.accepted',
      'patient.changed',
    ])
    expect(await caseOverview(one.physioA, caseId, new Date())).toMatchObject({ step: 'assessment' })
  })

  test('for a colleague: whoever is not on the team loses sight of it', async () => {
    const intake = await sentIntake(db, one, { answers: completeAnswers({ rf_deformity: 'yes' }) })
    const done = await acceptIntake(one.physioA, accept(intake.intakeId, one.physioB.accountId))
    expect(done.onTeam).toBe(false)
    const { email } = await db.account.findUniqueOrThrow({ where: { id: one.physioB.accountId } })
    expect(await db.mail.count({ where: { to: email, subject: 'A case was handed to you' } })).toBe(1)
    expect(await db.redFlag.count({ where: { caseId: done.caseId } })).toBe(intake.flags.length)
    await expect(triageIntake(one.physioA, intake.intakeId, new Date())).rejects.toThrow(NotFound)
    const { rows } = await triageList(one.physioA, new Date())
    expect(rows.map((row) => row.id)).not.toContain(intake.intakeId)
  })

  test('two at once: one wins, the other is told who', async () => {
    const { intakeId, patientId } = await sentIntake(db, one)
    const tries = await Promise.allSettled([
      acceptIntake(one.physioA, accept(intakeId, one.physioA.accountId)),
      acceptIntake(one.physioB, accept(intakeId, one.physioB.accountId)),
    ])
    const lost = tries.find((one) => one.status === 'rejected')
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(lost?.reason).toBeInstanceOf(Conflict)
    expect(String(lost?.reason.message)).toMatch(/CANARY-ONE-physio[AB] has accepted/)
    expect(await db.case.count({ where: { patientId } })).toBe(1)
  })

  test('never a draft, an incomplete or an unsigned form', async () => {
    const draft = await sentIntake(db, one, { status: 'draft' })
    await expect(acceptIntake(one.physioA, accept(draft.intakeId, one.physioA.accountId))).rejects.toThrow(
      /not been sent/,
    )
    const blank = await sentIntake(db, one, { answers: {} })
    await expect(acceptIntake(one.physioA, accept(blank.intakeId, one.physioA.accountId))).rejects.toThrow(
      /not complete/,
    )
    const unsigned = await sentIntake(db, one, { answers: { ...completeAnswers(), consent_name: null } })
    await expect(acceptIntake(one.physioA, accept(unsigned.intakeId, one.physioA.accountId))).rejects.toThrow(
      /not signed/,
    )
    expect(
      await db.case.count({ where: { patientId: { in: [draft, blank, unsigned].map((i) => i.patientId) } } }),
    ).toBe(0)
  })

  test('only an active physio of the clinic can lead', async () => {
    const { intakeId } = await sentIntake(db, one)
    for (const leadId of [one.admin.accountId, one.suspended.accountId, two.physioA.accountId]) {
      await expect(acceptIntake(one.physioA, accept(intakeId, leadId))).rejects.toThrow(Invalid)
    }
  })

  test.each(strangers)('%s cannot', async (_who, actor) => {
    const { intakeId, patientId } = await sentIntake(db, one)
    await expect(acceptIntake(actor, accept(intakeId, one.physioA.accountId))).rejects.toThrow(NotFound)
    const refer = { intakeId, seen: [], where: 'Knee clinic', reason: 'Not ours' }
    await expect(referIntake(actor, refer)).rejects.toThrow(NotFound)
    expect(await db.case.count({ where: { patientId } })).toBe(0)
  })
})

/** The flags that a page opened now shows without an answer. */
const waiting = async (intakeId: string) => {
  const rows = await db.redFlag.findMany({ where: { intakeId, respondedAt: null, supersededAt: null } })
  return rows.map(({ id }) => id)
}

describe('referring on', () => {
  test('makes no case and answers every flag that waits', async () => {
    const intake = await sentIntake(db, one, {
      status: 'draft',
      answers: completeAnswers({ rf_deformity: 'yes' }),
    })
    const refer = { intakeId: intake.intakeId, where: 'Emergency department', reason: 'Deformity' }
    await referIntake(one.physioA, { ...refer, seen: await waiting(intake.intakeId) })
    expect(await db.intake.findUnique({ where: { id: intake.intakeId } })).toMatchObject({
      status: 'referred',
      decidedById: one.physioA.accountId,
    })
    const flags = await db.redFlag.findMany({
      where: { intakeId: intake.intakeId },
      include: { responses: true },
    })
    for (const flag of flags) {
      expect(flag.respondedAt).not.toBeNull()
      expect(flag.resolvedAt).toBeNull()
      expect(flag.responses).toMatchObject([{ kind: 'referred', text: 'Emergency department: Deformity' }])
    }
    expect(await db.case.count({ where: { patientId: intake.patientId } })).toBe(0)
    const view = await triageIntake(one.physioB, intake.intakeId, new Date())
    expect(view.decided).toMatchObject({ reason: 'Emergency department: Deformity' })
  })

  test('not twice', async () => {
    const { intakeId } = await sentIntake(db, one)
    const seen = await waiting(intakeId)
    await referIntake(one.physioA, { intakeId, seen, where: 'Knee clinic', reason: 'Locked knee' })
    await expect(
      referIntake(one.physioB, { intakeId, seen, where: 'Home', reason: 'Nothing' }),
    ).rejects.toThrow(/physioA has referred/)
  })

  test('does not answer a flag that the page did not show, and changes nothing then', async () => {
    const { intakeId, patientId } = await sentIntake(db, one, {
      status: 'draft',
      answers: completeAnswers({ rf_deformity: 'yes' }),
    })
    const seen = await waiting(intakeId)
    const of = { clinicId: one.clinicId, patientId, intakeId }
    await db.redFlag.create({
      data: {
        ...of,
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'programme',
        source: 'intake',
        ruleSetVersion: 1,
        inputs: { rf_calf_pain_swelling: 'yes' },
      },
    })
    const refer = { intakeId, where: 'Emergency department', reason: 'Deformity' }
    await expect(referIntake(one.physioA, { ...refer, seen })).rejects.toThrow(/after this page was opened/)
    expect(await db.intake.findUnique({ where: { id: intakeId } })).toMatchObject({ status: 'draft' })
    expect(await db.redFlag.count({ where: { intakeId, respondedAt: { not: null } } })).toBe(0)
    await referIntake(one.physioA, { ...refer, seen: await waiting(intakeId) })
    expect(await waiting(intakeId)).toEqual([])
  })
})

describe('a referral that was a mistake', () => {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const back = (intakeId: string, now = at(2), by: Actor = one.physioB) =>
    takeReferralBack(by, { intakeId, reason: 'Another patient was meant' }, now)
  const referred = async (options: Parameters<typeof sentIntake>[2]) => {
    const { intakeId } = await sentIntake(db, one, options)
    const flags = () => db.redFlag.findMany({ where: { intakeId }, orderBy: { id: 'asc' } })
    const [before, counts] = [await flags(), await clinicCounts(one.physioA, at(0))]
    const seen = await waiting(intakeId)
    await referIntake(one.physioA, { intakeId, seen, where: 'Knee clinic', reason: 'Locked' }, at(1))
    return { intakeId, flags, before, counts, seen }
  }
  const deformity = () => completeAnswers({ rf_deformity: 'yes' })

  test.each(['submitted', 'draft'] as const)(
    'is taken back with a reason: the form is %s again, its flags wait as before, and it can be decided anew',
    async (status) => {
      const { intakeId, flags, before, counts, seen } = await referred({ status, answers: deformity() })
      expect(seen.length).toBeGreaterThan(0)
      await back(intakeId)
      expect(await db.intake.findUnique({ where: { id: intakeId } })).toMatchObject({
        status,
        decidedById: null,
        decidedAt: null,
      })
      expect(await flags()).toEqual(before)
      expect(await clinicCounts(one.physioA, at(3))).toEqual(counts)
      expect((await triageList(one.physioA, at(3))).rows.map(({ id }) => id)).toContain(intakeId)
      const view = await triageIntake(one.physioA, intakeId, at(3))
      expect(view.decided).toBeNull()
      expect(view.takenBack).toMatchObject([
        {
          reason: 'Knee clinic: Locked',
          by: expect.stringContaining('physioA'),
          back: { reason: 'Another patient was meant', by: expect.stringContaining('physioB') },
        },
      ])
      const card = view.flags.find(({ state }) => state === 'unresolved')
      expect(card?.responses.map(({ kind }) => kind)).toEqual(['referred', 'not_referred'])
      expect(card?.answered).toBe(false)
      const events = await db.auditEvent.findMany({ where: { subjectId: intakeId } })
      expect(events.map(({ type }) => type)).toContain('intake.referral_taken_back')
      await expect(back(intakeId)).rejects.toThrow(/not referred on any more/)
      await referIntake(one.physioA, { intakeId, seen, where: 'Home', reason: 'Really' }, at(4))
      expect(await waiting(intakeId)).toEqual([])
      await back(intakeId, at(5))
      if (status === 'draft') return
      const opened = await acceptIntake(one.physioA, accept(intakeId, one.physioA.accountId))
      expect(opened).toMatchObject({ onTeam: true })
      // A letter says that nobody answered, and not why the referral was a mistake.
      const of = { clinicId: one.clinicId, caseId: opened.caseId, zone: 'UTC' }
      const told = await asActor(one.physioA, (tx) => letterFlags(tx, of))
      expect(told.map(({ answer }) => answer)).toEqual(told.map(() => null))
    },
  )

  test.each(['draft', 'submitted'] as const)('is not taken back beside a newer form: %s', async (status) => {
    const { intakeId } = await referred({})
    const { patientId } = await db.intake.findUniqueOrThrow({ where: { id: intakeId } })
    await startIntake(one.physioA, { patientId })
    if (status === 'submitted')
      await db.intake.updateMany({
        where: { patientId, status: 'draft' },
        data: { status, submittedAt: at(2), savedAt: at(2) },
      })
    await expect(back(intakeId)).rejects.toThrow(status === 'draft' ? /under Patients/ : /under Intakes/)
    expect(await db.intake.findUnique({ where: { id: intakeId } })).toMatchObject({ status: 'referred' })
  })

  test('leaves the answer that somebody gave a flag since', async () => {
    const { intakeId, seen } = await referred({ answers: deformity() })
    const [flagRowId = ''] = seen
    const answer = { id: newId(), flagRowId, kind: 'confirmed' as const, text: 'Seen by me' }
    await answerFlag(one.physioB, answer, at(2))
    await back(intakeId, at(3))
    expect(await waiting(intakeId)).not.toContain(flagRowId)
    const kinds = await db.flagResponse.findMany({ where: { flagRowId }, orderBy: { at: 'asc' } })
    expect(kinds.map(({ kind }) => kind)).toEqual(['referred', 'confirmed'])
  })

  test.each(strangers)('is nothing %s takes back', async (_, actor) => {
    const { intakeId } = await referred({})
    await expect(back(intakeId, at(2), actor)).rejects.toThrow(NotFound)
  })

  test('is taken back in no other way, by the lock of the database alone', async () => {
    const { intakeId, seen } = await referred({ answers: deformity() })
    const open = (data: object) =>
      changed(one.physioA, (tx) =>
        tx.intake.updateMany({
          where: { id: intakeId },
          data: { decidedById: null, decidedAt: null, ...data },
        }),
      )
    const unanswer = () =>
      changed(one.physioA, (tx) =>
        tx.redFlag.updateMany({ where: { id: { in: seen } }, data: { respondedAt: null } }),
      )
    const take = (takenBackById: string, more: object = {}) =>
      changed(one.physioA, (tx) =>
        tx.intakeReferral.updateMany({
          where: { intakeId },
          data: { takenBackAt: at(2), takenBackById, takenBackReason: 'A mistake', ...more },
        }),
      )
    expect([await open({ status: 'submitted' }), await unanswer()]).toEqual([0, 0])
    expect(await take(one.physioB.accountId)).toBe(0)
    expect(await take(one.physioA.accountId)).toBe(1)
    expect(await take(one.physioA.accountId, { takenBackReason: 'Another' })).toBe(0)
    expect(await open({ status: 'draft' })).toBe(0)
    expect(await open({ status: 'accepted' })).toBe(0)
    expect([await unanswer(), await open({ status: 'submitted' })]).toEqual([seen.length, 1])
  })
})
