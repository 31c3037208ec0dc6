import type { BeginnerRun } from '#lib/content/programs/types.ts'

/** What people read instead of ids: short, plain, and never a diagnosis. */

type Words = {
  readonly name: string
  readonly purpose: string
  readonly runningPolicy: string | null
  readonly duration?: string
}

export const programNames: Readonly<Record<string, Words>> = {
  prog_pfp_early: {
    name: 'Kneecap pain, early',
    purpose: 'Calm the joint and start loading hip and knee together.',
    runningPolicy:
      'Keep running only within the limit: shorter and more often, 10–20 % slower, no downhill and no stair running, walk breaks if needed, try 5–10 % more steps. Otherwise return to running by stages.',
  },
  prog_pfp_late: {
    name: 'Kneecap pain, late',
    purpose: 'Build strength and return to full running.',
    runningPolicy: null,
  },
  prog_hip_focus: {
    name: 'Hip strength',
    purpose: 'Strengthen the hip and steady the leg.',
    runningPolicy: null,
  },
  prog_quad_focus: {
    name: 'Front thigh strength',
    purpose: 'Strengthen the front of the thigh.',
    runningPolicy: null,
  },
  prog_hamstring: {
    name: 'Back thigh strength',
    purpose: 'Strengthen the back of the thigh.',
    runningPolicy: null,
  },
  prog_patellar_tendon: {
    name: 'Tendon loading',
    purpose: 'Load the tendon step by step: holds, slow strength, jumps, running.',
    runningPolicy: null,
    duration: 'Expect 12–24 weeks: the next stage follows from the criteria, not from time.',
  },
  prog_itb: {
    name: 'Outer-knee pain',
    purpose: 'Strengthen the hip and manage the running load.',
    runningPolicy:
      'A run starts at 80 % of the distance at which pain began. When that distance is not known, return to running by stages.',
  },
  prog_calf: {
    name: 'Calf strength',
    purpose: 'Strengthen the calf up to springing and running.',
    runningPolicy: null,
  },
  prog_beginner_prevention: {
    name: 'First ten weeks of running',
    purpose: 'Start or restart running with three runs and two strength days a week.',
    runningPolicy:
      'A rest day between runs. In the first week at most 3 km of jogging in total when the body mass index is above 30. Each run starts with the warm-up and ends with the cool-down.',
  },
  prog_return_to_run: {
    name: 'Return to running',
    purpose: 'Come back from walking to continuous running, stage by stage.',
    runningPolicy:
      'Flat, even ground, talking pace, three times a week, at least one day between, each stage at least twice.',
  },
  prog_warmup_cooldown: {
    name: 'Warm-up and cool-down',
    purpose: 'Feels good and prepares for running; it is not proven to prevent running injuries on its own.',
    runningPolicy: null,
  },
  prog_maintenance: {
    name: 'Keeping strong',
    purpose: 'Keep the strength that was won, two sessions a week.',
    runningPolicy: null,
  },
}

const numbered = (program: string, word: string, count: number) =>
  Array.from({ length: count }, (_, i) => [`${program}_p${i + 1}`, `${word} ${i + 1}`] as const)

export const phaseNames: Readonly<Record<string, string>> = Object.fromEntries([
  ...numbered('prog_pfp_early', 'Early', 2),
  ...numbered('prog_pfp_late', 'Late', 2),
  ...numbered('prog_hip_focus', 'Hip', 3),
  ...numbered('prog_quad_focus', 'Thigh', 3),
  ...numbered('prog_hamstring', 'Thigh', 3),
  ...numbered('prog_patellar_tendon', 'Tendon', 4),
  ...numbered('prog_itb', 'Outer knee', 3),
  ...numbered('prog_calf', 'Calf', 3),
  ['prog_beginner_prevention_p1', 'Weeks 1 to 4'],
  ['prog_beginner_prevention_p2', 'Weeks 5 to 8'],
  ['prog_beginner_prevention_p3', 'Weeks 9 and 10'],
  ['prog_return_to_run_p1', 'Walk and run'],
  ['prog_warmup_cooldown_p1', 'Every run'],
  ['prog_maintenance_p1', 'Keeping strong'],
])

export const blockNames: Readonly<Record<string, string>> = {
  blk_load_education: 'Training load, explained',
  blk_isometric_relief: 'Holds against pain',
  blk_quad_strength: 'Front thigh strength',
  blk_hip_strength: 'Hip strength',
  blk_hamstring_strength: 'Back thigh strength',
  blk_calf_strength: 'Calf strength',
  blk_trunk: 'Trunk',
  blk_control: 'Balance and control',
  blk_flex_quad: 'Front thigh flexibility',
  blk_flex_hip_flexor: 'Front hip flexibility',
  blk_flex_hamstring: 'Back thigh flexibility',
  blk_flex_calf: 'Calf flexibility',
  blk_flex_lateral_hip: 'Outer hip flexibility',
  blk_gait_cadence: 'Shorter, quicker steps',
  blk_gait_form: 'Running form',
  blk_plyo: 'Jumps',
  blk_walk_run: 'Walk and run',
  blk_warmup: 'Warm-up',
  blk_cooldown: 'Cool-down',
  blk_cross_training: 'Cross-training',
}

const minutes = (value: number) => `${value} min`

/** One beginner run in words. */
export const noteOfRun = (run: BeginnerRun): string =>
  run.walk > 0
    ? `${run.repeats} times: jog ${minutes(run.jog)}, walk ${minutes(run.walk)}`
    : `Jog ${minutes(run.jog)} without a break`

/** Numbers of the specification that a clinic may set [EO], by the phase whose rule or prose says them. */
export const phaseLimits: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  prog_quad_focus_p2: [
    ['lsi_knee_ext >= 80', 'lsi_knee_ext >= $quad_exit_lsi_pct'],
    ['chg_knee_ext_pct >= 10', 'chg_knee_ext_pct >= $quad_exit_rise_pct'],
    ['at least 80 %', 'at least {quad_exit_lsi_pct}'],
    ['+10 %', '+{quad_exit_rise_pct}'],
  ],
  prog_return_to_run_p1: [['func_heel_raise >= 15', 'func_heel_raise >= $return_heel_raises']],
}
