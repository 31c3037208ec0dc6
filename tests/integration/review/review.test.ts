import { afterAll, describe, expect, test } from 'vitest'
import { answerDischarge } from '#lib/cases/discharge/commands.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { dayIn, daysBetween } from '#lib/dates.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { signReview } from '#lib/review/commands.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { caseReviews, newReview, signedReview } from '#lib/review/queries.ts'
import type { ReviewInput } from '#lib/review/schema.ts'
import { examined } from '#tests/integration/programs/setting.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { minimum } from '#tests/support/examined.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { strangersTo } from '#tests/support/strangers.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const world = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

const { one, two } = world
const { physioA } = one
const { caseId, patientId } = one.a
const strangers = strangersTo(one.a, world)
const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const dayAgo = (days: number) => new Date(`${ahead(-days)}T00:00:00Z`)
const drawn = async () => {
  const { seen, answered } = await newReview(physioA, caseId, new Date())
  return { seen, answered }
}
/** As the page of this moment is sent. */
const signing = async (more: Partial<ReviewInput> = {}): Promise<ReviewInput> => ({
  id: newId(),
  caseId,
  decision: 'continue',
  text: '',
  goals: '',
  noRunningGoal: false,
  goalReached: false,
  selfManagementOk: false,
  nextReviewOn: ahead(14),
  ...(await drawn()),
  ...more,
})

describe('the page of a review', () => {
  test('shows flags, alerts and what is missing, and records the reading', async () => {
    const { record, suggestedNext, frame, seen } = await newReview(physioA, caseId, new Date())
    expect(record.safety.flags.length).toBeGreaterThan(0)
    expect(record.safety.alerts.map(({ severity }) => severity)).toContain('urgent')
    // The case was opened 39 days ago; the chart shows 12 weeks.
    const weeks = record.runWeeks.map(({ km }) => km)
    expect([weeks[0], weeks.at(-1)]).toEqual([null, expect.any(Number)])
    const slope = record.rows.pain?.find(({ id }) => id === 'ind_pain_slope_wk')
    expect(slope).toMatchObject({ value: null, missing: expect.stringMatching(/^needs 8 days .*so far$/) })
    expect(record.advice.lines.map(({ ruleId }) => ruleId)).toContain('rv_alert_urgent')
    expect(seen).toContain('rv_alert_urgent')
    expect(frame.mayWrite).toBe(true)
    expect(suggestedNext > frame.today).toBe(true)
    const read = await db.auditEvent.findFirst({
      where: { caseId, type: 'case.read' },
      orderBy: { id: 'desc' },
    })
    expect(read).toMatchObject({
      accountId: physioA.accountId,
      data: { page: 'review', brokenGlass: false },
    })
  })

  test.each(strangers)('%s reads none, signs none', async (_who, actor) => {
    await expect(newReview(actor, caseId, new Date())).rejects.toThrow(NotFound)
    await expect(signedReview(actor, caseId, one.a.reviewId, new Date())).rejects.toThrow(NotFound)
    await expect(signReview(actor, await signing())).rejects.toThrow(NotFound)
  })

  test('a review of another case is not found behind this one', async () => {
    await expect(signedReview(physioA, caseId, two.a.reviewId, new Date())).rejects.toThrow(NotFound)
  })
})

