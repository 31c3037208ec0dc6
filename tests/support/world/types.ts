import type { AccountActor, LinkActor } from '#lib/access/actor.ts'

/**
 * A database in which every table holds something of every clinic and every patient, and every text is a canary: a
 * response that holds somebody else's canary is a leak. Written with the owner's powers; nothing here is what the
 * application would do.
 */
export type TestRecord = {
  canary: string
  patientId: string
  accountId: string
  actor: AccountActor & { patientId: string }
  /** The same account, if she were a physio of the clinic as well. */
  herself: AccountActor & { patientId: string }
  caseId: string
  lead: AccountActor
  /** Accepted, the case came out of it. */
  intakeId: string
  intakeToken: string
  linkActor: LinkActor
  flagId: string
  alertId: string
  /** One that may wait. */
  watchAlertId: string
  programId: string
  publishedVersionId: string
  draftVersionId: string
  itemId: string
  sessionLogId: string
  runLogId: string
  suggestionId: string
  painScoreId: string
  noteId: string
  openNoteId: string
  letterId: string
  openLetterId: string
  dischargeAnswerId: string
  assessmentId: string
  openAssessmentId: string
  reviewId: string
  evaluationId: string
  releaseId: string
  outcomeId: string
  /** Not done yet. */
  requestId: string
  /** The form before the planned review, begun by the patient. */
  reviewFormId: string
}

export type TestClinic = {
  canary: string
  clinicId: string
  admin: AccountActor
  /** Leads the case of `a`. */
  physioA: AccountActor
  /** Leads the case of `b`, a stranger to `a`. */
  physioB: AccountActor
  suspended: { accountId: string }
  a: TestRecord
  b: TestRecord
  /** A patient whose intake waits for triage, without a case. */
  waiting: {
    canary: string
    patientId: string
    intakeId: string
    linkActor: LinkActor
    token: string
    /** `physioB`, if the form were her own. */
    herself: AccountActor
  }
  mailId: string
  packId: string
}

export type World = { one: TestClinic; two: TestClinic }
