import { expect, test } from 'vitest'
import { type Live, recompute } from '#components/assessment/entry/live.ts'

/** As much of a form as `recompute` asks: what is typed, by name, and one output. */
function said(live: Live, typed: Readonly<Record<string, readonly string[]>>): string | null {
  const output = { dataset: { live: JSON.stringify(live) }, textContent: null, classList: { toggle() {} } }
  const inputs = (selector: string) =>
    (typed[/name="(\w+)"/.exec(selector)?.[1] ?? ''] ?? []).map((value) => ({ value }))
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
  expect(said(knee, typed)).toBe('LSI 93.8 %, symmetric; comparison side is weak')
  expect(said(knee, { ...typed, str_knee_ext_force_right: ['378'] })).toBe('LSI 79.4 %, deficit')
  expect(said(knee, { ...typed, weight: ['60'] })).toBe('LSI 93.8 %, symmetric')
  expect(said(knee, { ...typed, position: ['90'] })).toBe('LSI 93.8 %, symmetric')
  expect(said({ ...knee, low: null } as Live, typed)).toBe('LSI 93.8 %, symmetric')
})

test('what a scale shows in kilogram is symmetry and strength as well', () => {
  const scale = {
    ...typed,
    str_knee_ext_force_left: [],
    str_knee_ext_force_right: [],
    device_strength: ['scale'],
  }
  const kilograms = { ...scale, str_knee_ext_kg_left: ['30,6'], str_knee_ext_kg_right: ['32.6'] }
  expect(said(knee, kilograms)).toBe('LSI 93.9 %, symmetric; comparison side is weak')
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