describe('signing', () => {
  test('against a safety rule it needs a reason, which is kept with the rule', async () => {
    const id = newId()
    const input = await signing({ id, decision: 'progress' })
    await expect(signReview(physioA, input)).rejects.toThrow(Invalid)
    await signReview(physioA, { ...input, text: 'Alert was answered by phone' })
    const view = await signedReview(physioA, caseId, id, new Date())
    expect(view.against).toContain('An urgent alert is open')
    expect(view.line).toMatchObject({ words: 'Progress', text: 'Alert was answered by phone' })
    const audit = await db.auditEvent.findFirst({ where: { subjectId: id, type: 'review.signed' } })
    expect(audit?.data).toMatchObject({ decision: 'progress', against: view.against.length })
  })

  test('one choice is enough when no rule speaks against it; the next day is set', async () => {
    const id = newId()
    const nextReviewOn = ahead(21)
    await signReview(physioA, await signing({ id, nextReviewOn, goals: 'Run 5 km', goalReached: true }))
    const { frame, reviews } = await caseReviews(physioA, caseId, new Date())
    expect(frame.nextReviewOn).toBe(nextReviewOn)
    expect(reviews[0]).toMatchObject({ id, kept: true, text: '' })
    const next = await newReview(physioA, caseId, new Date())
    expect(next.goals).toMatchObject({ text: 'Run 5 km', goalReached: true })
    expect(next.record.goals.before).toBe('Run 5 km')
    expect(next.earlier?.values).toHaveProperty('ind_week_km')
  })

  test('is refused when a flag or an alert came up meanwhile, and a day that is over', async () => {
    const { seen } = await newReview(physioA, caseId, new Date())
    const alert = { clinicId: one.clinicId, patientId, caseId, ruleSetVersion: 1, inputs: {} }
    await db.alert.create({ data: { ...alert, alertId: 'al_goal_date', severity: 'watch' } })
    await expect(signReview(physioA, await signing({ seen }))).rejects.toThrow(Conflict)
    const now = await newReview(physioA, caseId, new Date())
    await expect(signReview(physioA, await signing({ seen: '' }))).rejects.toThrow(Conflict)
    await signReview(physioA, await signing({ seen: now.seen }))
    await expect(signReview(physioA, await signing({ nextReviewOn: ahead(-1) }))).rejects.toThrow(Invalid)
    const signed = signReview(physioA, await signing({ nextReviewOn: '2206-11-27' }))
    const far = signed.catch((error: unknown) => error)
    expect((await far) as Invalid).toMatchObject({
      fieldErrors: { nextReviewOn: [expect.stringMatching(/^Choose a day within 26 weeks, until /)] },
    })
  })

  test('says which factors count now: possible apart, without what was dismissed, with who added one', async () => {
    const at = new Date(Date.now() + 1000)
    const of = { clinicId: one.clinicId, caseId, patientId }
    const levels = { fac_short_sleep: 2, fac_single_shoe: 1, fac_quad_weak: 2, fac_crossover: null }
    const factors = Object.entries(levels).map(([id, level]) => ({ id, level }))
    const evaluation = await db.factorEvaluation.create({
      data: { ...of, at, ruleSetVersion: 1, inputs: {}, results: { factors, patterns: [] } },
    })
    const answer = { ...of, evaluationId: evaluation.id, byId: physioA.accountId, text: 'Seen' }
    await db.factorResponse.createMany({
      data: [
        { ...answer, id: newId(), factorId: 'fac_short_sleep', kind: 'dismissed', level: 2 },
        { ...answer, id: newId(), factorId: 'fac_crossover', kind: 'added', level: 2 },
      ],
    })
    const { record } = await newReview(physioA, caseId, new Date(at.getTime() + 1000))
    const title = (id: string) => factorById(id)?.title
    const { present, possible } = record.factors
    expect(present).toHaveLength(2)
    expect(present).toContain(title('fac_quad_weak'))
    expect(present).toContainEqual(
      expect.stringMatching(new RegExp(`^${title('fac_crossover')} \\(added by .+physioA.*\\)$`)),
    )
    expect(possible).toEqual([title('fac_single_shoe')])
  })

  test('is refused, and changes nothing, when the case ends at the same moment', async () => {
    const input = await signing()
    const { nextReviewOn } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    const ended = { status: 'discharged', closedAt: new Date() } as const
    let signed: Promise<unknown> = Promise.resolve()
    await db.$transaction(async (tx) => {
      await tx.case.update({ where: { id: caseId }, data: ended })
      signed = signReview(physioA, input).catch((error: unknown) => error)
      await new Promise((done) => setTimeout(done, 800))
    })
    expect(await signed).toBeInstanceOf(Conflict)
    expect(await db.review.count({ where: { id: input.id } })).toBe(0)
    const row = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    expect(row.nextReviewOn).toEqual(nextReviewOn)
    await db.case.update({ where: { id: caseId }, data: { status: 'open', closedAt: null } })
  })

  test('is refused when one flag took the place of another, or one was answered', async () => {
    const { seen } = await newReview(physioA, caseId, new Date())
    const [before] = await db.redFlag.findMany({ where: { caseId, resolvedAt: null, supersededAt: null } })
    if (!before) throw new Error('no flag')
    await db.redFlag.update({ where: { id: before.id }, data: { resolvedAt: new Date() } })
    const same = { clinicId: one.clinicId, patientId, caseId, source: before.source, flagId: before.flagId }
    const { block, intakeId } = before
    const { id } = await db.redFlag.create({
      data: { ...same, urgency: 'same_day', block, intakeId, ruleSetVersion: 1, inputs: {} },
    })
    await expect(signReview(physioA, await signing({ seen }))).rejects.toThrow(Conflict)
    const then = await newReview(physioA, caseId, new Date())
    // Which asks for a doctor until somebody has answered it.
    const refers = ({ record }: typeof then) =>
      record.advice.lines.some(({ ruleId }) => ruleId === 'rv_flag_refer')
    expect([refers(then), then.record.advice.decision]).toEqual([true, 'refer'])
    await db.redFlag.update({ where: { id }, data: { respondedAt: new Date() } })
    expect(refers(await newReview(physioA, caseId, new Date()))).toBe(false)
    await expect(signReview(physioA, await signing({ seen: then.seen }))).rejects.toThrow(Conflict)
  })

  test('is refused when a colleague signed one meanwhile, whose goals and next day it would have replaced', async () => {
    const input = await signing()
    await signReview(physioA, await signing({ goals: 'Run 10 km', nextReviewOn: ahead(7) }))
    await expect(signReview(physioA, input)).rejects.toThrow(/another review/)
    const { frame } = await caseReviews(physioA, caseId, new Date())
    expect(frame.nextReviewOn).toBe(ahead(7))
  })

  test('to refer or discharge, it plans the next one while the case goes on', async () => {
    await signReview(
      physioA,
      await signing({ decision: 'refer', text: 'To the specialist', nextReviewOn: null }),
    )
    const { frame } = await caseReviews(physioA, caseId, new Date())
    expect(frame.nextReviewOn ?? '').toMatch(/^\d{4}-/)
    expect((frame.nextReviewOn ?? '') > frame.today).toBe(true)
  })

  test('pressed twice at once it is one review; with other words it is refused', async () => {
    const input = await signing({ text: 'Goes well' })
    const done = await Promise.all([signReview(physioA, input), signReview(physioA, input)])
    expect(done[0]).toEqual(done[1])
    expect(await db.review.count({ where: { id: input.id } })).toBe(1)
    await expect(signReview(physioA, { ...input, text: 'Other' })).rejects.toThrow(Conflict)
  })

  test('a signed review reads as it was, whatever is logged or raised afterwards', async () => {
    const id = newId()
    await signReview(physioA, await signing({ id }))
    const before = await signedReview(physioA, caseId, id, new Date())
    const runs = [1, 2].map((days) => ({
      id: newId(),
      clinicId: one.clinicId,
      patientId,
      caseId,
      logDate: dayAgo(days),
      km: 7,
      minutes: 40,
      type: 'easy' as const,
      surface: 'road' as const,
      enteredById: physioA.accountId,
    }))
    await db.runLog.createMany({ data: runs })
    const after = await signedReview(physioA, caseId, id, new Date())
    expect(after.record).toEqual(before.record)
    const km = (rows: typeof before.record) =>
      rows?.rows.running?.find((row) => row.id === 'ind_week_km')?.value
    const { record } = await newReview(physioA, caseId, new Date())
    expect(Number(km(record)) - Number(km(after.record))).toBeCloseTo(14)
    for (const data of [{ text: 'x' }, { record: {} }, { advice: {} }, { goals: {} }, { against: ['x'] }])
      expect(await refusal(db.review.update({ where: { id }, data }))).toBe('SW001')
  })

  test('the database asks for the reason as well', async () => {
    const row = await db.review.findFirstOrThrow({ where: { caseId, against: { isEmpty: false } } })
    const copy = { ...row, id: newId(), text: ' ' } as never
    await expect(db.review.create({ data: copy })).rejects.toThrow(/reason_given/)
  })
})

