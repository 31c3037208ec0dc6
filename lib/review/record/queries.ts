import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { answerHoldsSql } from '#lib/cases/discharge/queries.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { isClinical } from '#lib/content/alerts/table.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { outlivedSql } from '#lib/factors/responses/queries.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { nextRunCap } from '#lib/programs/progression/cap/days/queries.ts'
import { runWeekNow } from '#lib/programs/progression/run-week/queries.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'
import { packedScore } from '#lib/tracking/progress/course/queries.ts'
import { numbersOf } from '#lib/tracking/progress/series/rules.ts'
import { readEvaluation } from '../evaluation/queries.ts'
import { gravest } from '../evaluation/rules.ts'
import { reviewInterval } from '../indicators/case/rules.ts'
import { readGoals } from '../schema.ts'
import type { ReviewFacts } from './parts/rules.ts'
import { chartDays, recordOf } from './rules.ts'
import type { ReviewRecord } from './schema.ts'

type FactsRow = {
  [K in 'flags' | 'alerts' | 'versions' | 'steps' | 'factors' | 'responses' | 'patterns' | 'ruleLimits']:
    | ReviewFacts[K]
    | null
} & {
  scores: string | null
  answers: ReviewFacts['answers'] | null
  last: { id: string; on: Day; goals: unknown; values: Record<string, string | null> | null } | null
}

/** What a review shows besides the evaluation, in one statement. The caller has checked the case. */
async function readFacts(tx: Tx, frame: CaseFrame, clinicId: string): Promise<ReviewFacts> {
  const { caseId, today } = frame
  const from = addDays(today, -chartDays + 1)
  const [found] = await tx.$queryRaw<{ row: string }[]>`
    WITH c AS (SELECT ${clinicId}::uuid AS clinic, ${caseId}::uuid AS id),
    last AS (SELECT w.id, w."on", w.goals, w.indicators, w."signedAt" FROM c JOIN "Review" w ON w."clinicId" = c.clinic AND w."caseId" = c.id
      ORDER BY w."signedAt" DESC LIMIT 1),
    evaluation AS (
      (SELECT e.id FROM c JOIN "FactorEvaluation" e ON e."clinicId" = c.clinic AND e."caseId" = c.id ORDER BY e.at, e.id LIMIT 1)
      UNION (SELECT e.id FROM c JOIN "FactorEvaluation" e ON e."clinicId" = c.clinic AND e."caseId" = c.id ORDER BY e.at DESC, e.id DESC LIMIT 1)
      UNION (SELECT e.id FROM c JOIN "FactorEvaluation" e ON e."clinicId" = c.clinic AND e."caseId" = c.id
        WHERE e.at <= (SELECT "signedAt" FROM last) ORDER BY e.at DESC, e.id DESC LIMIT 1))
    SELECT to_json(r)::text AS row FROM (SELECT
      (SELECT array_agg(DISTINCT ${packedScore})::text
        FROM "PainScore" s WHERE ${ofCaseSql('s', { clinicId, caseId })} AND ${countsSql('s')}
          AND s."logDate" BETWEEN ${from}::date - 6 AND ${today}::date) AS scores,
      (SELECT json_agg(json_build_object('id', f.id, 'flagId', f."flagId", 'urgency', f.urgency, 'at', f."raisedAt",
          'answered', f."respondedAt" IS NOT NULL) ORDER BY f.urgency, f."raisedAt")
        FROM "Case" c, ${flagsBearingSql} AND c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid
          AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL) AS flags,
      (SELECT json_agg(json_build_object('id', a.id, 'alertId', a."alertId", 'severity', a.severity, 'at', a."openedAt", 'by', b.name,
          'note', a.acknowledgement) ORDER BY a.severity, a."openedAt" DESC)
        FROM "Alert" a LEFT JOIN "Account" b ON b."clinicId" = a."clinicId" AND b.id = a."acknowledgedById"
        WHERE a."clinicId" = c.clinic AND a."caseId" = c.id AND a."closedAt" IS NULL) AS alerts,
      (SELECT json_agg(json_build_object('number', v.number, 'startsOn', to_char(v."startsOn", 'YYYY-MM-DD'), 'note', v.note, 'by', b.name,
          'fresh', COALESCE(v."publishedAt" > (SELECT "signedAt" FROM last), v."startsOn" > ${addDays(today, -27)}::date)) ORDER BY v.number)
        FROM staff_program_versions(c.id) v JOIN "Account" b ON b."clinicId" = v."clinicId" AND b.id = v."publishedById"
        WHERE v."clinicId" = c.clinic AND v."publishedAt" IS NOT NULL AND NOT ${overtakenSql(frame.zone)}) AS versions,
      (SELECT json_agg(json_build_object('subject', x.subject, 'text', x.text, 'state', x.state, 'advice', x.advice,
          'on', to_char(x.day, 'YYYY-MM-DD'), 'by', b.name, 'reason', COALESCE(x.reason, ''), 'ruleId', x."ruleId", 'rule', x.rule,
          'inputs', x.inputs, 'from', CASE WHEN x.change ->> 'kind' = 'swap' THEN x.change ->> 'from' END) ORDER BY x."createdAt" DESC, x.id DESC)
        FROM (SELECT * FROM "Suggestion" y WHERE y."clinicId" = c.clinic AND y."caseId" = c.id
            AND (y.state = 'open' OR (y.state IN ('accepted', 'changed', 'declined')
              AND y."decidedAt" > COALESCE((SELECT "signedAt" FROM last), '-infinity'::timestamptz)))
            ORDER BY y.state <> 'open', y."createdAt" DESC, y.id DESC LIMIT 40) x
        LEFT JOIN "Account" b ON b."clinicId" = x."clinicId" AND b.id = x."decidedById") AS steps,
      (SELECT json_agg(json_build_object('caseId', t."caseId", 'limitId', t."limitId", 'value', t.value) ORDER BY t.at, t.id)
        FROM "RuleLimit" t WHERE t."clinicId" = c.clinic AND (t."caseId" IS NULL OR t."caseId" = c.id)) AS "ruleLimits",
      (SELECT json_build_object('id', d.id, 'noRunningGoal', d."noRunningGoal", 'goalReached', d."goalReached", 'selfManagementOk', d."selfManagementOk")
        FROM "DischargeAnswer" d WHERE d."clinicId" = c.clinic AND d."caseId" = c.id AND ${answerHoldsSql} ORDER BY d.at DESC, d.id DESC LIMIT 1) AS answers,
      (SELECT json_build_object('id', last.id, 'on', to_char(last."on", 'YYYY-MM-DD'), 'goals', last.goals, 'values', last.indicators -> 'values') FROM last) AS last,
      (SELECT json_agg(json_build_array(p ->> 'id', p ->> 'status')) FROM (SELECT e.results FROM "FactorEvaluation" e
          WHERE e."clinicId" = c.clinic AND e."caseId" = c.id ORDER BY e.at DESC, e.id DESC LIMIT 1) n,
        jsonb_array_elements(n.results -> 'patterns') p) AS patterns,
      (SELECT json_agg(json_build_object('at', e.at, 'before', COALESCE(e.at <= (SELECT "signedAt" FROM last), false),
          'levels', COALESCE((SELECT jsonb_object_agg(f ->> 'id', f -> 'level') FROM jsonb_array_elements(e.results -> 'factors') f), '{}')) ORDER BY e.at, e.id)
        FROM "FactorEvaluation" e WHERE e."clinicId" = c.clinic AND e.id IN (SELECT id FROM evaluation)) AS factors,
      (SELECT json_agg(json_build_object('id', x.id, 'factorId', x."factorId", 'kind', x.kind, 'level', x.level, 'by', b.name,
          'outlived', x.kind = 'dismissed' AND ${outlivedSql}))
        FROM (SELECT DISTINCT ON (y."factorId") * FROM "FactorResponse" y WHERE y."clinicId" = c.clinic AND y."caseId" = c.id
          ORDER BY y."factorId", y.at DESC, y.id DESC) x
        JOIN "Account" b ON b."clinicId" = x."clinicId" AND b.id = x."byId") AS responses
    FROM c) r`
  if (!found) throw new Error('a statement of scalars has one row')
  const row = JSON.parse(found.row) as FactsRow
  return {
    scores: numbersOf(row.scores),
    flags: row.flags ?? [],
    alerts: row.alerts ?? [],
    versions: row.versions ?? [],
    steps: row.steps ?? [],
    factors: row.factors ?? [],
    responses: row.responses ?? [],
    answers: row.answers ?? { id: '', noRunningGoal: null, goalReached: null, selfManagementOk: null },
    patterns: row.patterns ?? [],
    ruleLimits: row.ruleLimits ?? [],
    last: row.last && { ...row.last, goals: readGoals(row.last.goals), values: row.last.values ?? {} },
  }
}

