import { describe, expect, it } from 'vitest'
import { readValues } from '#components/intake/live/opening.ts'
import { type Section, sectionById } from '#lib/content/intake/questionnaire.ts'
import { visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { opening } from '#lib/intake/drafts/rules.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { evaluateNode } from '#lib/rules/evaluate.ts'

const today = '2026-11-20'

function section(id: string): Section {
  const found = sectionById.get(id)
  if (!found) throw new Error(id)
  return found
}

/** What the browser opens for a form that holds these answers. */
function openInBrowser(id: string, answers: Answers, stored: Answers = {}): string[] {
  const rules = opening(section(id), stored, today)
  if (!rules) return []
  const data = new FormData()
  for (const [name, value] of Object.entries(answers)) {
    if (name === 'date_of_birth' && typeof value === 'string') {
      const [year = '', month = '', day = ''] = value.split('-')
      data.set('date_of_birth.year', year)
      data.set('date_of_birth.month', month)
      data.set('date_of_birth.day', day)
    } else for (const one of [value].flat()) data.append(name, `${one}`)
  }
  const values = readValues(data, rules)
  return rules.rules.filter(({ root }) => evaluateNode(root, { values }) === 'T').map((rule) => rule.id)
}

/** What the server shows for the same answers. */
const openOnServer = (id: string, answers: Answers): string[] => {
  const shown = visibleIds(answers, today)
  return section(id)
    .questions.filter((question) => question.showIf !== 'always' && shown.has(question.id))
    .map((question) => question.id)
}

describe('opening questions in the browser', () => {
  const cases: [string, string, Answers][] = [
    ['an injury', 'sec_safety', { rf_trauma: 'yes', rf_groin_hip_pain: 'no' }],
    ['no injury', 'sec_safety', { rf_trauma: 'no' }],
    ['several measures', 'sec_problem', { preventive_measures_tried: ['other_shoes'] }],
    ['nothing tried', 'sec_problem', { preventive_measures_tried: ['none'] }],
    ['strength work', 'sec_strength', { strength_days: 2 }],
    ['no strength work', 'sec_strength', { strength_days: 0 }],
    ['forgotten training', 'sec_running', { load_recall_unknown: 'yes', running_status: 'full' }],
    ['remembered training', 'sec_running', { running_status: 'full' }],
    ['a minor', 'sec_identity', { date_of_birth: '2009-11-21' }],
    ['an adult', 'sec_identity', { date_of_birth: '2008-11-20', emergency_contact_name: 'Piet' }],
    ['a second activity', 'sec_goals', { psfs_2_activity: 'Stairs' }],
    ['an empty form', 'sec_health', {}],
  ]
  it.each(cases)('agrees with the server: %s', (_name, id, answers) => {
    expect(openInBrowser(id, answers)).toEqual(openOnServer(id, answers))
  })

  it('reads what was answered on earlier pages', () => {
    const stored: Answers = { onset_activity: 'running' }
    expect(openInBrowser('sec_running', {}, stored)).toContain('km_onset_run')
    expect(openInBrowser('sec_running', {}, {})).not.toContain('km_onset_run')
  })
})

it('the birth date of the record comes with the part that asks for it, and with no other', () => {
  const known = withRecord({}, ['1990-05-17', '1991-05-17'])
  expect(JSON.stringify(opening(section('sec_identity'), known, today))).toContain('1990-05-17')
  expect(JSON.stringify(opening(section('sec_safety'), known, today))).not.toContain('05-17')
})
