import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { moveReview } from '#lib/cases/change/commands.ts'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { reviewSections } from '#lib/content/intake/questionnaire.ts'
import { addDays, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { newId } from '#lib/ids.ts'
import { changeConsent } from '#lib/intake/consents/commands.ts'
import { submitIntake } from '#lib/intake/drafts/commands.ts'
import { checkView, formFrame, sectionView } from '#lib/intake/drafts/queries.ts'
import { slugOf, stepOf } from '#lib/intake/drafts/rules.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { recordReviewForm, submitReviewForm } from '#lib/intake/review-form/commands.ts'
import { beginReviewForm } from '#lib/intake/review-form/own/commands.ts'
import { ownReviewForms, reviewStart } from '#lib/intake/review-form/own/queries.ts'
import { triageList } from '#lib/intake/triage/queries.ts'
import { ownForm } from '#lib/outcomes/forms/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { today } from '#tests/support/days.ts'
import { calmReview } from '#tests/support/review-answers.ts'
import { createWorld, ownerClient, type TestClinic, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../programs/setting.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
let one: TestClinic
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  one = world.one
  return () => db.$disconnect()
})

const plan = (caseId: string, days: number | null) =>
  db.case.update({
    where: { id: caseId },
    data: { nextReviewOn: days === null ? null : toDbDate(addDays(today(), days)) },
  })

/** Each test has a planned review of its own, so that it begins a form of its own. */
let days = -200
beforeEach(async () => {
  days += 1
  for (const { caseId } of [one.a, one.b])
    await db.case.update({ where: { id: caseId }, data: { status: 'open', closedAt: null } })
  await plan(one.a.caseId, days)
  // What earlier tests sent counts for earlier reviews.
  await db.$executeRaw`UPDATE "Intake" SET "submittedAt" = "submittedAt" - interval '300 days'
    WHERE kind = 'review_form' AND "submittedAt" > now() - interval '250 days'`
  await db.$executeRaw`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "resolvedAt" IS NULL`
})

const begin = (who = one.a, actor = who.actor) => beginReviewForm(actor, { caseId: who.caseId })
const view = (intakeId: string, slug: string, actor = one.a.actor) =>
  sectionView(actor, intakeId, slug, new Date(), 'review_form')
const isWaiting = async () => (await ownReviewForms(one.a.actor, new Date())).waiting.length === 1

const partNamed = (slug: string) => {
  const part = stepOf(slug, 'review_form')
  if (!part) throw new Error(`${slug} is no part of it`)
  return part
}

type Posted = Record<string, unknown>
async function save(intakeId: string, slug: string, posted: Posted, actor = one.a.actor) {
  const { revision } = await view(intakeId, slug, actor)
  return saveSection(
    actor,
    { intakeId, section: partNamed(slug), posted, revision, strict: true },
    new Date(),
  )
}
const postedFor = (slug: string, changes: Posted = {}): Posted => {
  const all: Posted = { ...calmReview(), ...changes }
  const ids = partNamed(slug).questions.map(({ id }) => id)
  return Object.fromEntries(ids.filter((id) => id in all).map((id) => [id, all[id]]))
}
async function fill(intakeId: string, changes: Posted = {}) {
  for (const { id } of reviewSections) {
    const outcome = await save(intakeId, slugOf(id), postedFor(slugOf(id), changes))
    expect([id, outcome.errors]).toEqual([id, {}])
  }
}
const safetyOf = () =>
  asActor(one.physioA, (tx) =>
    caseSafety(tx, { clinicId: one.clinicId, caseId: one.a.caseId, patientId: one.a.patientId }, today()),
  )

