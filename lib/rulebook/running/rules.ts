import { keepRunningRows, returnToRunRule } from '#lib/content/factors/plan.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { startStageRowsWith } from '#lib/content/programs/stages.ts'
import { runRules } from '#lib/content/progression/running.ts'
import { runningInCode } from '#lib/rulebook/code/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'
import { adviceWords } from '../schema.ts'

const startStage = (limits: Limits): RuleEntry => ({
  id: 'start_stage',
  title: 'Stage to start with',
  says: `The first rule that is met decides, from top to bottom. By pain: the highest stage from 1 to 7 whose single jog is at most ${limits.start_pain_pct} % of the minutes until pain. The physio may choose a lower one, and a clinic may set the limits.`,
  rules: startStageRowsWith(limits).map(({ stage, rule }, at) => ({
    label:
      rule === 'always'
        ? `Else stage ${stage}`
        : `${at + 1}. ${stage === null ? 'By pain' : `Stage ${stage}`}`,
    text: rule,
  })),
  evidence: 'Expert opinion [EO]',
  source: 'Programs 6.3',
})

const returnToRun: RuleEntry = {
  id: 'return_to_run',
  title: 'Back to running by stages',
  says: 'Running comes back by stages when it is met; else the runner keeps running, with less. While a flag stops running neither is proposed.',
  rules: [{ label: 'By stages', text: returnToRunRule }],
  evidence: 'Expert opinion [EO]',
  source: 'Factors 8.4',
}

const keepRunning = (limits: Limits): RuleEntry => ({
  id: 'keep_running',
  title: 'The first two weeks of who keeps running',
  says: `The first rule that is met decides, from top to bottom; one that is not assessed is skipped. The distance of now, ${limits.keep_running_pct} % of it (a clinic may set another part), or no continuous running; from week 3 on by the distance of a week.`,
  rules: keepRunningRows.map(({ situation, rule }) => ({ label: situation, text: rule })),
  evidence: 'Expert opinion [EO]; slower running [10]',
  source: 'Programs 6.5',
})

export const runningRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'running',
  title: 'Running',
  note: 'What becomes of the running stage after each run: the first rule that is met decides, from top to bottom; when none is, the stage is repeated. The stages themselves stand in the template “Return to running”.',
  version: ruleSetVersion,
  entries: [
    ...runRules.map(({ id, title, action, advice, rule }) => ({
      id,
      title,
      says: action,
      rules: [{ label: adviceWords[advice], text: rule }],
      evidence: 'Expert opinion [EO]',
      source: 'Programs 3.8; limit of runners [8][10]',
    })),
    returnToRun,
    keepRunning(limits),
    startStage(limits),
    ...runningInCode,
  ],
})
