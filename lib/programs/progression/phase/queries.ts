import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlertMax } from '#lib/alerts/worklist/queries.ts'
import { newestDischargeAnswer } from '#lib/cases/discharge/queries.ts'
import { answerValues, checkDischarge } from '#lib/cases/discharge/rules.ts'
import { inSentence, timeText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { patternValues } from '#lib/factors/patterns/queries.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import { readEvaluation } from '#lib/review/evaluation/queries.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { sameAdvice } from '../kept/rules.ts'
import { type Missed, missedRuns } from '../missed/rules.ts'
import { phaseSubject } from '../rules.ts'
import { runWeekNow } from '../run-week/queries.ts'
import type { Decision } from '../schema.ts'
import { advisePhase, mayPress, type PhaseAdvice } from './rules.ts'

export type NextStep = {
  phase: PhaseAdvice
  /** The version that it is about. */
  versionId: string
  /** What an answer is kept as: a page gives each its own, so that pressing twice is one answer. */
  suggestionId: string
  /** Ready, but an alert asks for action first: one press is not offered. */
  held: boolean
  /** Who declined this very advice, "Anna Berger, today 10:12", and why; null while nobody has. */
  declined: { answered: string; reason: string } | null
  /** Name of the phase that follows; null for the last one. */
  nextName: string | null
  /** Weeks without a run and the stage to begin with again; null without any. */
  missed: Missed | null
}

type Target = Pick<PrescribedCase, 'clinicId' | 'caseId' | 'patientId' | 'timeZone' | 'today' | 'limits'>

/**
 * What depends on the day and on the examination and not on a single log: whether the next phase may begin, and runs that were
 * missed. Worked out on reading, so that it is never older than the page. For the care team, in the transaction of a page that
 * has checked the case; null before a program has begun.
 */
export async function nextStep(tx: Tx, actor: Actor, target: Target, now: Date): Promise<NextStep | null> {
  const { blockLevel, unresolvedLevel } = await caseSafety(tx, target, target.today)
  const safety = { blockLevel, unresolvedLevel, openAlertMax: await openAlertMax(tx, target) }
  const { read, values, indexSide } = await readEvaluation(tx, actor, target, safety, now)
  const { input, phase, versions } = read
  if (!input.phase || !phase) return null
  const next = versions.at(-1)?.content.phases[phase.position + 1] ?? null
  const params = next?.params
  const answers = await newestDischargeAnswer(tx, { clinicId: target.clinicId, caseId: target.caseId })
  const discharge = checkDischarge(new Map([...values, ...answerValues(answers)]), indexSide)
  const withParams = new Map<string, RuleValue>([
    ...values,
    ['discharge_ok', discharge.ok],
    ...(await patternValues(tx, target)),
    ...(params
      ? ([
          ['run_limit', params.runLimit],
          ['ex_limit', params.exLimit],
          ['hop_limit', params.hopLimit],
        ] as const)
      : []),
  ])
  const runWeek = await runWeekNow(tx, target, phase.key, now)
  const to = next && { key: next.key, name: next.name }
  const advice = advisePhase(phase.key, to, withParams, indexSide, target.limits, runWeek)
  return {
    phase: advice,
    versionId: read.versionId ?? '',
    suggestionId: newId(),
    held: !mayPress(values),
    declined: advice.decision && (await declinedBefore(tx, target, advice.decision, now)),
    nextName: next?.name ?? null,
    missed: missedRuns(read, target.limits),
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
      ...{ state: true, ruleId: true, inputs: true, change: true, reason: true, decidedAt: true },
      decidedBy: { select: { name: true } },
    },
  })
  if (newest?.state !== 'declined' || !newest.decidedAt || !sameAdvice(newest, decision)) return null
  const at = inSentence(timeText(newest.decidedAt, timeZone, now))
  return { answered: `${newest.decidedBy?.name ?? ''}, ${at}`, reason: newest.reason ?? '' }
}