describe('the form before a review, in the hand of the patient', () => {
  it('goes with its review to another day, and nothing that was typed is lost', async () => {
    const { a } = one
    const move = async (days: number) => {
      const { version } = await db.case.findUniqueOrThrow({ where: { id: a.caseId } })
      const nextReviewOn = addDays(today(), days)
      await moveReview(one.physioA, { caseId: a.caseId, version, nextReviewOn })
    }
    const { intakeId } = await begin()
    await save(intakeId, 'safety', postedFor('safety'))
    const frame = () => formFrame(a.actor, intakeId, new Date(), 'review_form')
    const stored = async () => (await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })).answers
    const typed = await stored()
    const resumes = (await frame()).resume
    await move(1)
    expect(await frame()).toMatchObject({ closed: null, resume: resumes })
    expect(await begin()).toEqual({ intakeId })
    await move(12)
    expect(await frame()).toMatchObject({ closed: 'moved' })
    expect(await isWaiting()).toBe(false)
    await expect(save(intakeId, 'safety', postedFor('safety'))).rejects.toThrow(/moved to a later day/)
    await move(0)
    expect(await frame()).toMatchObject({ closed: null, resume: 'safety' })
    expect(await stored()).toEqual(typed)
    await fill(intakeId)
    await submitReviewForm(a.actor, intakeId)
    await move(1)
    const sent = await db.intake.findUniqueOrThrow({ where: { id: intakeId } })
    expect(sent).toMatchObject({ status: 'submitted', reviewOn: toDbDate(today()) })
    // Other tests begin forms of these days.
    await db.$transaction([
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.$executeRaw`UPDATE "Intake" SET "reviewOn" = '2020-01-01' WHERE id = ${intakeId}::uuid`,
    ])
  })

  it('waits from three days before, is begun once, and goes on where it stopped', async () => {
    const { a } = one
    await plan(a.caseId, 4)
    expect(await isWaiting()).toBe(false)
    await expect(begin()).rejects.toThrow(Conflict)
    await plan(a.caseId, 3)
    expect(await isWaiting()).toBe(true)
    const before = (await todayView(a.actor, a.caseId)).current?.forms ?? 0
    expect(await reviewStart(a.actor, { case: a.caseId, part: 'whole' }, new Date())).toMatchObject({
      form: { begun: false },
    })
    const [first, second] = await Promise.all([begin(), begin()])
    expect(second).toEqual(first)
    const { intakeId } = first
    expect(await formFrame(a.actor, intakeId, new Date(), 'review_form')).toMatchObject({
      kind: 'review_form',
      sent: false,
      closed: null,
      resume: 'safety',
      messages: null,
    })
    await save(intakeId, 'safety', postedFor('safety'))
    const frame = await formFrame(a.actor, intakeId, new Date(), 'review_form')
    expect(frame.steps[0]?.state).toBe('done')
    expect(frame.resume).toBe(slugOf(reviewSections[1]?.id ?? ''))
    expect((await ownReviewForms(a.actor, new Date())).waiting[0]).toMatchObject({
      begun: true,
      href: `/my/forms/review/${intakeId}`,
    })
    expect((await todayView(a.actor, a.caseId)).current?.forms).toBe(before)
  })

  it('says which knee it is about while two are treated, as the forms of measures do', async () => {
    const { a } = one
    const { intakeId } = await begin()
    const read = async () => {
      const asked = { case: a.caseId, part: 'safety' } as const
      const start = await reviewStart(a.actor, asked, new Date())
      const frame = await formFrame(a.actor, intakeId, new Date(), 'review_form')
      const measure = { measure: 'groc', caseId: a.caseId, language: null } as const
      return [start?.form.knee, frame.knee, (await ownForm(a.actor, measure, new Date())).knee]
    }
    expect(await read()).toEqual([null, null, null])
    const { id: _, intakeId: __, ...like } = await db.case.findUniqueOrThrow({ where: { id: a.caseId } })
    const other = await db.case.create({ data: { ...like, complaint: 'The other one', side: 'right' } })
    expect(await read()).toEqual(['Left knee', 'Left knee', 'Left knee'])
    const closed = { status: 'referred', closedAt: new Date() } as const
    await db.case.update({ where: { id: other.id }, data: closed })
  })

  it('asks about what she named, and stores her own answers alone', async () => {
    const { intakeId } = await begin()
    expect((await view(intakeId, 'goals')).activities).toEqual({ psfs_1_score: one.a.canary })
    await save(intakeId, 'goals', postedFor('goals'))
    const { answers } = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(answers).toEqual({ psfs_1_score: 6 })
  })

  it('keeps out what it does not ask', async () => {
    const { intakeId } = await begin()
    await expect(view(intakeId, 'consent')).rejects.toThrow(NotFound)
    await save(intakeId, 'goals', { ...postedFor('goals'), goal_text: 'Win', full_name: 'Somebody' })
    const { answers } = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(answers).not.toHaveProperty('goal_text')
  })

  it('raises a flag at the save, which blocks and is read by her as words, and says so again when it was known', async () => {
    const { a, physioA } = one
    const { intakeId } = await begin()
    const calf = { rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] }
    const outcome = await save(intakeId, 'safety', postedFor('safety', calf))
    expect(outcome.messages).toMatchObject({ level: 'same_day', atOnce: true })
    expect(JSON.stringify(outcome)).not.toContain('flag_')
    const flags = await db.redFlag.findMany({ where: { intakeId } })
    expect(flags).toMatchObject([
      { flagId: 'flag_dvt', source: 'review_form', sourceId: intakeId, caseId: a.caseId, resolvedAt: null },
    ])
    expect((await safetyOf()).blocking).toContain('flag_dvt')
    // It is a draft: nowhere a form that was sent, and none of those that wait for triage.
    expect(JSON.stringify(await triageList(physioA, new Date()))).not.toContain(intakeId)
    expect((await safetyOf()).screen.current).toBe(false)
    const seen = await caseOverview(physioA, a.caseId, new Date())
    expect(seen.reviewForm).toMatchObject({
      waits: true,
      href: `/cases/${a.caseId}/intake?form=${intakeId}`,
    })
    // The next form says the same while the flag is open: no second row, but the words again.
    await plan(a.caseId, 0)
    const next = await begin()
    const again = await save(next.intakeId, 'safety', postedFor('safety', calf))
    expect(again.messages).toMatchObject({ level: 'same_day' })
    // Nor does an answer that waits for a choice beside the stored one take its words away.
    const beside = { rf_calf_pain_swelling: 'no' }
    const of = { intakeId: next.intakeId, section: partNamed('safety'), revision: 'older', strict: false }
    expect(await saveSection(a.actor, { ...of, posted: beside }, new Date())).toMatchObject({
      clashes: [{ id: 'rf_calf_pain_swelling' }],
      messages: { level: 'same_day' },
    })
    expect(await db.redFlag.count({ where: { intakeId: next.intakeId } })).toBe(0)
    await db.redFlag.updateMany({ where: { id: flags[0]?.id ?? '' }, data: { resolvedAt: new Date() } })
    expect((await formFrame(a.actor, next.intakeId, new Date(), 'review_form')).messages).toBeNull()
  })

  it('is heard where a newer answer stays, and by a save that is refused: after it was sent', async () => {
    const { a } = one
    const { intakeId } = await begin()
    const section = partNamed('safety')
    const { revision } = await view(intakeId, 'safety')
    await fill(intakeId)
    const late = (changes: Posted) =>
      saveSection(
        a.actor,
        { intakeId, section, posted: postedFor('safety', changes), revision, strict: false },
        new Date(),
      )
    expect(await late({ rf_cold_pale_foot: 'yes' })).toMatchObject({
      clashes: [{ id: 'rf_cold_pale_foot' }],
      heard: true,
      messages: { level: 'emergency' },
    })
    expect((await formFrame(a.actor, intakeId, new Date(), 'review_form')).messages).toMatchObject({
      level: 'emergency',
    })
    await submitReviewForm(a.actor, intakeId)
    await expect(late({ rf_chest_breathless: 'yes' })).rejects.toThrow(/emergency/)
    const flags = await db.redFlag.findMany({ where: { intakeId }, orderBy: { raisedAt: 'asc' } })
    expect(flags.map(({ flagId, caseId }) => [flagId, caseId])).toEqual([
      ['flag_limb_vascular', a.caseId],
      ['flag_chest_breath', a.caseId],
    ])
    await db.redFlag.updateMany({ where: { intakeId }, data: { resolvedAt: new Date() } })
  })

  it('is sent once, with flags, factors and alerts, and waits no longer', async () => {
    const { a, physioA } = one
    const { intakeId } = await begin()
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(Invalid)
    await fill(intakeId)
    const before = { onset_type: 'sudden_injury', onset_activity: 'work', running_status: 'stopped' }
    await answered(ownerUrl, a, { ...harmless(), ...before })
    const check = await checkView(a.actor, intakeId, new Date(), 'review_form')
    expect(check).toMatchObject({ canSend: true, disagreements: [] })
    const sent = await Promise.all([1, 2, 3].map(() => submitReviewForm(a.actor, intakeId)))
    expect(sent.filter(({ again }) => !again)).toHaveLength(1)
    expect(await db.intake.findUniqueOrThrow({ where: { id: intakeId } })).toMatchObject({
      status: 'submitted',
      kind: 'review_form',
      filledById: null,
    })
    const audit = { where: { type: 'intake.submitted', subjectId: intakeId } }
    expect(await db.auditEvent.findMany(audit)).toMatchObject([
      { accountId: a.accountId, caseId: a.caseId, data: { onBehalf: false } },
    ])
    expect(await isWaiting()).toBe(false)
    expect((await ownReviewForms(a.actor, new Date())).sent).toMatchObject([
      { id: intakeId, dayText: 'Today' },
    ])
    expect((await safetyOf()).screen).toMatchObject({ complete: true, ageDays: 0 })
    expect((await caseOverview(physioA, a.caseId, new Date())).reviewForm).toMatchObject({
      waits: false,
      text: 'answered by the patient today',
    })
    const read = await caseIntake(physioA, a.caseId, intakeId, new Date())
    expect(read.kind).toBe('review_form')
    expect(read.record?.sections.map(({ id }) => id)).toEqual(reviewSections.map(({ id }) => id))
    expect(read.forms[0]).toMatchObject({ id: intakeId, title: 'Review form' })
    const refused = save(intakeId, 'goals', postedFor('goals', { psfs_1_score: '9' }))
    await expect(refused).rejects.toThrow(Conflict)
  })

  it('opens the alert of an answer that newly became worse, as a form of a physio does', async () => {
    const { a, physioA } = one
    const posted = { ...calmReview(), energy_low: 'no' }
    await recordReviewForm(
      physioA,
      { id: newId(), caseId: a.caseId, part: 'whole', posted },
      new Date(Date.now() - 20 * 86_400_000),
    )
    await plan(a.caseId, 0)
    const { intakeId } = await begin()
    await fill(intakeId, { energy_low: 'yes' })
    await submitReviewForm(a.actor, intakeId)
    const alerts = await db.alert.findMany({ where: { caseId: a.caseId, alertId: 'al_energy' } })
    expect(alerts).toMatchObject([{ severity: 'act', closedAt: null }])
  })
})

