import type { AccountActor } from '#lib/access/actor.ts'
import { newId } from '#lib/ids.ts'
import { createAlertRecord } from './alerts.ts'
import { type Base, type CaseBase, day, REVIEW_IN } from './base.ts'
import { createReviewForm } from './patients.ts'

type FromIntake = {
  patientId: string
  canary: string
  intakeId: string
  account: AccountActor
  lead: AccountActor
}

/** A case with its team, its past and what its form raised. */
export async function createCase(p: Base & FromIntake) {
  const { db, clinicId, patientId, intakeId, canary, now, lead } = p
  const caseId = newId()
  const of = { clinicId, patientId, caseId }
  await db.case.create({
    data: {
      id: caseId,
      clinicId,
      patientId,
      intakeId,
      complaint: canary,
      side: 'left',
      openedById: lead.accountId,
      openedAt: day(now, 39),
      nextReviewOn: day(now, -REVIEW_IN),
    },
  })
  await db.careTeamMember.create({
    data: { ...of, accountId: lead.accountId, role: 'lead', addedById: lead.accountId },
  })
  const reviewFormId = await createReviewForm({ ...p, caseId })
  const base = { db, of, by: lead.accountId, canary, now }
  await createChanges(base)
  const flagId = await createFlag(base, intakeId)
  const alertId = await createAlert(base)
  const watchAlertId = await createAlertRecord(base)
  return { caseId, reviewFormId, flagId, alertId, watchAlertId }
}

/** A broken glass, another status and a complaint put right. */
async function createChanges({ db, of, by: byId, canary, now }: CaseBase): Promise<void> {
  const by = { byId }
  await db.breakGlass.create({
    data: { ...of, accountId: byId, reason: canary, at: day(now, 3), expiresAt: day(now, 2) },
  })
  await db.caseStatusChange.create({
    data: {
      ...of,
      ...by,
      from: 'open',
      to: 'on_hold',
      reason: canary,
      note: canary,
      criteria: { why: canary },
    },
  })
  const said = { fromComplaint: 'knee', toComplaint: canary, fromSide: 'right', toSide: 'left' } as const
  await db.caseChange.create({ data: { ...of, ...by, ...said, reason: canary, at: day(now, 38) } })
}

async function createFlag({ db, of, by: byId, canary }: CaseBase, intakeId: string): Promise<string> {
  const { clinicId, patientId, caseId } = of
  const flag = await db.redFlag.create({
    data: {
      clinicId,
      patientId,
      intakeId,
      caseId,
      source: 'intake',
      flagId: 'flag_persistent',
      urgency: 'routine_referral',
      block: 'none',
      ruleSetVersion: 1,
      inputs: { main_problem: canary },
    },
  })
  await db.flagResponse.create({
    data: { clinicId, patientId, flagRowId: flag.id, kind: 'confirmed', text: canary, byId },
  })
  return flag.id
}

async function createAlert({ db, of, canary }: CaseBase): Promise<string> {
  const alert = await db.alert.create({
    data: {
      ...of,
      alertId: 'al_pain_severe',
      severity: 'urgent',
      ruleSetVersion: 1,
      inputs: { note: canary },
    },
  })
  return alert.id
}
