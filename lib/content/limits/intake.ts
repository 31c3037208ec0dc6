import type { LimitSpec } from './types.ts'

/**
 * Limits of clinical/intake.md 1.1 that rest on opinion [EO]. The ranges do not overlap: a knee that is hardly irritable is
 * never highly irritable too.
 */

const irritability = { unit: 'of 10', step: 1, readBy: ['Irritability'] } as const
const stage = { unit: 'weeks', step: 1, readBy: ['Stage'] } as const

export const intakeLimits = [
  {
    ...irritability,
    id: 'irritable_now_nprs',
    label: 'Pain now: highly irritable from',
    default: 5,
    min: 4,
    max: 7,
    reason: 'Half of the scale without any load leaves little room for one.',
  },
  {
    ...irritability,
    id: 'irritable_worst_nprs',
    label: 'Worst pain in 7 days: highly irritable from',
    default: 7,
    min: 5,
    max: 9,
    reason: 'From seven on pain is called severe.',
  },
  {
    ...irritability,
    id: 'calm_worst_nprs',
    label: 'Worst pain in 7 days: hardly irritable up to',
    default: 3,
    min: 1,
    max: 4,
    reason: 'Up to three pain is called mild.',
  },
  {
    ...stage,
    id: 'stage_recent_weeks',
    label: 'Symptoms: recent below',
    default: 6,
    min: 3,
    max: 8,
    reason: 'Most irritated tissue has calmed down by then.',
  },
  {
    ...stage,
    id: 'stage_subacute_weeks',
    label: 'Symptoms: subacute up to',
    default: 12,
    min: 9,
    max: 26,
    reason: 'Three months are the usual border to persistent pain.',
  },
] as const satisfies readonly LimitSpec[]
