import { advice, adviceRules } from '#lib/content/factors/advice.ts'
import { blockRules, planRows } from '#lib/content/factors/plan.ts'
import type { PlanRow } from '#lib/content/factors/types.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import { blockById, templateById } from '#lib/content/programs/index.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'

const proposed = ({ program, note }: PlanRow) =>
  program ? (templateById(program)?.name ?? program) : `No program: ${note.replace(/^none; /, '')}`

const mainProgram: RuleEntry = {
  id: 'plan_program',
  title: 'Main program',
  says: 'The first row that is met decides, from top to bottom. While row 1 or 2 is not assessed, nothing is proposed.',
  rules: planRows.map((row) => ({ label: `${row.row}. ${proposed(row)}`, text: row.rule })),
  evidence: 'Expert opinion [EO]',
  source: 'Factors 8.2',
}

export const planRules: RuleSource = {
  id: 'plan',
  title: 'Choice of program',
  note: 'Which program, which further blocks and which advice beside that of the factors the findings suggest. The physio chooses. Besides these, the blocks of the factors with the most points are proposed.',
  version: factorRuleSetVersion,
  entries: [
    mainProgram,
    ...blockRules.map(({ block, rule }) => ({
      id: `plan_${block}`,
      title: `Block: ${blockById(block)?.name ?? block}`,
      says: 'It is proposed, whatever the factors, unless the program has it already.',
      rules: [{ label: 'Proposed', text: rule }],
      evidence: 'Expert opinion [EO]',
      source: 'Factors 8.3',
    })),
    ...adviceRules.map(({ id, rule }) => ({
      id: `plan_${id}`,
      title: 'Advice on sitting',
      says: advice.find((one) => one.id === id)?.text ?? '',
      rules: [{ label: 'Given', text: rule }],
      evidence: 'Given whatever the factors',
      source: 'Factors 8',
    })),
  ],
}
