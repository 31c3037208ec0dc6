import 'server-only'
import { type AccountActor, isPhysio } from '#lib/access/actor.ts'
import { changeableTeams } from '#lib/cases/team/policy.ts'
import { dayIn, dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { CopyOfCase } from '../schema.ts'

type DirectoryRow = { patientId: string; caseId: string; openedAt: Date }

/**
 * Of each patient the cases that a copy is made of, and who can make it: the team. For an admin, who learns which cases there are
 * and who treats, and nothing that is in them.
 */
export async function copiesOf(
  tx: Tx,
  actor: AccountActor,
  patientIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, CopyOfCase[]>> {
  if (patientIds.length === 0) return new Map()
  const cases = await tx.$queryRaw<DirectoryRow[]>`
    SELECT d."patientId", d."caseId", d."openedAt" FROM unnest(${patientIds}::uuid[]) p
    CROSS JOIN LATERAL case_directory(p, NULL::uuid) d ORDER BY d."openedAt" DESC`
  const members = await tx.careTeamMember.findMany({
    where: {
      ...changeableTeams(actor, { in: cases.map(({ caseId }) => caseId) }),
      removedAt: null,
      account: { status: 'active', roles: { has: 'physio' } },
    },
    select: { caseId: true, account: { select: { id: true, name: true } } },
    orderBy: [{ role: 'asc' }, { addedAt: 'asc' }],
  })
  const copies = cases.map(({ patientId, caseId, openedAt }) => {
    const team = members.filter((member) => member.caseId === caseId).map(({ account }) => account)
    const treats = isPhysio(actor) && actor.patientId !== patientId
    const opened = dayText(dayIn(actor.timeZone, openedAt), dayIn(actor.timeZone, now))
    const makes = treats && team.some(({ id }) => id === actor.accountId)
    return { patientId, copy: { caseId, opened, makes, team: team.map(({ name }) => name) } }
  })
  return new Map(
    patientIds.map((id) => [id, copies.filter((one) => one.patientId === id).map(({ copy }) => copy)]),
  )
}
