import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlertMax } from '#lib/alerts/worklist/queries.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { alertTitle, breakGlassAlert } from '#lib/content/alerts/table.ts'
import { dischargeWords } from '#lib/content/discharge/criteria.ts'
import { inSentence, timeText } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { readEndTexts } from '#lib/factors/releases/ending/queries.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { goesOnAlone } from '#lib/programs/rules.ts'
import { readEvaluation } from '#lib/review/evaluation/queries.ts'
import type { Reading } from '#lib/review/indicators/schema.ts'
import { wayTo } from '#lib/rulebook/ways/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type CaseEnd, readEnd } from '../status/queries.ts'
import { answerValues, checkDischarge, type KeptCriterion } from './rules.ts'
import type { CriterionCheck, DischargeAnswers, DischargeCheck, DischargeResult } from './schema.ts'

type Target = { caseId: string; patientId: string; zone: string; today: string }

export type NewestAnswer = DischargeAnswers & { id: string; at: Date | null; by: string }

export const noAnswer: NewestAnswer = {
  id: '',
  at: null,
  by: '',
  noRunningGoal: null,
  goalReached: null,
  selfManagementOk: null,
}

/**
 * Whether an answer, `d`, still counts. Opened again, a case is asked anew: what was reached at its end is not known of the knee
 * that came back.
 */
export const answerHoldsSql = Prisma.sql`d.at >= COALESCE((SELECT max(s.at) FROM "CaseStatusChange" s
  WHERE s."clinicId" = d."clinicId" AND s."caseId" = d."caseId" AND s."from" IN ('discharged', 'referred') AND s."to" = 'open'),
  '-infinity'::timestamptz)`

/** What a physio answered last, for the case that the caller has checked. */
export async function newestDischargeAnswer(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<NewestAnswer> {
  const [row] = await tx.$queryRaw<NewestAnswer[]>`
    SELECT d.id, d.at, a.name AS by, d."noRunningGoal", d."goalReached", d."selfManagementOk"
    FROM "DischargeAnswer" d JOIN "Account" a ON a."clinicId" = d."clinicId" AND a.id = d."byId"
    WHERE d."clinicId" = ${clinicId}::uuid AND d."caseId" = ${caseId}::uuid AND ${answerHoldsSql}
    ORDER BY d.at DESC, d.id DESC LIMIT 1`
  return row ?? noAnswer
}

export type DischargeRead = {
  check: DischargeCheck
  answers: NewestAnswer
  readings: Readonly<Record<string, Reading>>
}

/**
 * The criteria of a case as of now, in the transaction of whoever has checked the case. Worked out on reading, so that they are
 * never older than the page.
 */
export async function readDischarge(tx: Tx, actor: Actor, target: Target, now: Date): Promise<DischargeRead> {
  const of = { clinicId: actor.clinicId, caseId: target.caseId }
  const record = { ...of, patientId: target.patientId }
  const { blockLevel, unresolvedLevel } = await caseSafety(tx, record, target.today)
  const safety = { blockLevel, unresolvedLevel, openAlertMax: await openAlertMax(tx, of) }
  const { values, found, indexSide } = await readEvaluation(
    tx,
    actor,
    { ...record, timeZone: target.zone },
    safety,
    now,
  )
  const answers = await newestDischargeAnswer(tx, of)
  const check = checkDischarge(new Map([...values, ...answerValues(answers)]), indexSide)
  return { check, answers, readings: found.readings }
}

export type CriterionView = {
  id: string
  kind: 'must' | 'should'
  text: string
  rule: string
  result: DischargeResult
  inputs: { id: string; label: string; value: string }[]
  missing: { id: string; label: string; how: string; href: string | null }[]
}

export type CloseView = {
  frame: CaseFrame
  ok: 'yes' | 'no'
  criteria: CriterionView[]
  /** Of a closed case: how it ended; the criteria are those of that moment, none where none were kept. */
  ended: { title: string; why: string } | null
  answers: DischargeAnswers & { id: string; savedText: string | null }
  /** Notes of this case that nobody has signed yet. */
  openNotes: number
  /** An examination that was begun and not signed: in a closed case it stays so. */
  openAssessment: boolean
  /** A version of the program that was written and not published: in a closed case it stays so. */
  openDraft: boolean
  /** Open alerts by title: those for today stand against the end, the others close with the case. */
  alerts: { urgent: string[]; others: string[] }
  /** Whether the patient's program is the one that goes on after the end. */
  maintained: boolean
  /** The advice for afterwards, as the patient would read it. */
  advice: { words: string; seen: string }[]
}

const optionWords: Readonly<Record<string, string>> = {
  none: 'none',
  monitor: 'keep in view',
  routine_referral: 'letter at first visit',
  urgent_referral: 'check within days',
  same_day: 'today',
  emergency: 'emergency',
  programme: 'whole program',
  impact: 'running and jumping',
  info: 'to know',
  watch: 'at the next review',
  act: 'within two days',
  urgent: 'today',
}

function criterionValue(id: string, value: RuleValue): string {
  if (value === null) return 'not known'
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'number') return optionWords[String(value)] ?? String(value)
  const unit = dischargeWords[id]?.unit
  return `${Math.round(value * 10) / 10}${unit ? ` ${unit}` : ''}`
}

