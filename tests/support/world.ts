import { PrismaPg } from '@prisma/adapter-pg'
import { type AccountActor, type LinkActor, mintAccountActor, type Role } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { PrismaClient } from '#prisma/generated/client.ts'
import { createAlertRecord } from './world/alerts.ts'
import { type Base, day, REVIEW_IN } from './world/base.ts'
import { createFactors } from './world/factors.ts'
import { loadWorld } from './world/kept.ts'
import { createLetters } from './world/letters.ts'
import { createIntake, createPatient, createReviewForm } from './world/patients.ts'
import { createProgram } from './world/program.ts'

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

export const ownerClient = (ownerUrl: string): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionString: ownerUrl, max: 2, options: '-c TimeZone=UTC' }),
  })

/** Without a moment of its own it is the world of now, which is built once a run. */
export const createWorld = (ownerUrl: string, now?: Date): Promise<World> =>
  now ? buildWorld(ownerUrl, now) : loadWorld(ownerUrl)

export async function buildWorld(ownerUrl: string, now: Date = new Date()): Promise<World> {
  const db = ownerClient(ownerUrl)
  try {
    return { one: await createClinic(db, 'ONE', now), two: await createClinic(db, 'TWO', now) }
  } finally {
    await db.$disconnect()
  }
}

async function createClinic(db: PrismaClient, tag: string, now: Date): Promise<TestClinic> {
  const canary = `CANARY-${tag}-CLINIC`
  const clinicId = newId()
  await db.clinic.create({
    data: {
      id: clinicId,
      name: canary,
      phone: '+41 44 000 00 01',
      emergencyNumber: '144',
      outOfHoursPhone: '+41 44 000 00 02',
      address: canary,
      timeZone: 'Europe/Zurich',
    },
  })
  const account = async (name: string, roles: Role[], status: 'active' | 'suspended' = 'active') => {
    const accountId = newId()
    await db.account.create({
      data: {
        id: accountId,
        clinicId,
        email: `${name}.${tag}@example.invalid`.toLowerCase(),
        name: `CANARY-${tag}-${name}`,
        roles,
        status,
      },
    })
    await db.credential.create({ data: { accountId, clinicId, passwordHash: canary } })
    const sessionId = newId()
    await db.session.create({
      data: {
        id: sessionId,
        clinicId,
        accountId,
        tokenHash: hashToken(`session-${tag}-${name}`),
        expiresAt: new Date(now.getTime() + 3_600_000),
      },
    })
    await db.accountToken.create({
      data: {
        clinicId,
        accountId,
        kind: 'invitation',
        tokenHash: hashToken(`invitation-${tag}-${name}`),
        expiresAt: new Date(now.getTime() + 3_600_000),
      },
    })
    return mintAccountActor({
      kind: 'account',
      clinicId,
      accountId,
      sessionId,
      roles,
      patientId: null,
      name: `CANARY-${tag}-${name}`,
      clinicName: canary,
      timeZone: 'Europe/Zurich',
      ownZone: 'Europe/Zurich',
    })
  }
  const admin = await account('admin', ['admin'])
  const physioA = await account('physioA', ['physio'])
  const physioB = await account('physioB', ['physio'])
  const suspended = await account('suspended', ['physio'], 'suspended')
  const patientAccountA = await account('patientA', ['patient'])
  const patientAccountB = await account('patientB', ['patient'])

  await db.exercise.create({ data: { clinicId, content: { name: canary }, createdById: physioA.accountId } })
  await db.programTemplate.create({
    data: { clinicId, name: canary, content: { name: canary }, createdById: physioA.accountId },
  })
  const packId = newId()
  await db.instrumentPack.create({
    data: {
      id: packId,
      clinicId,
      measure: 'lefs',
      language: 'en',
      version: '1999',
      texts: Array.from({ length: 20 }, () => ({ text: canary, options: ['0', '1', '2', '3', '4'] })),
      permission: `${canary}, by letter`,
      options: [],
      addedById: admin.accountId,
    },
  })
  const mail = await db.mail.create({
    data: { clinicId, to: `${tag}@example.invalid`.toLowerCase(), subject: canary, text: canary },
  })

  const base = { db, clinicId, tag, now }
  const waitingPatient = await createPatient({ ...base, name: 'WAITING', number: 1003, accountId: null })
  const waitingIntake = await createIntake({
    ...base,
    ...waitingPatient,
    status: 'submitted',
    by: physioA.accountId,
  })
  return {
    canary,
    clinicId,
    admin,
    physioA,
    physioB,
    suspended: { accountId: suspended.accountId },
    a: await createRecord({
      ...base,
      name: 'A',
      number: 1001,
      account: patientAccountA,
      lead: physioA,
      admin,
    }),
    b: await createRecord({
      ...base,
      name: 'B',
      number: 1002,
      account: patientAccountB,
      lead: physioB,
      admin,
    }),
    waiting: {
      ...waitingPatient,
      ...waitingIntake,
      herself: mintAccountActor({
        ...physioB,
        roles: ['patient', 'physio'],
        patientId: waitingPatient.patientId,
      }),
    },
    mailId: mail.id,
    packId,
  }
}

