import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { exerciseRules } from '#lib/content/progression/exercises.ts'
import {
  ageKnownRule,
  appliesItselfRule,
  holdBiasRule,
  plyoBlockedRule,
  pregnancyKnownRule,
  pregnancyOrBirthRule,
  runLoadBlockedRule,
} from '#lib/content/progression/modifiers.ts'
import { phaseReadyRule } from '#lib/content/progression/phases.ts'
import { resultRules } from '#lib/content/progression/results.ts'
import { morningInCode } from '#lib/rulebook/code/rules.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'
import { adviceWords } from '../schema.ts'

const resultWords = {
  red: 'Red',
  over_limit: 'Over the limit',
  unknown: 'Not known yet',
  amber: 'Amber',
  green: 'Green',
} as const

/** Each says what holds when it is true (clinical/programmes.md 3.1, 3.4, 3.6). */
const modifiers: readonly RuleEntry[] = [
  [
    'hold_bias',
    'Steps are held longer',
    'A step needs three good sessions; else two. Not assessed counts as three.',
    holdBiasRule,
    '3.4',
  ],
  [
    'plyo_blocked',
    'No higher plyometric dose',
    'The plyometric ladder stops at the default dose.',
    plyoBlockedRule,
    '3.4',
  ],
  [
    'run_load_blocked',
    'No more running load',
    'Stage, distance and speed stay until the physio confirms.',
    runLoadBlockedRule,
    '3.4',
  ],
  [
    'pregnancy_or_birth',
    'Pregnancy, or a recent birth',
    'No plyometric exercise and no more running load. In pregnancy nothing is proposed that rests on the back or the front.',
    pregnancyOrBirthRule,
    '3.4',
  ],
  [
    'age_known',
    'Age is known',
    'Until then the plyometric ladder stops at the default dose.',
    ageKnownRule,
    '3.4',
  ],
  [
    'pregnancy_known',
    'Pregnancy or birth is known',
    'Until then no jump and no more running load is proposed, and lying exercises only with the question.',
    pregnancyKnownRule,
    '3.4',
  ],
  [
    'applies_itself',
    'A change of dose may apply itself',
    'Only where the physio has switched it on; a lower dose is always allowed.',
    appliesItselfRule,
    '3.1',
  ],
  [
    'phase_ready',
    'Ready for the next phase',
    'Together with the rule by which the phase ends: the next phase is suggested.',
    phaseReadyRule,
    '3.6',
  ],
].map(([id = '', title = '', says = '', text = '', section]) => ({
  id,
  title,
  says,
  evidence: 'Expert opinion [EO]',
  source: `Programs ${section}`,
  rules: [{ label: 'Holds', text }],
}))

const sessionResult: RuleEntry = {
  id: 'session_result',
  title: 'Result of a session or a run',
  says: 'The first rule that is met decides, from top to bottom; one that is not assessed is skipped.',
  rules: resultRules.map(({ result, rule }) => ({ label: resultWords[result], text: rule })),
  evidence: 'Zones of the pain-monitoring model [29 GK]; the limit of runners [8][10]',
  source: 'Programs 2',
}

export const progressionRules: RuleSource = {
  id: 'progression',
  title: 'Exercises',
  note: 'What becomes of an exercise after each session: the first rule that is met decides, from top to bottom; when none is, the dose stays. Every result is a suggestion.',
  version: ruleSetVersion,
  entries: [
    ...exerciseRules.map(({ id, title, action, advice, rule }) => ({
      id,
      title,
      says: action,
      rules: [{ label: adviceWords[advice], text: rule }],
      evidence: 'Expert opinion [EO]',
      source: 'Programs 3.2 and 3.3; zones of the results [29 GK]',
    })),
    sessionResult,
    morningInCode,
    ...modifiers,
  ],
}
