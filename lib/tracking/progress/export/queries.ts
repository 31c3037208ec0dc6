import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCaseSql } from '#lib/cases/policy.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { assertStillThere } from '#lib/export/queries.ts'
import { numberText } from '#lib/patients/rules.ts'
import { countsInCaseSql, countsSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { byteOrderMark, csvLine } from './rules.ts'

const chunk = 2000

type ScoreRow = {
  id: string
  day: string
  at: string
  context: string
  score: number
  swelling: string | null
  note: string
  onBehalf: boolean
}

/** Whose scores they are, in each line: two files put together stay told apart. */
type Whose = { patientId: string; number: number; side: CaseSide }

/** The next scores after an entry, oldest first, along the index (clinicId, caseId, logDate). */
const scoresAfter = (tx: Tx, actor: Actor, caseId: string, last: ScoreRow | null): Promise<ScoreRow[]> =>
  tx.$queryRaw<ScoreRow[]>`
    SELECT s.id, to_char(s."logDate", 'YYYY-MM-DD') AS day, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
      s.context::text AS context, s.score, s.swelling::text AS swelling, s.note, s."onBehalf"
    FROM "PainScore" s JOIN "Case" c ON c."clinicId" = s."clinicId" AND c.id = s."caseId"
    WHERE ${teamCaseSql(actor)} AND s."caseId" = ${caseId}::uuid AND ${countsSql('s')}
      ${last ? Prisma.sql`AND (s."logDate", s.id) > (${last.day}::date, ${last.id}::uuid)` : Prisma.empty}
    ORDER BY s."logDate", s.id LIMIT ${chunk}`

const head = [
  ...['patient', 'knee', 'day', 'time (UTC)', 'context', 'score (0 none, 10 worst)', 'swelling', 'note'],
  'entered by',
]
const lineOf = (row: ScoreRow, { number, side }: Whose) =>
  csvLine([
    numberText(number),
    side,
    row.day,
    row.at,
    row.context,
    row.score,
    row.swelling,
    row.note,
    row.onBehalf ? 'clinic' : 'patient',
  ])

/**
 * All current pain scores of a case of the physio's team as CSV, piece by piece: each piece is a transaction of its own
 * under the same actor, so that a slow reader holds none open. Throws NotFound. The audit row is written before the
 * first line leaves.
 */
export async function exportPainScores(actor: Actor, caseId: string): Promise<AsyncGenerator<string>> {
  const { whose, first } = await asActor(actor, async (tx) => {
    const [found] = await tx.$queryRaw<(Whose & { rows: number })[]>`
      SELECT c."patientId", c.side::text AS side, p.number, (SELECT count(*)::int FROM "PainScore" s WHERE ${countsInCaseSql('s')}) AS rows
      FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
      WHERE c.id = ${caseId}::uuid AND ${teamCaseSql(actor)}`
    if (!found) throw new NotFound('case')
    await recordAudit(tx, actor, {
      type: 'progress.exported',
      patientId: found.patientId,
      caseId,
      data: { rows: found.rows },
    })
    return { whose: found, first: await scoresAfter(tx, actor, caseId, null) }
  })
  return lines(actor, caseId, whose, first)
}

async function* lines(actor: Actor, caseId: string, whose: Whose, first: ScoreRow[]): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(head)
  for (let rows = first; rows.length > 0; ) {
    yield rows.map((row) => lineOf(row, whose)).join('')
    const last = rows.at(-1)
    if (rows.length < chunk || !last) return
    rows = await asActor(actor, async (tx) => {
      await assertStillThere(tx, actor)
      return scoresAfter(tx, actor, caseId, last)
    })
  }
}
