import { describe, expect, it } from 'vitest'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import type { TemplateDose } from '#lib/content/programs/types.ts'
import {
  defaultDose,
  doseCells,
  doseText,
  resolveDose,
  saidDose,
  timeEstimate,
  usualDoseText,
} from '#lib/programs/dose/rules.ts'

const known = (id: string) => {
  const exercise = exerciseById(id)
  if (!exercise) throw new Error(id)
  return exercise
}
const dosed = (id: string, dose: TemplateDose) => resolveDose({ dose }, known(id))

describe('dose of a template item', () => {
  it('takes the default where the template says nothing', () => {
    expect(dosed('ex_quad_box_squat', { kind: 'default' })).toEqual({
      sets: 3,
      reps: 10,
      holdSeconds: null,
      minutes: null,
      distanceM: null,
      tempo: '3-0-1',
      rpeMin: 6,
      rpeMax: 6,
      restSeconds: 75,
      sides: 'both',
    })
  })

  it('lays sets, repetitions and holds over the default and keeps the rest', () => {
    expect(dosed('ex_quad_leg_press', { kind: 'reps', sets: 4, reps: 15 })).toMatchObject({
      sets: 4,
      reps: 15,
      tempo: '1-0-3',
    })
    expect(dosed('ex_quad_set', { kind: 'reps_hold', sets: 3, reps: 10, holdSeconds: 5 })).toMatchObject({
      reps: 10,
      holdSeconds: 5,
    })
    expect(dosed('ex_trunk_side_plank', { kind: 'hold', sets: 2, holdSeconds: 40 })).toMatchObject({
      sets: 2,
      reps: null,
      holdSeconds: 40,
    })
    expect(dosed('ex_xt_bike', { kind: 'default' }).minutes).toBe(30)
    expect(dosed('ex_wu_stride', { kind: 'reps', sets: 4, reps: 1 })).toMatchObject({
      reps: 1,
      distanceM: 70,
    })
  })
})

describe('time estimate (3.5)', () => {
  it.each([
    ['ex_hip_clam', { kind: 'reps', sets: 3, reps: 15 }, 9.75],
    ['ex_quad_wall_sit', { kind: 'hold', sets: 5, holdSeconds: 45 }, 11.25],
    ['ex_quad_set', { kind: 'reps_hold', sets: 3, reps: 10, holdSeconds: 5 }, 8.5],
    ['ex_wu_brisk_walk', { kind: 'minutes', sets: 1, minutes: 5 }, 5],
    ['ex_wu_stride', { kind: 'default' }, (4 * (35 + 60)) / 60],
    ['ex_wu_leg_swing_side', { kind: 'default' }, (12 * 2 * 2) / 60],
    ['ex_ply_pogo_double', { kind: 'default' }, (3 * (20 + 90)) / 60],
    ['ex_ply_squat_jump', { kind: 'default' }, (3 * (6 * 3 + 120)) / 60],
    ['ex_rtr_long_build', { kind: 'default' }, 0],
  ] as const)('%s takes %o %d minutes', (id, dose, minutes) => {
    expect(timeEstimate(dosed(id, dose), known(id))).toBeCloseTo(minutes, 6)
  })

  it('is a finite number for every exercise', () => {
    for (const exercise of exercises) expect(timeEstimate(defaultDose(exercise), exercise)).toBeLessThan(60)
  })
})

describe('dose in words', () => {
  it.each([
    ['ex_quad_split_squat', '3 sets of 10, each side'],
    ['ex_quad_wall_sit', '5 holds of 45 seconds'],
    ['ex_quad_set', '3 sets of 10, hold each for 5 seconds, each side'],
    ['ex_wu_brisk_walk', '5 minutes'],
    ['ex_run_cadence', '6 times 1 minute'],
    ['ex_ply_skip_low', '3 times 20 meters'],
    ['ex_run_hill_up', '6 times 25 seconds'],
    ['ex_run_quick_feet', '4 times 15 seconds'],
    ['ex_st_foam_quad', '60 seconds, each side'],
    ['ex_rtr_long_build', 'as agreed'],
  ])('%s: %s', (id, text) => {
    expect(doseText(defaultDose(known(id)), known(id).dose.pace)).toBe(text)
  })

  const said = (id: string, more: Partial<Parameters<typeof saidDose>[0]> = {}) =>
    saidDose({ ...defaultDose(known(id)), note: null, ...more }, known(id))

  it.each([
    ['ex_ctl_star_reach', '3 sets of 15, each side (5 in each of 3 directions)'],
    ['ex_run_cadence', '6 times 1 minute (one minute with the metronome, one without)'],
    ['ex_run_hill_up', '6 times 25 seconds (run for the time given; walk down)'],
    ['ex_st_quad', '2 holds of 30 seconds, each side (mild stretch)'],
    ['ex_wu_high_knee_march', '1 set of 20 (steps in all)'],
  ])('as the patient reads it, with what belongs to the usual dose: %s, %s', (id, text) => {
    expect(said(id)).toBe(text)
  })

  it('repeats nothing that is written beside the item', () => {
    expect(said('ex_wu_stride', { note: 'Before the run, before faster runs' })).toBe(
      '4 times 70 meters (walk back)',
    )
    expect(said('ex_quad_spanish_squat', { note: 'Rest 120 s, about 70 % effort' })).not.toContain('(')
  })

  it('says of other repetitions what the usual ones are, and of another effort nothing that contradicts it', () => {
    expect(said('ex_ctl_star_reach', { reps: 17 })).toBe(
      '3 sets of 17, each side (with 15: 5 in each of 3 directions)',
    )
    expect(said('ex_quad_spanish_squat')).toContain('(about 70 % effort)')
    expect(said('ex_quad_spanish_squat', { rpeMin: 5, rpeMax: 5 })).not.toContain('%')
  })

  it('keeps from the patient how the physio chooses an amount', () => {
    for (const { id } of exercises) expect(said(id)).not.toMatch(/\bRM\b|stage/)
    expect(usualDoseText(known('ex_run_hill_up'))).toBe('6 times 25 seconds')
  })

  it('fills the cells of the editor', () => {
    const squat = { ...defaultDose(known('ex_quad_split_squat')), loadKg: null, loadNote: null }
    expect(doseCells(squat, known('ex_quad_split_squat'))).toEqual({
      sets: '3',
      amount: '10 each',
      load: 'Body',
      tempo: '3-0-1',
      effort: '6–7',
      rest: '90 s',
    })
    const plank = { ...defaultDose(known('ex_trunk_side_plank')), loadKg: 2.5, loadNote: null }
    expect(doseCells(plank, known('ex_trunk_side_plank'))).toMatchObject({
      amount: '30 s each',
      load: '2.5 kg',
      tempo: 'hold',
    })
  })
})
