import { newId } from '#lib/ids.ts'
import { type CaseBase, day } from './base.ts'
import { createFactors } from './factors.ts'
import { createLetters } from './letters.ts'

/** Who else wrote into the record: the account of the patient, and an admin, who reads no record. */
type Others = { patientAccountId: string; adminId: string; clinicCanary: string }

/** What was written down of a case: by its lead, and by the patient. */
export async function createWritten(p: CaseBase, others: Others) {
  const assessments = await createAssessments(p)
  const factors = await createFactors(p)
  const notes = await createNotes(p)
  const reviewId = await createReview(p)
  const letters = await createLetters(p)
  const dischargeAnswerId = await createDischargeAnswer(p)
  const requestId = await createRequests(p, others)
  const outcomeId = await createOutcome(p, others)
  return {
    ...assessments,
    ...factors,
    ...notes,
    reviewId,
    ...letters,
    dischargeAnswerId,
    requestId,
    outcomeId,
  }
}

async function createAssessments({ db, of, by: byId, canary, now }: CaseBase) {
  const by = { byId }
  const assessment = await db.assessment.create({
    data: {
      ...of,
      ...by,
      on: day(now, 30),
      findings: { raw: { general_note: canary, obs_walk: 'normal', obs_walk_note: canary } },
      signedAt: day(now, 30),
    },
  })
  const openAssessment = await db.assessment.create({
    data: {
      ...of,
      ...by,
      on: day(now, 2),
      findings: { raw: { general_note: canary, gait_pain_note: canary } },
    },
  })
  return { assessmentId: assessment.id, openAssessmentId: openAssessment.id }
}

/** A signed one with an addendum, and a draft. */
async function createNotes({ db, of, by: byId, canary, now }: CaseBase) {
  const by = { byId }
  const note = await db.note.create({
    data: {
      ...of,
      ...by,
      on: day(now, 30),
      text: { subjective: canary, objective: canary, assessment: canary, plan: canary },
      savedById: byId,
      savedAt: day(now, 30),
      signedById: byId,
      signedAt: day(now, 30),
    },
  })
  const openNote = await db.note.create({
    data: { ...of, ...by, on: day(now, 1), text: { subjective: canary, plan: canary } },
  })
  await db.noteAddendum.create({ data: { ...of, ...by, noteId: note.id, text: canary } })
  return { noteId: note.id, openNoteId: openNote.id }
}

async function createReview({ db, of, by: byId, canary, now }: CaseBase): Promise<string> {
  const reviewId = newId()
  await db.review.create({
    data: {
      ...of,
      id: reviewId,
      on: day(now, 10),
      indicators: { values: { ind_pain_7d: canary } },
      advice: { text: canary },
      inputs: { text: canary },
      record: { text: canary },
      goals: { text: canary },
      against: [canary],
      ruleSetVersion: 1,
      decision: 'continue',
      text: canary,
      signedById: byId,
    },
  })
  return reviewId
}

async function createDischargeAnswer({ db, of, by: byId, now }: CaseBase): Promise<string> {
  const dischargeAnswerId = newId()
  await db.dischargeAnswer.create({
    data: { ...of, byId, id: dischargeAnswerId, goalReached: true, at: day(now, 3) },
  })
  return dischargeAnswerId
}

/** A request that waits, and one that an admin has done. */
async function createRequests(
  { db, of: { clinicId, patientId }, now }: CaseBase,
  others: Others,
): Promise<string> {
  const requestId = newId()
  const asked = { clinicId, patientId, askedById: others.patientAccountId }
  await db.recordRequest.createMany({
    data: [
      { ...asked, id: requestId, kind: 'correction', askedAt: day(now, 2) },
      {
        ...asked,
        id: newId(),
        kind: 'export',
        askedAt: day(now, 20),
        doneAt: day(now, 19),
        // By an admin, who reads no record.
        doneById: others.adminId,
        note: others.clinicCanary,
      },
    ],
  })
  return requestId
}

async function createOutcome({ db, of, by: byId, canary, now }: CaseBase, others: Others): Promise<string> {
  const outcomeId = newId()
  await db.outcomeMeasure.create({
    data: {
      ...of,
      id: outcomeId,
      measure: 'psfs',
      version: 'own wording',
      language: 'en',
      side: 'left',
      on: day(now, 10),
      recordedAt: day(now, 10),
      items: { psfs_1: 4 },
      activities: { psfs_1: canary },
      scores: { psfs: 4 },
      missing: 0,
      mode: 'self',
      enteredById: others.patientAccountId,
    },
  })
  await db.outcomeChoice.create({ data: { ...of, byId, kneeMeasure: 'lefs', at: day(now, 30) } })
  return outcomeId
}
