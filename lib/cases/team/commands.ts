import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { handedOverMail, teamGrownMail } from '#lib/mail/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import { activePhysios, changeableTeams } from './policy.ts'
import { type TeamRow, type TeamWish, teamChange, teamToken } from './rules.ts'
import type { ChangeTeamInput } from './schema.ts'

type StoredRow = TeamRow & { patientId: string; account: { name: string } }

/**
 * Makes the care team what `input` says: exactly one lead, any members. By the lead, or by an admin who reads nothing of
 * the record. A new lead gets a message, and so does one who stays when somebody else adds to the team. Throws NotFound for anybody else, Conflict with the present team when it changed
 * meanwhile, Invalid for somebody who is no active physio of the clinic.
 */
export async function changeTeam(
  actor: Actor,
  input: ChangeTeamInput,
  now: Date = new Date(),
): Promise<{ caseId: string; patientId: string }> {
  const base = await publicUrl()
  const done = await asActor(actor, async (tx) => {
    if (actor.kind !== 'account') throw new NotFound('case')
    const rows = await lockTeam(tx, actor, input.caseId)
    const patientId = rows[0]?.patientId
    if (patientId === undefined) throw new NotFound('case')
    if (teamToken(rows) !== input.expected) {
      throw new Conflict(
        `The care team was changed meanwhile. It is now: ${inWords(rows)}. Load the page again; your choice is still in the form.`,
      )
    }
    await assertPhysios(tx, activePhysios(actor, patientId), rows, input)
    await write(tx, actor, { caseId: input.caseId, patientId }, rows, input, now)
    const led = rows.some(({ accountId, role }) => role === 'lead' && accountId === input.leadId)
    if (!led) await tellLead(tx, actor, { leadId: input.leadId, patientId }, base)
    else if (input.memberIds.some((id) => rows.every((row) => row.accountId !== id)))
      await tellOfTeams(tx, actor, { leadId: input.leadId, cases: 1 }, base)
    return { caseId: input.caseId, patientId }
  })
  void deliverMail(actor.clinicId)
  return done
}

/** A case came to somebody who did not take it herself: she hears of it, without whose it is. The mail leaves with `deliverMail`. */
export async function tellLead(
  tx: Tx,
  actor: AccountActor,
  { leadId, patientId }: { leadId: string; patientId: string },
  base: string,
): Promise<void> {
  if (leadId === actor.accountId) return
  const lead = await tx.account.findFirst({
    where: { ...activePhysios(actor, patientId), id: leadId },
    select: { name: true, email: true },
  })
  if (!lead) return
  const to = { to: lead.email, name: lead.name, clinic: actor.clinicName }
  await queueMail(tx, actor, handedOverMail({ ...to, cases: 1, url: `${base}/caseload` }))
}

/** Others came to the teams of cases that somebody leads and keeps: she hears of it, if she did not add them herself. */
export async function tellOfTeams(
  tx: Tx,
  actor: AccountActor,
  { leadId, cases }: { leadId: string; cases: number },
  base: string,
): Promise<void> {
  if (leadId === actor.accountId) return
  const lead = await tx.account.findFirst({
    where: { clinicId: actor.clinicId, id: leadId, status: 'active', roles: { has: 'physio' } },
    select: { name: true, email: true },
  })
  if (!lead) return
  const to = { to: lead.email, name: lead.name, clinic: actor.clinicName }
  await queueMail(tx, actor, teamGrownMail({ ...to, cases, url: `${base}/caseload` }))
}

/** The present rows, held until the transaction ends, so that two people who edit a team take turns. */
async function lockTeam(tx: Tx, actor: AccountActor, caseId: string): Promise<StoredRow[]> {
  await takeTurn(tx, 'case', caseId)
  return tx.careTeamMember.findMany({
    where: { ...changeableTeams(actor, caseId), removedAt: null },
    select: { id: true, accountId: true, role: true, patientId: true, account: { select: { name: true } } },
    orderBy: [{ role: 'asc' }, { addedAt: 'asc' }],
  })
}

const inWords = (rows: readonly StoredRow[]): string => {
  const names = (role: TeamRow['role']) =>
    rows.filter((row) => row.role === role).map((row) => row.account.name)
  const members = names('member')
  return `${names('lead').join(', ')} leads${members.length > 0 ? `, with ${members.join(', ')}` : ''}`
}

/** New people must be active physios; somebody who is suspended may stay until somebody takes over, but not lead. */
async function assertPhysios(
  tx: Tx,
  allowed: ReturnType<typeof activePhysios>,
  rows: readonly TeamRow[],
  wish: TeamWish,
): Promise<void> {
  const staying = new Set(rows.map((row) => row.accountId))
  const fresh = [wish.leadId, ...wish.memberIds.filter((id) => !staying.has(id))]
  await takeTurn(tx, 'account', ...fresh)
  const found = await tx.account.findMany({
    where: { ...allowed, id: { in: fresh } },
    select: { id: true },
  })
  const known = new Set(found.map(({ id }) => id))
  if (!known.has(wish.leadId))
    throw new Invalid({ leadId: ['Please choose an active physio of this clinic.'] })
  if (fresh.some((id) => !known.has(id)))
    throw new Invalid({ memberIds: ['Please choose active physios of this clinic.'] })
}

/**
 * One statement ends the old rows and begins the new ones: whoever hands the lead over is still the lead while it runs,
 * for row-level security, and there is never a moment with two leads or none.
 */
async function write(
  tx: Tx,
  actor: AccountActor,
  { caseId, patientId }: { caseId: string; patientId: string },
  rows: readonly StoredRow[],
  wish: TeamWish,
  now: Date,
): Promise<void> {
  const { remove, add } = teamChange(rows, wish)
  if (remove.length + add.length === 0) return
  const begun = await tx.$executeRaw`
    WITH ended AS (
      UPDATE "CareTeamMember" SET "removedAt" = ${now}
      WHERE "clinicId" = ${actor.clinicId}::uuid AND "caseId" = ${caseId}::uuid AND "removedAt" IS NULL
        AND id = ANY (${remove.map((row) => row.id)}::uuid[])
      RETURNING id)
    INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedAt", "addedById")
    SELECT n.id, ${actor.clinicId}::uuid, ${patientId}::uuid, ${caseId}::uuid, n.account, n.role::"CareTeamRole", ${now},
      ${actor.accountId}::uuid
    FROM unnest(${add.map(() => newId())}::uuid[], ${add.map((row) => row.accountId)}::uuid[],
                ${add.map((row) => row.role)}::text[]) AS n(id, account, role)
    WHERE (SELECT count(*) FROM ended) = ${remove.length}::bigint`
  if (begun < add.length) throw new Conflict('The team changed meanwhile. Load the page and try again.')
  await recordAudit(tx, actor, {
    type: 'care_team.changed',
    patientId,
    caseId,
    data: {
      added: add.map((row) => row.accountId),
      removed: remove.map((row) => row.accountId).filter((id) => !add.some((row) => row.accountId === id)),
      leadId: wish.leadId,
    },
  })
}
