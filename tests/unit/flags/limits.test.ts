import { describe, expect, test } from 'vitest'
import { minimumRows } from '#lib/assessment/minimum/rules.ts'
import { flagsReading, writtenTriggers } from '#lib/content/flags/index.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { crossCheckRules } from '#lib/content/intake/checks.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { questions } from '#lib/content/intake/questionnaire.ts'
import { flagLimits } from '#lib/content/limits/flags.ts'
import { defaultLimits, type LimitId, type Limits } from '#lib/content/limits/index.ts'
import { wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { evaluateFlags, limitsOfFlag, raised } from '#lib/flags/evaluation/rules.ts'
import { mergeFlags } from '#lib/flags/history/rules.ts'
import { logFlagged } from '#lib/flags/logs/rules.ts'
import type { FlagSource } from '#lib/flags/schema.ts'
import { safetyScreen } from '#lib/flags/screen/rules.ts'
import { publishBlockers } from '#lib/programs/publishing/rules.ts'
import { namesAny } from '#lib/rules/numbers.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { firesByChoice, isQuiet } from '#lib/tracking/entries/rules.ts'
import { patient, today, valuesOf, withValues } from './patients.ts'

const limit = (id: LimitId, value: number): Limits => ({ ...defaultLimits, [id]: value })
const raisedBy = (answers: Record<string, RuleValue>, source: FlagSource, limits: Limits) =>
  raised(evaluateFlags(withValues(valuesOf(), answers), source, limits)).map(({ id }) => id)

describe('a limit of a flag', () => {
  const worsening = { course: 'worsening', imaging_done: ['none'] }
  test.each<[LimitId, number, string, FlagSource, (at: number) => Record<string, RuleValue>, number]>([
    ['severe_pain_nprs', 6, 'flag_severe_pain', 'intake', (at) => ({ nprs_now: at }), 6],
    ['severe_pain_nprs', 6, 'flag_severe_pain', 'log', (at) => ({ morning_pain: at }), 6],
    [
      'never_imaged_weeks',
      12,
      'flag_never_imaged',
      'intake',
      (at) => ({ ...worsening, symptom_weeks: at }),
      13,
    ],
    [
      ...(['extensor_lag_deg', 2, 'flag_extensor_rupture', 'assessment'] as const),
      (at) => ({ onset_type: 'sudden_injury', test_extensor_lag_deg_left: at }),
      3,
    ],
    ['night_pain_days', 1, 'flag_malignancy', 'log', (at) => ({ ind_night_pain_days_7d: at }), 1],
  ])('%s of %d raises %s at it and not short of it', (id, value, flagId, source, answers, at) => {
    const by = (reached: number, limits: Limits) => raisedBy(answers(reached), source, limits)
    expect(by(at, limit(id, value))).toContain(flagId)
    expect(by(at - 1, limit(id, value))).not.toContain(flagId)
    expect(by(at, defaultLimits)).not.toContain(flagId)
  })

  test('can only be made more cautious: nothing is above the default', () => {
    expect(flagLimits.filter((spec) => spec.max !== spec.default)).toEqual([])
  })

  test('says which flags read it', () => {
    for (const { id, readBy } of flagLimits) {
      const titles = flagsReading(id).map((flagId) => flagTitles[flagId])
      if (titles.length > 0) expect(readBy, id).toEqual(titles)
    }
  })

  test('is stored with the flags that name it, and with no other', () => {
    const limits = limit('severe_pain_nprs', 7)
    expect(limitsOfFlag('flag_severe_pain', limits)).toEqual({ severe_pain_nprs: 7 })
    expect(limitsOfFlag('flag_dvt', limits)).toBeNull()
  })

  test('that is another one now changes no answer: the flag is not marked', () => {
    const at = (nprs: number, limits: Limits) => {
      const values = valuesOf({ nprs_now: nprs })
      return { values, results: evaluateFlags(values, 'intake', limits) }
    }
    const [found] = raised(at(7, limit('severe_pain_nprs', 7)).results)
    const row = {
      id: 'row',
      flagId: found?.id ?? '',
      state: 'unresolved' as const,
      occasion: 'form',
      fired: { nprs_now: 7 },
      answerChanged: false,
      calledBack: false,
      saidAgainIn: null,
    }
    const marked = ({ values, results }: ReturnType<typeof at>) =>
      mergeFlags([row], results, { occasion: 'form', values }).markChanged
    expect(marked(at(7, defaultLimits))).toEqual([])
    expect(marked(at(6, defaultLimits))).toEqual(['row'])
  })
})

describe('what a patient reads at once', () => {
  const numbers = { emergencyNumber: '144', clinicPhone: '044 1', outOfHoursPhone: '044 2' }
  const sameDay = (limits: Limits, nights = 0) =>
    wordsAtOnce(firesByChoice(patient(), { nights, swelling: 'none' }, { today, limits }), numbers, {
      minor: false,
    }).levels.find(({ level }) => level === 'same_day')?.when

  test('is for the pain from which on its saving raises the flag', () => {
    const scores = (limits: Limits) =>
      sameDay(limits)?.flatMap(({ made }) =>
        made.flat().flatMap(([field, value]) => (field === 'score' ? [value] : [])),
      )
    expect(scores(defaultLimits)).toEqual(['8', '9', '10'])
    expect(scores(limit('severe_pain_nprs', 6))).toEqual(['6', '7', '8', '9', '10'])
  })

  test('is never left out because an entry seems quiet: the rules are asked from the most cautious limit on', () => {
    const morning = (morningPain: number, severe?: number) =>
      isQuiet({ safety: ['none'], injury: null, morningPain }, severe)
    expect([5, 6, 8].map((pain) => morning(pain))).toEqual([true, false, false])
    expect([7, 8].map((pain) => morning(pain, 8))).toEqual([true, false])
  })
})

test('a log is flagged by the limits of the clinic', () => {
  const log = { safety: ['night_pain_constant'], morningPain: null, swelling: 'none', nights: 2 }
  expect(logFlagged(log, defaultLimits)).toBe('no')
  expect(logFlagged(log, limit('night_pain_days', 2))).toBe('yes')
})

test('safety answers count as long as the clinic says, wherever it is asked', () => {
  const week = limit('safety_screen_days', 7)
  const screen = (limits: Limits) => safetyScreen(patient(), '2026-11-15', today, limits)
  expect([screen(defaultLimits), screen(week)]).toMatchObject([{ current: true }, { current: false }])
  const row = (limits: Limits) =>
    minimumRows(new Map([['safety_age_days', 8]]), 'left', limits).find(({ id }) => id === 'safety')
  expect(row(defaultLimits)).toMatchObject({ met: true, label: expect.stringContaining('14 days') })
  expect(row(week)).toMatchObject({ met: false, label: expect.stringContaining('7 days') })
  const facts = {
    closed: false,
    blocking: [],
    minor: false,
    guardianConsent: false,
    unexamined: [],
    blockLevel: 'none',
    phones: { phone: '1', emergencyNumber: '1', outOfHoursPhone: '1' },
    careful: { pregnancyOrBirth: false, pregnant: false, notKnown: [] },
    examined: { values: new Map(), indexSide: null },
  } as const
  const blockers = (limits: Limits) =>
    publishBlockers({ templateId: null, phases: [] }, { ...facts, screen: screen(limits) })
  expect(blockers(defaultLimits)).toEqual([])
  expect(blockers(week)).toMatchObject([{ text: expect.stringContaining('at most 7 are allowed') }])
})

test('what is evaluated without limits reads no value that names one', () => {
  const named = derivedSpecs.flatMap(({ id, cases }) =>
    cases?.some(({ rule }) => namesAny(rule)) ? [id] : [],
  )
  expect(named).toEqual(['irritability', 'symptom_stage'])
  const rules = [
    ...writtenTriggers.map(({ rule }) => rule.replaceAll(/\$\w+/g, '0')),
    ...questions.map(({ showIf }) => showIf),
    ...crossCheckRules,
  ]
  const read = new Set(rules.flatMap((rule) => idsOf(parseRule(rule))))
  expect(named.filter((id) => read.has(id))).toEqual([])
})