describe('a form that was begun', () => {
  it('closes when a physio has asked the whole of it, and its answers stay readable', async () => {
    const { a, physioA } = one
    await plan(a.caseId, 1)
    const { intakeId } = await begin()
    await save(intakeId, 'safety', postedFor('safety'))
    await recordReviewForm(physioA, { id: newId(), caseId: a.caseId, part: 'whole', posted: calmReview() })
    expect(await formFrame(a.actor, intakeId, new Date(), 'review_form')).toMatchObject({
      closed: 'answered',
    })
    await expect(save(intakeId, 'goals', postedFor('goals'))).rejects.toThrow('Your physio has written down')
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(Conflict)
    const read = await caseIntake(physioA, a.caseId, intakeId, new Date())
    expect(read.sentText).toMatch(/^Begun by the patient, not sent/)
    expect(read.record?.sections.map(({ id }) => id)).toEqual(['sec_safety'])
  })

  it('asks a part again that a physio asked meanwhile, from her newer answers', async () => {
    const { a, physioA } = one
    const { intakeId } = await begin()
    await fill(intakeId)
    const posted = { ...postedFor('safety'), rf_cancer_history: 'yes' }
    await recordReviewForm(physioA, { id: newId(), caseId: a.caseId, part: 'safety', posted })
    expect(await isWaiting()).toBe(true)
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(Invalid)
    const again = await view(intakeId, 'safety')
    expect(again.steps[0]?.state).toBe('open')
    expect(again.answers.rf_cancer_history).toBe('yes')
    // Another part does not hide it.
    await save(intakeId, 'goals', postedFor('goals', { psfs_1_score: '7' }))
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(Invalid)
    await save(intakeId, 'safety', posted)
    await submitReviewForm(a.actor, intakeId)
    const { answers } = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(answers).toMatchObject({ rf_cancer_history: 'yes' })
  })

  it('asks the safety questions again when it lay about, and the screen goes by their day', async () => {
    const { a } = one
    const { intakeId } = await begin()
    await fill(intakeId)
    const old = addDays(today(), -3)
    const laid = (safetyOn: string) =>
      db.intakeAnswers.update({ where: { intakeId }, data: { safetyOn: toDbDate(safetyOn) } })
    await laid(old)
    const frame = await formFrame(a.actor, intakeId, new Date(), 'review_form')
    expect(frame).toMatchObject({ resume: 'safety', again: expect.stringContaining('were answered on') })
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(/questions were answered on/)
    await save(intakeId, 'safety', postedFor('safety'))
    await laid(addDays(today(), -1))
    await submitReviewForm(a.actor, intakeId)
    expect((await safetyOf()).screen).toMatchObject({ complete: true, ageDays: 1 })
  })

  it.each([
    ['the review has been signed', (id: string) => plan(id, 21), 'Your review has taken place'],
    [
      'the case is closed',
      (id: string) =>
        db.case.update({
          where: { id },
          data: { status: 'discharged', closedAt: new Date(), nextReviewOn: null },
        }),
      'Your treatment has ended',
    ],
  ])('closes when %s, with words, and nothing of it changes', async (_, change, words) => {
    const { a } = one
    const { intakeId } = await begin()
    await fill(intakeId)
    const { revision } = await view(intakeId, 'goals')
    const section = partNamed('goals')
    await change(a.caseId)
    const input = { intakeId, section, posted: postedFor('goals', { psfs_1_score: '1' }), revision }
    await expect(saveSection(a.actor, { ...input, strict: false }, new Date())).rejects.toThrow(words)
    await expect(submitReviewForm(a.actor, intakeId)).rejects.toThrow(words)
    const { answers } = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(answers).toMatchObject({ psfs_1_score: 6 })
    // The database refuses it by itself.
    const lines = await asActor(a.actor, (tx) =>
      tx.intakeAnswers.updateMany({ where: { intakeId }, data: { answers: {} } }),
    )
    expect(lines.count).toBe(0)
  })
})

