import { blocks } from './blocks.ts'
import { focusPrograms } from './focus.ts'
import { kneecapPrograms } from './kneecap.ts'
import { runningPrograms } from './running.ts'
import { tendonPrograms } from './tendon.ts'
import type { Block, PhaseTemplate, ProgramTemplate } from './types.ts'

export { beginnerRuns } from './beginner.ts'
export { blocks } from './blocks.ts'
export { runStages } from './stages.ts'

const section = (program: ProgramTemplate) => Number(program.section.split('.')[1])

/** The twelve program templates, in the order of the specification. */
export const programTemplates: readonly ProgramTemplate[] = [
  ...kneecapPrograms,
  ...focusPrograms,
  ...tendonPrograms,
  ...runningPrograms,
].sort((a, b) => section(a) - section(b))

const byId: ReadonlyMap<string, ProgramTemplate> = new Map(programTemplates.map((p) => [p.id, p]))
const phases: ReadonlyMap<string, PhaseTemplate> = new Map(
  programTemplates.flatMap((program) => program.phases.map((phase) => [phase.id, phase] as const)),
)
const blockIds: ReadonlyMap<string, Block> = new Map(blocks.map((block) => [block.id, block]))

export const templateById = (id: string): ProgramTemplate | null => byId.get(id) ?? null
export const phaseTemplateById = (id: string): PhaseTemplate | null => phases.get(id) ?? null
export const blockById = (id: string): Block | null => blockIds.get(id) ?? null
