/**
 * What the specification gives as arithmetic over days and runs, and no rule text: worked out in code, so that it is read here and
 * not tried. Its words are those of the specification, which the code follows.
 */
import { alertById, limitFlagAlert, runStopAlert, runWaitsAlert } from '#lib/content/alerts/table.ts'
import { beginRule, firstRule } from '#lib/programs/progression/distance/rules.ts'
import { missedByDistanceRule, missedRule, missedRuleId } from '#lib/programs/progression/missed/rules.ts'
import type { RuleEntry } from '../schema.ts'

const opinion = 'Expert opinion [EO]'

const inCode = (id: string, title: string, says: string, source: string, evidence = opinion): RuleEntry => ({
  id,
  title,
  says,
  rules: [],
  evidence,
  source,
})

export const morningInCode: RuleEntry = inCode(
  'next_morning',
  'Next-morning rule',
  'The morning after a session breaches it when the pain is 2 or more above the usual morning, when it is above 5, or when the swelling is a higher grade than before. The usual morning is the median of the mornings of the 14 days up to the session, of at least 3; else what the newest form says. Without an answer of that morning the result of the session is not known yet.',
  'Programs 2',
  'Pain-monitoring model [29 GK]; 2 points because smaller changes lie within the error of a rating',
)

export const runningInCode: readonly RuleEntry[] = [
  inCode(missedRuleId, 'Weeks without a run', missedRule, 'Programs 3.8'),
  inCode(
    'missed_by_distance',
    'Weeks without a run, by distance',
    `${missedByDistanceRule} Runs that were entered in another treatment of hers count likewise. From four weeks on no run ends the wait.`,
    'Programs 3.8',
  ),
  inCode(
    'begin_run',
    'The run to begin with',
    `${beginRule} In a program for outer-knee pain, for somebody who runs: ${firstRule} The same at stage 10.`,
    'Programs 5.7 and 6.3',
  ),
  inCode(
    'week_distance',
    'Distance of a week, from stage 10',
    'Base: the mean of the last two complete weeks, Monday to Sunday. The next week is 10 % more, to half a kilometer, at least 1 km more, and never more than 30 % more. Every fourth week is 75 % of the base. After a run over the limit or a red one in these weeks, or an amber one in the last, the distance is not above that of the last week. It is a soft guide.',
    'Programs 6.4 [11][12][14]',
  ),
  inCode(
    'single_run_cap',
    'Cap of a single run',
    'The longest run of the last 30 days that was not red or over the limit, one above its own cap as far as that cap when it went well, and 10 % more; when that run was under 5 km, half a kilometer more. Rounded down to 0.1 km. It is the hard rule: a jump of a single run goes with more overuse injuries, a change of the week does not.',
    'Programs 6.4 [11]',
    'Cohort of runners [11]',
  ),
  inCode(
    'run_by_distance',
    'A step back by distance',
    'Outside the stage table the rules of a run hold by distance: a step back is 30 % less than the run that was too much, to 0.1 km, until two good runs in a row; a step forward is limited by the cap of a single run.',
    'Programs 3.8, 6.4 and 6.5',
  ),
  inCode(
    'first_ten_weeks',
    'Weeks of the first ten weeks of running',
    'From one week of the plan to the next only when the rule of the next stage is met; back one week by the rule of the step back, and after weeks without a run as with stages. With a body mass index above 30 the jogging of the first week is at most 3 km in all.',
    'Programs 5.9 [13]',
    'Evidence that a particular build-up prevents injuries is weak [14][30]',
  ),
]

export const alertsInCode: readonly RuleEntry[] = [runStopAlert, limitFlagAlert, runWaitsAlert].flatMap(
  (id) => {
    const alert = alertById(id)
    return alert
      ? [inCode(id, alert.title, `${alert.condition} ${alert.action}`, alert.source, alert.why)]
      : []
  },
)
