import { afterEach, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { caseAssessments, caseFindings, compareAssessments, oneAssessment } from '#lib/assessment/queries.ts'
import { examinedCase } from '#lib/assessment/record/queries.ts'
import { signedExaminations } from '#lib/assessment/signed/queries.ts'
import { withdrawAssessment } from '#lib/assessment/withdrawal/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { changed } from '#tests/support/attempt.ts'
import { events, me, now, physio, save, setUp, sign, sql, start, world } from './setting.ts'

await setUp()

const colleague = () => world.one.physioB
const reason = 'Of another patient: the wrong record was open.'

const versionOf = async (id: string) =>
  (await oneAssessment(physio(), me().caseId, id, 'finish', now)).version

const withdraw = async (assessmentId: string, by: AccountActor = physio(), version?: number) =>
  withdrawAssessment(
    by,
    { caseId: me().caseId, assessmentId, reason, version: version ?? (await versionOf(assessmentId)) },
    now,
  )

const findings = () => asActor(physio(), (tx) => caseFindings(tx, physio(), me().caseId, now))

async function signed(kneecap: object): Promise<string> {
  const { assessmentId } = await start()
  await save(assessmentId, 'kneecap', { ...kneecap })
  await save(assessmentId, 'finish', { red_flags_reviewed: 'yes' })
  await sign(assessmentId)
  return assessmentId
}

/** The colleague joins the team, and does not lead it. */
const joins = () => sql`
  INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
  VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${colleague().accountId}, 'member', ${physio().accountId})`

afterEach(async () => {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "CareTeamMember" WHERE "caseId" = ${me().caseId} AND "accountId" = ${colleague().accountId}`
    await tx`UPDATE "CareTeamMember" SET role = 'lead' WHERE "caseId" = ${me().caseId} AND "accountId" = ${physio().accountId}`
  })
})

describe('an assessment that was entered in error', () => {
  it('is left out of what rules read, and the case is evaluated anew', async () => {
    await signed({ test_squat_pain_left: 'positive' })
    const wrong = await signed({ test_squat_pain_left: 'normal', test_noble_left: 'positive' })
    expect((await findings()).values.get('test_squat_pain_left')).toBe('normal')
    const before = await events('factors.evaluated')
    await withdraw(wrong)
    const { values } = await findings()
    expect([values.get('test_squat_pain_left'), values.get('test_noble_left')]).toEqual([
      'positive',
      undefined,
    ])
    expect(await events('factors.evaluated')).toBe(before + 1)
    const examined = await asActor(physio(), async (tx) => {
      const target = await examinedCase(tx, me().caseId, { clinicId: world.one.clinicId }, now)
      return signedExaminations(tx, physio(), target)
    })
    expect(examined.map(({ id }) => id)).not.toContain(wrong)
  })

  it('opens no program: its statement and its tests are missing again', async () => {
    const met = async () =>
      (await caseAssessments(physio(), me().caseId, now)).minimum.filter((row) => row.met).map(({ id }) => id)
    const wrong = await signed({ test_squat_pain_left: 'normal' })
    expect(await met()).toEqual(expect.arrayContaining(['squat', 'statement']))
    await withdraw(wrong)
    expect(await met()).not.toEqual(expect.arrayContaining(['squat']))
    expect(await met()).not.toContain('statement')
  })

  it('stays readable, with who said so, when and why, and is compared with nothing', async () => {
    const right = await signed({ test_squat_pain_left: 'positive' })
    const wrong = await signed({ test_squat_pain_left: 'normal' })
    await withdraw(wrong)
    const { list, withdrawn } = await caseAssessments(physio(), me().caseId, now)
    expect([list.map(({ id }) => id), withdrawn.map(({ id }) => id)]).toEqual([[right], [wrong]])
    const view = await oneAssessment(physio(), me().caseId, wrong, 'finish', now)
    expect(view.withdrawn).toMatchObject({ reason, by: expect.stringMatching(/./) })
    expect(view.raw.test_squat_pain_left).toBe('normal')
    expect(view.mayWithdraw).toBe(false)
    const both = { a: right, b: wrong }
    await expect(compareAssessments(physio(), me().caseId, both, now)).rejects.toThrow(NotFound)
    const { assessmentId } = await start()
    const next = await oneAssessment(physio(), me().caseId, assessmentId, 'kneecap', now)
    expect([next.previousId, next.last.test_squat_pain_left?.text]).toEqual([right, 'Positive'])
  })

  it('leaves its flags open, marked as changed, and raises no old one', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'observation', { obs_walk: 'unable_to_walk' })
    await sign(assessmentId)
    const flags = () => sql`
      SELECT "flagId", "answerChangedAt", "resolvedAt" FROM "RedFlag" WHERE "caseId" = ${me().caseId} ORDER BY "flagId"`
    const raised = await flags()
    expect(raised.length).toBeGreaterThan(0)
    await withdraw(assessmentId)
    expect(await flags()).toEqual(raised.map((flag) => ({ ...flag, answerChangedAt: now })))
  })

  it('is said to be so by who signed it or leads the case, once, also in a closed case', async () => {
    const wrong = await signed({ test_squat_pain_left: 'normal' })
    await expect(withdraw(wrong, colleague(), 4)).rejects.toThrow(NotFound)
    await joins()
    const version = await versionOf(wrong)
    await expect(withdraw(wrong, colleague(), version)).rejects.toThrow(NotFound)
    expect((await oneAssessment(colleague(), me().caseId, wrong, 'finish', now)).mayWithdraw).toBe(false)
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = ${now} WHERE id = ${me().caseId}`
    const said = await events('assessment.withdrawn')
    await withdraw(wrong)
    await withdraw(wrong)
    expect(await events('assessment.withdrawn')).toBe(said + 1)
  })

  it('is said to be so by the lead also of what a colleague signed, past the application as well', async () => {
    const wrong = await signed({ test_squat_pain_left: 'normal' })
    await joins()
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "Assessment" SET "byId" = ${colleague().accountId} WHERE id = ${wrong}`
    })
    await withdraw(wrong)
    await expect(
      sql`UPDATE "Assessment" SET "withdrawnAt" = null, "withdrawnById" = null, "withdrawReason" = null WHERE id = ${wrong}`,
    ).rejects.toMatchObject({ code: 'SW001' })
  })

  it('is written by nobody else, and changes nothing else, by the lock of the database alone', async () => {
    const wrong = await signed({ test_squat_pain_left: 'normal' })
    await joins()
    const write = (by: AccountActor, more: { findings?: object; signedAt?: Date } = {}) =>
      changed(by, (tx) =>
        tx.assessment.updateMany({
          where: { id: wrong },
          data: { withdrawnAt: now, withdrawnById: by.accountId, withdrawReason: reason, ...more },
        }),
      )
    expect(await write(colleague())).toBe(0)
    expect(await write(physio(), { findings: {} })).toBe(0)
    expect(await write(physio(), { signedAt: new Date() })).toBe(0)
    expect(await write(physio())).toBe(1)
  })
})

describe('a draft', () => {
  it('is discarded with a reason by anybody of the team, and another can be begun', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'kneecap', { test_squat_pain_left: 'positive' })
    await joins()
    await withdraw(assessmentId, colleague())
    expect((await findings()).values.get('test_squat_pain_left')).toBeUndefined()
    await expect(save(assessmentId, 'kneecap', { test_squat_pain_left: 'normal' })).rejects.toThrow(Conflict)
    await expect(sign(assessmentId)).rejects.toThrow(Conflict)
    const { assessmentId: next } = await start()
    expect(next).not.toBe(assessmentId)
    expect((await caseAssessments(physio(), me().caseId, now)).list.map(({ id }) => id)).toEqual([next])
  })

  it('that a colleague has signed meanwhile is not taken back as a draft', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'kneecap', { test_squat_pain_left: 'positive' })
    const seen = await versionOf(assessmentId)
    await sign(assessmentId)
    await expect(withdraw(assessmentId, physio(), seen)).rejects.toThrow(Conflict)
  })
})
