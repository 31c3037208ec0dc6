import 'server-only'
import { type AccountActor, isPhysio } from '#lib/access/actor.ts'
import { activePhysios, changeableTeams } from '#lib/cases/team/policy.ts'
import { type TeamRow, teamToken } from '#lib/cases/team/rules.ts'
import { dayIn, dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'

export type PatientCase = {
  caseId: string
  status: 'open' | 'on_hold' | 'discharged' | 'referred'
  opened: string
  leadName: string | null
  /**
   * `open`: on the team or behind broken glass; `glass`: a physio who may break it; `closed`: an admin, and whoever of the
   * staff is the patient, who see that it exists.
   */
  access: 'open' | 'glass' | 'closed'
  /** For whoever may change it: an admin, who reads nothing of the record, and the lead. */
  team: { token: string; members: { id: string; name: string; role: TeamRow['role'] }[] } | null
}

type DirectoryRow = { caseId: string; status: PatientCase['status']; openedAt: Date; leadName: string | null }

/** The cases of a patient whom the caller may see, and who can be put on a team that the actor may change. */
export async function casesOfPatient(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  now: Date,
): Promise<{ cases: PatientCase[]; physios: { id: string; name: string }[] }> {
  const rows = await tx.$queryRaw<DirectoryRow[]>`
    SELECT "caseId", status, "openedAt", "leadName" FROM case_directory(${patientId}::uuid, NULL::uuid)
    ORDER BY "openedAt" DESC`
  if (rows.length === 0) return { cases: [], physios: [] }
  const of = { clinicId: actor.clinicId, patientId, accountId: actor.accountId }
  const team = await tx.careTeamMember.findMany({
    where: { ...of, removedAt: null },
    select: { caseId: true },
  })
  const glass = await tx.breakGlass.findMany({
    where: { ...of, expiresAt: { gt: now } },
    select: { caseId: true },
  })
  const open = new Set([...team, ...glass].map((row) => row.caseId))
  const mayRead = isPhysio(actor) && actor.patientId !== patientId
  const today = dayIn(actor.timeZone, now)
  const ids = rows.map(({ caseId }) => caseId)
  const teams = await teamsOf(tx, actor, ids)
  const cases = rows.map(
    (row): PatientCase => ({
      caseId: row.caseId,
      team: teams.get(row.caseId) ?? null,
      status: row.status,
      opened: dayText(dayIn(actor.timeZone, row.openedAt), today),
      leadName: row.leadName,
      access: !mayRead ? 'closed' : open.has(row.caseId) ? 'open' : 'glass',
    }),
  )
  const physios =
    teams.size > 0
      ? await tx.account.findMany({
          where: activePhysios(actor, patientId),
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
        })
      : []
  return { cases, physios }
}

/** The teams that the actor may change, by case. */
async function teamsOf(
  tx: Tx,
  actor: AccountActor,
  caseIds: string[],
): Promise<ReadonlyMap<string, NonNullable<PatientCase['team']>>> {
  const rows = await tx.careTeamMember.findMany({
    where: { ...changeableTeams(actor, { in: caseIds }), removedAt: null },
    select: { id: true, caseId: true, role: true, account: { select: { id: true, name: true } } },
    orderBy: [{ role: 'asc' }, { addedAt: 'asc' }],
  })
  return new Map(
    caseIds.flatMap((caseId) => {
      const own = rows.filter((row) => row.caseId === caseId)
      const members = own.map(({ account, role }) => ({ ...account, role }))
      return own.length > 0 ? [[caseId, { token: teamToken(own), members }] as const] : []
    }),
  )
}
