import { mintLinkActor } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { safe } from '#tests/support/safe.ts'
import { type Base, day, REVIEW_IN } from './base.ts'

export async function createPatient(p: Base & { name: string; number: number; accountId: string | null }) {
  const patientId = newId()
  const canary = `CANARY-${p.tag}-PATIENT-${p.name}`
  await p.db.patient.create({
    data: {
      id: patientId,
      clinicId: p.clinicId,
      number: p.number,
      fullName: canary,
      preferredName: canary,
      dateOfBirth: new Date('1990-05-17T00:00:00Z'),
      sexAtBirth: 'female',
      email: `${p.name}.${p.tag}.record@example.invalid`.toLowerCase(),
      phone: canary,
      accountId: p.accountId,
    },
  })
  return { patientId, canary }
}

export async function createIntake(
  p: Base & { patientId: string; canary: string; status: 'submitted' | 'accepted'; by: string },
) {
  const intakeId = newId()
  const { db, clinicId, patientId, canary, now } = p
  await db.intake.create({
    data: {
      id: intakeId,
      clinicId,
      patientId,
      status: 'draft',
      createdById: p.by,
      submittedAt: day(now, 40),
      savedAt: day(now, 40),
    },
  })
  await db.intakeAnswers.create({
    data: {
      intakeId,
      clinicId,
      patientId,
      answers: {
        ...safe(),
        full_name: canary,
        main_problem: canary,
        affected_side: 'left',
        psfs_1_activity: canary,
        psfs_1_score: 3,
        running_status: 'reduced',
      },
      derived: { index_side: 'left' },
      consentAt: day(now, 40),
    },
  })
  // Of an accepted one only: a test may refer the one that waits.
  if (p.status === 'accepted')
    await db.intakeReferral.create({ data: { intakeId, clinicId, patientId, reason: canary, byId: p.by } })
  const token = `intake-token-${canary}`
  const link = await db.intakeLink.create({
    data: {
      clinicId,
      patientId,
      intakeId,
      tokenHash: hashToken(token),
      createdAt: day(now, 41),
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  })
  await db.intakeVisit.create({
    data: {
      clinicId,
      intakeId,
      linkId: link.id,
      tokenHash: hashToken(`visit-${canary}`),
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  })
  await db.intake.update({
    where: { id: intakeId },
    data: {
      status: p.status,
      ...(p.status === 'accepted' ? { decidedById: p.by, decidedAt: day(now, 39) } : {}),
    },
  })
  const linkActor = mintLinkActor({
    kind: 'link',
    clinicId,
    intakeId,
    patientId,
    linkId: link.id,
    timeZone: 'Europe/Zurich',
  })
  return { intakeId, token, linkActor }
}

/** The form before the planned review, as the patient left it: one part of it saved. */
export async function createReviewForm(
  p: Base & { patientId: string; canary: string; caseId: string; account: { accountId: string } },
): Promise<string> {
  const id = newId()
  const { db, clinicId, patientId, caseId, canary, now } = p
  await db.intake.create({
    data: {
      id,
      clinicId,
      patientId,
      caseId,
      kind: 'review_form',
      status: 'draft',
      reviewOn: day(now, -REVIEW_IN),
      createdById: p.account.accountId,
      savedAt: day(now, 1),
    },
  })
  await db.intakeAnswers.create({
    data: {
      intakeId: id,
      clinicId,
      patientId,
      sections: ['sec_goals'],
      // Nothing that it asks can be a text, so that what the first form named stands for it as well.
      answers: { psfs_1_score: 4, psfs_1_activity: canary, main_problem: canary },
    },
  })
  return id
}
