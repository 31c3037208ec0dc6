/** Words around the questions, kept by hand: intros, hints, clearer wordings for grid cells, anchors of scales. */

/** The intro of the safety section is quoted by the specification (section 4). */
export const sectionIntros: Readonly<Record<string, string>> = {
  sec_identity: 'First a few things about you, so that we can reach you.',
  sec_consent: 'Please read each line. You can stop at any time.',
  sec_safety:
    'These questions help us spot the few problems that need a doctor first. Most people answer no to nearly all of them.',
  sec_problem: 'Tell us how it began and how it has been since.',
  sec_location: 'Show us where it hurts.',
  sec_intensity: '0 means no pain. 10 means the worst pain you can imagine.',
  sec_aggravating: 'How much does each of these hurt at the moment?',
  sec_mechanical: 'A few questions about how the knee moves and feels.',
  sec_running: 'Your running before the pain began, and now. A good guess is fine.',
  sec_surface:
    'How much of your running is on each kind of ground? The six parts add up to 100. If you do not run now, answer for the time before the pain.',
  sec_shoes: 'The shoes you run in most.',
  sec_recovery: 'Rest, sleep and daily life change how well a knee copes.',
  sec_strength: 'What you already do, and what you could do at home.',
  sec_health: 'Your health in general helps us to plan safely.',
  sec_impact: 'How the knee affects your days.',
  sec_goals: 'What you would like to get back to.',
}

export const questionHints: Readonly<Record<string, string>> = {
  full_name: 'First name and family name',
  preferred_name: 'Leave it empty if your first name is fine.',
  date_of_birth: 'For example 27 3 1995',
  phone: 'So that we can call you if an answer needs a quick check',
  rf_trauma_days: 'Today is 0.',
  symptom_weeks: 'A number of weeks. Less than one week is 0.',
  preventive_weeks: 'A number of weeks',
  pain_zones: 'You can tap more than one place, up to 12.',
  run_pain_onset_min: '0 means at once.',
  hard_week_before: 'Intervals, tempo, races or other fast sessions',
  hard_week_onset: 'Intervals, tempo, races or other fast sessions',
  hard_week_now: 'Intervals, tempo, races or other fast sessions',
  pace_easy: 'For example 6.5 for six and a half minutes',
  shoe_km: 'A good guess is fine.',
  sleep_hours: 'Half hours are fine, for example 7.5.',
  consent_name: 'Your full name, the same as above',
}

/** Below the clinic's age of consent. */
export const guardianHints: Readonly<Record<string, string>> = {
  consent_name: 'Your parent or guardian signs here: their full name, the same as in the first section',
}

/** Wordings of grid cells that the specification shortens to a dash; complete, so that a screen reader can say them. */
export const questionWordings: Readonly<Record<string, string>> = {
  runs_week_before: '4–6 weeks before the pain began: runs per week',
  hard_week_before: '4–6 weeks before the pain began: hard sessions per week',
  runs_week_onset: 'In the week the pain began: runs',
  hard_week_onset: 'In the week the pain began: hard sessions',
  runs_week_now: 'In the last 7 days: runs',
  hard_week_now: 'In the last 7 days: hard sessions',
}

export interface Anchors {
  readonly low: string
  readonly high: string
}

export const painAnchors: Anchors = { low: 'No pain', high: 'The worst pain you can imagine' }

/** The ends of 0–10 scales that are not pain. */
export const scaleAnchors: Readonly<Record<string, Anchors>> = {
  shoe_comfort: { low: 'Not at all', high: 'Perfect' },
  stress_level: { low: 'Not at all', high: 'Very' },
  work_impact: { low: 'Not at all', high: 'Completely' },
  fear_run: { low: 'Not at all', high: 'Very' },
  confidence_recover: { low: 'Not at all', high: 'Completely' },
  psfs_1_score: { low: 'Cannot do it', high: 'As well as before' },
  psfs_2_score: { low: 'Cannot do it', high: 'As well as before' },
  psfs_3_score: { low: 'Cannot do it', high: 'As well as before' },
}

/**
 * Shown instead of the form to somebody under 16, with the placeholders of the clinic's settings
 * (clinical/intake.md 2, `date_of_birth`).
 */
export const underAgeMessage =
  'Please ask a parent or guardian to phone {clinic_phone} so that we can book you with the right clinician. If you cannot put weight on the leg, the knee is hot and swollen, or you have a fever or feel very unwell, call {emergency_number} or go to the nearest emergency department now.'

/** What the patient is asked when two answers disagree, in the order of `crossCheckRules`. */
export const crossCheckTexts: readonly string[] = [
  'Your pain right now is higher than your worst pain in the last 7 days. Is that right?',
  'Your usual pain is higher than your worst pain in the last 7 days. Is that right?',
  'Your longest run is more than twice your distance of the last 7 days. Is that right?',
  'You told us that you have stopped running, and also that you ran in the last 7 days. Is that right?',
  'You told us that it started little by little, and also that it started with an injury. Is that right?',
  'You told us that it started with an injury, a fall or a collision. When was that? If it was in the last 6 weeks, please change the first safety question.',
  'You told us that it started suddenly without an injury, and also that it started with a fall, a blow, a twist or a collision. Is that right?',
]

/** In a review form it is counted since the last one, which may be longer ago than the intake allows; no rule reads above 7. */
export const reviewMost: Readonly<Record<string, number>> = { rf_trauma_days: 999 }

/** In a review form `rf_trauma` is about the time since the last one (clinical/intake.md 18.4). */
export const reviewWordings: Readonly<Record<string, string>> = {
  rf_trauma: 'Since your last form, have you had a new fall, blow, twist or collision?',
}
