import { describe, expect, test } from 'vitest'
import { ruleText } from '#lib/alerts/findings/rules.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import { hopPainRule, minimumWith } from '#lib/content/assessment/minimum.ts'
import { dischargeCriteria } from '#lib/content/discharge/criteria.ts'
import { adviceRules } from '#lib/content/factors/advice.ts'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { blockRules, planRows, returnToRunRule } from '#lib/content/factors/plan.ts'
import { triggersWith } from '#lib/content/flags/index.ts'
import { ottawaItems } from '#lib/content/flags/ottawa.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { crossCheckRules } from '#lib/content/intake/checks.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { questions } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { prognosis } from '#lib/content/outcomes/instruments.ts'
import { programTemplates } from '#lib/content/programs/index.ts'
import { impactRule } from '#lib/content/programs/permission.ts'
import { startStageRowsWith } from '#lib/content/programs/stages.ts'
import { exerciseRules } from '#lib/content/progression/exercises.ts'
import * as modifiers from '#lib/content/progression/modifiers.ts'
import { phaseReadyRule } from '#lib/content/progression/phases.ts'
import { plateauRule } from '#lib/content/progression/plateau.ts'
import { resultRules } from '#lib/content/progression/results.ts'
import { runRules } from '#lib/content/progression/running.ts'
import { reviewRules } from '#lib/content/review/advice.ts'
import { indicatorDocs } from '#lib/content/review/indicators.ts'
import { sources } from '#lib/content/sources.ts'
import { limitCards } from '#lib/limits/rules.ts'
import {
  defaultNumbers,
  hasOwnNumbers,
  inputsOf,
  isTriable,
  matching,
  placeOfRule,
  referencesOf,
  rulebookIds,
  ruleEntry,
  ruleSource,
  ruleSourcesWith,
} from '#lib/rulebook/rules.ts'
import { type Query, tryRules } from '#lib/rulebook/try/rules.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import { loadRule } from '#lib/rules/parse.ts'

const ruleSources = ruleSourcesWith(defaultNumbers)
const entries = ruleSources.flatMap((source) => source.entries)
const entry = (id: string) => {
  const found = ruleEntry(ruleSources, id)
  if (!found) throw new Error(id)
  return found.entry
}
const tried = (id: string, query: Query) => tryRules(entry(id), query)
const statesOf = (id: string, query: Query) => tried(id, query).results?.map(({ state }) => state) ?? null

test('what a log tells is tried in the words of its question', () => {
  const asking = entries.flatMap((one) => tryRules(one, {}).fields.filter(({ id }) => id === 'log_safety'))
  expect(asking[0]?.options).toContainEqual({
    value: 'hot_red_swollen',
    label: 'The knee is swollen and hot or red',
  })
})

