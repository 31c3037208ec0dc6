import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { tellOfTeams } from '#lib/cases/team/commands.ts'
import { asActor, sqlState, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { handedOverMail } from '#lib/mail/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import { managedAccounts } from '../directory/policy.ts'
import { casesInCareOf, type DirectoryCase } from '../directory/queries.ts'
import { handOverPlan } from './rules.ts'
import type { HandOverInput } from './schema.ts'

type Target = { id: string; name: string; email: string }

/**
 * Hands the cases of somebody who leaves to others, in one transaction: whoever takes over a led case leads it, and
 * the one who leaves is off its team; whoever leads one to which somebody comes is told. An admin does this without reading the record. Sending it again changes nothing:
 * cases that were handed over are no longer there. Throws NotFound outside the clinic, Invalid for somebody who cannot
 * treat, Conflict when the team changed meanwhile.
 */
export async function handOverCases(
  actor: AccountActor,
  input: HandOverInput,
): Promise<{ cases: number; left: number }> {
  if (!isAdmin(actor)) throw new NotFound('account')
  const base = await publicUrl()
  try {
    const done = await asActor(actor, async (tx) => {
      const from = await tx.account.findFirst({
        where: { AND: [managedAccounts(actor), { id: input.accountId }] },
        select: { id: true },
      })
      if (!from) throw new NotFound('account')
      // One after the other with whoever edits a team, and what counts is the team after that.
      await takeTurn(tx, 'case', ...(await casesInCareOf(tx, from.id)).map(({ caseId }) => caseId))
      const running = await casesInCareOf(tx, from.id)
      const plan = handOverPlan(running, input)
      const targets = await targetsOf(tx, actor, from.id, [...new Set(plan.map((p) => p.to))])
      await assertNotTheirOwn(tx, actor, plan)
      const now = new Date()
      const [news, grown] = [new Map<string, number>(), new Map<string, number>()]
      for (const step of plan) {
        if (!(await handOver(tx, actor, { ...step, from: from.id, now }))) continue
        count(news, step.to)
        const { leadId } = step.case
        if (leadId && leadId !== from.id) count(grown, leadId)
      }
      for (const target of targets) {
        const cases = plan.filter((p) => p.to === target.id).length
        const data = { to: target.id, cases }
        await recordAudit(tx, actor, { type: 'account.cases_handed_over', subjectId: from.id, data })
        // Nobody is told of cases that she treats already.
        const told = news.get(target.id) ?? 0
        if (told === 0) continue
        const to = { to: target.email, name: target.name, clinic: actor.clinicName }
        await queueMail(tx, actor, handedOverMail({ ...to, cases: told, url: `${base}/caseload` }))
      }
      for (const [leadId, cases] of grown) await tellOfTeams(tx, actor, { leadId, cases }, base)
      return { cases: plan.length, left: running.length - plan.length }
    })
    void deliverMail(actor.clinicId)
    return done
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new Conflict('A care team changed meanwhile. Load the page and try again.')
    throw error
  }
}

const count = (of: Map<string, number>, id: string): void => void of.set(id, (of.get(id) ?? 0) + 1)

/** Nobody treats herself. */
async function assertNotTheirOwn(
  tx: Tx,
  actor: AccountActor,
  plan: readonly { to: string; case: DirectoryCase }[],
): Promise<void> {
  const patients = await tx.patient.findMany({
    where: { clinicId: actor.clinicId, accountId: { in: plan.map(({ to }) => to) } },
    select: { id: true, accountId: true },
  })
  const own = plan.filter(({ to, case: { patientId } }) =>
    patients.some(({ id, accountId }) => id === patientId && accountId === to),
  )
  if (own.length === 0) return
  const message = ['This is the physio’s own case. Choose another physio for it.']
  throw new Invalid(Object.fromEntries(own.map(({ case: { caseId } }) => [`to.${caseId}`, message])))
}

async function targetsOf(tx: Tx, actor: AccountActor, fromId: string, ids: string[]): Promise<Target[]> {
  await takeTurn(tx, 'account', ...ids)
  const found = await tx.account.findMany({
    where: {
      AND: [
        managedAccounts(actor),
        { id: { in: ids.filter((id) => id !== fromId) }, status: 'active', roles: { has: 'physio' } },
      ],
    },
    select: { id: true, name: true, email: true },
  })
  if (found.length !== ids.length) throw new Invalid({ toAll: ['Choose another physio who can sign in.'] })
  return found
}

/**
 * A membership never changes, it ends and another begins: so a member who becomes the lead gets a new row. Whether it brings
 * the receiver something: the case, or its lead.
 */
async function handOver(
  tx: Tx,
  actor: AccountActor,
  step: { from: string; to: string; case: DirectoryCase; now: Date },
): Promise<boolean> {
  const { caseId, patientId, leadId } = step.case
  const of = { clinicId: actor.clinicId, patientId, caseId }
  const leads = leadId === step.from
  const ends = leads ? [step.from, step.to] : [step.from]
  await tx.careTeamMember.updateMany({
    where: { clinicId: actor.clinicId, caseId, accountId: { in: ends }, removedAt: null },
    data: { removedAt: step.now },
  })
  const add = { id: newId(), ...of, accountId: step.to, addedById: actor.accountId }
  const isThere =
    !leads &&
    (await tx.careTeamMember.count({
      where: { clinicId: actor.clinicId, caseId, accountId: step.to, removedAt: null },
    })) > 0
  if (!isThere) await tx.careTeamMember.createMany({ data: [{ ...add, role: leads ? 'lead' : 'member' }] })
  await recordAudit(tx, actor, {
    type: 'care_team.changed',
    patientId,
    caseId,
    data: { added: [step.to], removed: [step.from], leadId: leads ? step.to : leadId },
  })
  return !isThere
}
