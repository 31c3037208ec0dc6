import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { blockById, templateById } from '#lib/content/programs/index.ts'
import type { Block } from '#lib/content/programs/types.ts'
import { timeText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { flagValue } from '#lib/flags/history/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import type { FirstRunAnswers } from '#lib/programs/running/schema.ts'
import { routineOf } from '#lib/programs/template/routine/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { valuesOfInputs } from '../inputs/rules.ts'
import { staleBy } from '../limits/rules.ts'
import { readableFactorCases } from '../policy.ts'
import { factorAnswers } from '../responses/queries.ts'
import { asAnswered } from '../responses/rules.ts'
import { readEvaluation } from '../rules.ts'
import { basisText, missingViews } from '../words/rules.ts'
import { proposeBlocks } from './blocks/rules.ts'
import { firstRuns } from './first-runs/rules.ts'
import { mayProposeMore, proposeProgram } from './rules.ts'
import { proposeRunning } from './running/rules.ts'
import type { PlanView } from './schema.ts'
import { type FirstWeeks, firstWeeks } from './weeks/rules.ts'

type Ask = {
  clinicId: string
  caseId: string
  limits: Limits
  firstRuns: FirstRunAnswers
  safety: { blockLevel: string; unresolvedLevel: string; screen: { complete: boolean } }
}

/** A flag that was not raised is absent once every safety question has an answer; before that nobody knows. */
async function flagValues(tx: Tx, { clinicId, caseId, safety }: Ask): Promise<[string, RuleValue][]> {
  const rows = await tx.redFlag.findMany({
    where: { AND: [await bearingOn(tx, { clinicId, caseId }), { supersededAt: null }] },
    orderBy: { raisedAt: 'asc' },
    select: { flagId: true, resolvedAt: true },
  })
  const list = rows.map(({ flagId, resolvedAt }) => ({
    flagId,
    state: resolvedAt ? ('resolved' as const) : ('unresolved' as const),
  }))
  const raised = list.map(({ flagId }): [string, RuleValue] => [flagId, flagValue(list, flagId)])
  return safety.screen.complete
    ? [...flagTable.map(({ id }): [string, RuleValue] => [id, 'absent']), ...raised]
    : raised
}

const exercisesOf = (block: Block | null): string =>
  (block ? [...block.first, ...routineOf(block.id)] : [])
    .flatMap(({ exerciseIds }) => exerciseById(exerciseIds[0] ?? '')?.name ?? [])
    .join(', ')

const runningWords = {
  wait: 'No running while an open flag blocks it.',
  return_to_run: 'Back to running by stages.',
  keep_running: 'Keep running, within the pain rules and the cap for a single run.',
  open: 'Not decided: answers are missing.',
  refer: 'None suggested: the referral or the examination comes first.',
} as const

/**
 * What the newest evaluation of a case suggests (clinical/factors.md 8), with what physios made of the factors. For a
 * page of the care team, in its transaction.
 */
export async function suggestedPlan(tx: Tx, actor: Actor, ask: Ask, now: Date): Promise<PlanView> {
  const { clinicId, caseId, safety } = ask
  const where = { clinicId, caseId, case: readableFactorCases(actor, now) }
  const newest = await tx.factorEvaluation.findFirst({
    where,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { at: true, ruleSetVersion: true, inputs: true, results: true },
  })
  const { evaluation, inputs } = readEvaluation(newest ?? { ruleSetVersion: 0, inputs: {}, results: {} })
  const answers = await factorAnswers(tx, where)
  const counted = asAnswered(evaluation, answers)
  const named = (factorId: string): string => {
    const answer = answers.get(factorId)
    const title = factorById(factorId)?.title ?? factorId
    return answer?.kind === 'added' ? `${title} (added by ${answer.by})` : title
  }
  const values = new Map<string, RuleValue>([
    ...valuesOfInputs(inputs),
    ...(await flagValues(tx, ask)),
    ['block_level', safety.blockLevel],
    ['unresolved_level', safety.unresolvedLevel],
  ])
  const missing = (ids: readonly string[]) => missingViews(ids, values, caseId)
  const main = newest ? proposeProgram(values, counted) : null
  const template = templateById(main?.program ?? '')
  const mayPropose = main !== null && mayProposeMore(main)
  const runLimit = template?.phases[0]?.params.runLimit ?? null
  const running = proposeRunning(values, runLimit, main === null || mayPropose)
  const weeksView = (of: FirstWeeks | null) =>
    of && { ...of, basis: basisText(of.basis), missing: missing(of.missing) }
  const first = firstRuns(template, running.choice, ask.firstRuns, ask.limits)
  const weeks = running.choice === 'keep_running' ? firstWeeks(values, runLimit, ask.limits) : null
  return {
    atText: newest ? timeText(newest.at, actor.timeZone, now) : null,
    stale: newest ? staleBy(evaluation, ask.limits) : null,
    program:
      main && template
        ? {
            id: template.id,
            title: template.title,
            row: main.row ?? 0,
            rule: main.rule ?? '',
            basis: basisText(main.basis, named),
          }
        : null,
    note: main?.note ?? '',
    missing: missing(main?.missing ?? []),
    held: (main?.held ?? []).flatMap((id) => templateById(id)?.title ?? []),
    blocks: (mayPropose ? proposeBlocks(values, counted, template) : []).map(({ id, factorIds, asked }) => ({
      id,
      name: blockById(id)?.name ?? id,
      because: factorIds.map(named).join(', ') || (asked ?? ''),
      exercises: exercisesOf(blockById(id)),
    })),
    running: {
      text: runningWords[running.choice],
      blockId: running.choice === 'return_to_run' ? 'blk_walk_run' : null,
      rule: running.rule,
      basis: basisText(running.basis),
      missing: running.choice === 'open' ? missing(running.missing) : [],
      first: weeksView(first),
      weeks: weeksView(weeks),
    },
  }
}
