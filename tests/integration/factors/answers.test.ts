import { describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { newId } from '#lib/db/ids.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { evaluateAgain } from '#lib/factors/commands.ts'
import { giveTexts, withdrawText } from '#lib/factors/releases/commands.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { addFactor, answerFactor } from '#lib/factors/responses/commands.ts'
import type { completeAnswers } from '../triage/setting.ts'
import {
  answer,
  db,
  events,
  lead,
  measured,
  now,
  one,
  opened,
  reevaluate,
  strangers,
  view,
} from './setting.ts'

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
        giveTexts(actor, { caseId: a.caseId, factor: [], advice: ['adv_seek_help'] }),
      ).rejects.toThrow(NotFound)
      await expect(withdrawText(actor, { caseId: a.caseId, releaseId: a.releaseId })).rejects.toThrow(
        NotFound,
      )
    },
  )
})

describe('what the patient reads', () => {
  /** The same as `opened`, with an account. */
  async function withAccount(changes: Parameters<typeof completeAnswers>[0] = {}) {
    const of = await opened(changes)
    return { ...of, actor: { ...one.a.actor, patientId: of.patientId } as typeof one.a.actor }
  }

  test('is what a physio gave: words, no ids, no levels, and only once', async () => {
    const { caseId, actor } = await withAccount()
    expect(await ownFactorTexts(actor)).toEqual({ explanations: [], advice: [] })
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const give = { caseId, factor: ['fac_short_sleep'], advice: ['adv_sleep', 'adv_seek_help'] }
    await expect(giveTexts(lead, give)).rejects.toThrow(Invalid)
    await answerFactor(lead, answer(caseId, evaluationId, 'fac_short_sleep', 'confirmed'))
    expect(await giveTexts(lead, give)).toMatchObject({ texts: 3 })
    expect(await giveTexts(lead, give)).toMatchObject({ texts: 0 })
    const own = await ownFactorTexts(actor)
    expect(own.explanations).toEqual([
      'Your sleep is short or poor (about 5 hours). Sleep is when the body repairs itself.',
    ])
    expect(own.advice).toEqual([
      'Aim for 7–9 hours of sleep.',
      expect.stringMatching(/^Call 144 for chest pain/),
    ])
    expect(JSON.stringify(own)).not.toMatch(/fac_|adv_|pat_|grp_|level|evidence/)
    expect(await ownFactorTexts(one.b.actor)).not.toEqual(own)
    await expect(ownFactorTexts(lead)).resolves.toEqual({ explanations: [], advice: [] })
  })

  test('stays in the words of its day until other words replace it, and goes when it is taken back', async () => {
    const { caseId, actor, patientId } = await withAccount()
    const first = (await view(caseId)).evaluation?.id ?? ''
    await answerFactor(lead, answer(caseId, first, 'fac_short_sleep', 'confirmed'))
    const give = { caseId, factor: ['fac_short_sleep'], advice: [] }
    await giveTexts(lead, give)
    const review = newId()
    await db.intake.create({
      data: {
        id: review,
        clinicId: one.clinicId,
        patientId,
        caseId,
        kind: 'review_form',
        status: 'draft',
        submittedAt: new Date(),
      },
    })
    await db.intakeAnswers.create({
      data: { intakeId: review, clinicId: one.clinicId, patientId, answers: { sleep_hours: 5.5 } },
    })
    expect(await reevaluate(lead, caseId)).toMatchObject({ changed: 0 })
    expect((await ownFactorTexts(actor)).explanations[0]).toContain('about 5 hours')
    await giveTexts(lead, give)
    expect((await ownFactorTexts(actor)).explanations).toEqual([expect.stringContaining('about 5.5 hours')])
    const { given } = await view(caseId)
    expect(given).toHaveLength(1)
    const release = { caseId, releaseId: given[0]?.id ?? '' }
    await withdrawText(lead, release)
    await withdrawText(lead, release)
    expect((await ownFactorTexts(actor)).explanations).toEqual([])
    expect(await db.factorRelease.count({ where: { caseId } })).toBe(2)
  })

  test('never tells her to call a number that the clinic has not entered', async () => {
    const { caseId, actor } = await withAccount()
    const clinic = (outOfHoursPhone: string) =>
      db.clinic.update({ where: { id: one.clinicId }, data: { outOfHoursPhone } })
    const { outOfHoursPhone } = await db.clinic.findUniqueOrThrow({ where: { id: one.clinicId } })
    await clinic('')
    try {
      const give = { caseId, factor: [], advice: ['adv_seek_help'] }
      await expect(giveTexts(lead, give)).rejects.toMatchObject({
        fieldErrors: { advice: [expect.stringMatching(/has not entered its emergency and out-of-hours/)] },
      })
      expect((await view(caseId)).texts.find(({ itemId }) => itemId === 'adv_seek_help')?.text).toBeNull()
      expect((await ownFactorTexts(actor)).advice).toEqual([])
    } finally {
      await clinic(outOfHoursPhone)
    }
  })

  test('holds no advice on running while a flag blocks, given before or not', async () => {
    const { caseId, patientId, actor } = await withAccount({
      runs_week_before: 2,
      runs_week_onset: 5,
      km_week_before: 20,
      km_week_onset: 40,
    })
    const give = { caseId, factor: [], advice: ['adv_load_progression', 'adv_sleep'] }
    await giveTexts(lead, give)
    expect((await ownFactorTexts(actor)).advice).toHaveLength(2)
    await db.redFlag.create({
      data: {
        clinicId: one.clinicId,
        patientId,
        caseId,
        source: 'log',
        flagId: 'flag_bsi_knee',
        urgency: 'urgent_referral',
        block: 'impact',
        ruleSetVersion: 1,
        inputs: {},
      },
    })
    expect((await ownFactorTexts(actor)).advice).toEqual(['Aim for 7–9 hours of sleep.'])
    const found = await view(caseId)
    expect(found.texts.filter((text) => text.held).map((text) => text.itemId)).toContain(
      'adv_load_progression',
    )
    await expect(giveTexts(lead, { ...give, advice: ['adv_load_progression'] })).rejects.toThrow(Invalid)
  })

  test('advice that belongs to no factor of the case cannot be given', async () => {
    const { caseId } = await opened()
    await expect(giveTexts(lead, { caseId, factor: [], advice: ['adv_hills'] })).rejects.toThrow(Invalid)
    await expect(giveTexts(lead, { caseId, factor: [], advice: ['fac_short_sleep'] })).rejects.toThrow(
      Invalid,
    )
  })
})