async function createRecord(
  p: Base & { name: string; number: number; account: AccountActor; lead: AccountActor; admin: AccountActor },
): Promise<TestRecord> {
  const { db, clinicId, now, lead } = p
  const { patientId, canary } = await createPatient({ ...p, accountId: p.account.accountId })
  const intake = await createIntake({ ...p, patientId, canary, status: 'accepted', by: lead.accountId })
  const caseId = newId()
  const of = { clinicId, patientId, caseId }
  const by = { byId: lead.accountId }
  await db.case.create({
    data: {
      id: caseId,
      clinicId,
      patientId,
      intakeId: intake.intakeId,
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
  const reviewFormId = await createReviewForm({ ...p, patientId, canary, caseId })
  await db.breakGlass.create({
    data: { ...of, accountId: lead.accountId, reason: canary, at: day(now, 3), expiresAt: day(now, 2) },
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
  const flag = await db.redFlag.create({
    data: {
      clinicId,
      patientId,
      intakeId: intake.intakeId,
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
    data: { clinicId, patientId, flagRowId: flag.id, kind: 'confirmed', text: canary, ...by },
  })
  const alert = await db.alert.create({
    data: {
      ...of,
      alertId: 'al_pain_severe',
      severity: 'urgent',
      ruleSetVersion: 1,
      inputs: { note: canary },
    },
  })
  const watchAlert = await createAlertRecord({ db, of, by: lead.accountId, canary, now })
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
  const evaluation = await createFactors({ db, of, by: lead.accountId, canary })
  const note = await db.note.create({
    data: {
      ...of,
      ...by,
      on: day(now, 30),
      text: { subjective: canary, objective: canary, assessment: canary, plan: canary },
      savedById: lead.accountId,
      savedAt: day(now, 30),
      signedById: lead.accountId,
      signedAt: day(now, 30),
    },
  })
  const openNote = await db.note.create({
    data: { ...of, ...by, on: day(now, 1), text: { subjective: canary, plan: canary } },
  })
  await db.noteAddendum.create({ data: { ...of, ...by, noteId: note.id, text: canary } })
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
      signedById: lead.accountId,
    },
  })
  const letters = await createLetters({ db, of, by: lead.accountId, canary, now })
  const dischargeAnswerId = newId()
  await db.dischargeAnswer.create({
    data: { ...of, ...by, id: dischargeAnswerId, goalReached: true, at: day(now, 3) },
  })
  const requestId = newId()
  const asked = { clinicId, patientId, askedById: p.account.accountId }
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
        doneById: p.admin.accountId,
        note: `CANARY-${p.tag}-CLINIC`,
      },
    ],
  })
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
      enteredById: p.account.accountId,
    },
  })
  await db.outcomeChoice.create({ data: { ...of, ...by, kneeMeasure: 'lefs', at: day(now, 30) } })
  const program = await createProgram({ ...p, ...of, canary })
  const log = {
    ...of,
    enteredById: p.account.accountId,
    note: canary,
    recordedAt: day(now, 1),
    logDate: day(now, 1),
  }
  const sessionLogId = newId()
  await db.sessionLog.create({
    data: { ...log, id: sessionLogId, versionId: program.publishedVersionId, safety: ['none'] },
  })
  const exerciseLogId = newId()
  await db.exerciseLog.create({
    data: {
      ...of,
      id: exerciseLogId,
      sessionLogId,
      itemId: program.itemId,
      exerciseId: 'ex_hip_clam',
      setsDone: 3,
    },
  })
  const suggestionId = newId()
  await db.suggestion.create({
    data: {
      ...of,
      id: suggestionId,
      versionId: program.publishedVersionId,
      subject: 'canary_item',
      ruleId: 'r_ex_regress_dose',
      ruleSetVersion: 1,
      advice: 'regress',
      rule: 'ex_last in {red, over_limit}',
      inputs: [{ id: 'ex_last', value: canary }],
      change: { kind: 'none' },
      text: canary,
      sentence: canary,
      sentenceApplied: canary,
      sourceId: sessionLogId,
      day: day(now, 0),
    },
  })
  const runLogId = newId()
  await db.runLog.create({
    data: {
      ...log,
      id: runLogId,
      km: 5.5,
      minutes: 33,
      type: 'easy',
      surface: 'trail',
      shoes: canary,
      safety: ['none'],
    },
  })
  const painScoreId = newId()
  const at = day(now, 1)
  await db.painScore.create({ data: { ...log, id: painScoreId, context: 'now', score: 3, at, safety: [] } })
  await db.painScore.create({
    data: {
      ...log,
      id: newId(),
      context: 'during_exercise',
      score: 2,
      at,
      sessionLogId,
      exerciseLogId,
      safety: [],
    },
  })
  await db.painScore.create({
    data: { ...log, id: newId(), context: 'during_run', score: 4, at, runLogId, safety: [] },
  })
  await db.auditEvent.create({
    data: {
      clinicId,
      accountId: lead.accountId,
      actorKind: 'account',
      type: 'case.read',
      patientId,
      caseId,
      data: { page: canary },
    },
  })
  const actor = mintAccountActor({ ...p.account, patientId }) as AccountActor & { patientId: string }
  return {
    canary,
    patientId,
    accountId: p.account.accountId,
    actor,
    herself: { ...actor, roles: ['patient', 'physio'] },
    caseId,
    lead,
    intakeId: intake.intakeId,
    intakeToken: intake.token,
    linkActor: intake.linkActor,
    flagId: flag.id,
    alertId: alert.id,
    watchAlertId: watchAlert,
    ...program,
    sessionLogId,
    runLogId,
    suggestionId,
    painScoreId,
    noteId: note.id,
    openNoteId: openNote.id,
    ...letters,
    dischargeAnswerId,
    assessmentId: assessment.id,
    openAssessmentId: openAssessment.id,
    reviewId,
    ...evaluation,
    outcomeId,
    requestId,
    reviewFormId,
  }
}
