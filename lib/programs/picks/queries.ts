import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { phaseRulesOf, programTemplates } from '#lib/content/programs/index.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { suggestedPlan } from '#lib/factors/plan/queries.ts'
import type { PlanView } from '#lib/factors/plan/schema.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { fullestWeek, weeksText } from '#lib/programs/builder/rules.ts'
import { fitFromAnswers, type Has, hasFromAnswers } from '#lib/programs/fit/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { carefulOf, prescribedCase } from '#lib/programs/record/queries.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'

export type TemplatePick = {
  id: string
  title: string
  purpose: string
  /** What its first phase needs before it begins. */
  begins: string
  phases: readonly { name: string; weeks: string; exercises: number; minutes: number }[]
  /** What was changed to fit the person, and what does not fit. */
  notices: readonly string[]
}

export type TemplatePicks = {
  caseId: string
  has: Has
  /** What the findings suggest. */
  plan: PlanView
  picks: readonly TemplatePick[]
}

/** Every template as it would be for this patient. Throws NotFound off the team. */
export function templatePicks(actor: Actor, caseId: string, now: Date = new Date()): Promise<TemplatePicks> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, caseId, prescribableCases(actor), now)
    const fit = fitFromAnswers(target.answers, await carefulOf(tx, target), target.limits)
    const picks = programTemplates.map((template): TemplatePick => {
      const made = fromTemplate(template.id, fit)
      return {
        id: template.id,
        title: template.title,
        purpose: template.purpose,
        begins: phaseRulesOf(template.phases[0]?.id ?? '', target.limits)?.entry ?? '',
        phases: (made?.content.phases ?? []).map((phase) => ({
          name: phase.name,
          weeks: weeksText(phase.weeks),
          exercises: phase.items.length,
          minutes: Math.round(Math.max(...fullestWeek(phase).map((day) => day.minutes))),
        })),
        notices: (made?.notices ?? []).map(({ text }) => text),
      }
    })
    const safety = await caseSafety(tx, target, target.today)
    const plan = await suggestedPlan(tx, actor, { ...target, safety }, now)
    return { caseId, has: hasFromAnswers(target.answers), plan, picks }
  })
}
