/** Writes of the questionnaire and of its triage. How to add one: see accounts.ts. */
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { newId } from '#lib/ids.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { sectionRevision } from '#lib/intake/drafts/merging/rules.ts'
import { partOf, partsOf } from '#lib/intake/drafts/rules.ts'
import { contactsOf } from '#lib/patients/contacts/rules.ts'
import { filledForm } from '#prisma/seed/answers.ts'
import type { Fields } from '#tests/support/actions.ts'
import { calmReviewAnswers, calmSafety } from '#tests/support/review-answers.ts'
import { actorNames, type WorldServer } from '#tests/support/world-server.ts'
import { asOwner, physiosOne, team, text, today, type WriteRows } from './row.ts'

const person = {
  full_name: 'Ida Reise',
  date_of_birth: '1990-05-17',
  sex_at_birth: 'female',
  email: 'ida.reise@example.invalid',
  phone: '+41 79 555 00 11',
  consent_name: 'Ida Reise',
  affected_side: 'left',
  pain_zones: ['zone_peripatellar:left'],
  pain_zone_main: 'zone_peripatellar:left',
}

const answer = (w: WorldServer, intakeId: string, answers: Answers) =>
  asOwner(
    w,
    `UPDATE "IntakeAnswers" SET answers = $1::text::jsonb, "safetyOn" = CURRENT_DATE, "consentAt" = now() - interval '1 day' WHERE "intakeId" = $2`,
    [JSON.stringify(answers), intakeId],
  )
/** The form is ready to be sent. */
const filled = (w: WorldServer) => answer(w, w.form.intakeId, filledForm(person, today()))
/** The form that waits for triage is complete, as of the day on which it was sent. */
const waits = async (w: WorldServer) => {
  await asOwner(w, `UPDATE "Intake" SET "submittedAt" = now() WHERE id = $1`, [w.world.one.waiting.intakeId])
  await answer(w, w.world.one.waiting.intakeId, filledForm(person, today()))
}
/** The form that waits for triage was referred on. */
const referred = async (w: WorldServer) => {
  const { intakeId } = w.world.one.waiting
  const by = [intakeId, w.world.one.physioA.accountId]
  await asOwner(
    w,
    `UPDATE "Intake" SET status = 'referred', "decidedById" = $2, "decidedAt" = now() WHERE id = $1`,
    by,
  )
  await asOwner(
    w,
    `INSERT INTO "IntakeReferral" (id, "intakeId", "clinicId", "patientId", reason, "byId")
      SELECT $3, i.id, i."clinicId", i."patientId", 'Knee clinic', $2 FROM "Intake" i WHERE i.id = $1`,
    [...by, newId()],
  )
}
const numberBefore = '+41 44 555 00 99'
/** What is decided about where the form that waits names another number than the record. */
const twoNumbers = () =>
  contactsOf(
    { phone: numberBefore, guardianName: null, guardianPhone: null, phoneAt: null, guardianAt: null },
    { answers: person, at: new Date() },
    { minor: false, emergency: false },
  ).two
/** The case of patient A has safety answers of today, so that its program may go on. */
export const screened = async (w: WorldServer) => {
  const { intakeId } = w.world.one.a
  await asOwner(w, `UPDATE "Intake" SET "submittedAt" = now() WHERE id = $1`, [intakeId])
  await answer(w, intakeId, filledForm(person, today()))
}
const waiting = (w: WorldServer) => ({ intakeId: w.world.one.waiting.intakeId })

const byLink = (w: WorldServer) => ({ base: w.form.path })
const signedIn = (w: WorldServer) => ({
  base: `/intakes/${w.form.intakeId}/fill`,
  intakeId: w.form.intakeId,
})

/** The first part of the form, as a page posts it that shows it for the first time. */
export const firstSection =
  (base: (w: WorldServer) => Fields) =>
  (w: WorldServer): Fields => {
    const section = sectionById.get('sec_identity')
    if (!section) throw new Error('no such section')
    return {
      ...base(w),
      section: section.id,
      revision: sectionRevision(section, {}),
      go: 'back',
      full_name: 'Ida Reise',
      preferred_name: 'Ida',
    }
  }
export const filling = { byLink, signedIn }

const ofReview = (w: WorldServer) => {
  const intakeId = w.world.one.a.reviewFormId
  return { base: `/my/forms/review/${intakeId}`, intakeId }
}
/** A part of the form before the review, with another answer than the one that was saved. */
export const reviewSection = (w: WorldServer): Fields => {
  const section = partOf('review_form', 'sec_goals')
  if (!section) throw new Error('no such section')
  const revision = sectionRevision(section, { psfs_1_score: 4 })
  return { ...ofReview(w), section: section.id, revision, go: 'next', psfs_1_score: '5' }
}
/** It is ready to be sent. */
const reviewed = async (w: WorldServer) => {
  const { reviewFormId } = w.world.one.a
  await answer(w, reviewFormId, calmReviewAnswers(today()))
  const ids = partsOf.review_form.map(({ id }) => id).join()
  await asOwner(w, `UPDATE "IntakeAnswers" SET sections = string_to_array($1, ',') WHERE "intakeId" = $2`, [
    ids,
    reviewFormId,
  ])
}
/** Nobody has begun it. */
const notBegun = (w: WorldServer) =>
  asOwner(w, `UPDATE "Intake" SET "reviewOn" = NULL WHERE id = $1`, [w.world.one.a.reviewFormId])