function criterionView(
  one: CriterionCheck | KeptCriterion,
  howTo: (id: string) => ReturnType<typeof wayTo>,
): CriterionView {
  const { id, kind, text, rule, result, missing, inputs } = one
  return {
    id,
    kind,
    text,
    rule,
    result,
    inputs: inputs.map((input) => ({
      id: input.id,
      label: labelOf(input.id),
      value: criterionValue(input.id, input.value),
    })),
    missing: missing.map((what) => ({ id: what, label: labelOf(what), ...howTo(what) })),
  }
}

/** The criteria with which a case ended: what was missing then is not to be got any more. */
function keptView({ words, at, by, criteria }: CaseEnd, { zone }: CaseFrame, now: Date) {
  const notKnown = () => ({ how: 'was not known', href: null })
  return {
    ok: criteria?.ok ?? 'no',
    criteria: (criteria?.criteria ?? []).map((one) => criterionView(one, notKnown)),
    ended: {
      title: `Closed by ${by}, ${inSentence(timeText(at, zone, now))}: ${words}`,
      why: criteria?.why ?? '',
    },
  }
}

function presentView({ check, answers, readings }: DischargeRead, caseId: string) {
  const howTo = (id: string) => howToGet(id, caseId, readings[id])
  const criteria = check.criteria.map((one) => criterionView(one, howTo))
  return { ok: check.ok, criteria, answers, ended: null }
}

export const labelOf = (id: string): string => dischargeWords[id]?.label ?? id

function howToGet(id: string, caseId: string, reading: Reading | undefined): ReturnType<typeof wayTo> {
  if (/^(no_running_goal|goal_reached|self_management_ok)$/.test(id))
    return { how: 'Answer below', href: '#answers' }
  return wayTo(id, caseId, reading?.missing)
}

type Unfinished = Pick<CloseView, 'openNotes' | 'openAssessment' | 'openDraft'>

/** What was begun and is neither signed nor published. The caller has checked the case. */
async function readUnfinished(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<Unfinished> {
  const [row] = await tx.$queryRaw<Unfinished[]>`
    SELECT (SELECT count(*)::int FROM "Note" x WHERE x."clinicId" = ${clinicId}::uuid AND x."caseId" = ${caseId}::uuid
        AND x."signedAt" IS NULL AND x."withdrawnAt" IS NULL) AS "openNotes",
      EXISTS (SELECT 1 FROM "Assessment" x WHERE x."clinicId" = ${clinicId}::uuid AND x."caseId" = ${caseId}::uuid
        AND x."signedAt" IS NULL AND x."withdrawnAt" IS NULL) AS "openAssessment",
      EXISTS (SELECT 1 FROM "ProgramVersion" x WHERE x."clinicId" = ${clinicId}::uuid AND x."caseId" = ${caseId}::uuid
        AND x."publishedAt" IS NULL) AS "openDraft"`
  return row ?? { openNotes: 0, openAssessment: false, openDraft: false }
}

/** What stands before the end of a case. The reading is recorded. Throws NotFound for whoever may not read it. */
export function closeView(actor: Actor, caseId: string, now: Date): Promise<CloseView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'close', now)
    const of = { clinicId: actor.clinicId, caseId }
    const end = await readEnd(tx, of, frame.status)
    const { answers, ...criteria } = end
      ? { answers: await newestDischargeAnswer(tx, of), ...keptView(end, frame, now) }
      : presentView(await readDischarge(tx, actor, frame, now), caseId)
    const unfinished = await readUnfinished(tx, of)
    const alerts = await tx.alert.findMany({
      where: { clinicId: actor.clinicId, caseId, closedAt: null, alertId: { not: breakGlassAlert } },
      select: { alertId: true, severity: true },
      orderBy: [{ severity: 'asc' }, { openedAt: 'asc' }],
    })
    const titles = (urgent: boolean) =>
      alerts.filter((one) => (one.severity === 'urgent') === urgent).map((one) => alertTitle(one.alertId))
    const texts = await readEndTexts(tx, actor.clinicId, frame.safety.blockLevel !== 'none')
    const program = await activeProgram(tx, caseId, frame.today)
    const { id, at, by, noRunningGoal, goalReached, selfManagementOk } = answers
    return {
      frame,
      ...criteria,
      ...unfinished,
      alerts: { urgent: titles(true), others: titles(false) },
      advice: texts.map(({ words, seen }) => ({ words, seen })),
      maintained: program !== null && goesOnAlone(program.content),
      answers: {
        id,
        noRunningGoal,
        goalReached,
        selfManagementOk,
        savedText: at ? `${by}, ${inSentence(timeText(at, frame.zone, now))}` : null,
      },
    }
  })
}
