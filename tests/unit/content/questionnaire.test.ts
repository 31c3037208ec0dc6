import { describe, expect, test } from 'vitest'
import { additionalTriggers } from '#lib/content/flags/additional.ts'
import { triggersWith } from '#lib/content/flags/index.ts'
import { flagLines } from '#lib/content/flags/lines.ts'
import { newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { levelMessages } from '#lib/content/flags/messages.ts'
import { ottawaItems } from '#lib/content/flags/ottawa.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { urgencies } from '#lib/content/flags/types.ts'
import { wellsItems } from '#lib/content/flags/wells.ts'
import { clinicalIds, questionnaireIds } from '#lib/content/ids.ts'
import { crossCheckRules } from '#lib/content/intake/checks.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { questionGroups } from '#lib/content/intake/groups.ts'
import { optionLabels } from '#lib/content/intake/labels.ts'
import { questionById, questionnaire, questions, sectionById } from '#lib/content/intake/questionnaire.ts'
import { reviewConfirmIds, reviewQuestionIds } from '#lib/content/intake/review.ts'
import {
  crossCheckTexts,
  questionHints,
  questionWordings,
  reviewWordings,
  scaleAnchors,
} from '#lib/content/intake/texts.ts'
import { zones } from '#lib/content/intake/zones.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import {
  contextIds,
  questionsOf,
  reviewParts,
  sectionsOf,
  toConfirm,
} from '#lib/intake/review-form/schema.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import { loadRule, parseRule } from '#lib/rules/parse.ts'
import { reservedWords } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'

