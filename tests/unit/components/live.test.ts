import { expect, test } from 'vitest'
import { type Live, recompute } from '#components/assessment/entry/live.ts'

/** As much of a form as `recompute` asks: what is typed, by name, and one output. */
function said(live: Live, typed: Readonly<Record<string, readonly string[]>>): string | null {
  const output = { dataset: { live: JSON.stringify(live) }, textContent: null, classList: { toggle() {} } }
  const inputs = (selector: string) =>
    (typed[/name="(\w+)"/.exec(selector)?.[1] ?? ''] ?? []).map((value) => ({
      value,
      dataset: { min: '0', max: '900' },
    }))
  recompute({
    querySelectorAll: (selector: string) => (selector === '[data-live]' ? [output] : inputs(selector)),
    querySelector: (selector: string) => inputs(selector)[0] ?? null,
  } as unknown as HTMLFormElement)
  return output.textContent
}

const knee: Live = {
  kind: 'lsi',
  of: 'str_knee_ext_force',
  kg: 'str_knee_ext_kg',
  take: 'best',
  index: 'left',
  unit: 'N·m/kg',
  digits: 2,
  needs: [],
  torque: { lever: 'lever', weight: 'weight', knownKg: 70 },
  bands: { lsi_symmetric_pct: 90, lsi_deficit_pct: 80 },
  low: {
    position: 'position',
    lines: { '60': 1.56 },
    lever: 'lever',
    weight: 'weight',
    knownKg: 70,
  },
}
const typed = {
  str_knee_ext_force_left: ['300'],
  str_knee_ext_force_right: ['310', '320'],
  position: ['60'],
  lever: ['0,33'],
}

test('a symmetry says at once when the comparison side is weak itself', () => {
  expect(said(knee, typed)).toBe('L 1.41, R 1.51 N·m/kg; LSI 93.8 %, symmetric; comparison side is weak')
  expect(said(knee, { ...typed, str_knee_ext_force_right: ['378'] })).toBe(
    'L 1.41, R 1.78 N·m/kg; LSI 79.4 %, deficit',
  )
  expect(said(knee, { ...typed, weight: ['60'] })).toBe('L 1.65, R 1.76 N·m/kg; LSI 93.8 %, symmetric')
  expect(said(knee, { ...typed, position: ['90'] })).toBe('L 1.41, R 1.51 N·m/kg; LSI 93.8 %, symmetric')
  expect(said({ ...knee, low: null } as Live, typed)).toBe('L 1.41, R 1.51 N·m/kg; LSI 93.8 %, symmetric')
})

test('a symmetry of strength needs neither lever arm nor body weight', () => {
  const needs = [
    { name: 'lever', word: 'lever arm' },
    { name: 'weight', word: 'body weight of today' },
  ]
  const torque = { lever: 'lever', weight: 'weight', knownKg: null }
  const unweighed = { ...knee, needs, torque, low: null } as Live
  expect(said(unweighed, typed)).toBe('LSI 93.8 %, symmetric; N·m/kg needs the body weight of today')
  expect(said(unweighed, { ...typed, lever: [] })).toBe(
    'LSI 93.8 %, symmetric; N·m/kg needs the lever arm and the body weight of today',
  )
})

test('what a scale shows in kilogram is symmetry and strength as well', () => {
  const scale = {
    ...typed,
    str_knee_ext_force_left: [],
    str_knee_ext_force_right: [],
    device_strength: ['scale'],
  }
  const kilograms = { ...scale, str_knee_ext_kg_left: ['30,6'], str_knee_ext_kg_right: ['32.6'] }
  expect(said(knee, kilograms)).toBe('L 1.41, R 1.51 N·m/kg; LSI 93.9 %, symmetric; comparison side is weak')
})

test('one side has its torque at once, and what is missing is named; a number that is refused counts for nothing', () => {
  const one = { ...typed, str_knee_ext_force_right: [] }
  expect(said(knee, one)).toBe('L 1.41 N·m/kg')
  expect(said(knee, { ...one, position: [] })).toBe('L 1.41 N·m/kg; needs the position for its reference')
  const needs = [{ name: 'lever', word: 'lever arm' }]
  expect(said({ ...knee, needs } as Live, { ...one, lever: [] })).toBe('N·m/kg needs the lever arm')
  expect(said({ ...knee, needs } as Live, {})).toBe('')
  expect(said(knee, { ...typed, str_knee_ext_force_right: ['999'] })).toBe('L 1.41 N·m/kg')
  const girth: Live = {
    ...knee,
    kind: 'apart',
    of: 'girth',
    kg: null,
    torque: null,
    limit: 3,
    atLeast: true,
    unit: 'cm',
  }
  expect(said(girth, { girth_left: ['38.5'], girth_right: ['999'] })).toBe('')
  expect(said(girth, { girth_left: ['38.5'], girth_right: ['40'] })).toBe('1.5 cm apart')
})

test('the Wells score is said while it is ticked', () => {
  const wells: Live = {
    kind: 'points',
    of: 'wells_items',
    points: { leg_swollen: 1, alternative_likely: -2 },
    wells: true,
  }
  expect(said(wells, { wells_items: ['leg_swollen', 'alternative_likely'] })).toBe('Score \u22121: unlikely')
  expect(said(wells, {})).toBe('')
})
