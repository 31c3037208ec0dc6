/**
 * Numbers of the specification that a clinic may set [EO]: what is written there, and with the name of the limit in place of
 * the number (lib/content/limits). Words that repeat such a number lose it.
 */
const named: Readonly<Record<string, readonly (readonly [written: string, named: string])[]>> = {
  irritability: [
    ['nprs_now >= 5', 'nprs_now >= $irritable_now_nprs'],
    ['nprs_worst_7d >= 7', 'nprs_worst_7d >= $irritable_worst_nprs'],
    ['nprs_worst_7d <= 3', 'nprs_worst_7d <= $calm_worst_nprs'],
  ],
  symptom_stage: [
    ['symptom_weeks < 6', 'symptom_weeks < $stage_recent_weeks'],
    ['symptom_weeks <= 12', 'symptom_weeks <= $stage_subacute_weeks'],
  ],
  flag_never_imaged: [
    ['symptom_weeks > 26', 'symptom_weeks > $never_imaged_weeks'],
    ['for more than half a year', 'for long'],
  ],
  flag_severe_pain: [
    ['nprs_now >= 8', 'nprs_now >= $severe_pain_nprs'],
    ['morning_pain >= 8', 'morning_pain >= $severe_pain_nprs'],
  ],
  flag_extensor_rupture: [['test_extensor_lag_deg > 5', 'test_extensor_lag_deg > $extensor_lag_deg']],
  flag_malignancy: [
    ['ind_night_pain_days_7d >= 3', 'ind_night_pain_days_7d >= $night_pain_days'],
    [' on 3 or more of 7 days', ' on several of 7 days'],
  ],
}

const met = new Set<string>()

/** The text of this id with the names of its limits. */
export const withNames = (id: string, text: string): string =>
  (named[id] ?? []).reduce((now, [written, name]) => {
    if (now.includes(written)) met.add(written)
    return now.replaceAll(written, name)
  }, text)

/** Throws when the specification does not say any more what these ids are to say. */
export function assertNamed(ids: readonly string[]): void {
  const lost = ids.flatMap((id) => (named[id] ?? []).filter(([written]) => !met.has(written)))
  if (lost.length > 0) throw new Error(`Not in the specification: ${lost.map(([text]) => text).join('; ')}`)
}
