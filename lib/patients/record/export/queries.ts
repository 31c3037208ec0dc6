import 'server-only'
import { type AccountActor, isPatient } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { jsonFile, type Part } from '#lib/export/queries.ts'
import { unitsText } from '#lib/export/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { ownTables, published, shownAs } from './rules.ts'

type Own = AccountActor & { readonly patientId: string }

function tablePart(actor: Own, { name, table, columns }: (typeof ownTables)[number]): Part {
  const id = Prisma.raw(`t."${columns[0]}"`)
  const shown = Prisma.raw(
    columns.map((column) => `${shownAs[table]?.[column] ?? `t."${column}"`} AS "${column}"`).join(', '),
  )
  const out = Prisma.raw(published[table] ?? 'true')
  return {
    name,
    after: (last, take) => Prisma.sql`
      SELECT r.key, r.row FROM (
        SELECT ${id}::text AS key, (SELECT to_jsonb(o)::text FROM (SELECT ${shown}) o) AS row
        FROM ${Prisma.raw(`"${table}"`)} t
        WHERE t."clinicId" = ${actor.clinicId}::uuid AND t."patientId" = ${actor.patientId}::uuid AND ${out}
          ${last ? Prisma.sql`AND ${id} > ${last}::uuid` : Prisma.empty}
        ORDER BY ${id} LIMIT ${take}::int) r`,
  }
}

const aboutHer = (actor: Own): Part => ({
  name: 'you',
  after: (last) => Prisma.sql`
    SELECT p.id::text AS key, jsonb_build_object('number', 'SW-' || p.number, 'name', p."fullName", 'called', p."preferredName", 'onLetters', p."printedName",
      'born', p."dateOfBirth", 'sexAtBirth', p."sexAtBirth", 'email', p.email, 'phone', p.phone, 'guardian', p."guardianName",
      'guardianPhone', p."guardianPhone")::text AS row
    FROM "Patient" p WHERE p."clinicId" = ${actor.clinicId}::uuid AND p.id = ${actor.patientId}::uuid AND ${last}::text IS NULL`,
})

/** In the words that were given, without what they rest on. */
const textsGiven = (actor: Own): Part => ({
  name: 'textsGiven',
  after: (last) => Prisma.sql`
    SELECT '' AS key, jsonb_build_object('caseId', g."caseId", 'kind', g.kind, 'text', g.text)::text AS row
    FROM own_factor_texts() g JOIN "Case" c ON c.id = g."caseId"
    WHERE c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid AND ${last}::text IS NULL`,
})

/** Without what the clinic wrote about one for itself. */
const requests: Part = {
  name: 'requests',
  after: (last) => Prisma.sql`
    SELECT r.id::text AS key, jsonb_build_object('id', r.id, 'kind', r.kind, 'askedAt', r."askedAt", 'doneAt', r."doneAt",
      'answer', r.answer, 'takenBack', r."takenBack")::text AS row
    FROM own_record_requests(1000) r WHERE ${last}::text IS NULL`,
}

/**
 * A patient's own file as JSON, piece by piece: what she may read on her pages anyway. Throws NotFound for everybody without a
 * record. The audit row is written before the first line leaves.
 */
export async function exportOwnRecord(actor: AccountActor, now: Date): Promise<AsyncGenerator<string>> {
  if (!isPatient(actor)) throw new NotFound('record')
  const clinic = await asActor(actor, async (tx) => {
    await recordAudit(tx, actor, { type: 'record.exported', patientId: actor.patientId })
    return tx.clinic.findFirstOrThrow({ where: { id: actor.clinicId }, select: { name: true, phone: true } })
  })
  const parts = [
    aboutHer(actor),
    ...ownTables.map((one) => tablePart(actor, one)),
    requests,
    textsGiven(actor),
  ]
  const head = { format: 'stepwise.own-record/1', made: now.toISOString(), units: unitsText }
  return jsonFile(actor, { ...head, clinic: clinic.name, phoneOfClinic: clinic.phone }, parts)
}
