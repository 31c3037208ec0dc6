import type { ActorName, WorldServer } from '#tests/support/world-server.ts'

/** What an actor who may see a page gets: the page, or a redirect to the address given. Everybody else: 404 or sign-in. */
export type Outcome = 'ok' | `to ${string}`

export type PageRow = {
  /** The address, aimed at the record of patient A and at the form that is open. */
  at: (w: WorldServer) => string
  allowed: Partial<Record<ActorName, Outcome>>
  /** A page on which staff see who is a patient here. */
  directory?: boolean
  /** A page on which physios read forms that no case has come out of. */
  triage?: boolean
  /** Shows the name of the clinic to whoever holds the link. */
  link?: boolean
  /** Never ends by itself: what it says first is looked at. */
  endless?: boolean
}

const each = (outcome: Outcome, ...names: ActorName[]): Partial<Record<ActorName, Outcome>> =>
  Object.fromEntries(names.map((name) => [name, outcome]))

const nobodySignedIn = ['anonymous', 'suspended', 'linkHolder'] as const
const physios = each('ok', 'physioA', 'physioB', 'physioTwo')
const admins = each('ok', 'admin', 'adminTwo')
const patients = each('ok', 'patientA', 'patientB', 'patientTwo')
const homes: Partial<Record<ActorName, Outcome>> = {
  ...each('to /caseload', 'physioA', 'physioB', 'physioTwo'),
  ...each('to /admin/accounts', 'admin', 'adminTwo'),
  ...each('to /today', 'patientA', 'patientB', 'patientTwo'),
}
const everybody: Partial<Record<ActorName, Outcome>> = {
  ...each('ok', ...nobodySignedIn),
  ...physios,
  ...admins,
  ...patients,
}
const team = each('ok', 'physioA')
const clinicOne = each('ok', 'physioA', 'physioB', 'admin')
const physiosOne = each('ok', 'physioA', 'physioB')

const ofCase =
  (rest = '') =>
  (w: WorldServer) =>
    `/cases/${w.world.one.a.caseId}${rest}`
const ofPatient =
  (rest = '') =>
  (w: WorldServer) =>
    `/patients/${w.world.one.a.patientId}${rest}`
const ofForm =
  (rest = '') =>
  (w: WorldServer) =>
    `${w.form.path}${rest}`
const ofFill =
  (rest = '') =>
  (w: WorldServer) =>
    `/intakes/${w.form.intakeId}/fill${rest}`
const ofReview =
  (rest = '') =>
  (w: WorldServer) =>
    `/my/forms/review/${w.world.one.a.reviewFormId}${rest}`
/** It was begun and goes on where it stopped. */
const ownReview = each('to /my/forms/review/', 'patientA')
const at = (path: string) => () => path
const unknownToken = 'x'.repeat(43)

