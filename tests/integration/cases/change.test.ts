import { beforeEach, describe, expect, test } from 'vitest'
import { changeCase, moveReview } from '#lib/cases/change/commands.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import {
  db,
  events,
  factorIn,
  lead,
  measured,
  one,
  opened,
  reevaluate,
  setUp,
  strangers,
  view,
} from '../factors/setting.ts'

await setUp()

const today = dayIn('Europe/Zurich', new Date())
let of: Awaited<ReturnType<typeof opened>>
beforeEach(async () => {
  of = await opened()
})

const row = () => db.case.findUniqueOrThrow({ where: { id: of.caseId } })
const wish = async (changes: object = {}) => {
  const { id, version, complaint, side } = await row()
  return { caseId: id, version, complaint, side, nextReviewOn: null, reason: '', ...changes }
}
const leftKnee = { side: 'left' as const, reason: 'It is the left knee' }

describe('a case that was opened for the wrong knee', () => {
  test('reads its findings for the right one from then on; what was said and evaluated before stays', async () => {
    const forces = { str_knee_ext_force_left: [280], str_knee_ext_force_right: [400] }
    await measured(of, { ...forces, str_knee_ext_lever_m: 0.33, weight_today_kg: 70 })
    await reevaluate(lead, of.caseId)
    expect(factorIn(await view(of.caseId), 'fac_quad_weak')).toMatchObject({ level: null })
    const evaluations = await db.factorEvaluation.findMany({ where: { caseId: of.caseId } })
    await changeCase(lead, await wish(leftKnee))
    expect(factorIn(await view(of.caseId), 'fac_quad_weak')?.level).toBe(2)
    expect(await db.factorEvaluation.findMany({ where: { caseId: of.caseId } })).toEqual(
      expect.arrayContaining(evaluations),
    )
    const { frame, happened } = await caseOverview(lead, of.caseId, new Date())
    expect(frame.banner.side).toBe('left')
    expect(happened).toContainEqual(
      expect.objectContaining({
        kind: 'change',
        text: 'Case corrected: left knee, was right knee',
        note: leftKnee.reason,
      }),
    )
    expect(
      await db.auditEvent.findMany({ where: { caseId: of.caseId, type: 'case.changed' } }),
    ).toMatchObject([{ accountId: lead.accountId, data: { fields: ['side'] } }])
  })

  test('needs a reason for another side, and none for other words', async () => {
    await expect(changeCase(lead, await wish({ side: 'left' }))).rejects.toThrow(Invalid)
    expect(await row()).toMatchObject({ side: 'right', version: 1 })
    await changeCase(lead, await wish({ complaint: 'pain below the kneecap' }))
    expect(await row()).toMatchObject({ complaint: 'pain below the kneecap', side: 'right', version: 2 })
  })

  test('is changed once, however often it is sent, and not over what somebody else changed', async () => {
    const first = await wish(leftKnee)
    await Promise.all([changeCase(lead, first), changeCase(lead, first)])
    expect(await db.caseChange.count({ where: { caseId: of.caseId } })).toBe(1)
    await expect(changeCase(lead, { ...first, side: 'both' })).rejects.toThrow(Conflict)
    expect(await row()).toMatchObject({ side: 'left', version: 2 })
  })

  test.each(strangers)('%s changes nothing', async (_who, actor) => {
    await expect(changeCase(actor, await wish(leftKnee))).rejects.toThrow(NotFound)
    await expect(moveReview(actor, await wish({ nextReviewOn: addDays(today, 3) }))).rejects.toThrow(NotFound)
    expect(await row()).toMatchObject({ side: 'right', version: 1 })
  })

  test('stays as it was when it is closed', async () => {
    const input = await wish(leftKnee)
    await db.case.update({ where: { id: of.caseId }, data: { status: 'discharged', closedAt: new Date() } })
    await expect(changeCase(lead, input)).rejects.toThrow(Conflict)
  })
})

describe('the next review', () => {
  test('moves to a day to come without a signature, and is not taken away', async () => {
    const day = addDays(today, 9)
    await moveReview(lead, await wish({ nextReviewOn: day }))
    expect((await row()).nextReviewOn?.toISOString().slice(0, 10)).toBe(day)
    await expect(moveReview(lead, await wish({ nextReviewOn: null }))).rejects.toThrow(Invalid)
    expect((await row()).nextReviewOn?.toISOString().slice(0, 10)).toBe(day)
    expect(await db.review.count({ where: { caseId: of.caseId } })).toBe(0)
    expect(await events(of.caseId, 'case.changed')).toBe(1)
  })

  test('cannot move to a day that is over; one that is over does not stand in the way of another correction', async () => {
    const over = addDays(today, -3)
    await expect(moveReview(lead, await wish({ nextReviewOn: over }))).rejects.toThrow(Invalid)
    await db.case.update({ where: { id: of.caseId }, data: { nextReviewOn: new Date(over) } })
    await changeCase(lead, await wish({ ...leftKnee, nextReviewOn: over }))
    expect((await row()).side).toBe('left')
  })

  test('is at most 26 weeks ahead; what was planned for later moves nearer', async () => {
    const far = moveReview(lead, await wish({ nextReviewOn: addDays(today, 26 * 7 + 1) }))
    await expect(far).rejects.toMatchObject({ fieldErrors: { nextReviewOn: [expect.any(String)] } })
    await db.case.update({ where: { id: of.caseId }, data: { nextReviewOn: new Date('2206-11-27') } })
    await changeCase(lead, await wish({ ...leftKnee, nextReviewOn: '2206-11-27' }))
    await moveReview(lead, await wish({ nextReviewOn: addDays(today, 26 * 7) }))
  })

  test('asks the alerts again', async () => {
    const { caseId } = one.a
    const overdue = new Date(addDays(today, -40))
    await db.case.update({ where: { id: caseId }, data: { nextReviewOn: overdue } })
    const move = async (to: number) => {
      const { version } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
      return moveReview(lead, { caseId, version, nextReviewOn: addDays(today, to) })
    }
    const about = {
      clinicId: one.clinicId,
      patientId: one.a.patientId,
      caseId,
      inputs: {},
      ruleSetVersion: 1,
    }
    const { id } = await db.alert.create({
      data: { ...about, alertId: 'al_review_due', severity: 'watch', rule: 'ind_review_due <= -3' },
    })
    await move(12)
    expect((await db.alert.findUniqueOrThrow({ where: { id } })).notTrueSince).not.toBeNull()
  })
})
