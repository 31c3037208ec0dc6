import { describe, expect, test } from 'vitest'
import { EntryRow } from '#components/assessment/entry/entry-row.tsx'
import { Warned, WarningsContext } from '#components/assessment/entry/warnings.tsx'
import type { AssessmentView } from '#lib/assessment/queries.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { html } from './render.ts'

const limits = { ...defaultLimits, lsi_symmetric_pct: 95, lsi_deficit_pct: 85, girth_knee_apart_cm: 1.5 }
const context = { affected: 'left', indexSide: 'left', ageYears: 34, sex: 'female', weightKg: 70 }
const hops = { stopped: null, closed: [], against: [] }
const wells = { applies: true, told: ['Told about the risk of a clot: not asked.'] }
const view = {
  raw: {},
  last: {},
  hops,
  wells,
  exam: { context, limits, computed: {} },
} as unknown as AssessmentView

const rowOf = (id: string, more: Partial<AssessmentView> = {}) => {
  const item = assessmentItems.find((one) => one.id === id)
  if (!item) throw new Error(`No item ${id}`)
  return html(<EntryRow item={item} view={{ ...view, ...more }} />)
}
const liveOf = (id: string) => {
  const told = rowOf(id).match(/data-live="([^"]*)"/)?.[1] ?? ''
  return JSON.parse(told.replaceAll('&quot;', '"'))
}
const boxes = (markup: string, name: string) =>
  [...markup.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes(`name="${name}"`))

describe('what the page tells the browser to compute with while one types', () => {
  test('the bands and limits of the clinic', () => {
    expect(liveOf('str_hip_abd')).toMatchObject({
      kind: 'lsi',
      bands: { lsi_symmetric_pct: 95, lsi_deficit_pct: 85 },
    })
    expect(liveOf('obs_knee_girth_cm')).toMatchObject({ kind: 'apart', limit: 1.5, atLeast: true })
    expect(liveOf('obs_calf_girth_cm')).toMatchObject({ kind: 'apart', limit: 3, atLeast: true })
  })

  test('a symmetry for both hops, and with what the comparison side is weak itself', () => {
    expect(liveOf('func_hop_triple_cm')).toMatchObject({ kind: 'lsi', of: 'func_hop_triple_cm', low: null })
    expect(liveOf('str_knee_ext').low).toEqual({
      position: 'str_knee_ext_position',
      lever: 'str_knee_ext_lever_m',
      weight: 'weight_today_kg',
      lines: { '60': 1.56, '90': 1.53 },
      knownKg: 70,
    })
  })
})

describe('a finding to be entered', () => {
  test('asks for the pain of a test that was not normal, and of a normal one on demand', () => {
    const [pain] = rowOf('test_mcmurray').match(/<div id="test_mcmurray_nprs_left"[^>]*>/) ?? []
    for (const result of ['positive', 'unclear', 'unable', 'normal'])
      expect(pain).toContain(`value=${result}]`)
    expect(pain).toContain('.more-pain:checked')
    expect(pain).not.toContain('not_tested')
    // What was typed does not go out of sight when the result is taken back.
    expect(pain).toContain('has-[input:not(:placeholder-shown)]:block')
  })

  test.each(['func_heel_raise_left', 'func_side_plank_s_right', 'func_plank_s', 'func_sts30'])(
    '%s takes up to three trials',
    (name) => {
      expect(boxes(rowOf(name.replace(/_(left|right)$/, '')), name)).toHaveLength(3)
    },
  )

  test.each(['gait_pelvic_drop', 'gait_crossover', 'gait_noise', 'gait_foot_strike'])(
    '%s has two sides next to each other',
    (id) => {
      for (const side of ['left', 'right'])
        expect(boxes(rowOf(id), `${id}_${side}`).length).toBeGreaterThan(2)
      expect(boxes(rowOf(id), id)).toEqual([])
    },
  )

  test('that is stopped has no field to fill in, and one that keeps what is stored', () => {
    const closed = ['func_hop_single_cm_left']
    const markup = rowOf('func_hop_single_cm', { hops: { ...hops, stopped: 'Open.', closed } })
    expect(markup.match(/<fieldset disabled/g)).toHaveLength(1)
    expect(markup.match(/<fieldset disabled.*?<\/fieldset>/)?.[0]).toMatch(
      /Stopped.*name="func_hop_single_cm_left"/,
    )
    expect(boxes(markup, 'func_hop_single_cm_right').length).toBe(3)
  })

  test('has above it, in a region that is read out, what the last save asks for', () => {
    const drawn = { flags: [], stop: null, hops }
    const said = {
      flags: [{ id: '1', title: 'Focal bone pain', urgency: 'same_day' as const }],
      stop: 'An urgent flag is open: medical assessment first.',
      hops: { ...hops, stopped: 'Open: Focal bone pain.' },
    }
    const quiet = html(<Warned drawn={drawn} impact="hop" />)
    expect(quiet).toMatch(/^<div aria-live="assertive"[^>]*><\/div>$/)
    const markup = html(
      <WarningsContext value={said}>
        <Warned drawn={drawn} impact="hop" />
      </WarningsContext>,
    )
    for (const words of ['Raised by this assessment: Focal bone pain', 'No hop tests', said.stop])
      expect(markup).toContain(words)
  })

  test('is closed by what a save has said since, and opened by it', () => {
    const item = assessmentItems.find(({ id }) => id === 'test_hop_single')
    const said = (closed: string[]) => ({
      flags: [],
      stop: null,
      hops: { ...hops, stopped: 'Open.', closed },
    })
    const row = (drawn: string[], now: string[]) =>
      html(
        <WarningsContext value={said(now)}>
          {item ? <EntryRow item={item} view={{ ...view, hops: { ...hops, closed: drawn } }} /> : null}
        </WarningsContext>,
      )
    const both = ['test_hop_single_left', 'test_hop_single_right']
    expect(row([], both).match(/<fieldset disabled/g)).toHaveLength(2)
    expect(row(both, [])).not.toContain('Stopped')
  })

  test('of the Wells score stands beside what was told, and has no score in pregnancy', () => {
    expect(rowOf('wells_items')).toContain('Told about the risk of a clot: not asked.')
    expect(liveOf('wells_items')).toMatchObject({ kind: 'points', points: { alternative_likely: -2 } })
    expect(rowOf('wells_items', { wells: { applies: false, told: [] } })).not.toContain('data-live')
  })
})
