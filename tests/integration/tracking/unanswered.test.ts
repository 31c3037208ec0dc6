import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { newId } from '#lib/ids.ts'
import { checkView, sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { postedOf } from '#lib/intake/forms/posted/rules.ts'
import { recordReviewForm, submitReviewForm } from '#lib/intake/review-form/commands.ts'
import { beginReviewForm } from '#lib/intake/review-form/own/commands.ts'
import { ownReviewForms, reviewStart } from '#lib/intake/review-form/own/queries.ts'
import { sectionsOf } from '#lib/intake/review-form/schema.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { answered } from '#tests/integration/programs/setting.ts'
import { testDatabase } from '#tests/support/database.ts'
import { planEveryDay } from '#tests/support/plan-every-day.ts'
import { safe } from '#tests/support/safe.ts'
import { createWorld, type TestRecord, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
let world: World
let a: TestRecord

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  a = world.one.a
  await planEveryDay(ownerUrl, a.canary)
})

/** Her form of before, without the answer to one required question. */
const someMissing = () => {
  const { rf_calf_pain_swelling: _, ...rest } = safe()
  return rest
}
beforeEach(() => answered(ownerUrl, a, someMissing()))

const ask = `/my/forms/review?part=safety&case=`
const ofA = () => ({ caseId: a.caseId, correct: null, day: null })
const blockForTeam = () =>
  asActor(world.one.physioA, async (tx) => {
    const of = { clinicId: world.one.clinicId, caseId: a.caseId, patientId: a.patientId }
    return (await caseSafety(tx, of, dayIn('Europe/Zurich', new Date()))).blockLevel
  })

const waitsForHer = async () =>
  (await ownReviewForms(a.actor, new Date())).safety.map(({ unanswered }) => unanswered)

/** Her answers to the safety questions as the page posts them. */
const [section] = sectionsOf('safety')
const posted = () => {
  if (!section) throw new Error('The questionnaire has no safety questions.')
  return postedOf(section, safe() as Record<string, string | string[]>)
}
async function answerAll(intakeId: string) {
  if (!section) throw new Error('The questionnaire has no safety questions.')
  const { revision } = await sectionView(a.actor, intakeId, 'safety', new Date(), 'review_form')
  await saveSection(a.actor, { intakeId, section, posted: posted(), revision, strict: true }, new Date())
}
const begin = () => beginReviewForm(a.actor, { caseId: a.caseId, part: 'safety' })

describe('safety questions without an answer', () => {
  it('hold her own pages as they hold the program for the team, and lead to the questions', async () => {
    expect(await blockForTeam()).toBe('programme')
    const { current } = await todayView(a.actor, a.caseId)
    expect(current).toMatchObject({
      state: 'paused',
      urgent: false,
      ask: `${ask}${a.caseId}`,
      items: [],
      runs: [],
    })
    expect(current?.messages.join()).toMatch(/answer the safety questions first/)
    expect(current?.messages.join()).not.toMatch(/until we have spoken/)
    const session = await sessionForm(a.actor, ofA())
    expect(session).toMatchObject({ state: 'paused', waits: { ask: `${ask}${a.caseId}` } })
    expect(await runForm(a.actor, ofA())).toMatchObject({ waits: { ask: `${ask}${a.caseId}` } })
    expect(await myProgram(a.actor)).toMatchObject({ state: 'paused', words: { ask: `${ask}${a.caseId}` } })
    expect(await waitsForHer()).toEqual([true])
  })

  it('are answered by herself, part by part and alone, and then everything goes on', async () => {
    expect(await reviewStart(a.actor, { case: a.caseId, part: 'safety' }, new Date())).toMatchObject({
      form: { caseId: a.caseId },
    })
    const [first, second] = await Promise.all([begin(), begin()])
    expect(second).toEqual(first)
    const { intakeId } = first
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(/missing/)
    await answerAll(intakeId)
    expect(await checkView(a.actor, intakeId, new Date(), 'review_form')).toMatchObject({
      heading: 'Safety questions',
      canSend: true,
      sections: [{ slug: 'safety' }],
    })
    expect(await submitReviewForm(a.actor, intakeId)).toEqual({ intakeId, again: false })
    expect(await submitReviewForm(a.actor, intakeId)).toEqual({ intakeId, again: true })
    expect(await blockForTeam()).toBe('none')
    expect(await waitsForHer()).toEqual([false])
    expect((await todayView(a.actor, a.caseId)).current).toMatchObject({ state: 'ready', ask: null })
    expect(await myProgram(a.actor)).toMatchObject({ state: 'running' })
  })

  it('of another patient are not hers, and a physio who asked them meanwhile has the word', async () => {
    const { b } = world.one
    await expect(beginReviewForm(a.actor, { caseId: b.caseId, part: 'safety' })).rejects.toThrow(NotFound)
    const { intakeId } = await begin()
    await answerAll(intakeId)
    await recordReviewForm(world.one.physioA, {
      id: newId(),
      caseId: a.caseId,
      part: 'safety',
      posted: posted(),
    })
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(Conflict)
    expect((await begin()).intakeId).not.toBe(intakeId)
  })
})
