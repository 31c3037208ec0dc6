/** The discharge criteria (clinical/review.md 5) for a reader outside the clinic: what was found, with its value. Pure. */

import type { DischargeResult } from '#lib/cases/discharge/schema.ts'
import { countText } from '#lib/dates.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

type Criterion = {
  readonly id: string
  readonly result: DischargeResult
  /** What decided, by id. */
  readonly inputs: readonly { readonly id: string; readonly value: RuleValue }[]
}

/** To a tenth; to two decimals where that would read as a whole number, so that what just misses an aim is not said to meet it. */
function rounded(value: number): string {
  const tenth = Math.round(value * 10) / 10
  return String(Number.isInteger(tenth) ? Math.round(value * 100) / 100 : tenth)
}
const signed = (value: number): string =>
  value > 0 ? `+${rounded(value)}` : rounded(value).replace('-', '−')

const numbers: Readonly<Record<string, (value: number) => string>> = {
  ind_pain_7d: (value) => `worst pain of the day ${rounded(value)} of 10 on average over 7 days`,
  ind_pain_days_7d: (value) => `${countText(value, 'day')} with entries`,
  ind_flare_free_days: (value) => `${countText(value, 'day')} without a flare-up`,
  ind_weeks_goal: (value) => `${countText(value, 'week')} in a row with the distance aimed for`,
  ind_weeks_full: (value) => `${countText(value, 'week')} in a row of running with acceptable pain`,
  goal_km_week: (value) => `goal ${rounded(value)} km a week`,
  chk_stairs_nprs: (value) => `pain on stairs ${rounded(value)} of 10`,
  chk_walk_nprs: (value) => `pain in brisk walking ${rounded(value)} of 10`,
  ind_mic_count: (value) => `${countText(value, 'main questionnaire')} importantly better`,
  ind_worse_count: (value) => `${value === 0 ? 'none' : rounded(value)} worse`,
  psfs_paired_mean: (value) => `own activities (PSFS) ${rounded(value)} of 10`,
  lsi_knee_ext: (value) => `knee extension ${rounded(value)} % of the other side`,
  chg_knee_ext_pct: (value) => `knee extension ${signed(value)} % since the first test`,
  func_stepdown_score: (value) => `step-down score ${rounded(value)} of 6 (0 is best)`,
  groc: (value) => `change rated ${signed(value)} (−5 to +5) by the patient`,
}

const options: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  no_running_goal: { yes: 'the patient does not want to run' },
  goal_reached: {
    yes: 'the patient says that the goal is reached',
    no: 'the patient does not say that the goal is reached',
  },
}

/** What each is called, and what was aimed for: said where it was not reached. */
const words: Readonly<Record<string, { readonly name: string; readonly aim: string }>> = {
  safe: { name: 'Safety', aim: 'no warning sign and nothing urgent left open' },
  pain: {
    name: 'Pain',
    aim: '2 of 10 or less on average over 7 days with entries on at least 5, no flare-up for 21 days',
  },
  running: {
    name: 'Running goal',
    aim: '3 weeks of running as aimed for with acceptable pain; without the wish to run, daily activities at 2 of 10 or less',
  },
  measures: { name: 'Questionnaires', aim: 'at least one main one importantly better, none worse' },
  activities: { name: 'Own goals', aim: 'own activities (PSFS) 8 of 10, or the patient says so' },
  strength: {
    name: 'Strength and control',
    aim: 'knee extension 90 % of the other side, with both sides affected 15 % more than before; step-down score 1 or less',
  },
  self_management: {
    name: 'Self-management',
    aim: 'the patient can explain the rules for pain and for the length of a run',
  },
  change: { name: 'Rating of change', aim: '+4 or more' },
}

/** A measure of one leg is kept under its side. */
const sided = /_(left|right)$/

function valueText({ id, value }: Criterion['inputs'][number]): string[] {
  const side = sided.exec(id)?.[1]
  const of = id.replace(sided, '')
  const text = typeof value === 'number' ? numbers[of]?.(value) : options[of]?.[String(value)]
  return text ? [side ? `${side} ${text}` : text] : []
}

/** "Pain: worst pain of the day 1.2 of 10 on average over 7 days; …", and the aim where it was not reached. */
export function criterionLine({ id, result, inputs }: Criterion): string {
  const { name, aim } = words[id] ?? { name: id, aim: '' }
  const found = inputs.flatMap(valueText).join('; ')
  if (result === 'met') return `${name}: ${found || aim}`
  return found ? `${name}: ${found} (aim: ${aim})` : `${name} (aim: ${aim})`
}
