import 'server-only'
import { type AccountActor, type Actor, isAdmin, isPhysio } from '#lib/access/actor.ts'
import { readSilence, silenceSql } from '#lib/alerts/nightly/queries.ts'
import type { SilenceRow } from '#lib/alerts/nightly/schema.ts'
import { type Day, dayIn, dayText, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { visibleIntakes } from '#lib/patients/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { managedAccounts } from './policy.ts'
import { ACCOUNTS_PER_PAGE, accountSearched, sinceText, statusAfterSuspension, viewFilter } from './rules.ts'
import {
  type AccountDetail,
  type AccountList,
  type AccountRow,
  type AccountViewName,
  accountViews,
} from './schema.ts'

const columns = {
  id: true,
  name: true,
  printedName: true,
  email: true,
  roles: true,
  status: true,
  version: true,
  lastSignInAt: true,
  // The one invitation that still works, if any.
  tokens: {
    where: { kind: 'invitation', usedAt: null, revokedAt: null },
    orderBy: { expiresAt: 'desc' },
    take: 1,
    select: { expiresAt: true },
  },
} satisfies Prisma.AccountSelect

type Found = Prisma.AccountGetPayload<{ select: typeof columns }>

function rowOf(actor: AccountActor, a: Found, now: Date): AccountRow {
  const { id, name, email, roles, status } = a
  return { id, name, email, roles, status, own: id === actor.accountId, when: when(actor, a, now) }
}

function when(actor: AccountActor, a: Found, now: Date): string {
  if (a.status !== 'invited') return a.lastSignInAt ? timeText(a.lastSignInAt, actor.timeZone, now) : ''
  const expires = a.tokens[0]?.expiresAt
  if (!expires) return 'Invitation taken back'
  if (expires <= now) return 'Invitation has run out'
  return `Expires ${dayText(dayIn(actor.timeZone, expires))}`
}

type Unattended = { caseId: string; id: string; name: string }
type Told = SilenceRow & { unattended: Unattended[]; notAsked: { cases: number; day: Day } | null }
const nothingTold: Told = { unattended: [], notAsked: null, lastLook: null, urgentSince: null }

/** A page of the clinic's accounts: names and roles, nothing clinical. For an admin. */
export async function accountList(
  actor: AccountActor,
  wanted: { view: AccountViewName; search: string; page: number },
  now: Date,
): Promise<AccountList> {
  const search = wanted.search.trim().slice(0, 100)
  const found = search ? accountSearched(search) : {}
  const where = (view: AccountViewName): Prisma.AccountWhereInput => ({
    AND: [managedAccounts(actor), viewFilter(view), found],
  })
  return asActor(actor, async (tx) => {
    const counted: Partial<Record<AccountViewName, number>> = {}
    for (const view of accountViews) counted[view] = await tx.account.count({ where: where(view) })
    const counts = counted as Record<AccountViewName, number>
    const total = counts[wanted.view]
    const pages = Math.max(1, Math.ceil(total / ACCOUNTS_PER_PAGE))
    const page = Math.min(Math.max(1, wanted.page), pages)
    const rows = await tx.account.findMany({
      where: where(wanted.view),
      select: columns,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * ACCOUNTS_PER_PAGE,
      take: ACCOUNTS_PER_PAGE,
    })
    const [told] = await tx.$queryRaw<Told[]>`
      SELECT COALESCE((SELECT json_agg(u) FROM (${unattendedSql(actor, null)}) u), '[]') AS unattended,
        (SELECT json_build_object('cases', cases, 'day', to_char(day, 'YYYY-MM-DD')) FROM cases_not_asked()) AS "notAsked",
        ${silenceSql(now)}`
    const { unattended: cases, notAsked, ...silence } = isAdmin(actor) && told ? told : nothingTold
    return {
      silence: readSilence(silence, actor.timeZone, now, isPhysio(actor)),
      notAsked: notAsked && { cases: notAsked.cases, dayText: dayText(notAsked.day) },
      unattended: [...Map.groupBy(cases, ({ id }) => id).values()].flatMap(([first, ...rest]) =>
        first ? [{ id: first.id, name: first.name, cases: 1 + rest.length }] : [],
      ),
      view: wanted.view,
      search,
      counts,
      rows: rows.map((a) => rowOf(actor, a, now)),
      page,
      pages,
      total,
    }
  })
}

export type DirectoryCase = {
  caseId: string
  patientId: string
  patientName: string
  patientNumber: number
  status: string
  openedAt: Date
  leadId: string | null
  leadName: string | null
}

/**
 * The cases on whose team the account is and that need somebody: whose they are and who leads, nothing of what is in them.
 * A case that runs, or a closed one of which a red flag waits for an answer.
 */
export async function casesInCareOf(tx: Tx, accountId: string): Promise<DirectoryCase[]> {
  return tx.$queryRaw<DirectoryCase[]>`
    SELECT * FROM case_directory(NULL::uuid, ${accountId}::uuid)
    WHERE "inCare" ORDER BY "patientName", "caseId"`
}

/**
 * Such cases that no physio who can sign in and is not their patient treats, or would treat without `without`, each with
 * whom it is handed over from:
 * the lead, or else a member. Their record opens to nobody, so that their flags and alerts stand in no list. For an admin: whose
 * cases they are, not what is in them; not even how many alerts.
 */
export async function unattendedCases(
  tx: Tx,
  actor: Actor,
  without: string | null = null,
): Promise<Unattended[]> {
  return isAdmin(actor) ? tx.$queryRaw`${unattendedSql(actor, without)}` : []
}

const unattendedSql = (actor: Actor, without: string | null) => Prisma.sql`
  SELECT d."caseId", t.id, t.name FROM case_directory(NULL::uuid, ${without}::uuid) d
  CROSS JOIN LATERAL (SELECT a.id, a.name FROM "CareTeamMember" m
    JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
    WHERE m."clinicId" = ${actor.clinicId}::uuid AND m."caseId" = d."caseId" AND m."removedAt" IS NULL
    ORDER BY m.role, m."addedAt" LIMIT 1) t
  WHERE d."inCare" AND NOT EXISTS (
    SELECT 1 FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
    WHERE m."clinicId" = ${actor.clinicId}::uuid AND m."caseId" = d."caseId" AND m."removedAt" IS NULL
      AND a.status = 'active' AND 'physio' = ANY (a.roles) AND a.id IS DISTINCT FROM ${without}::uuid
      AND NOT EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = m."clinicId" AND p.id = m."patientId" AND p."accountId" = a.id))`

/** The undecided forms that somebody is on: whose they are, for an admin. */
async function formsTakenBy(tx: Tx, actor: Actor, accountId: string): Promise<AccountDetail['forms']> {
  const taken = await tx.intake.findMany({
    where: { ...visibleIntakes(actor), assigneeId: accountId, status: { in: ['draft', 'submitted'] } },
    select: { id: true, patient: { select: { fullName: true, number: true } } },
    orderBy: [{ patient: { fullName: 'asc' } }, { id: 'asc' }],
  })
  return taken.map(({ id, patient: { fullName, number } }) => ({
    intakeId: id,
    patientName: fullName,
    patientNumber: number,
  }))
}

/** What a suspended account is again when it is restored, by its invitations and whether somebody ever came in. */
export async function restoredStatus(
  tx: Tx,
  actor: Actor,
  { id, lastSignInAt }: { id: string; lastSignInAt: Date | null },
): Promise<'active' | 'invited'> {
  const of = { clinicId: actor.clinicId, accountId: id }
  const accepted = await tx.accountToken.count({ where: { ...of, usedAt: { not: null } } })
  const invitations = await tx.accountToken.count({ where: { ...of, kind: 'invitation' } })
  return statusAfterSuspension({ invitations, accepted, signedIn: lastSignInAt !== null })
}

/** One account, with the cases that would have to be handed over. Throws NotFound outside the admin's clinic. */
export async function accountDetail(
  actor: AccountActor,
  accountId: string,
  now: Date,
): Promise<AccountDetail> {
  return asActor(actor, async (tx) => {
    const account = await tx.account.findFirst({
      where: { AND: [managedAccounts(actor), { id: accountId }] },
      select: columns,
    })
    if (!account) throw new NotFound('account')
    const cases =
      account.roles.includes('patient') && account.roles.length === 1
        ? []
        : await casesInCareOf(tx, accountId)
    const others = await tx.account.findMany({
      where: {
        AND: [managedAccounts(actor), { status: 'active', roles: { has: 'physio' }, id: { not: accountId } }],
      },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    return {
      ...rowOf(actor, account, now),
      version: account.version,
      printedName: account.printedName,
      cases: cases.map((c) => ({
        caseId: c.caseId,
        patientName: c.patientName,
        patientNumber: c.patientNumber,
        leads: c.leadId === accountId,
        leadName: c.leadName,
        closed: c.status === 'discharged' || c.status === 'referred',
        since: sinceText(c, cases, actor.timeZone, now),
      })),
      forms: await formsTakenBy(tx, actor, accountId),
      others,
      restoredAs: account.status === 'suspended' ? await restoredStatus(tx, actor, account) : null,
      alone: cases.length === 0 ? 0 : (await unattendedCases(tx, actor, accountId)).length,
    }
  })
}