test('a case that was opened again is asked anew, and what was ticked before is kept when it is ticked again', async () => {
  const said = { goalReached: true, selfManagementOk: true }
  await signReview(physioA, await signing(said))
  const page = async () => {
    const { goals, record } = await newReview(physioA, caseId, new Date())
    const { result } = record.program.discharge.find(({ id }) => id === 'self_management') ?? {}
    return { ...goals, text: '', result }
  }
  expect(await page()).toMatchObject({ ...said, result: 'met' })
  await db.caseStatusChange.create({
    data: {
      id: newId(),
      clinicId: one.clinicId,
      patientId,
      caseId,
      from: 'discharged',
      to: 'open',
      reason: 'Pain again',
      byId: physioA.accountId,
      at: new Date(),
    },
  })
  expect(await page()).toMatchObject({
    goalReached: false,
    selfManagementOk: false,
    result: 'not_assessed',
  })
  const answers = () => db.dischargeAnswer.count({ where: { caseId } })
  const before = await answers()
  await signReview(physioA, await signing(said))
  expect(await answers()).toBe(before + 1)
  expect(await page()).toMatchObject({ ...said, result: 'met' })
})

describe('the ticks beside a decision', () => {
  const untouched = { noRunningGoal: false, goalReached: false, selfManagementOk: false }
  const newest = () =>
    db.dischargeAnswer.findFirstOrThrow({ where: { caseId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  /** What stands when a page is drawn, and what a colleague says while it is open. */
  const meanwhile = async (before: Partial<typeof untouched>, after: Partial<typeof untouched>) => {
    const say = (seen: string, said: Partial<typeof untouched>) =>
      answerDischarge(physioA, { ...untouched, id: newId(), caseId, seen, ...said })
    await say((await drawn()).answered, before)
    const page = await drawn()
    await say(page.answered, { ...before, ...after })
    return page
  }

  test('leave what a colleague answered while the page was open', async () => {
    const page = await meanwhile({ goalReached: true }, { goalReached: false })
    const id = newId()
    const before = await newest()
    await signReview(physioA, await signing({ id, ...page, goalReached: true }))
    expect((await newest()).id).toBe(before.id)
    const { goals } = await signedReview(physioA, caseId, id, new Date())
    expect(goals).toMatchObject({ goalReached: false })
  })

  test('add what was changed to what a colleague answered', async () => {
    const page = await meanwhile({}, { goalReached: true })
    await signReview(physioA, await signing({ ...page, selfManagementOk: true }))
    expect(await newest()).toMatchObject({ goalReached: true, selfManagementOk: true })
  })

  test('are refused where a colleague answered the same one otherwise', async () => {
    const page = await meanwhile({ selfManagementOk: true, goalReached: true }, { goalReached: false })
    const both = { ...page, goalReached: true, selfManagementOk: false }
    await signReview(physioA, await signing(both))
    expect(await newest()).toMatchObject({ goalReached: false, selfManagementOk: false })
    await db.dischargeAnswer.create({
      data: {
        id: newId(),
        clinicId: one.clinicId,
        patientId,
        caseId,
        byId: physioA.accountId,
        at: new Date(),
      },
    })
    const empty = await drawn()
    const said = { id: newId(), caseId, seen: empty.answered, ...untouched }
    await answerDischarge(physioA, said)
    const input = await signing({ ...empty, goalReached: true })
    await expect(signReview(physioA, input)).rejects.toThrow(
      /physioA answered meanwhile: goal reached no\. .*still here: untick “The patient says that the goal is reached”/,
    )
    expect(await db.review.count({ where: { id: input.id } })).toBe(0)
    expect((await newest()).id).toBe(said.id)
    // With the box as it was answered the same form is signed.
    await signReview(physioA, { ...input, goalReached: false })
    expect((await newest()).id).toBe(said.id)
  })
})

test('the weekly check reaches the rules of phases and discharge', async () => {
  await signReview(physioA, await signing({ noRunningGoal: true }))
  const check = async (value: number) =>
    db.outcomeMeasure.create({
      data: {
        id: newId(),
        clinicId: one.clinicId,
        patientId,
        caseId,
        measure: 'weekly_check',
        version: 'own wording',
        language: 'en',
        side: 'left',
        on: dayAgo(0),
        missing: 0,
        scores: {},
        items: { chk_stairs_nprs: value, chk_walk_nprs: value },
        mode: 'self',
        enteredById: physioA.accountId,
      },
    })
  const running = async () => {
    const { record } = await newReview(physioA, caseId, new Date())
    return record.program.discharge.find(({ id }) => id === 'running')
  }
  const before = await running()
  await check(9)
  const after = await running()
  expect(before?.missing.some((id) => id.startsWith('chk_'))).toBe(true)
  expect(after?.missing.some((id) => id.startsWith('chk_'))).toBe(false)
})

describe('limits of the clinic', () => {
  const limit = (limitId: string, value: number) =>
    setClinicLimit(one.admin, { limitId, value, note: 'Decided by the team.' })
  /** Eight days of about 3, and 6 today. */
  const flared = ({ a, clinicId, physioA: { accountId } }: typeof one) =>
    db.painScore.createMany({
      data: [6, 3, 3, 3, 3, 3, 3, 3, 3].map((score, ago) => ({
        id: newId(),
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        context: 'day_worst' as const,
        score,
        at: dayAgo(ago),
        logDate: dayAgo(ago),
        safety: [],
        enteredById: accountId,
      })),
    })
  const page = async (world: typeof one) => {
    const { record, frame, suggestedNext } = await newReview(world.physioA, world.a.caseId, new Date())
    const row = record.rows.pain?.find(({ id }) => id === 'ind_flare')
    return { row, bands: record.pain.flares.length, next: daysBetween(frame.today, suggestedNext) }
  }

  test('hold in its reviews and in no other clinic; a signed review keeps what it was signed with', async () => {
    await Promise.all([one, two].map(flared))
    const signed = newId()
    await signReview(physioA, await signing({ id: signed }))
    expect(await page(one)).toMatchObject({ row: { value: 'Open' }, bands: 1, next: 14 })

    await limit('flare_alone', 7)
    await limit('review_early_days', 21)
    const after = await page(one)
    expect(after).toMatchObject({ row: { value: 'None' }, bands: 0, next: 21 })
    expect(after.row?.definition).toContain('on one at 7 or more')
    expect(await page(two)).toMatchObject({ row: { value: 'Open' }, bands: 1, next: 14 })

    const { record } = await signedReview(physioA, caseId, signed, new Date())
    expect(record?.rows.pain?.find(({ id }) => id === 'ind_flare')).toMatchObject({
      value: 'Open',
      definition: expect.stringContaining('on one at 6 or more'),
    })
    expect(record?.pain.flares).toHaveLength(1)
  })

  test('say when a case that is opened is looked at first', async () => {
    const proposed = async ({ physioA, waiting }: typeof one) => {
      const now = new Date()
      const { suggestion } = await triageIntake(physioA, waiting.intakeId, now)
      return daysBetween(dayIn(physioA.timeZone, now), suggestion.nextReviewOn)
    }
    expect([await proposed(one), await proposed(two)]).toEqual([21, 14])
  })

  test("are those by which a patient's own entry is judged, on duty and in her own request", async () => {
    const target = { clinicId: one.clinicId, caseId, patientId, timeZone: 'UTC' }
    await asActor(one.a.actor, async (tx) => {
      const alone = async () => (await readCaseInput(tx, target, new Date())).input.limits.flare_alone
      expect([await onSafetyDuty(tx, alone), await alone()]).toEqual([7, 7])
    })
  })
})

test('a stop that waits is heard, however much was answered since', async () => {
  const { publishedVersionId: versionId } = one.a
  const row = (more: object) => ({
    id: newId(),
    clinicId: one.clinicId,
    patientId,
    caseId,
    versionId,
    sourceId: newId(),
    ruleSetVersion: 1,
    rule: '',
    inputs: [],
    change: { kind: 'none' },
    text: '',
    sentence: '',
    sentenceApplied: '',
    day: dayAgo(9),
    createdAt: dayAgo(9),
    ...more,
  })
  const answered = {
    state: 'declined',
    decidedAt: new Date(),
    decidedById: physioA.accountId,
    reason: 'Later',
  } as const
  await db.suggestion.createMany({
    data: [
      row({ subject: 'run', ruleId: 'r_run_stop', advice: 'stop', state: 'open' }),
      ...[...Array(41).keys()].map((n) =>
        row({
          subject: `item-${n}`,
          ruleId: 'r_ex_progress_dose',
          advice: 'progress',
          createdAt: dayAgo(2),
          ...answered,
        }),
      ),
    ] as never,
  })
  const { record } = await newReview(physioA, caseId, new Date())
  expect(record.advice.lines.map(({ ruleId }) => ruleId)).toContain('rv_run_stop')
})

test('findings against running and jumping that the program has are named, and nothing goes on as it is without a reason', async () => {
  const { safety } = (await newReview(physioA, caseId, new Date())).record
  expect(safety.impactAgainst).toEqual([])
  await db.redFlag.updateMany({ where: { patientId }, data: { resolvedAt: new Date() } })
  const findings = { ...minimum(), func_hop_pain_left: 6, func_hop_pain_right: 6 }
  await examined(ownerUrl, one.a, findings)
  await db.$transaction([
    // Nobody may change what is published; here the exercise is what is made up.
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`UPDATE "ProgramItem" SET "exerciseId" = 'ex_ply_pogo_double' WHERE "caseId" = ${caseId}::uuid`,
  ])
  const { record } = await newReview(physioA, caseId, new Date())
  expect(record.safety.impactAgainst?.join()).toMatch(/hop/i)
  const line = record.advice.lines.find(({ ruleId }) => ruleId === 'rv_impact_against')
  expect(line).toMatchObject({ advises: 'regress', safety: true })
  expect(line?.against).toContain('continue')
})

/** Another version that begins today, and those that a review of now tells of. */
async function publishToday(startsOn: Date) {
  const newest = await db.programVersion.findFirstOrThrow({ where: { caseId }, orderBy: { number: 'desc' } })
  const number = newest.number + 1
  const data = { ...newest, id: newId(), number, startsOn, publishedAt: new Date() }
  await db.programVersion.create({ data: { ...data, publishedById: physioA.accountId } as never })
  const { record } = await newReview(physioA, caseId, new Date())
  return { number, versions: record.program.versions.map((one) => one.number) }
}

test('a signature is refused when a version was published meanwhile; the next one tells of it, and of what was done on the day', async () => {
  const input = await signing()
  const today = new Date(`${dayIn('Europe/Zurich', new Date())}T00:00:00Z`)
  const { number, versions } = await publishToday(today)
  expect(versions).toContain(number)
  await expect(signReview(physioA, input)).rejects.toThrow(/the program/)
  await signReview(physioA, await signing({ text: 'Jumps wait' }))
  const { record } = await newReview(physioA, caseId, new Date())
  expect(record.program.versions.map((one) => one.number)).not.toContain(number)
  const log = { id: newId(), clinicId: one.clinicId, patientId, caseId, logDate: today, km: 3, minutes: 20 }
  await db.runLog.create({
    data: { ...log, type: 'easy', surface: 'road', enteredById: physioA.accountId },
  })
  const { results, today: day } = (await newReview(physioA, caseId, new Date())).record
  expect(results.map((one) => one.day)).toContain(day)
})
