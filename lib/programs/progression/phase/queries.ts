import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { inSentence, timeText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { type EntryKnown, entryFacts } from '#lib/programs/entry/queries.ts'
import { bringsStages, choiceOf, impactStep, paramValues, stageStep } from '#lib/programs/entry/rules.ts'
import { beginView, checkView } from '#lib/programs/entry/words/rules.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { phaseSubject, sameAdvice } from '../kept/rules.ts'
import { missedRuns } from '../missed/rules.ts'
import { notCounted } from '../running/rules.ts'
import type { Decision } from '../schema.ts'
import { advisePhase, mayPress } from './rules.ts'
import type { NextStep } from './schema.ts'

const ofStages = (next: ProgramPhase, present: ProgramPhase | null) => ({
  stages: bringsStages(next, present),
  stage: stageStep(next, present),
  impact: impactStep(next, present),
})

type Target = Pick<
  PrescribedCase,
  'clinicId' | 'caseId' | 'patientId' | 'timeZone' | 'today' | 'limits' | 'answers' | 'ran'
>

/**
 * What depends on the day and on the examination and not on a single log: whether the next phase may begin, what each of the
 * others asks for, and runs that were missed. Worked out on reading, so that it is never older than the page. For the care
 * team, in the transaction of a page that has checked the case and read its safety; null before a program has begun.
 */
export async function nextStep(
  tx: Tx,
  actor: Actor,
  target: Target,
  known: EntryKnown,
  now: Date,
): Promise<NextStep | null> {
  const facts = await entryFacts(tx, actor, target, known, now)
  const { read, values, indexSide, readings } = facts
  const { phase } = read
  const content = read.versions.at(-1)?.content
  if (!read.input.phase || !phase || !content) return null
  const present = content.phases[phase.position] ?? null
  const next = content.phases[phase.position + 1] ?? null
  const to = next && { key: next.key, name: next.name, ...ofStages(next, present) }
  const withParams = new Map([...values, ...(next ? paramValues(next) : [])])
  const advice = advisePhase(phase.key, to, withParams, indexSide, target.limits, facts.runWeek)
  const goesOn = { content, phaseKey: phase.key }
  const missed = missedRuns(read, target.limits)
  return {
    phase: advice,
    checks: advice.checks.map((one) => checkView(one, target.caseId, readings)),
    begins: content.phases.map((one) =>
      beginView(choiceOf(content, one, goesOn, facts, target.limits), target.caseId, readings),
    ),
    versionId: read.versionId ?? '',
    suggestionId: newId(),
    held: !mayPress(values),
    declined: advice.decision && (await declinedBefore(tx, target, advice.decision, now)),
    nextName: next?.name ?? null,
    missed: missed && { ...missed, suggestionId: newId() },
    notCounted: notCounted(
      currentLogs(read.input.logs).runs,
      read.input.stages?.at(-1),
      read.input.logs.elsewhere?.ran,
    ),
  }
}

async function declinedBefore(
  tx: Tx,
  { clinicId, caseId, timeZone }: Target,
  decision: Decision,
  now: Date,
): Promise<NextStep['declined']> {
  const newest = await tx.suggestion.findFirst({
    where: { clinicId, caseId, subject: phaseSubject },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      state: true,
      ruleId: true,
      inputs: true,
      change: true,
      reason: true,
      decidedAt: true,
      decidedBy: { select: { name: true } },
    },
  })
  if (newest?.state !== 'declined' || !newest.decidedAt || !sameAdvice(newest, decision)) return null
  const at = inSentence(timeText(newest.decidedAt, timeZone, now))
  return { answered: `${newest.decidedBy?.name ?? ''}, ${at}`, reason: newest.reason ?? '' }
}
