import { defaultLimits, inWords, type Limits } from '#lib/content/limits/index.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import { blocks } from './blocks.ts'
import { focusPrograms } from './focus.ts'
import { kneecapPrograms } from './kneecap.ts'
import { runningPrograms } from './running.ts'
import { tendonPrograms } from './tendon.ts'
import type { Block, PhaseRules, PhaseTemplate, ProgramTemplate } from './types.ts'

export { beginnerRuns, firstWeekLimit } from './beginner.ts'
export { blocks } from './blocks.ts'
export { runStages } from './stages.ts'

const section = (program: ProgramTemplate) => Number(program.section.split('.')[1])

const written: readonly ProgramTemplate[] = [
  ...kneecapPrograms,
  ...focusPrograms,
  ...tendonPrograms,
  ...runningPrograms,
].sort((a, b) => section(a) - section(b))

const rulesWith = ({ entry, entryRule, exit, exitRule }: PhaseRules, limits: Limits): PhaseRules => ({
  entry: inWords(entry, limits),
  entryRule: withNumbers(entryRule, limits),
  exit: inWords(exit, limits),
  exitRule: exitRule && withNumbers(exitRule, limits),
})

const policyWith = ({ runningPolicy }: ProgramTemplate, limits: Limits): string | null =>
  runningPolicy && inWords(runningPolicy, limits)

/** The twelve program templates, in the order of the specification, with the limits that it names. */
export const programTemplates: readonly ProgramTemplate[] = written.map((program) => ({
  ...program,
  runningPolicy: policyWith(program, defaultLimits),
  phases: program.phases.map((phase) => ({ ...phase, ...rulesWith(phase, defaultLimits) })),
}))

const byId: ReadonlyMap<string, ProgramTemplate> = new Map(programTemplates.map((p) => [p.id, p]))
const writtenById: ReadonlyMap<string, ProgramTemplate> = new Map(written.map((p) => [p.id, p]))
const phases: ReadonlyMap<string, PhaseTemplate> = new Map(
  written.flatMap((program) => program.phases.map((phase) => [phase.id, phase] as const)),
)
const blockIds: ReadonlyMap<string, Block> = new Map(blocks.map((block) => [block.id, block]))

export const templateById = (id: string): ProgramTemplate | null => byId.get(id) ?? null
/** What it says of running, with these limits; null where it says nothing. */
export function runningPolicyOf(id: string, limits: Limits): string | null {
  const program = writtenById.get(id)
  return program ? policyWith(program, limits) : null
}
/** What it prescribes. How it begins and ends depends on limits: `phaseRulesOf`. */
export const phaseTemplateById = (id: string): Omit<PhaseTemplate, keyof PhaseRules> | null =>
  phases.get(id) ?? null
/** How it begins and ends, with these limits in the rules and the words; null for a phase of no template. */
export function phaseRulesOf(id: string, limits: Limits): PhaseRules | null {
  const phase = phases.get(id)
  return phase ? rulesWith(phase, limits) : null
}
export const blockById = (id: string): Block | null => blockIds.get(id) ?? null