/** Every page of the build, by its address in the manifest. */
export const pages: Record<string, PageRow> = {
  '/': { at: at('/'), allowed: { ...each('to /sign-in', ...nobodySignedIn), ...homes } },
  '/sign-in': { at: at('/sign-in'), allowed: { ...each('ok', ...nobodySignedIn), ...homes } },
  '/reset': { at: at('/reset'), allowed: everybody },
  '/reset/[token]': { at: at(`/reset/${unknownToken}`), allowed: everybody },
  '/invitation/[token]': { at: at(`/invitation/${unknownToken}`), allowed: everybody },

  '/f/[token]': {
    at: ofForm(),
    allowed: { ...everybody, linkHolder: 'to /f/link-of-the-open-form/' },
    link: true,
  },
  '/f/[token]/[section]': { at: ofForm('/consent'), allowed: each('ok', 'linkHolder'), link: true },
  '/f/[token]/check': { at: ofForm('/check'), allowed: each('ok', 'linkHolder'), link: true },
  '/f/[token]/sent': { at: ofForm('/sent'), allowed: each('to /f/', 'linkHolder'), link: true },
  '/f/[token]/stop': { at: ofForm('/stop'), allowed: each('to /f/', 'linkHolder'), link: true },
  '/f/[token]/young': { at: ofForm('/young'), allowed: each('ok', 'linkHolder'), link: true },

  '/admin/accounts': { at: at('/admin/accounts'), allowed: admins, directory: true },
  '/admin/accounts/[accountId]': {
    at: (w) => `/admin/accounts/${w.world.one.physioA.accountId}`,
    allowed: each('ok', 'admin'),
    directory: true,
  },
  '/admin/audit': { at: at('/admin/audit'), allowed: admins, directory: true },
  '/admin/clinic': { at: at('/admin/clinic'), allowed: admins },
  '/admin/clinic/instruments': { at: at('/admin/clinic/instruments'), allowed: admins },
  '/admin/clinic/limits': { at: at('/admin/clinic/limits'), allowed: admins },
  '/admin/requests': { at: at('/admin/requests'), allowed: admins, directory: true },
  '/admin/outbox': { at: at('/admin/outbox'), allowed: admins, directory: true },

  '/patients': { at: at('/patients'), allowed: { ...physios, ...admins }, directory: true },
  '/patients/new': { at: at('/patients/new'), allowed: { ...physios, ...admins } },
  '/patients/[id]': { at: ofPatient(), allowed: clinicOne, directory: true },
  '/patients/[id]/edit': { at: ofPatient('/edit'), allowed: clinicOne, directory: true },

  '/intakes': { at: at('/intakes'), allowed: physios, directory: true, triage: true },
  '/intakes/[intakeId]': {
    at: (w) => `/intakes/${w.world.one.waiting.intakeId}`,
    allowed: physiosOne,
    directory: true,
    triage: true,
  },
  '/intakes/[intakeId]/fill': {
    at: ofFill(),
    allowed: each('to /intakes/', 'physioA', 'physioB'),
    directory: true,
    triage: true,
  },
  '/intakes/[intakeId]/fill/[section]': {
    at: ofFill('/consent'),
    allowed: physiosOne,
    directory: true,
    triage: true,
  },
  '/intakes/[intakeId]/fill/check': {
    at: ofFill('/check'),
    allowed: physiosOne,
    directory: true,
    triage: true,
  },
  '/intakes/[intakeId]/fill/sent': {
    at: ofFill('/sent'),
    allowed: each('to /intakes/', 'physioA', 'physioB'),
  },
  '/intakes/[intakeId]/fill/stop': {
    at: ofFill('/stop'),
    allowed: each('to /intakes/', 'physioA', 'physioB'),
  },
  '/intakes/[intakeId]/fill/young': {
    at: ofFill('/young'),
    allowed: physiosOne,
    directory: true,
    triage: true,
  },

  '/account': { at: at('/account'), allowed: { ...physios, ...admins } },
  '/alerts': { at: at('/alerts'), allowed: physios },
  '/caseload': { at: at('/caseload'), allowed: physios },
  '/cases/[caseId]': { at: ofCase(), allowed: team },
  '/cases/[caseId]/close': { at: ofCase('/close'), allowed: team },
  '/cases/[caseId]/intake': { at: ofCase('/intake'), allowed: team },
  '/cases/[caseId]/factors': { at: ofCase('/factors'), allowed: team },
  '/cases/[caseId]/letters': { at: ofCase('/letters'), allowed: team },
  '/cases/[caseId]/letters/[letterId]': {
    at: (w) => `/cases/${w.world.one.a.caseId}/letters/${w.world.one.a.letterId}`,
    allowed: team,
  },
  '/cases/[caseId]/notes': { at: ofCase('/notes'), allowed: team },
  '/cases/[caseId]/notes/[noteId]': {
    at: (w) => `/cases/${w.world.one.a.caseId}/notes/${w.world.one.a.openNoteId}`,
    allowed: team,
  },
  '/cases/[caseId]/alerts': { at: ofCase('/alerts'), allowed: team },
  '/cases/[caseId]/outcomes': { at: ofCase('/outcomes'), allowed: team },
  '/cases/[caseId]/program': { at: ofCase('/program'), allowed: team },
  '/cases/[caseId]/program/new': { at: ofCase('/program/new'), allowed: team },
  '/cases/[caseId]/program/handout': { at: ofCase('/program/handout'), allowed: team },
  '/cases/[caseId]/program/preview': { at: ofCase('/program/preview'), allowed: team },
  '/cases/[caseId]/program/versions/[number]': { at: ofCase('/program/versions/1'), allowed: team },
  '/cases/[caseId]/seen': { at: ofCase('/seen'), allowed: team },
  '/cases/[caseId]/timeline': { at: ofCase('/timeline'), allowed: team },
  '/cases/[caseId]/progress': { at: ofCase('/progress'), allowed: team },
  '/cases/[caseId]/assessment': { at: ofCase('/assessment'), allowed: team },
  '/cases/[caseId]/assessment/[assessmentId]': {
    at: (w) => `/cases/${w.world.one.a.caseId}/assessment/${w.world.one.a.assessmentId}`,
    allowed: team,
  },
  '/cases/[caseId]/assessment/compare': {
    at: (w) => {
      const { caseId, assessmentId, openAssessmentId } = w.world.one.a
      return `/cases/${caseId}/assessment/compare?a=${assessmentId}&b=${openAssessmentId}`
    },
    allowed: team,
  },
  '/cases/[caseId]/reviews': { at: ofCase('/reviews'), allowed: team },
  '/cases/[caseId]/reviews/new': { at: ofCase('/reviews/new'), allowed: team },
  '/cases/[caseId]/reviews/[reviewId]': {
    at: (w) => `/cases/${w.world.one.a.caseId}/reviews/${w.world.one.a.reviewId}`,
    allowed: team,
  },
  '/cases/[caseId]/safety': { at: ofCase('/safety'), allowed: team },
  '/cases/[caseId]/review-form': { at: ofCase('/review-form'), allowed: team },
  '/cases/[caseId]/visit-form': { at: ofCase('/visit-form?ask=shoe_km'), allowed: team },

  '/library/exercises': { at: at('/library/exercises'), allowed: { ...physios, ...admins } },
  '/library/exercises/[exerciseId]': {
    at: at('/library/exercises/ex_hip_clam'),
    allowed: { ...physios, ...admins },
  },
  '/library/rules': { at: at('/library/rules'), allowed: { ...physios, ...admins } },
  '/library/templates': { at: at('/library/templates'), allowed: { ...physios, ...admins } },
  '/library/templates/[templateId]': {
    at: at('/library/templates/prog_hip_focus'),
    allowed: { ...physios, ...admins },
  },

  '/cases/[caseId]/log': { at: ofCase('/log'), allowed: team },
  '/cases/[caseId]/entries': { at: ofCase('/entries'), allowed: team },
  '/cases/[caseId]/entries/[entryId]': {
    at: (w) => `/cases/${w.world.one.a.caseId}/entries/${w.world.one.a.runLogId}`,
    allowed: team,
  },
  '/today': { at: at('/today'), allowed: patients },
  '/today/entries': { at: at('/today/entries'), allowed: patients },
  '/today/morning': { at: at('/today/morning'), allowed: patients },
  '/today/pain': { at: at('/today/pain'), allowed: patients },
  '/today/run': { at: at('/today/run'), allowed: patients },
  '/today/safety': { at: at('/today/safety'), allowed: patients },
  '/today/session': { at: at('/today/session'), allowed: patients },
  '/my/record': { at: at('/my/record'), allowed: patients },
  '/my/program': { at: at('/my/program'), allowed: patients },
  '/my/program/[itemKey]': { at: at('/my/program/clam'), allowed: patients },
  '/my/forms': { at: at('/my/forms'), allowed: patients },
  '/my/forms/[measureId]': { at: at('/my/forms/psfs'), allowed: patients },
  '/my/forms/review': { at: (w) => `/my/forms/review?case=${w.world.one.a.caseId}`, allowed: ownReview },
  '/my/forms/review/[intakeId]': { at: ofReview(), allowed: ownReview },
  '/my/forms/review/[intakeId]/[section]': { at: ofReview('/goals'), allowed: each('ok', 'patientA') },
  '/my/forms/review/[intakeId]/check': { at: ofReview('/check'), allowed: each('ok', 'patientA') },
  '/my/forms/review/[intakeId]/sent': { at: ofReview('/sent'), allowed: ownReview },
  '/my/forms/review/[intakeId]/stop': { at: ofReview('/stop'), allowed: ownReview },
  '/my/progress': { at: at('/my/progress'), allowed: patients },
}
