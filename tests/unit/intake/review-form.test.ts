import { describe, expect, it } from 'vitest'
import { reviewSections, type Section } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { partOf, partsOf, partsOfForm, stepAfter, stepBefore } from '#lib/intake/drafts/rules.ts'
import { checkSection } from '#lib/intake/forms/rules.ts'
import { closedBy, isAsked, isTime, stateOf } from '#lib/intake/review-form/asked/rules.ts'
import type { ReviewAsking } from '#lib/intake/review-form/asked/schema.ts'
import { answersIn, flagsOf, ownAnswers, sentAnswers, shownIn } from '#lib/intake/review-form/own/rules.ts'

const asking = (changes: Partial<ReviewAsking> = {}): ReviewAsking => ({
  caseId: 'c',
  patientId: 'p',
  status: 'open',
  zone: 'Asia/Kathmandu',
  reviewOn: '2026-11-27',
  today: '2026-11-24',
  answeredId: null,
  answeredAt: null,
  firstCaseId: 'c',
  casesOfDay: 1,
  ...changes,
})

describe('the form before a review', () => {
  it.each([
    ['four days before', { today: '2026-11-23' }, false],
    ['three days before', {}, true],
    ['on the day', { today: '2026-11-27' }, true],
    ['when the review is late', { today: '2026-12-20' }, true],
    ['while the case is held', { status: 'on_hold' }, true],
    ['after the case was closed', { status: 'discharged' }, false],
    ['without a planned review', { reviewOn: null }, false],
    ['once somebody answered the whole of it', { answeredId: 'f' }, false],
  ] as const)('%s', (_, changes, asked) => {
    expect(isAsked(asking(changes))).toBe(asked)
  })

  it('is still shown to a physio as answered', () => {
    expect(isTime(asking({ answeredId: 'f' }))).toBe(true)
    const answered = { id: 'f', on: '2026-11-23', by: null }
    expect(stateOf(asking({ answeredId: 'f' }), { answered, begun: null })).toEqual({
      waits: false,
      text: 'answered by the patient yesterday',
      href: '/cases/c/intake?form=f',
    })
    const begun = { id: 'd', on: '2026-11-24' }
    expect(stateOf(asking(), { answered: null, begun })?.text).toBe(
      'begun by the patient today, not sent yet',
    )
    expect(stateOf(asking(), { answered: null, begun: null })).toEqual({
      waits: true,
      text: 'asked, not answered yet',
      href: null,
    })
    expect(stateOf(asking({ today: '2026-11-20' }), { answered: null, begun: null })).toBeNull()
  })

  it.each([
    ['stays open while it is asked', {}, null],
    ['stays its own when it was sent', { answeredId: 'mine' }, null],
    ['closes when a physio asked it', { answeredId: 'other' }, 'answered'],
    ['closes with the review', { reviewOn: '2026-12-11' }, 'reviewed'],
    ['closes when no review follows', { reviewOn: null }, 'reviewed'],
    ['closes with the case', { status: 'referred', reviewOn: null }, 'ended'],
  ] as const)('that was begun %s', (_, changes, closed) => {
    const begun = { id: 'mine', reviewOn: '2026-11-27', askedSince: false }
    expect(closedBy(begun, asking(changes))).toBe(closed)
  })

  it.each([
    ['stays open without a planned review', {}, false, null],
    ['closes when a physio asked the safety questions', {}, true, 'answered'],
    ['closes with the case', { status: 'discharged' }, false, 'ended'],
  ] as const)('of the safety questions alone %s', (_, changes, askedSince, closed) => {
    expect(closedBy({ id: 'mine', reviewOn: null, askedSince }, asking(changes))).toBe(closed)
  })
})

describe('days since an injury', () => {
  const answer = (section: Section | undefined, days: string) =>
    section &&
    checkSection(section, { rf_trauma_days: days }, { rf_trauma: 'yes' }, { today: '2026-11-27' }).errors
      .rf_trauma_days

  it('may be more than those of the intake, after a long time without a form', () => {
    expect(answer(partOf('review_form', 'sec_safety'), '60')).toBeUndefined()
    expect(answer(partOf('intake', 'sec_safety'), '60')).toContain('from 0 to 42')
    expect(cleanAnswers({ rf_trauma_days: 60 })).toEqual({ rf_trauma_days: 60 })
    expect(cleanAnswers({ rf_trauma_days: 1000 })).toEqual({})
  })
})

describe('its parts', () => {
  it('are those of the reduced form in their order, without consent', () => {
    const ids = partsOf.review_form.map(({ id }) => id)
    expect(ids[0]).toBe('sec_safety')
    expect(ids).not.toContain('sec_consent')
    const [first, second] = reviewSections
    expect(first && stepAfter(first, reviewSections)).toBe(second?.id.replace('sec_', ''))
    expect(first && stepBefore(first, reviewSections)).toBeNull()
    const last = reviewSections.at(-1)
    expect(last && stepAfter(last, reviewSections)).toBe('check')
    const alone = partsOfForm({ kind: 'review_form', reviewOn: null })
    expect(alone.map(({ id }) => id)).toEqual(['sec_safety'])
    expect(partOf('review_form', 'sec_identity')).toBeUndefined()
    expect(partOf('review_form', 'sec_goals')?.questions.map(({ id }) => id)).not.toContain('goal_text')
  })
})

describe('its answers', () => {
  const setting = {
    caseId: 'c',
    part: 'whole' as const,
    reviewOn: '2026-11-27',
    closed: null,
    asAgain: [],
    before: {
      sex_at_birth: 'female',
      rf_cancer_history: 'yes',
      rf_trauma: 'no',
      nprs_now: 5,
      psfs_2_activity: 'Stairs',
    },
  }

  it('stand alone: of the earlier ones only what is not asked again counts', () => {
    expect(answersIn(setting, { nprs_now: 2 })).toEqual({
      sex_at_birth: 'female',
      psfs_2_activity: 'Stairs',
      nprs_now: 2,
    })
    expect(ownAnswers({ sex_at_birth: 'female', nprs_now: 2 })).toEqual({ nprs_now: 2 })
  })

  it('begin with the last one where it is only to be confirmed', () => {
    const shown = shownIn(setting, reviewSections, {})
    expect(shown).toMatchObject({ rf_cancer_history: 'yes' })
    expect(shown).not.toHaveProperty('rf_trauma')
    expect(shownIn(setting, reviewSections, { rf_cancer_history: 'no' })).toMatchObject({
      rf_cancer_history: 'no',
    })
  })

  it('give way to what a physio asked meanwhile, until they are confirmed', () => {
    const meanwhile = { ...setting, asAgain: ['sec_safety'] }
    const shown = shownIn(meanwhile, reviewSections, { rf_cancer_history: 'no', rf_trauma: 'no' })
    expect(shown).toMatchObject({ rf_cancer_history: 'yes', rf_trauma: 'no' })
  })

  it('are sent with what makes them readable by themselves, and nothing that was left open', () => {
    const sent = sentAnswers({ km_longest_now: null, ...setting.before }, new Set(['nprs_now']))
    expect(sent).toEqual({ nprs_now: 5, sex_at_birth: 'female', psfs_2_activity: 'Stairs' })
  })

  it('raise only what they say themselves', () => {
    const today = '2026-11-24'
    const said = (answers: Answers) => flagsOf(answers, 'whole', today, defaultLimits)
    expect(said({ rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] })).toContain('flag_dvt')
    expect(said({ sex_at_birth: 'female' })).toEqual([])
  })
})