describe('a stranger', () => {
  it('neither begins, reads, saves nor sends it', async () => {
    const { a, b, physioA, physioB, admin } = one
    const { intakeId } = await begin()
    const { revision } = await view(intakeId, 'goals')
    const section = partNamed('goals')
    for (const actor of [b.actor, physioA, physioB, admin, world.two.a.actor, world.two.physioA]) {
      await expect(beginReviewForm(actor, { caseId: a.caseId })).rejects.toThrow(NotFound)
      await expect(view(intakeId, 'goals', actor as typeof a.actor)).rejects.toThrow(NotFound)
      const input = { intakeId, section, posted: postedFor('goals'), revision, strict: false }
      await expect(saveSection(actor, input, new Date())).rejects.toThrow(NotFound)
      await expect(submitReviewForm(actor, intakeId)).rejects.toThrow(NotFound)
    }
    await expect(submitIntake(a.actor, intakeId, new Date())).rejects.toThrow(NotFound)
    await expect(submitReviewForm(a.actor, a.intakeId)).rejects.toThrow(NotFound)
  })

  it('is stopped by the database alone, and so is the patient while no form is asked for', async () => {
    const { a, b, clinicId } = one
    const row = (reviewOn: string, who = a, by = a) => ({
      id: newId(),
      clinicId,
      patientId: who.patientId,
      caseId: who.caseId,
      kind: 'review_form' as const,
      reviewOn: toDbDate(reviewOn),
      createdById: by.accountId,
    })
    const add = (by: typeof a, data: ReturnType<typeof row>) =>
      asActor(by.actor, (tx) => tx.intake.createMany({ data: [data] }))
    const planned = addDays(today(), days)
    await expect(add(b, row(planned, a, b))).rejects.toThrow(NotFound)
    await expect(add(a, row(addDays(planned, 1)))).rejects.toThrow(NotFound)
    await plan(a.caseId, 9)
    await expect(add(a, row(addDays(today(), 9)))).rejects.toThrow(NotFound)
    await plan(a.caseId, days)
    expect((await add(a, row(planned))).count).toBe(1)
  })
})

