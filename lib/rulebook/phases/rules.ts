import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { phaseRulesOf, programTemplates } from '#lib/content/programs/index.ts'
import type { PhaseTemplate, ProgramTemplate } from '#lib/content/programs/types.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'

const weeksText = ({ min, max }: PhaseTemplate['weeks']) =>
  min === max ? `${min} weeks` : `${min} to ${max} weeks`

const entryOf = (program: ProgramTemplate, phase: PhaseTemplate): RuleEntry => ({
  id: phase.id,
  title: `${program.name}: ${phase.name}`,
  says: `Begins: ${phase.entry}. Ends: ${phase.exit}.`,
  rules: [
    { label: 'Begins', text: phase.entryRule },
    ...(phase.exitRule ? [{ label: 'Ends', text: phase.exitRule }] : []),
  ],
  evidence: `${weeksText(phase.weeks)}; pain up to ${phase.params.runLimit} in a run, ${phase.params.exLimit} in an exercise`,
  source: `Programs ${program.section}`,
})

export const phaseRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'phases',
  title: 'Phases',
  note: 'When a phase of a template begins and ends. A change of phase is only suggested, and needs “Ready for the next phase” as well; by hand it may begin against them with a reason, though never over a block. A clinic may set the numbers that are expert opinion.',
  version: ruleSetVersion,
  entries: programTemplates.flatMap((program) =>
    program.phases.map((phase) => entryOf(program, { ...phase, ...phaseRulesOf(phase.id, limits) })),
  ),
})
