import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { jsonFile, type Part } from '#lib/export/queries.ts'
import { scoresText, unitsText } from '#lib/export/rules.ts'
import { meantBy } from '#lib/flags/messages/rules.ts'
import { bearsOnCaseSql } from '#lib/flags/responses/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { teamCaseSql } from '../policy.ts'
import { tablesOfCase } from './rules.ts'

const formOfCase = Prisma.sql`EXISTS (SELECT 1 FROM "Intake" i WHERE i."clinicId" = c."clinicId" AND i."patientId" = c."patientId"
  AND i.id = t."intakeId" AND (i."caseId" = c.id OR i.id = c."intakeId"))`
const flagOfCase = Prisma.sql`EXISTS (SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = c."clinicId" AND f."patientId" = c."patientId"
  AND f.id = t."flagRowId" AND ${bearsOnCaseSql})`
const author = Prisma.sql`t.id IN (
  SELECT m."accountId" FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
  UNION SELECT e."accountId" FROM "AuditEvent" e WHERE e."clinicId" = c."clinicId" AND e."caseId" = c.id
  UNION SELECT c."openedById")`

const calledNumber = (column: Prisma.Sql, meant: string) =>
  Prisma.sql`(SELECT COALESCE(NULLIF(btrim(${column}), ''), ${meant}) FROM "Clinic" k WHERE k.id = c."clinicId")`
const filledText = Prisma.sql`replace(replace(t.text, '{emergency_number}', ${calledNumber(Prisma.sql`k."emergencyNumber"`, meantBy.emergencyNumber)}),
  '{out_of_hours_phone}', ${calledNumber(Prisma.sql`k."outOfHoursPhone"`, meantBy.outOfHoursPhone)})`

type Rows = {
  table: string
  /** Where the rows come from, if not from the table itself. */
  from?: string
  on: Prisma.Sql
  alias?: 't' | 'f'
  key?: 'id' | 'intakeId'
  /** Columns that stay away; those of an account are named one by one. */
  row?: Prisma.Sql
}

/** `c` is the case. */
const rows: Readonly<Record<string, Rows>> = {
  people: { table: 'Account', on: author, row: Prisma.sql`jsonb_build_object('id', t.id, 'name', t.name)` },
  patient: { table: 'Patient', on: Prisma.sql`t.id = c."patientId"` },
  case: { table: 'Case', on: Prisma.sql`t.id = c.id` },
  forms: {
    table: 'Intake',
    on: Prisma.sql`t."patientId" = c."patientId" AND (t."caseId" = c.id OR t.id = c."intakeId")`,
  },
  answers: { table: 'IntakeAnswers', key: 'intakeId', on: formOfCase },
  consents: { table: 'ConsentChange', on: Prisma.sql`t."patientId" = c."patientId"` },
  redFlags: {
    table: 'RedFlag',
    alias: 'f' as const,
    on: Prisma.sql`f."patientId" = c."patientId" AND ${bearsOnCaseSql}`,
  },
  flagResponses: { table: 'FlagResponse', on: flagOfCase },
  ...Object.fromEntries(
    Object.entries(tablesOfCase).map(([name, table]) => [name, { table, on: Prisma.sql`t."caseId" = c.id` }]),
  ),
  // With whom to call, as it is read on the pages.
  textsGiven: {
    table: tablesOfCase.textsGiven,
    on: Prisma.sql`t."caseId" = c.id`,
    row: Prisma.sql`to_jsonb(t) - 'clinicId' || jsonb_build_object('text', ${filledText})`,
  },
  // With the reasons, which staff read alone.
  programVersions: {
    table: tablesOfCase.programVersions,
    from: 'staff_program_versions(c.id) t',
    on: Prisma.sql`t."caseId" = c.id`,
  },
  programEvents: {
    table: tablesOfCase.programEvents,
    from: 'staff_program_events(c.id) t',
    on: Prisma.sql`t."caseId" = c.id`,
  },
}

function partOf(name: string, of: Rows, actor: Actor, caseId: string): Part {
  const { table, on, alias = 't', key = 'id' } = of
  const [from, t, id] = [of.from ?? `"${table}" ${alias}`, alias, `${alias}."${key}"`].map((text) =>
    Prisma.raw(text),
  )
  const row = of.row ?? Prisma.sql`to_jsonb(${t}) - 'clinicId'`
  return {
    name,
    after: (last, take) => Prisma.sql`
      SELECT ${id}::text AS key, (${row})::text AS row
      FROM "Case" c JOIN ${from} ON ${t}."clinicId" = c."clinicId" AND ${on}
      WHERE c.id = ${caseId}::uuid AND ${teamCaseSql(actor)} ${last ? Prisma.sql`AND ${id} > ${last}::uuid` : Prisma.empty}
      ORDER BY ${id} LIMIT ${take}::int`,
  }
}

/**
 * The whole record of a case as JSON, piece by piece, for its care team; not for who opened it behind broken glass. Throws
 * NotFound. The audit row is written before the first line leaves.
 */
export async function exportCase(actor: Actor, caseId: string, now: Date): Promise<AsyncGenerator<string>> {
  const clinic = await asActor(actor, async (tx) => {
    const [found] = await tx.$queryRaw<{ patientId: string; clinic: string }[]>`
      SELECT c."patientId", k.name AS clinic FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" WHERE c.id = ${caseId}::uuid AND ${teamCaseSql(actor)}`
    if (!found) throw new NotFound('case')
    await recordAudit(tx, actor, { type: 'record.exported', patientId: found.patientId, caseId })
    return found.clinic
  })
  const made = now.toISOString()
  const head = { format: 'stepwise.case/1', made, clinic, units: unitsText, scores: scoresText }
  const parts = Object.entries(rows).map(([name, of]) => partOf(name, of, actor, caseId))
  return jsonFile(actor, head, parts)
}