/**
 * The record of a review at this moment, inside the transaction of a page's query or of the signature, which has read the
 * frame and records the reading; with the review before it, and days to the one after it.
 */
export async function readRecord(
  tx: Tx,
  actor: Actor,
  frame: CaseFrame,
  now: Date,
): Promise<{ record: ReviewRecord; nextReviewIn: number } & Pick<ReviewFacts, 'last' | 'answers'>> {
  const facts = await readFacts(tx, frame, actor.clinicId)
  const safety = {
    blockLevel: frame.safety.blockLevel,
    unresolvedLevel: frame.safety.unresolvedLevel,
    openAlertMax: gravest(
      facts.alerts.filter(({ alertId }) => isClinical(alertId)).map(({ severity }) => severity),
    ),
    screenComplete: frame.safety.screenComplete,
  }
  const target = {
    clinicId: actor.clinicId,
    caseId: frame.caseId,
    patientId: frame.patientId,
    timeZone: frame.zone,
  }
  const { read, outcomes, ...evaluation } = await readEvaluation(tx, actor, target, safety, now)
  const record = recordOf({
    facts,
    evaluation,
    read,
    runWeek: await runWeekNow(tx, target, read.phase?.key, now),
    nextRun: await nextRunCap(tx, target, now),
    outcomes,
    safety,
    caseId: frame.caseId,
    openedOn: frame.openedOn,
    zone: frame.zone,
    now,
  })
  const nextReviewIn = reviewInterval(read.input, read.input.today)
  return { record, nextReviewIn, last: facts.last, answers: facts.answers }
}
