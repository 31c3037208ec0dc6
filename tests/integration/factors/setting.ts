/** Cases that were opened from a form whose answers make factors present. */
import { afterAll } from 'vitest'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { caseFactors } from '#lib/factors/queries.ts'
import { giveTexts } from '#lib/factors/releases/commands.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { newId } from '#lib/ids.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type TestClinic } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from '../triage/setting.ts'

export let one: TestClinic
export let two: TestClinic
export let db: PrismaClient
export let now: Date
export let lead: AccountActor
export let strangers: [string, Actor][]

export async function setUp(): Promise<void> {
  const { ownerUrl } = await testDatabase()
  ;({ one, two } = await createWorld(ownerUrl))
  db = ownerClient(ownerUrl)
  afterAll(() => db.$disconnect())
  now = new Date()
  lead = one.physioA
  strangers = [
    ['a physio of another team', one.physioB],
    ['an admin', one.admin],
    ['another patient', one.b.actor],
    ['a physio of another clinic', two.physioA],
    ['the holder of an intake link', one.a.linkActor],
  ]
}

/** A case out of a form with these answers, led by physio A. */
export async function opened(changes: Parameters<typeof completeAnswers>[0] = {}, by: Actor = lead) {
  const answers = completeAnswers({ sleep_hours: 5, shoe_pairs: 1, runs_week_now: 4, ...changes })
  const { intakeId, patientId } = await sentIntake(db, one, { answers })
  const { caseId } = await acceptIntake(by, {
    intakeId,
    leadId: lead.accountId,
    complaint: 'pain around the kneecap',
    side: 'right',
    nextReviewOn: null,
  })
  return { caseId, patientId, intakeId }
}
export const measured = ({ caseId, patientId }: { caseId: string; patientId: string }, findings: object) =>
  db.assessment.create({
    data: {
      caseId,
      patientId,
      clinicId: one.clinicId,
      on: now,
      byId: lead.accountId,
      findings: { raw: findings },
    },
  })
export const reevaluate = (actor: Actor, caseId: string) =>
  asActor(actor, (tx) => reevaluateFactors(tx, actor, caseId, new Date()))
export const view = (caseId: string, at: string | null = null) => caseFactors(lead, caseId, at, new Date())
/** Gives texts in the words that the page of this moment shows. */
export async function give(input: { caseId: string; factor: string[]; advice: string[] }) {
  const { texts } = await view(input.caseId)
  return giveTexts(lead, { ...input, seen: texts.map(({ seen }) => seen) })
}
export const factorIn = (found: Awaited<ReturnType<typeof view>>, id: string) =>
  found.groups
    .flatMap((group) => [...group.found, ...group.absent, ...group.notAssessed])
    .find((one) => one.id === id)
export const answer = (
  caseId: string,
  evaluationId: string,
  factorId: string,
  kind: 'confirmed' | 'dismissed',
  text = '',
) => ({
  id: newId(),
  caseId,
  evaluationId,
  factorId,
  kind,
  text,
})
export const events = (caseId: string, type: string) => db.auditEvent.count({ where: { caseId, type } })

/** What she reads of her one treatment. */
export const ownTexts = async (actor: Actor) => {
  const [of = { explanations: [], advice: [] }] = await ownFactorTexts(actor)
  return { explanations: of.explanations, advice: of.advice }
}
