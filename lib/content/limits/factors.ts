import type { LimitSpec } from './types.ts'

/**
 * Limits of clinical/factors.md 4 that rest on no study but on opinion [EO]. Those with a source (the bands of a single run
 * [11], what a measure can tell apart [86]) are fixed and stand in the rules.
 */

const km = { unit: 'km', step: 1 } as const
const percent = { unit: '%', step: 5 } as const
const degrees = { unit: '°', step: 1 } as const
const cm = { unit: 'cm', step: 0.5 } as const

export const factorLimits = [
  {
    ...km,
    ...{ id: 'onset_first_run_km', label: 'First run in 30 days: long from', default: 5, min: 2, max: 10 },
    reason: 'Nothing is known to compare with, so the limit is a plain distance.',
  },
  {
    ...km,
    ...{ id: 'week_base_km', label: 'Week to compare with: at least', default: 5, min: 2, max: 15 },
    reason: 'Of a very short week any change is a large percentage.',
  },
  {
    ...percent,
    ...{
      id: 'week_rise_possible_pct',
      label: 'Week distance up: possible above',
      default: 10,
      min: 5,
      max: 30,
    },
    reason: 'The rule of thumb of 10 % a week; studies of it disagree.',
  },
  {
    ...percent,
    ...{
      id: 'week_rise_present_pct',
      label: 'Week distance up: present above',
      default: 30,
      min: 15,
      max: 60,
    },
    reason: 'Novices who rose more had more injuries of this kind, though not significantly.',
  },
  {
    ...percent,
    ...{
      id: 'week_rise_marked_pct',
      label: 'Week distance up: marked above',
      default: 100,
      min: 50,
      max: 200,
    },
    reason: 'Twice the week before is a jump for anybody.',
  },
  {
    ...km,
    ...{
      id: 'week_rise_km',
      label: 'Rise after a very short week: present from',
      default: 10,
      min: 5,
      max: 20,
    },
    reason: 'After almost nothing, a plain distance stands for the percentage.',
  },
  {
    ...degrees,
    ...{
      id: 'thomas_possible_deg',
      label: 'Hip in the Thomas test: possible above',
      default: 0,
      min: 0,
      max: 10,
    },
    reason: 'The thigh should reach the level of the couch.',
  },
  {
    ...degrees,
    ...{
      id: 'thomas_present_deg',
      label: 'Hip in the Thomas test: present above',
      default: 10,
      min: 5,
      max: 20,
    },
    reason: 'Ten degrees are seen without an instrument.',
  },
  {
    ...degrees,
    ...{
      id: 'popliteal_possible_deg',
      label: 'Popliteal angle: possible above',
      default: 40,
      min: 20,
      max: 50,
    },
    reason: 'Adults usually stay below; the range of the healthy is wide.',
  },
  {
    ...degrees,
    ...{
      id: 'popliteal_present_deg',
      label: 'Popliteal angle: present above',
      default: 50,
      min: 30,
      max: 70,
    },
    reason: 'Ten degrees beyond what is usual.',
  },
  {
    ...degrees,
    ...{ id: 'slr_possible_deg', label: 'Straight leg raise: possible below', default: 70, min: 60, max: 90 },
    reason: 'Adults usually reach more; the range of the healthy is wide.',
  },
  {
    ...degrees,
    ...{ id: 'slr_present_deg', label: 'Straight leg raise: present below', default: 60, min: 40, max: 80 },
    reason: 'Ten degrees short of what is usual.',
  },
  {
    ...degrees,
    ...{ id: 'lunge_possible_deg', label: 'Lunge, angle: possible below', default: 35, min: 25, max: 45 },
    reason: 'Runners usually reach more.',
  },
  {
    ...degrees,
    ...{ id: 'lunge_present_deg', label: 'Lunge, angle: present below', default: 30, min: 20, max: 40 },
    reason: 'A step down needs about this much.',
  },
  {
    ...cm,
    ...{ id: 'lunge_possible_cm', label: 'Lunge, distance: possible below', default: 8, min: 5, max: 12 },
    reason: 'About 35° of the shin.',
  },
  {
    ...cm,
    ...{ id: 'lunge_present_cm', label: 'Lunge, distance: present below', default: 5, min: 3, max: 9 },
    reason: 'About 30° of the shin, less where the foot is long.',
  },
] as const satisfies readonly LimitSpec[]
