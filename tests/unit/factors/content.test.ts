import { describe, expect, test } from 'vitest'
import { advice } from '#lib/content/factors/advice.ts'
import { formNoteWords } from '#lib/content/factors/form-notes.ts'
import { evidenceWeights, factorGroups } from '#lib/content/factors/groups.ts'
import { factors, readersOf } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { planRows } from '#lib/content/factors/plan.ts'
import { sentences } from '#lib/content/factors/sentences.ts'
import { groupIds } from '#lib/content/factors/types.ts'
import { findingIds } from '#lib/content/ids/findings.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { assessmentLimits } from '#lib/content/limits/assessment.ts'
import { factorLimits } from '#lib/content/limits/factors.ts'
import { blocks } from '#lib/content/programs/blocks.ts'
import { programTemplates } from '#lib/content/programs/index.ts'
import { loadRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'

const unique = (ids: readonly string[]) => [...new Set(ids)]
const adviceIds = advice.map((one) => one.id)

describe('the factors as data', () => {
  test('there are 44 in five groups, each once', () => {
    expect(factors).toHaveLength(44)
    expect(unique(factors.map((one) => one.id))).toHaveLength(44)
    expect(factorGroups.map((group) => group.id)).toEqual(groupIds)
    expect(unique(factors.map((one) => one.group)).toSorted()).toEqual([...groupIds].toSorted())
  })

  test('are those that rules may name', () => {
    const named = Object.keys(findingIds).filter((id) => id.startsWith('fac_'))
    expect(named.toSorted()).toEqual(factors.map((one) => one.id).toSorted())
    const patternIds = Object.keys(findingIds).filter((id) => id.startsWith('pat_'))
    expect(patternIds.toSorted()).toEqual(patterns.map((one) => one.id).toSorted())
  })

  test.each(factors)('$id: its rules parse and read exactly its inputs', (factor) => {
    const read = factor.levels.flatMap(({ rule }) => idsOf(loadRule(rule, clinicalIds)))
    expect(unique(read).toSorted()).toEqual([...factor.inputs].toSorted())
    const levels = factor.levels.map(({ level }) => level)
    expect(levels).toEqual(unique(levels.map(String)).map(Number).toSorted())
    expect(levels.length).toBeGreaterThan(0)
  })

  test.each(factors)('$id: every limit has a source or is expert opinion', (factor) => {
    const limits = factor.levels.some(({ rule }) => /(<|>|= ?)\s*-?\d/.test(rule))
    const sourced = /\[\d+( GK)?\]/.test(factor.evidenceNote)
    if (limits) expect(sourced || factor.expertThreshold || factor.evidence === 'expert').toBe(true)
  })

  test('every factor with a limit of expert opinion has one that a clinic may set', () => {
    const read = unique([...factorLimits, ...assessmentLimits].flatMap(({ id }) => readersOf(id)))
    expect(read.toSorted()).toEqual(
      factors
        .filter(({ expertThreshold }) => expertThreshold)
        .map(({ title }) => title)
        .toSorted(),
    )
  })

  test('a factor of opinion alone has its limits from the clinic, where it has any', () => {
    const own = factors.filter(({ evidence }) => evidence === 'expert')
    const withNumber = own.filter(({ levels }) => levels.some(({ rule }) => /[<>]=? *-?\d/.test(rule)))
    expect(withNumber.filter(({ expertThreshold }) => !expertThreshold)).toEqual([])
  })

  test.each(factors)('$id: has a title, an explanation, and advice and blocks that exist', (factor) => {
    expect(factor.title.length).toBeLessThanOrEqual(32)
    expect(sentences.filter((one) => one.factorId === factor.id)).toHaveLength(1)
    for (const id of factor.advice) expect(adviceIds).toContain(id)
    for (const id of factor.blocks) expect(blocks.map((block) => block.id)).toContain(id)
    if (factor.modifiable) expect(factor.advice.length + factor.blocks.length).toBeGreaterThan(0)
    else expect(factor.blocks).toEqual([])
  })

  test('weights are those of the specification', () => {
    expect(evidenceWeights).toEqual({ strong: 4, moderate: 3, weak: 2, expert: 1 })
  })
})

describe('the texts', () => {
  test.each(sentences)(
    '$factorId: never says "caused", names no disease and only known inputs',
    (sentence) => {
      expect(sentence.text).not.toMatch(/caus|diagnos|disease|syndrome|flag|factor|pattern/i)
      const places = [...sentence.text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
      for (const id of places) {
        if (id === 'value') expect(sentence.values?.length).toBeGreaterThan(0)
        else if (id === 'norm') {
          const norms = (sentence.values ?? []).flatMap(({ norm }) => norm ?? [])
          expect(norms.map((norm) => clinicalIds.get(norm)?.type)).toEqual(['number'])
        } else expect(clinicalIds.get(id)?.type).toBe('number')
      }
      for (const value of sentence.values ?? []) {
        expect(clinicalIds.get(value.show)?.type).toBe('number')
        const inputs = factors.find((one) => one.id === sentence.factorId)?.inputs
        for (const id of value.when) expect(inputs).toContain(id)
      }
    },
  )

  test('every hint that a patient can tick has its words', () => {
    const options = questionById.get('form_notes')?.options.map((option) => option.id)
    expect(Object.keys(formNoteWords).toSorted()).toEqual(options?.filter((id) => id !== 'none').toSorted())
  })

  test('advice that is held back while a flag blocks', () => {
    expect(
      advice
        .filter((one) => one.heldByBlock)
        .map((one) => one.id)
        .toSorted(),
    ).toEqual(
      [
        'adv_beginner',
        'adv_camber',
        'adv_cadence',
        'adv_form',
        'adv_hills',
        'adv_intensity',
        'adv_keep_running',
        'adv_load_progression',
        'adv_session_cap',
        'adv_shoe_transition',
        'adv_surface_mix',
      ].toSorted(),
    )
  })
})

describe('the patterns as data', () => {
  test.each(patterns)('$id: rules parse, points have their sign, and it can be reached', (pattern) => {
    for (const { rule } of [...pattern.for, ...pattern.against]) {
      expect(() => loadRule(rule, clinicalIds)).not.toThrow()
    }
    expect(pattern.for.every(({ points }) => points > 0)).toBe(true)
    expect(pattern.against.every(({ points }) => points < 0)).toBe(true)
    const most = pattern.for.reduce((sum, { points }) => sum + points, 0)
    expect(most).toBeGreaterThanOrEqual(pattern.threshold)
  })

  test('the rows of the proposal parse, name programs that exist and end with one that is always true', () => {
    expect(planRows.map((one) => one.row)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1))
    for (const { rule } of planRows) expect(() => loadRule(rule, clinicalIds)).not.toThrow()
    const known = programTemplates.map((program) => program.id)
    for (const { program } of planRows) if (program) expect(known).toContain(program)
    expect(planRows.at(-1)?.rule).toBe('always')
  })
})
