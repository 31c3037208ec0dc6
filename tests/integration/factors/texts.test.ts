import { describe, expect, test } from 'vitest'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { giveTexts, withdrawText } from '#lib/factors/releases/commands.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { answerFactor } from '#lib/factors/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import type { completeAnswers } from '../triage/setting.ts'
import {
  answer,
  db,
  events,
  give,
  lead,
  measured,
  now,
  one,
  opened,
  ownTexts,
  reevaluate,
  setUp,
  view,
} from './setting.ts'

await setUp()

describe('what the patient reads', () => {
  /** The same as `opened`, with an account. */
  async function withAccount(changes: Parameters<typeof completeAnswers>[0] = {}) {
    const of = await opened(changes)
    return { ...of, actor: { ...one.a.actor, patientId: of.patientId } as typeof one.a.actor }
  }

  /** A form before a review, with these answers. */
  async function reviewed(caseId: string, answers: object) {
    const { patientId } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    const of = { clinicId: one.clinicId, patientId }
    const id = newId()
    const form = { kind: 'review_form', status: 'draft', submittedAt: new Date() } as const
    await db.intake.create({ data: { id, ...of, caseId, ...form } })
    await db.intakeAnswers.create({ data: { intakeId: id, ...of, answers } })
  }

  test('is what a physio gave: words, no ids, no levels, and only once', async () => {
    const { caseId, actor } = await withAccount()
    expect(await ownTexts(actor)).toEqual({ explanations: [], advice: [] })
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const these = { caseId, factor: ['fac_short_sleep'], advice: ['adv_sleep', 'adv_seek_help'] }
    await expect(give(these)).rejects.toThrow(Invalid)
    await answerFactor(lead, answer(caseId, evaluationId, 'fac_short_sleep', 'confirmed'))
    expect(await give(these)).toMatchObject({ texts: 3 })
    expect(await give(these)).toMatchObject({ texts: 0 })
    const own = await ownTexts(actor)
    expect(own.explanations).toEqual([
      'Your sleep is short or poor (about 5 hours). Sleep is when the body repairs itself.',
    ])
    expect(own.advice).toEqual([
      'Aim for 7–9 hours of sleep.',
      expect.stringMatching(/^Call 144 for chest pain/),
    ])
    expect(JSON.stringify(own)).not.toMatch(/fac_|adv_|pat_|grp_|level|evidence/)
    expect(await ownTexts(one.b.actor)).not.toEqual(own)
    expect(await ownTexts(lead)).toEqual({ explanations: [], advice: [] })
  })

  test('is in miles once she has logged a run in miles', async () => {
    const { caseId, patientId } = await withAccount({ shoe_km: 805 })
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    await answerFactor(lead, answer(caseId, evaluationId, 'fac_shoe_worn', 'confirmed'))
    const words = async () =>
      (await view(caseId)).texts.find(({ itemId }) => itemId === 'fac_shoe_worn')?.text
    expect(await words()).toMatch(/have about 805 km on them/)
    await db.runLog.create({
      data: {
        id: newId(),
        clinicId: one.clinicId,
        patientId,
        caseId,
        logDate: now,
        km: 8.05,
        unit: 'mi',
        minutes: 50,
        type: 'easy',
        surface: 'road',
        enteredById: lead.accountId,
        onBehalf: true,
      },
    })
    expect(await words()).toMatch(/have about 500 miles on them/)
    await give({ caseId, factor: ['fac_shoe_worn'], advice: [] })
    const [given] = (await view(caseId)).given
    expect(given).toMatchObject({ text: expect.stringContaining('500 miles'), lapsed: null })
  })

  test('stays in the words of its day until other words replace it, and goes when it is taken back', async () => {
    const { caseId, actor } = await withAccount()
    const first = (await view(caseId)).evaluation?.id ?? ''
    await answerFactor(lead, answer(caseId, first, 'fac_short_sleep', 'confirmed'))
    const these = { caseId, factor: ['fac_short_sleep'], advice: [] }
    await give(these)
    await reviewed(caseId, { sleep_hours: 5.5 })
    expect(await reevaluate(lead, caseId)).toMatchObject({ changed: 0 })
    expect((await ownTexts(actor)).explanations[0]).toContain('about 5 hours')
    await give(these)
    expect((await ownTexts(actor)).explanations).toEqual([expect.stringContaining('about 5.5 hours')])
    const { given } = await view(caseId)
    expect(given).toHaveLength(1)
    const release = { caseId, releaseId: given[0]?.id ?? '' }
    await withdrawText(lead, release)
    await withdrawText(lead, release)
    expect((await ownTexts(actor)).explanations).toEqual([])
    expect(await db.factorRelease.count({ where: { caseId } })).toBe(2)
  })

  test('is nothing that the page did not show: other words are refused, and shown', async () => {
    const { caseId, actor } = await withAccount()
    const page = await view(caseId)
    await answerFactor(lead, answer(caseId, page.evaluation?.id ?? '', 'fac_short_sleep', 'confirmed'))
    const shown = (await view(caseId)).texts.map(({ seen }) => seen)
    await reviewed(caseId, { sleep_hours: 5.5 })
    await reevaluate(lead, caseId)
    const these = { caseId, factor: ['fac_short_sleep'], advice: ['adv_sleep'] }
    await expect(giveTexts(lead, { ...these, seen: shown })).rejects.toMatchObject({
      fieldErrors: { factor: [expect.stringMatching(/reads differently since you opened this page/)] },
    })
    expect(await ownTexts(actor)).toEqual({ explanations: [], advice: [] })
    expect(await events(caseId, 'factor.texts_given')).toBe(0)
    const { texts } = await view(caseId)
    const changed = texts.filter(({ seen }) => !shown.includes(seen))
    expect(changed.map(({ words }) => words)).toEqual([expect.stringContaining('about 5.5 hours')])
    await giveTexts(lead, { ...these, seen: texts.map(({ seen }) => seen) })
    expect((await ownTexts(actor)).explanations).toEqual([expect.stringContaining('about 5.5 hours')])
  })

  test('names whom the page named: another number is shown first', async () => {
    const { caseId, actor } = await withAccount()
    const these = { caseId, factor: [], advice: ['adv_seek_help'] }
    const seen = (await view(caseId)).texts.map((text) => text.seen)
    const clinic = (emergencyNumber: string) =>
      db.clinic.update({ where: { id: one.clinicId }, data: { emergencyNumber } })
    await clinic('112')
    try {
      await expect(giveTexts(lead, { ...these, seen })).rejects.toMatchObject({
        fieldErrors: { advice: [expect.stringMatching(/reads differently/)] },
      })
      expect((await ownTexts(actor)).advice).toEqual([])
    } finally {
      await clinic('144')
    }
    expect(await giveTexts(lead, { ...these, seen })).toMatchObject({ texts: 1 })
  })

  test('never tells her to call a number that the clinic has not entered', async () => {
    const { caseId, actor } = await withAccount()
    const clinic = (outOfHoursPhone: string) =>
      db.clinic.update({ where: { id: one.clinicId }, data: { outOfHoursPhone } })
    const { outOfHoursPhone } = await db.clinic.findUniqueOrThrow({ where: { id: one.clinicId } })
    await clinic('')
    try {
      const these = { caseId, factor: [], advice: ['adv_seek_help'] }
      await expect(give(these)).rejects.toMatchObject({
        fieldErrors: { advice: [expect.stringMatching(/has not entered its emergency and out-of-hours/)] },
      })
      expect((await view(caseId)).texts.find(({ itemId }) => itemId === 'adv_seek_help')?.text).toBeNull()
      expect((await ownTexts(actor)).advice).toEqual([])
    } finally {
      await clinic(outOfHoursPhone)
    }
  })

  test('names whom to call as the clinic says it when she reads', async () => {
    const { caseId, actor } = await withAccount()
    await give({ caseId, factor: [], advice: ['adv_seek_help'] })
    const { emergencyNumber } = await db.clinic.findUniqueOrThrow({ where: { id: one.clinicId } })
    const clinic = (number: string) =>
      db.clinic.update({ where: { id: one.clinicId }, data: { emergencyNumber: number } })
    await clinic('112')
    try {
      expect((await ownTexts(actor)).advice).toEqual([expect.stringMatching(/^Call 112 for chest pain/)])
      const [given] = (await view(caseId)).given
      expect(given).toMatchObject({ lapsed: null, text: expect.stringMatching(/^Call 112 for/) })
    } finally {
      await clinic(emergencyNumber)
    }
  })

  test('is marked for the team when its factor was dismissed, and can be taken back with it', async () => {
    const { caseId, actor } = await withAccount()
    const evaluationId = (await view(caseId)).evaluation?.id ?? ''
    const say = (kind: 'confirmed' | 'dismissed', text = '') =>
      answer(caseId, evaluationId, 'fac_short_sleep', kind, text)
    await answerFactor(lead, say('confirmed'))
    await give({
      caseId,
      factor: ['fac_short_sleep'],
      advice: ['adv_sleep', 'adv_shoe_rotate', 'adv_seek_help'],
    })
    const before = await view(caseId)
    expect(before.given.map(({ lapsed }) => lapsed)).toEqual([null, null, null, null])
    expect(before.resting).toEqual({ fac_short_sleep: 2, fac_single_shoe: 1 })
    await answerFactor(lead, say('dismissed', 'Night shift is over'))
    expect(
      (await view(caseId)).given.flatMap(({ itemId, lapsed }) => (lapsed ? [[itemId, lapsed]] : [])),
    ).toEqual([
      ['fac_short_sleep', 'Its factor was dismissed since.'],
      ['adv_sleep', 'No factor of this case asks for it any more.'],
    ])
    await answerFactor(lead, say('confirmed'))
    const again = { ...say('dismissed', 'Night shift is over'), takeBack: 'yes' as const }
    expect(await answerFactor(lead, again)).toMatchObject({ takenBack: 2 })
    expect(await answerFactor(lead, again)).toMatchObject({ takenBack: 0 })
    expect(await ownTexts(actor)).toEqual({
      explanations: [],
      advice: [expect.stringMatching(/two different pairs/), expect.stringMatching(/^Call 144/)],
    })
    expect(await events(caseId, 'factor.text_withdrawn')).toBe(2)
  })

  test('is marked for the team when the factor is absent now or the words are others', async () => {
    const of = await withAccount()
    await measured(of, { func_plank_s: 20 })
    await reevaluate(lead, of.caseId)
    const seen = (await view(of.caseId)).evaluation?.id ?? ''
    await answerFactor(lead, answer(of.caseId, seen, 'fac_trunk_endurance', 'confirmed'))
    await give({ caseId: of.caseId, factor: ['fac_trunk_endurance'], advice: [] })
    const lapsed = async (plank: number) => {
      const findings = { raw: { func_plank_s: plank, func_side_plank_s_right: 90 } }
      await db.assessment.updateMany({ where: { caseId: of.caseId }, data: { findings } })
      await reevaluate(lead, of.caseId)
      return (await view(of.caseId)).given[0]?.lapsed
    }
    expect(await lapsed(25)).toMatch(/reads differently now/)
    expect(await lapsed(60)).toMatch(/do not find its factor any more/)
  })

  test('can be taken back when the case has ended, and by the team alone', async () => {
    const { caseId, actor } = await withAccount()
    await give({ caseId, factor: [], advice: ['adv_sleep'] })
    await db.case.update({ where: { id: caseId }, data: { status: 'discharged', closedAt: now } })
    expect((await ownTexts(actor)).advice).toHaveLength(1)
    const found = await view(caseId)
    expect(found).toMatchObject({ mayWrite: false, mayTakeBack: true })
    const release = { caseId, releaseId: found.given[0]?.id ?? '' }
    await expect(withdrawText(one.physioB, release)).rejects.toThrow(NotFound)
    await withdrawText(lead, release)
    expect((await ownTexts(actor)).advice).toEqual([])
    await expect(give({ caseId, factor: [], advice: ['adv_sleep'] })).rejects.toThrow(Conflict)
  })

  test('is that of every treatment that runs, each with its knee, and of an ended one only without', async () => {
    const left = await opened()
    const actor = { ...one.a.actor, patientId: left.patientId } as typeof one.a.actor
    const of = {
      clinicId: one.clinicId,
      patientId: left.patientId,
      complaint: 'pain in front',
      openedById: lead.accountId,
    }
    const other = async (side: 'left' | 'right', status: 'open' | 'discharged', openedAt: Date) => {
      const closedAt = status === 'open' ? null : openedAt
      await db.case.create({ data: { ...of, side, status, openedAt, closedAt } })
    }
    await give({ caseId: left.caseId, factor: [], advice: ['adv_sleep'] })
    const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
    await other('left', 'discharged', later(1))
    expect(await ownFactorTexts(actor)).toEqual([
      { knee: null, explanations: [], advice: ['Aim for 7–9 hours of sleep.'] },
    ])
    await other('left', 'open', later(2))
    expect((await ownFactorTexts(actor)).map(({ knee }) => knee)).toEqual(['Right knee'])
    await db.case.updateMany({ where: { id: left.caseId }, data: { status: 'discharged', closedAt: now } })
    expect(await ownFactorTexts(actor)).toEqual([])
  })

  test('holds no advice on running while a flag blocks, given before or not', async () => {
    const { caseId, patientId, actor } = await withAccount({
      runs_week_before: 2,
      runs_week_onset: 5,
      km_week_before: 20,
      km_week_onset: 40,
    })
    const these = { caseId, factor: [], advice: ['adv_load_progression', 'adv_sleep'] }
    await give(these)
    expect((await ownTexts(actor)).advice).toHaveLength(2)
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
    expect((await ownTexts(actor)).advice).toEqual(['Aim for 7–9 hours of sleep.'])
    const found = await view(caseId)
    expect(found.texts.filter((text) => text.held).map((text) => text.itemId)).toContain(
      'adv_load_progression',
    )
    await expect(give({ ...these, advice: ['adv_load_progression'] })).rejects.toThrow(Invalid)
  })

  test('advice that belongs to no factor of the case cannot be given', async () => {
    const { caseId } = await opened()
    await expect(give({ caseId, factor: [], advice: ['adv_hills'] })).rejects.toThrow(Invalid)
    await expect(give({ caseId, factor: [], advice: ['fac_short_sleep'] })).rejects.toThrow(Invalid)
  })
})
