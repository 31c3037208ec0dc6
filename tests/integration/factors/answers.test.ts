import { describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { evaluateAgain, reevaluateFactors } from '#lib/factors/commands.ts'
import { giveTexts, withdrawText } from '#lib/factors/releases/commands.ts'
import { addFactor, answerFactor } from '#lib/factors/responses/commands.ts'
import { factorAnswers } from '#lib/factors/responses/queries.ts'
import { countedLevel } from '#lib/factors/responses/rules.ts'
import { newId } from '#lib/ids.ts'
import {
  answer,
  db,
  events,
  factorIn,
  lead,
  measured,
  now,
  one,
  opened,
  reevaluate,
  setUp,
  strangers,
  view,
} from './setting.ts'

await setUp()

describe('the physio answers', () => {
  test('confirms, dismisses with a reason; the newest holds and all stay', async () => {
    const { caseId } = await opened()
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const confirm = answer(caseId, evaluationId, 'fac_short_sleep', 'confirmed')
    await answerFactor(lead, confirm)
    await answerFactor(lead, confirm)
    await answerFactor(
      lead,
      answer(caseId, evaluationId, 'fac_short_sleep', 'dismissed', 'Night shift is over'),
    )
    const found = await view(caseId)
    expect(found.responses.fac_short_sleep?.map(({ kind, level, text }) => [kind, level, text])).toEqual([
      ['dismissed', 2, 'Night shift is over'],
      ['confirmed', 2, ''],
    ])
    expect(await events(caseId, 'factor.answered')).toBe(2)
    const again = { ...confirm, kind: 'dismissed' as const, text: 'Other words' }
    await expect(answerFactor(lead, again)).rejects.toThrow(Conflict)
  })

  test('the answer that was written last holds, also when its server’s clock is behind', async () => {
    const { caseId } = await opened()
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const soon = new Date(Date.now() + 600_000)
    await answerFactor(lead, answer(caseId, evaluationId, 'fac_short_sleep', 'confirmed'), soon)
    const dismissed = answer(caseId, evaluationId, 'fac_short_sleep', 'dismissed', 'Sleeps well now')
    await answerFactor(lead, dismissed, new Date(soon.getTime() - 3_600_000))
    const found = await view(caseId)
    expect(found.responses.fac_short_sleep?.map(({ kind }) => kind)).toEqual(['dismissed', 'confirmed'])
  })

  test('and so does the evaluation', async () => {
    const of = await opened()
    const soon = new Date(Date.now() + 600_000)
    const evaluate = (at: Date) => asActor(lead, (tx) => reevaluateFactors(tx, lead, of.caseId, at))
    const { id } = await measured(of, { func_plank_s: 20 })
    const first = await evaluate(soon)
    await db.assessment.update({ where: { id }, data: { findings: { raw: { func_plank_s: 90 } } } })
    const second = await evaluate(new Date(soon.getTime() - 3_600_000))
    if (!first || !second) throw new Error('nothing was evaluated')
    expect((await view(of.caseId)).evaluation?.id).toBe(second.evaluationId)
    expect(second.evaluationId).not.toBe(first.evaluationId)
    expect(await evaluate(soon)).toBeNull()
  })

  test('dismissed, it counts no more in the points of its group, and stays listed', async () => {
    const { caseId } = await opened()
    const before = await view(caseId)
    const of = (found: typeof before) =>
      found.groups.find((group) => group.found.some(({ id }) => id === 'fac_short_sleep'))
    const points = of(before)?.found.find(({ id }) => id === 'fac_short_sleep')?.points ?? 0
    const evaluationId = before.evaluation?.id ?? ''
    await answerFactor(lead, answer(caseId, evaluationId, 'fac_short_sleep', 'dismissed', 'Holidays'))
    expect(points).toBeGreaterThan(0)
    expect(of(await view(caseId))?.score).toBe((of(before)?.score ?? 0) - points)
  })

  test('adds one that no rule found, and never one that the rules list', async () => {
    const { caseId } = await opened()
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const add = {
      id: newId(),
      caseId,
      factorId: 'fac_crossover',
      level: 2 as const,
      text: 'Seen on the track',
    }
    await addFactor(lead, add)
    await addFactor(lead, add)
    const found = await view(caseId)
    expect(found.added.map((one) => one.id)).toEqual(['fac_crossover'])
    expect(found.responses.fac_crossover).toHaveLength(1)
    await expect(addFactor(lead, { ...add, id: newId(), factorId: 'fac_short_sleep' })).rejects.toThrow(
      Conflict,
    )
    await expect(addFactor(lead, { ...add, id: newId(), factorId: 'fac_unknown' })).rejects.toThrow(Invalid)
    await answerFactor(
      lead,
      answer(caseId, evaluationId, 'fac_crossover', 'dismissed', 'Not on the treadmill'),
    )
    expect((await view(caseId)).added).toEqual([])
    await expect(
      answerFactor(lead, answer(caseId, evaluationId, 'fac_overstride', 'dismissed', 'Nobody listed it')),
    ).rejects.toThrow(NotFound)
  })

  test('dismissed, what a physio added does not hide what is measured later', async () => {
    const of = await opened()
    await addFactor(lead, {
      id: newId(),
      caseId: of.caseId,
      factorId: 'fac_trunk_endurance',
      level: 2 as const,
      text: 'Tired in the plank',
    })
    const dismiss = async () => {
      const id = (await view(of.caseId)).evaluation?.id ?? ''
      await answerFactor(lead, answer(of.caseId, id, 'fac_trunk_endurance', 'dismissed', 'Holds it well'))
    }
    const counted = async () => {
      const where = { clinicId: one.clinicId, caseId: of.caseId }
      const answers = await asActor(lead, (tx) => factorAnswers(tx, where))
      return countedLevel((await trunk())?.level ?? null, answers.get('fac_trunk_endurance'))
    }
    const trunk = async () => factorIn(await view(of.caseId), 'fac_trunk_endurance')
    const { id } = await measured(of, { func_sts30: [30] })
    const holds = async (seconds: number) => {
      const plank = { func_side_plank_s_left: seconds, func_side_plank_s_right: seconds, func_plank_s: 60 }
      await db.assessment.update({ where: { id }, data: { findings: { raw: plank } } })
      await reevaluate(lead, of.caseId)
    }
    await dismiss()
    await holds(20)
    expect([(await trunk())?.level, await counted()]).toEqual([2, 2])
    await dismiss()
    expect(await counted()).toBe(0)
    await holds(60)
    await holds(20)
    expect([(await trunk())?.level, await counted()]).toEqual([2, 2])
    const [newest] = (await view(of.caseId)).responses.fac_trunk_endurance ?? []
    expect(newest).toMatchObject({ kind: 'dismissed', level: 2, outlived: true })
  })

  test('is told when a factor was rated again since the page was shown', async () => {
    const of = await opened()
    const seen = (await view(of.caseId)).evaluation?.id ?? ''
    await measured(of, { func_plank_s: 20 })
    await reevaluate(lead, of.caseId)
    const late = answer(of.caseId, seen, 'fac_trunk_endurance', 'confirmed')
    await expect(answerFactor(lead, late)).rejects.toThrow(/rated again/)
    // One whose level is the same can be answered from the older page.
    await answerFactor(lead, answer(of.caseId, seen, 'fac_short_sleep', 'confirmed'))
  })

  test('not in a closed case', async () => {
    const { caseId } = await opened()
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    await db.case.update({ where: { id: caseId }, data: { status: 'discharged', closedAt: now } })
    const confirm = answer(caseId, evaluationId, 'fac_short_sleep', 'confirmed')
    await expect(answerFactor(lead, confirm)).rejects.toThrow(Conflict)
    await expect(evaluateAgain(lead, { caseId })).rejects.toThrow(Conflict)
    expect(await reevaluate(lead, caseId)).toBeNull()
  })

  test.each([...strangers, ['the patient', one.a.actor] as [string, Actor]])(
    '%s cannot',
    async (_who, actor) => {
      const { a } = one
      const confirm = answer(a.caseId, a.evaluationId, 'fac_no_strength', 'confirmed')
      await expect(answerFactor(actor, confirm)).rejects.toThrow(NotFound)
      await expect(
        giveTexts(actor, { caseId: a.caseId, factor: [], advice: ['adv_seek_help'], seen: [] }),
      ).rejects.toThrow(NotFound)
      await expect(withdrawText(actor, { caseId: a.caseId, releaseId: a.releaseId })).rejects.toThrow(
        NotFound,
      )
    },
  )
})