export const intake: WriteRows = {
  'lib/intake/drafts/actions.ts#saveByLink': {
    form: firstSection(byLink),
    may: ['linkHolder'],
    partial: true,
  },
  'lib/intake/drafts/actions.ts#autosaveByLink': { form: firstSection(byLink), may: ['linkHolder'] },
  'lib/intake/drafts/actions.ts#submitByLink': { form: byLink, before: filled, may: ['linkHolder'] },
  'lib/intake/drafts/actions.ts#goOnByLink': {
    form: (w) => ({ ...byLink(w), to: 'check' }),
    may: ['linkHolder'],
    shows: 'nothing',
  },
  'lib/intake/drafts/actions.ts#saveSignedIn': {
    form: firstSection(signedIn),
    may: physiosOne,
    partial: true,
  },
  'lib/intake/drafts/actions.ts#autosaveSignedIn': { form: firstSection(signedIn), may: physiosOne },
  'lib/intake/drafts/actions.ts#submitSignedIn': { form: signedIn, before: filled, may: physiosOne },
  'lib/intake/drafts/actions.ts#goOnSignedIn': {
    form: (w) => ({ ...signedIn(w), to: 'check' }),
    may: physiosOne,
    shows: 'nothing',
  },
  'lib/intake/visits/actions.ts#closeFormAction': {
    form: (w) => ({ token: w.form.token }),
    may: ['linkHolder'],
    mute: true,
    shows: 'IntakeVisit',
  },
  'lib/intake/visits/actions.ts#openLinkAction': {
    form: (w) => ({ token: w.form.token, 'birth.day': '17', 'birth.month': '5', 'birth.year': '1990' }),
    may: actorNames,
    shows: 'IntakeVisit',
    wide: true,
  },
  'lib/intake/review-form/actions.ts#recordReviewFormAction': {
    form: (w) => ({ id: newId(), caseId: w.world.one.a.caseId, part: 'safety', ...calmSafety() }),
    may: team,
  },
  'lib/intake/visit-form/actions.ts#recordVisitFormAction': {
    form: (w) => ({ id: newId(), caseId: w.world.one.a.caseId, ask: 'shoe_km', shoe_km: '800' }),
    may: team,
  },
  'lib/intake/review-form/actions.ts#beginReviewFormAction': {
    form: (w) => ({ caseId: w.world.one.a.caseId }),
    before: notBegun,
    may: ['patientA'],
  },
  'lib/intake/review-form/actions.ts#sendReviewFormAction': {
    form: ofReview,
    before: reviewed,
    may: ['patientA'],
  },
  'lib/patients/contacts/actions.ts#settleContactsAction': {
    form: (w) => ({ ...waiting(w), stamp: twoNumbers()?.stamp ?? '', right: 'form' }),
    before: async (w) => {
      await waits(w)
      const { patientId } = w.world.one.waiting
      const change = `UPDATE "Patient" SET phone = $1, "dateOfBirth" = $2::text::date WHERE id = $3`
      await asOwner(w, change, [numberBefore, person.date_of_birth, patientId])
    },
    may: physiosOne,
    wide: true,
  },
  'lib/intake/triage/actions.ts#takeIntakeAction': {
    form: (w) => ({ ...waiting(w), from: '' }),
    may: physiosOne,
  },
  'lib/intake/triage/actions.ts#releaseIntakeAction': {
    form: waiting,
    before: (w) =>
      asOwner(w, `UPDATE "Intake" SET "assigneeId" = $1 WHERE id = $2`, [
        w.world.one.physioA.accountId,
        w.world.one.waiting.intakeId,
      ]),
    // Only the one who took it gives it back.
    may: team,
  },
  'lib/intake/triage/actions.ts#referIntakeAction': {
    form: (w) => ({ ...waiting(w), where: 'Orthopedics', reason: text }),
    may: physiosOne,
  },
  'lib/intake/triage/taking-back/actions.ts#takeReferralBackAction': {
    form: (w) => ({ ...waiting(w), reason: text }),
    before: referred,
    may: physiosOne,
  },
  'lib/intake/triage/actions.ts#acceptIntakeAction': {
    form: (w) => ({
      ...waiting(w),
      leadId: w.world.one.physioA.accountId,
      complaint: text,
      side: 'left',
      nextReviewOn: '',
    }),
    before: waits,
    may: physiosOne,
  },
}
