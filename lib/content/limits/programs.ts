import type { LimitSpec } from './types.ts'

/**
 * Limits of clinical/programmes.md 5 and 6 that rest on opinion [EO]. A program keeps its exercises and parameters as they were
 * published; by which rules a phase begins and ends is content, so these limits hold for every program from the day they are
 * set. The highest pain in hops is a parameter of each phase, which its physio sets.
 */

const percent = { unit: '%', step: 5 } as const
const weeks = { unit: 'weeks', step: 1 } as const
const startStage = ['Stage to start with', 'Stage after four or more missed weeks']

export const programLimits = [
  {
    ...weeks,
    id: 'start_long_stop_weeks',
    label: 'Without running: stage 1 from',
    default: 12,
    min: 8,
    max: 26,
    reason: 'After about three months without running somebody is taken for a beginner.',
    readBy: startStage,
  },
  {
    ...weeks,
    id: 'start_short_stop_weeks',
    label: 'Without running: stage 2 from',
    default: 4,
    min: 2,
    max: 7,
    reason: 'After a shorter break one begins with stage 4.',
    readBy: startStage,
  },
  {
    ...percent,
    id: 'start_pain_pct',
    label: 'Longest jog, of the minutes until pain: up to',
    default: 80,
    min: 50,
    max: 100,
    reason: 'A jog ends before the pain begins, with a fifth of the time to spare.',
    readBy: ['Stage to start with', 'Start distance of a run'],
  },
  {
    ...percent,
    id: 'keep_running_pct',
    label: 'Running on with some pain: of the distance of the week',
    default: 70,
    min: 40,
    max: 90,
    reason: 'Clearly less for two weeks, and enough to stay a runner.',
    readBy: ['The first two weeks of who keeps running'],
  },
  {
    unit: 'reps',
    step: 1,
    id: 'return_heel_raises',
    label: 'Return to running: heel raises, at least',
    default: 15,
    min: 5,
    max: 30,
    reason:
      'Jogging loads the calf of one leg many times; criteria to begin with it are those of experts. Holds at once, also for programs that run.',
    readBy: ['Return to running'],
  },
  {
    unit: '%',
    step: 1,
    id: 'quad_exit_lsi_pct',
    label: 'Quadriceps focus, second phase: ends at a symmetry of',
    default: 80,
    min: 70,
    max: 95,
    reason: 'Above it no deficit is left, only a possible one. Holds at once, also for programs that run.',
    readBy: ['Quadriceps focus'],
  },
  {
    ...percent,
    id: 'quad_exit_rise_pct',
    label: 'Quadriceps focus, second phase: or ends at a rise of',
    default: 10,
    min: 5,
    max: 30,
    reason:
      'Instead of the symmetry, a rise beyond the noise of the measurement. Holds at once, also for programs that run.',
    readBy: ['Quadriceps focus'],
  },
] as const satisfies readonly LimitSpec[]