describe('every rule', () => {
  test('has an id of its own, a title and a text; parses; and reads what is known', () => {
    expect(new Set(entries.map((one) => one.id)).size).toBe(entries.length)
    for (const one of entries) {
      expect(one.title, one.id).not.toBe('')
      expect(one.says, one.id).not.toBe('')
      expect(one.says, one.id).not.toMatch(/[{}]/)
      for (const { text } of one.rules) expect(() => loadRule(text, rulebookIds)).not.toThrow()
      expect(tryRules(one, {}).fields.map((field) => field.id)).toEqual(inputsOf(one))
    }
  })

  test('that is worked out in code is read here and not tried', () => {
    const read = entries.filter((one) => !isTriable(one)).map(({ id }) => id)
    expect(read).toEqual(
      expect.arrayContaining([...Object.keys(indicatorDocs).map((id) => `indicator_${id}`)]),
    )
    expect(read.filter((id) => !id.startsWith('indicator_')).toSorted()).toEqual([
      ...[
        'al_limit_flag',
        'al_run_stop',
        'al_run_waits',
        'begin_run',
        'first_ten_weeks',
        'missed_by_distance',
        'next_morning',
        'r_run_missed',
        'run_by_distance',
      ],
      ...['single_run_cap', 'week_distance'],
    ])
    for (const { id, says } of entries) expect(says, id).not.toMatch(/\$|\.\./)
  })

  test('of the content can be read here', () => {
    const { previousInjuryLevels, ...modifierRules } = modifiers
    const texts = [
      ...flagTable.flatMap(({ target }) => (target?.when ? [target.when.rule] : [])),
      ...[...triggersWith(defaultLimits), ...ottawaItems, ...minimumWith(defaultLimits)].map(
        ({ rule }) => rule,
      ),
      ...[...factors, ...alertTable].flatMap(({ levels }) => levels.map(({ rule }) => ruleText(rule))),
      ...patterns.flatMap((one) => [...one.for, ...one.against].map(({ rule }) => rule)),
      ...[...planRows, ...blockRules, ...previousInjuryLevels].map(({ rule }) => rule),
      ...programTemplates.flatMap(({ phases }) =>
        phases.flatMap(({ entryRule, exitRule }) => [entryRule, ...(exitRule ? [exitRule] : [])]),
      ),
      ...[...exerciseRules, ...runRules, ...resultRules, ...startStageRowsWith(defaultLimits)].map(
        ({ rule }) => rule,
      ),
      ...[...reviewRules, ...dischargeCriteria].map(({ rule }) => ruleText(rule)),
      ...derivedSpecs.flatMap(
        ({ cases }) => cases?.map(({ rule }) => withNumbers(rule, defaultLimits)) ?? [],
      ),
      ...[...crossCheckRules, ...Object.values(modifierRules), ...adviceRules.map(({ rule }) => rule)],
      ...questions.flatMap(({ showIf }) => (showIf === 'always' ? [] : [showIf])),
      ...[
        hopPainRule,
        impactRule,
        returnToRunRule,
        phaseReadyRule,
        plateauRule(defaultLimits),
        prognosis.rule,
      ],
    ]
    const shown = new Set(entries.flatMap(({ rules }) => rules.map(({ text }) => text)))
    expect(texts.length).toBeGreaterThan(200)
    expect(texts.filter((text) => !shown.has(text))).toEqual([])
  })

  test('tells its inputs apart, in words', () => {
    for (const one of entries) {
      const labels = tryRules(one, {}).fields.map(({ label }) => label)
      expect(new Set(labels).size, one.id).toBe(labels.length)
      for (const label of labels) expect(label).not.toMatch(/_|^Ind /)
      const options = tryRules(one, {}).fields.flatMap((field) => field.options)
      for (const { label } of options) expect(label).not.toMatch(/^(Pat|Fac) /)
      expect(new Set(one.rules.map(({ label, text }) => `${label} ${text}`)).size).toBe(one.rules.length)
    }
  })

  test('names only references that exist', () => {
    for (const one of entries) {
      const named = [...`${one.evidence} ${one.source}`.matchAll(/\[(\d+)(?: GK)?\]/g)].map((match) =>
        Number(match[1]),
      )
      for (const number of named) expect(sources[number], one.id).toBeDefined()
      const found = referencesOf(`${one.evidence} ${one.source}`).map(({ number }) => number)
      expect(found, one.id).toEqual([...new Set(named)].toSorted((a, b) => a - b))
    }
  })

  test('is found by words of its title, its text and its rules', () => {
    const found = (q: string) => matching(ruleSource(ruleSources, 'factors'), q).map((one) => one.id)
    expect(found('short sleep')).toEqual(['fac_short_sleep'])
    expect(found('sleep_quality')).toEqual(['fac_short_sleep'])
    expect(found('nothing like it')).toEqual([])
    expect(ruleSource(ruleSources, 'no such kind').id).toBe('flags')
    expect(ruleEntry(ruleSources, 'no such rule')).toBeNull()
  })
})