const ids = questions.map((question) => question.id)
const duplicates = (list: readonly string[]) => list.filter((id, index) => list.indexOf(id) !== index)
/** An id shown to a person, or a sign that the screens do not use. */
const notForPeople = /[a-z]_[a-z0-9]|[≤≥→`]|programme/

describe('the questionnaire', () => {
  test('has the 16 sections and 199 questions of version 1, each id once and none of them a reserved word', () => {
    expect(questionnaire.version).toBe(1)
    expect(questionnaire.sections.map((section) => section.order)).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 1),
    )
    expect(questionnaire.sections[2]?.id).toBe('sec_safety')
    expect(ids).toHaveLength(199)
    expect(duplicates([...ids, ...derivedSpecs.map((spec) => spec.id)])).toEqual([])
    expect(ids.filter((id) => reservedWords.has(id) || !/^[a-z][a-z0-9_]*$/.test(id))).toEqual([])
  })

  test('every option has a label for people, each id once', () => {
    for (const question of questions) {
      expect(duplicates(question.options.map((option) => option.id))).toEqual([])
      expect(
        question.options.filter((option) => option.label === '' || notForPeople.test(option.label)),
      ).toEqual([])
      const chosen = ['single', 'multi', 'boolean', 'bodychart'].includes(question.type)
      expect(question.options.length > 0, question.id).toBe(chosen)
    }
  })

  test('every text is for people', () => {
    const texts = questions.flatMap((question) => [question.wording, question.hint ?? ''])
    const sections = questionnaire.sections.flatMap((section) => [section.title, section.intro])
    expect([...texts, ...sections, ...crossCheckTexts].filter((text) => notForPeople.test(text))).toEqual([])
    expect(questions.filter((question) => /^[–-]|^$/.test(question.wording))).toEqual([])
    expect(questionnaire.sections.filter((section) => section.intro === '')).toEqual([])
  })

  test('a question is shown by questions before it, and required only when shown if it depends', () => {
    questions.forEach((question, index) => {
      const known = new Set([...ids.slice(0, index), ...(index > 0 ? ['age_years'] : [])])
      const read = idsOf(loadRule(question.showIf, questionnaireIds))
      expect(
        read.filter((id) => !known.has(id)),
        question.id,
      ).toEqual([])
      if (question.required === 'C') expect(question.showIf, question.id).not.toBe('always')
      if (question.required === 'R') expect(question.showIf, question.id).toBe('always')
    })
  })

  test('what is kept by hand names known questions and options', () => {
    const named = [questionHints, questionWordings, reviewWordings, scaleAnchors, optionLabels].flatMap(
      Object.keys,
    )
    expect(named.filter((id) => !questionById.has(id))).toEqual([])
    for (const [id, labels] of Object.entries(optionLabels)) {
      const options = questionById.get(id)?.options.map((option) => option.id)
      expect(
        Object.keys(labels).filter((option) => !options?.includes(option)),
        id,
      ).toEqual([])
    }
    expect(
      questionGroups.flatMap((group) => group.questionIds).filter((id) => !questionById.has(id)),
    ).toEqual([])
    expect([...reviewQuestionIds, ...reviewConfirmIds].filter((id) => !questionById.has(id))).toEqual([])
  })

  test('limits name known questions and are not turned round', () => {
    for (const { id, limits } of questions) {
      const named = [limits?.atMost, limits?.oneOfZones, limits?.requiredWhen?.id].filter(
        (one) => one !== undefined,
      )
      expect(named.filter((one) => !questionById.has(one))).toEqual([])
      if (limits?.min !== undefined) expect(limits.max, id).toBeGreaterThan(limits.min)
    }
    const numbers = questions.filter((question) => ['integer', 'decimal', 'nprs'].includes(question.type))
    expect(numbers.filter((question) => question.limits?.max === undefined)).toEqual([])
  })

  test('the chart has 17 zones, and each is an option of both chart questions', () => {
    expect(zones).toHaveLength(17)
    for (const id of ['pain_zones', 'pain_zone_main']) {
      expect(questionById.get(id)?.options.map((option) => option.id)).toEqual(zones.map((zone) => zone.id))
    }
  })

  // Written out from clinical/intake.md 18.4, in the order of the sections.
  const reviewIds = {
    sec_intensity: ['nprs_now', 'nprs_worst_7d', 'nprs_average_7d', 'settle_time', 'morning_stiffness'],
    sec_mechanical: ['swelling_now', 'giving_way', 'giving_way_with_pain', 'patella_instability'],
    sec_running: ['km_week_now', 'runs_week_now', 'hard_week_now', 'km_longest_now'],
    sec_recovery: ['energy_low', 'diet_restrict', 'periods_status'],
    sec_health: ['medical_conditions', 'medications', 'steroid_long'],
    sec_goals: ['psfs_1_score', 'psfs_2_score', 'psfs_3_score'],
  }
  const history = [
    ...['rf_knee_implant', 'rf_cancer_history', 'rf_prev_stress_fracture', 'rf_inflammatory_history'],
  ]

  test('the review form asks what the specification lists: all of safety, and 22 others', () => {
    const [safety, ...others] = sectionsOf('whole')
    expect(safety?.questions.map(({ id }) => id)).toEqual(
      sectionById.get('sec_safety')?.questions.map(({ id }) => id),
    )
    expect(safety?.questions).toHaveLength(36)
    const asked = others.map(({ id, questions }) => [id, questions.map((question) => question.id)])
    expect(Object.fromEntries(asked)).toEqual(reviewIds)
    expect(sectionsOf('safety')).toEqual([safety])
    for (const part of reviewParts) {
      const injury = questionsOf(part).questions.find((question) => question.id === 'rf_trauma')
      expect(injury?.wording).toContain('Since your last form')
    }
  })

  test('the last answer is shown to confirm for history, illness and medicine alone', () => {
    expect(toConfirm('safety').toSorted()).toEqual(history.toSorted())
    expect(toConfirm('whole').toSorted()).toEqual(
      [...history, 'medical_conditions', 'medications'].toSorted(),
    )
  })

  test.each(reviewParts)('what opens a question of the %s form is asked in it or kept with it', (part) => {
    const { questions: asked } = questionsOf(part)
    const read = asked.flatMap(({ showIf }) => (showIf === 'always' ? [] : idsOf(parseRule(showIf))))
    const has = new Set([...asked.map(({ id }) => id), ...contextIds, 'age_years'])
    expect(read.filter((id) => !has.has(id))).toEqual([])
  })

  test('every rule is one of the language', () => {
    const derivedRules = derivedSpecs
      .flatMap((spec) => spec.cases ?? [])
      .map((item) => withNumbers(item.rule, defaultLimits))
    for (const rule of [...derivedRules, ...crossCheckRules])
      expect(loadRule(rule, questionnaireIds).text).toBe(rule)
    expect(crossCheckTexts).toHaveLength(crossCheckRules.length)
  })

  test('a list of cases ends with one that is always true, unless every case is meant', () => {
    for (const spec of derivedSpecs) {
      if (spec.cases) expect(spec.cases.at(-1)?.rule, spec.id).toBe('always')
    }
  })
})

describe('the red flags', () => {
  test('50 flags, each once, with a title and rules that can be loaded', () => {
    expect(flagTable).toHaveLength(50)
    expect(duplicates(flagTable.map((flag) => flag.id))).toEqual([])
    expect(Object.keys(flagTitles).toSorted()).toEqual(flagTable.map((flag) => flag.id).toSorted())
    for (const { source, rule } of triggersWith(defaultLimits))
      expect(loadRule(rule, source === 'intake' ? questionnaireIds : clinicalIds).text).toBe(rule)
    for (const item of ottawaItems) expect(loadRule(item.rule, clinicalIds).text).toBe(item.rule)
  })

  test('a trigger never contains a negation, so that an answer never hides a flag', () => {
    expect(flagTable.filter((flag) => flag.trigger.includes('NOT'))).toEqual([])
    expect(additionalTriggers.filter((row) => row.rule.includes('NOT'))).toEqual([])
  })

  test('what supersedes exists, is at least as urgent, and every chain ends', () => {
    const byId = new Map(flagTable.map((flag) => [flag.id, flag]))
    const walk = (id: string, path: readonly string[]): void => {
      expect(path, `${path.join(', ')}, ${id}`).not.toContain(id)
      const flag = byId.get(id)
      expect(flag, id).toBeDefined()
      for (const next of flag?.supersededBy ?? []) {
        const rank = (one: string) => urgencies.indexOf(byId.get(one)?.urgency ?? 'monitor')
        expect(rank(next), `${id} by ${next}`).toBeLessThanOrEqual(rank(id))
        walk(next, [...path, id])
      }
    }
    for (const flag of flagTable) walk(flag.id, [])
  })

  test('lines and triggers name known flags; messages cover the levels', () => {
    const known = new Set(flagTable.map((flag) => flag.id))
    const named = [
      ...flagLines.flatMap((line) => line.flagIds),
      ...additionalTriggers.map((row) => row.flagId),
    ]
    expect(named.filter((id) => !known.has(id))).toEqual([])
    expect(Object.keys(levelMessages)).toEqual([...urgencies])
    const texts = [...Object.values(levelMessages), ...flagLines.map((line) => line.text)]
    for (const text of texts)
      expect((text ?? '').replace(/\{(emergency_number|clinic_phone|out_of_hours_phone)\}/g, '')).not.toMatch(
        /[{}]|flag_/,
      )
  })

  test('the safety question of a log starts with "None of these" and opens known questions', () => {
    expect(logSafetyOptions).toHaveLength(18)
    expect(logSafetyOptions[0]).toEqual({ id: 'none', label: 'None of these' })
    expect(newInjuryQuestionIds.filter((id) => !questionById.has(id))).toEqual([])
  })

  test('the Wells score reaches from -2 to 9', () => {
    const points = wellsItems.map((item) => item.points)
    expect(points.filter((value) => value > 0).reduce((sum, value) => sum + value, 0)).toBe(9)
    expect(Math.min(...points)).toBe(-2)
  })
})
