import { describe, expect, test } from 'vitest'
import { againstHops, refusedHops, stoppedHops, stoppedWords } from '#lib/assessment/hops/rules.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'

describe('a block', () => {
  test('stops the hop tests, and no other item', () => {
    expect(assessmentItems.filter((item) => item.hop).map((item) => item.id)).toEqual([
      'test_hop_single',
      'func_hop_single_cm',
      'func_hop_triple_cm',
      'func_hop_pain',
    ])
  })

  test.each(['impact', 'programme'] as const)('of %s leaves no hop test without a result open', (block) => {
    expect([...stoppedHops('hip_nerves', {}, block)]).toEqual(
      ['', '_nprs'].flatMap((part) => [`test_hop_single${part}_left`, `test_hop_single${part}_right`]),
    )
    expect(stoppedHops('function', {}, block).size).toBe(6)
    expect(stoppedHops('palpation', {}, block).size).toBe(0)
    expect(stoppedHops('function', {}, 'none').size).toBe(0)
  })

  test('leaves what was recorded before to be corrected, with its pain', () => {
    const raw = { test_hop_single_left: 'positive', test_hop_single_right: 'not_tested' }
    expect([...stoppedHops('hip_nerves', raw, 'programme')]).toEqual([
      'test_hop_single_right',
      'test_hop_single_nprs_right',
    ])
  })

  test('refuses a result at its field; that nothing was tested is no hop', () => {
    const stopped = new Set(['test_hop_single_left', 'test_hop_single_right'])
    const posted = { test_hop_single_left: 'normal', test_hop_single_right: 'not_tested', obs_walk: 'normal' }
    expect(Object.keys(refusedHops(posted, stopped))).toEqual(['test_hop_single_left'])
  })

  test('is said with its flags, or with the safety questions', () => {
    const screen = { complete: true }
    expect(stoppedWords({ blockLevel: 'none', blocking: [], screen })).toBeNull()
    expect(
      stoppedWords({ blockLevel: 'programme', blocking: ['flag_bsi_hip', 'flag_bsi_hip'], screen }),
    ).toMatch(/^Open: [^;]+\.$/)
    expect(stoppedWords({ blockLevel: 'programme', blocking: [], screen: { complete: false } })).toBe(
      'The safety questions are not complete.',
    )
  })
})

describe('what speaks against hops', () => {
  test.each([
    [{ test_sweep_grade_right: 'one_plus' }, ['Effusion, modified stroke test, right: 1+']],
    [{ test_sweep_grade_right: 'trace' }, []],
    [{ test_noble_nprs_left: 4 }, ['Noble compression, pain, left: 4 of 10']],
    [{ test_noble_nprs_left: 3, func_hop_pain_left: 3 }, []],
    [{ func_hop_pain_left: 4 }, ['Pain during 10 hops on the spot, left: 4 of 10']],
  ])('%j', (raw, words) => {
    expect(againstHops(raw, {})).toEqual(words)
  })

  test('an effusion of an earlier day counts until it is looked at again, a pain does not', () => {
    const before = { test_sweep_grade_left: 'two_plus', test_noble_nprs_left: 7 }
    expect(againstHops({ test_sweep_grade_left: 'not_tested' }, before)).toEqual([
      'Effusion, modified stroke test, left: 2+',
    ])
    expect(againstHops({ test_sweep_grade_left: 'zero' }, before)).toEqual([])
  })
})