describe('trying a rule', () => {
  test('says nothing before a value is given', () => {
    expect(tried('fac_short_sleep', {}).results).toBeNull()
  })

  test('evaluates each level with the values typed; empty means not assessed', () => {
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '6,5' })).toEqual(['met', 'not_met'])
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '8' })).toEqual(['not_assessed', 'not_met'])
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '8', 'in.sleep_quality': 'good' })).toEqual([
      'not_met',
      'not_met',
    ])
    expect(
      statesOf('fac_shoe_worn', {
        'in.shoe_km': 'unknown',
        'in.shoe_age_months': '6',
        'in.shoe_wear': 'none',
      }),
    ).toEqual(['not_assessed', 'not_assessed'])
  })

  test('takes several of a list, and a two-sided finding once', () => {
    const flags = tried('flag_cauda_equina', { 'in.rf_cauda': ['saddle_numb', 'bladder_bowel'] })
    expect(flags.results?.[0]?.state).toBe('met')
    expect(statesOf('fac_itb_tight', { 'in.flex_ober_deg': '−2' })).toEqual(['met'])
  })

  test('tries a criterion of discharge as the page of closing reads it: not assessed is not met', () => {
    const calm = { 'in.ind_pain_7d': '2', 'in.ind_pain_days_7d': '5', 'in.ind_flare_free_days': '21' }
    expect(statesOf('discharge_pain', calm)).toEqual(['met'])
    expect(statesOf('discharge_pain', { ...calm, 'in.ind_pain_7d': '2,1' })).toEqual(['not_met'])
    expect(statesOf('discharge_pain', { 'in.ind_pain_7d': '2' })).toEqual(['not_assessed'])
    expect(
      statesOf('discharge_strength', { 'in.lsi_knee_ext': '90', 'in.func_stepdown_score': '1' }),
    ).toEqual(['met'])
    expect(ruleEntry(ruleSources, 'discharge_pain')?.source.id).toBe('discharge')
  })

  test('tries rules of a program, of a run and of a review', () => {
    expect(
      statesOf('r_ex_progress_dose', { 'in.ex_top': 'no', 'in.ex_good_streak': '2', 'in.need_n': '3' }),
    ).toEqual(['not_met'])
    expect(statesOf('r_run_back', { 'in.run_last': 'red' })).toEqual(['met'])
    expect(statesOf('review_r_phase_next', { 'in.phase_ready': 'yes' })).toEqual(['met'])
    expect(statesOf('review_al_low_adherence', { 'in.ind_adherence_pct': '49' })).toEqual(['met'])
    expect(statesOf('start_stage', { 'in.running_status': 'stopped', 'in.stopped_weeks': '5' })).toEqual([
      ...['not_assessed', 'met', 'met', 'not_met', 'met'],
    ])
    expect(tried('r_run_back', {}).fields.map(({ label }) => label)).toEqual([
      'Last run',
      'Runs over the limit in a row',
    ])
  })

  test('names what cannot be read at its field, keeps what was typed and takes it for missing', () => {
    const { fields, results } = tried('fac_short_sleep', {
      'in.sleep_hours': 'five',
      'in.sleep_quality': 'odd',
    })
    expect(fields.map(({ id, typed, error }) => [id, typed[0], error !== null])).toEqual([
      ['sleep_hours', 'five', true],
      ['sleep_quality', 'odd', true],
    ])
    expect(results?.map(({ state }) => state)).toEqual(['not_assessed', 'not_assessed'])
    expect(statesOf('fac_short_sleep', { 'in.__proto__': 'x', constructor: 'y' })).toBeNull()
  })
})

describe('the rules of a clinic', () => {
  const { limits, alertLimits } = defaultNumbers
  const ofClinic = ruleSourcesWith({
    limits: { ...limits, pattern_possible_points: 1, start_pain_pct: 50, safety_screen_days: 10 },
    alertLimits: { ...alertLimits, no_log_watch: 9 },
  })
  const own = (id: string) => {
    const found = ruleEntry(ofClinic, id)
    if (!found) throw new Error(id)
    return found.entry
  }

  test('have its numbers, each beside what holds by default', () => {
    expect(own('start_stage').says).toContain('at most 50 %')
    expect(own('start_stage').saysByDefault).toBe(entry('start_stage').says)
    expect(own('pat_pfp').says).toContain('possible from 4.')
    expect(own('al_no_log_7').rules.map(({ byDefault }) => byDefault)).toContain(
      entry('al_no_log_7').rules.find(({ text }) => text.includes(String(alertLimits.no_log_watch)))?.text,
    )
  })

  test('are tried with its numbers', () => {
    const days = { 'in.ind_days_since_log': '8' }
    const statesFor = (one: typeof ofClinic) => {
      const found = ruleEntry(one, 'al_no_log_7')
      return found ? tryRules(found.entry, days).results?.map(({ state }) => state) : null
    }
    expect(statesFor(ruleSources)).toContain('met')
    expect(statesFor(ofClinic)).not.toContain('met')
  })

  test('are marked nowhere else', () => {
    const marked = (all: typeof ofClinic) =>
      all
        .flatMap((source) => source.entries)
        .filter(hasOwnNumbers)
        .map(({ id }) => id)
    expect(marked(ruleSources)).toEqual([])
    expect(marked(ofClinic).length).toBeLessThan(entries.length / 4)
  })
})

test('who sets a number is led to the rule that reads it', () => {
  const places = (area: string) =>
    limitCards([], null, 'UTC', new Date())
      .filter(({ about }) => about === area)
      .flatMap(({ readBy }) => readBy.map((title) => placeOfRule(ruleSources, title, area)))
  expect(places('alerts')).not.toContain(null)
  expect(places('alerts').join(' ')).toContain('/library/rules?source=alerts#al_')
  expect(places('alerts').join(' ')).not.toContain('source=factors')
  expect(placeOfRule(ruleSources, 'Flare', 'review')).toMatch(/source=indicators/)
  expect(placeOfRule(ruleSources, 'Publishing a program', 'review')).toBeNull()
})