describe('the mail', () => {
  const noon = (ahead: number) => new Date(`${addDays(today(), 1 + ahead)}T11:00:00Z`)
  const mails = (clinicId: string) =>
    db.mail.findMany({ where: { clinicId, once: { startsWith: 'review_form ' } }, orderBy: { id: 'asc' } })

  it('goes once for each planned review to a patient with an account, and says nothing clinical', async () => {
    const { a, b, clinicId } = world.two
    await plan(a.caseId, 4)
    await plan(b.caseId, 20)
    await Promise.all([runAlertRound(clinicId, () => noon(0)), runAlertRound(clinicId, () => noon(0))])
    const [mail, ...others] = await mails(clinicId)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: 'patienta.two@example.invalid', sentAt: null })
    expect(mail?.text).toMatch(/^Hello CANARY-TWO-PATIENT-A\n[^{]*\/my\/forms\n[^{]*CANARY-TWO-CLINIC$/)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/pain|knee|injur|flag|safety|review/i)
    await runAlertRound(clinicId, () => noon(1))
    expect(await mails(clinicId)).toHaveLength(1)
    expect(await db.auditEvent.findMany({ where: { type: 'review_form.asked' } })).toMatchObject([
      { caseId: a.caseId, actorKind: 'system', accountId: null },
    ])
    await plan(a.caseId, 6)
    await runAlertRound(clinicId, () => noon(3))
    expect(await mails(clinicId)).toHaveLength(2)
  })

  it('is not sent to whom said no to reminders', async () => {
    const { a, clinicId } = world.two
    const own = async () =>
      (await mails(clinicId)).filter(({ once }) => once?.startsWith(`review_form ${a.caseId} `)).length
    const before = await own()
    await plan(a.caseId, 33)
    await answered(ownerUrl, a, { ...harmless(), consent_messages: 'no' }, 30)
    await runAlertRound(clinicId, () => noon(30))
    expect(await own()).toBe(before)
    await answered(ownerUrl, a, { ...harmless(), consent_messages: 'yes' }, 30)
    await runAlertRound(clinicId, () => noon(31))
    expect(await own()).toBe(before + 1)
    // By what she said since her form, as long as no newer form says otherwise.
    await plan(a.caseId, 36)
    await changeConsent(a.actor, { consent: 'messages', answer: 'no' }, noon(32))
    await runAlertRound(clinicId, () => noon(33))
    expect(await own()).toBe(before + 1)
    await changeConsent(a.actor, { consent: 'messages', answer: 'yes' }, noon(34))
    await runAlertRound(clinicId, () => noon(34))
    expect(await own()).toBe(before + 2)
  })

  it('is not sent to whom cannot sign in, for a closed case, or once the form is answered', async () => {
    const { a, b, lead, clinicId } = { ...world.two, lead: world.two.a.lead }
    const before = (await mails(clinicId)).length
    await plan(a.caseId, 7)
    await recordReviewForm(
      lead,
      { id: newId(), caseId: a.caseId, part: 'whole', posted: calmReview() },
      noon(4),
    )
    await plan(b.caseId, 7)
    await db.account.update({ where: { id: b.accountId }, data: { status: 'suspended' } })
    await runAlertRound(clinicId, () => noon(5))
    expect(await mails(clinicId)).toHaveLength(before)
    await db.account.update({ where: { id: b.accountId }, data: { status: 'active' } })
    await db.case.update({ where: { id: b.caseId }, data: { status: 'discharged', closedAt: new Date() } })
    await runAlertRound(clinicId, () => noon(6))
    expect(await mails(clinicId)).toHaveLength(before)
  })
  it('goes once for two treatments with a review on one day', async () => {
    const { b, clinicId } = one
    await plan(b.caseId, 44)
    const { id: _, intakeId: __, ...like } = await db.case.findUniqueOrThrow({ where: { id: b.caseId } })
    const other = await db.case.create({ data: { ...like, complaint: 'Other knee', side: 'right' } })
    await runAlertRound(clinicId, () => noon(41))
    await runAlertRound(clinicId, () => noon(42))
    const told = async () =>
      (await mails(clinicId)).filter(({ patientId }) => patientId === b.patientId).length
    expect(await told()).toBe(1)
    // A third is moved onto the day that was told of already.
    const third = await db.case.create({ data: { ...like, complaint: 'The hip', side: 'right' } })
    await runAlertRound(clinicId, () => noon(42))
    await runAlertRound(clinicId, () => noon(43))
    expect(await told()).toBe(2)
    // One that leaves the day makes nothing new of the others.
    const reviewOn = third.nextReviewOn
    await db.case.update({ where: { id: third.id }, data: { nextReviewOn: null } })
    await runAlertRound(clinicId, () => noon(43))
    expect(await told()).toBe(2)
    await db.case.update({ where: { id: third.id }, data: { nextReviewOn: reviewOn } })
    for (const { id } of [other, third])
      await db.case.update({ where: { id }, data: { status: 'referred', closedAt: new Date() } })
  })
})
