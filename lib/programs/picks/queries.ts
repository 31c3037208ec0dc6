import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { blockById, phaseRulesOf, programTemplates } from '#lib/content/programs/index.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { suggestedPlan } from '#lib/factors/plan/queries.ts'
import type { PlanView } from '#lib/factors/plan/schema.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { longestDay, overlongPhases, weeksText } from '#lib/programs/builder/rules.ts'
import type { PicksSearch } from '#lib/programs/draft/schema.ts'
import { firstRunAnswers, fitFromAnswers, type Has, hasFromAnswers } from '#lib/programs/fit/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { carefulOf, prescribedCase } from '#lib/programs/record/queries.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import { routineParts } from '#lib/programs/template/routine/rules.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { FromTemplate } from '#lib/programs/template/schema.ts'

export type TemplatePick = {
  id: string
  title: string
  purpose: string
  /** What its first phase needs before it begins. */
  begins: string
  phases: readonly {
    name: string
    weeks: string
    /** On days of their own. */
    exercises: number
    aroundRuns: number
    minutes: number
  }[]
  /** Blocks that a draft of it gets. */
  blocks: readonly string[]
  /** What was changed to fit the person, and what does not fit. */
  notices: readonly string[]
  /** Phases with a day that is longer than she has. */
  overlong: readonly string[]
}

export type TemplatePicks = {
  caseId: string
  has: Has
  atClinic: boolean
  /** What the findings suggest. */
  plan: PlanView
  /** What it changes to fit the person, with everything that it adds. */
  planNotices: readonly string[]
  picks: readonly TemplatePick[]
}

const textsOf = (made: FromTemplate | null): string[] => [...new Set(made?.notices.map(({ text }) => text))]

/**
 * Every template as it would be for this patient. `clinic`: whether she trains at the clinic, where it is not what was said
 * before. Throws NotFound off the team.
 */
export function templatePicks(
  actor: Actor,
  caseId: string,
  clinic: PicksSearch['clinic'] = null,
  now: Date = new Date(),
): Promise<TemplatePicks> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, caseId, prescribableCases(actor), now)
    const { patientId } = target
    const data = { page: 'program-new', brokenGlass: false }
    await recordAudit(tx, actor, { type: 'case.read', caseId, patientId, data })
    const safety = await caseSafety(tx, target, target.today)
    const atClinic = clinic === null ? target.atClinic : clinic === 'yes'
    const spared = await carefulOf(tx, target)
    const fit = fitFromAnswers(target.answers, { spared, block: safety.blockLevel, atClinic }, target)
    const blocks = routineParts.flatMap((id) => blockById(id) ?? [])
    const aroundRuns = (items: readonly ProgramItem[]) =>
      items.filter(({ days }) => days === 'each_run').length
    const { minutes } = hasFromAnswers(target.answers)
    const picks = programTemplates.map((template): TemplatePick => {
      const made = fromTemplate(template.id, fit, blocks)
      return {
        id: template.id,
        title: template.title,
        purpose: template.purpose,
        begins: phaseRulesOf(template.phases[0]?.id ?? '', target.limits)?.entry ?? '',
        phases: (made?.content.phases ?? []).map((phase) => ({
          name: phase.name,
          weeks: weeksText(phase.weeks),
          exercises: phase.items.length - aroundRuns(phase.items),
          aroundRuns: aroundRuns(phase.items),
          minutes: longestDay(phase),
        })),
        blocks: routineParts,
        notices: textsOf(made),
        overlong: overlongPhases(made?.content.phases ?? [], minutes),
      }
    })
    const plan = await suggestedPlan(
      tx,
      actor,
      { ...target, safety, firstRuns: firstRunAnswers(target.answers) },
      now,
    )
    const planBlocks = [...plan.blocks.map(({ id }) => id), plan.running.blockId ?? '']
    const suggested = fromTemplate(
      plan.program?.id ?? '',
      fit,
      planBlocks.flatMap((id) => blockById(id) ?? []),
    )
    return {
      caseId,
      has: hasFromAnswers(target.answers),
      atClinic,
      plan,
      planNotices: textsOf(suggested),
      picks,
    }
  })
}
