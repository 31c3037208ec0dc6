import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acknowledgeAlert, closeAlert } from '#lib/alerts/commands.ts'
import { answerDischarge } from '#lib/cases/discharge/commands.ts'
import { closeView } from '#lib/cases/discharge/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { ownTreatments } from '#lib/cases/own/queries.ts'
import { closeCase, reopenCase } from '#lib/cases/status/commands.ts'
import { dischargeAdvice } from '#lib/content/discharge/criteria.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { newId } from '#lib/ids.ts'
import { myExercise, myProgram } from '#lib/programs/queries.ts'
import { ownProgress } from '#lib/tracking/progress/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../programs/setting.ts'

const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const now = new Date()
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
})
afterAll(() => sql.end())
beforeEach(() =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "DischargeAnswer" WHERE "caseId" = ${caseId()}`
    await tx`DELETE FROM "CaseStatusChange" WHERE "caseId" = ${caseId()}`
    await tx`DELETE FROM "FactorRelease" WHERE "caseId" = ${caseId()}`
    await tx`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${caseId()}`
    await tx`UPDATE "Program" SET "pausedAt" = null WHERE "caseId" = ${caseId()}`
    await tx`UPDATE "Alert" SET "closedAt" = null, "closedById" = null, outcome = null WHERE "caseId" = ${caseId()}`
    await tx`DELETE FROM "AlertEvent" WHERE "caseId" = ${caseId()} AND kind = 'resolved'`
    await tx`DELETE FROM "AuditEvent" WHERE "caseId" = ${caseId()} AND type = 'alert.closed'`
  }),
)

const me = () => world.one.a
const caseId = () => me().caseId
const physio = () => world.one.physioA
const view = () => closeView(physio(), caseId(), now)
const of = async (id: string) => (await view()).criteria.find((one) => one.id === id)
const answer = (seen: string, more: object = {}, id = newId()) =>
  answerDischarge(
    physio(),
    {
      id,
      caseId: caseId(),
      seen,
      noRunningGoal: null,
      goalReached: null,
      selfManagementOk: null,
      ...more,
    },
    now,
  )
const version = async () =>
  Number((await sql<{ version: number }[]>`SELECT version FROM "Case" WHERE id = ${caseId()}`)[0]?.version)
type Reason = 'goals_reached' | 'lost_contact' | 'referred'
const end = async (reason: Reason, more: object = {}) =>
  closeCase(
    physio(),
    { caseId: caseId(), version: await version(), reason, note: 'Called twice', ...more },
    now,
  )
/** Ends it with the advice for afterwards, in the words of the page. */
const closeAdvised = async () => {
  const { advice } = await view()
  return close('lost_contact', { advice: 'yes', seen: advice.map(({ seen }) => seen) })
}
/** With what came of the alert for today. */
const close = async (reason: Reason, more: object = {}) => {
  await sql`UPDATE "Alert" SET "closedAt" = ${now} WHERE "caseId" = ${caseId()} AND severity = 'urgent'`
  return end(reason, more)
}

it('is told of an examination that nobody could sign any more afterwards', async () => {
  const signed = (at: Date | null) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "Assessment" SET "signedAt" = ${at} WHERE id = ${me().openAssessmentId}`
    })
  expect((await view()).openAssessment).toBe(true)
  await signed(now)
  expect((await view()).openAssessment).toBe(false)
  await signed(null)
})

it('is told of a version of the program that nobody could publish any more afterwards', async () => {
  const drafts =
    await sql`SELECT id FROM "ProgramVersion" WHERE "caseId" = ${caseId()} AND "publishedAt" IS NULL`
  const published = (at: Date | null) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "ProgramVersion" SET "publishedAt" = ${at}, "publishedById" = ${at && physio().accountId}, "startsOn" = ${at}
        WHERE id = ANY (${drafts.map(({ id }) => id)})`
    })
  expect([drafts.length, (await view()).openDraft]).toEqual([1, true])
  await published(now)
  expect((await view()).openDraft).toBe(false)
  await published(null)
})

describe('the criteria', () => {
  it('are read from the record: an open alert for today stands against a discharge', async () => {
    expect(await of('safe')).toMatchObject({ result: 'not_met' })
    expect((await of('safe'))?.inputs).toContainEqual({
      id: 'open_alert_max',
      label: 'Gravest open alert',
      value: 'today',
    })
    expect((await view()).ok).toBe('no')
  })

  it('say what is missing and how to get it', async () => {
    expect(await of('pain')).toMatchObject({
      result: 'not_met',
      missing: [],
      inputs: expect.arrayContaining([
        { id: 'ind_pain_days_7d', label: 'Days with pain entries, of 7', value: '1' },
      ]),
    })
    expect(await of('change')).toMatchObject({
      result: 'not_assessed',
      inputs: [],
      missing: [{ label: 'Rating of change (−5 to +5)', href: `/cases/${caseId()}/outcomes` }],
    })
    const strength = await of('strength')
    expect(strength?.missing).toContainEqual(
      expect.objectContaining({
        label: 'Knee extension, of the other side',
        how: 'Examine it',
        href: `/cases/${caseId()}/assessment?field=str_knee_ext`,
      }),
    )
    expect(await of('self_management')).toMatchObject({
      result: 'not_assessed',
      missing: [{ href: '#answers' }],
    })
  })
})

describe('what the physio answers', () => {
  it('holds until she answers again, and is kept', async () => {
    const first = newId()
    await answer('', { selfManagementOk: true }, first)
    await answer('', { selfManagementOk: true }, first)
    expect(await of('self_management')).toMatchObject({ result: 'met' })
    await answer(first, { selfManagementOk: false })
    expect(await of('self_management')).toMatchObject({ result: 'not_met' })
    const kept =
      await sql`SELECT "selfManagementOk" FROM "DischargeAnswer" WHERE "caseId" = ${caseId()} ORDER BY at`
    expect(kept).toHaveLength(2)
    await expect(sql`UPDATE "DischargeAnswer" SET "goalReached" = true WHERE id = ${first}`).rejects.toThrow(
      /kept/,
    )
  })

  it('does not hold on in a case that was opened again', async () => {
    await answer('', { selfManagementOk: true })
    await close('lost_contact')
    const later = new Date(now.getTime() + 1000)
    const input = { caseId: caseId(), version: await version(), reason: 'Pain again', note: '' }
    await reopenCase(physio(), input, later)
    expect(await of('self_management')).toMatchObject({ result: 'not_assessed' })
    expect((await view()).answers).toMatchObject({ id: '', selfManagementOk: null })
  })

  it('holds as it was said last, also when the server’s clock is behind', async () => {
    const first = newId()
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000)
    const say = (id: string, seen: string, goalReached: boolean, when: Date) =>
      answerDischarge(
        physio(),
        { id, caseId: caseId(), seen, goalReached, noRunningGoal: null, selfManagementOk: null },
        when,
      )
    await say(first, '', true, at(10))
    await say(newId(), first, false, at(-50))
    expect((await view()).answers).toMatchObject({ goalReached: false })
  })

  it('tells the second of two people what the first said', async () => {
    await answer('', { goalReached: true })
    await expect(answer('', { goalReached: false })).rejects.toThrow(
      /physioA answered meanwhile.*goal reached yes.*not kept/,
    )
  })

  it('is for the team of an open case', async () => {
    const stranger = {
      id: newId(),
      caseId: caseId(),
      seen: '',
      noRunningGoal: null,
      goalReached: true,
      selfManagementOk: null,
    }
    await expect(answerDischarge(world.one.physioB, stranger, now)).rejects.toThrow(NotFound)
    await close('lost_contact')
    await expect(answer('', { goalReached: true })).rejects.toThrow(Conflict)
  })
})

describe('the end of a case', () => {
  const kept = async () =>
    (
      await sql<
        {
          criteria: {
            ok: string
            why: string
            ruleSetVersion: number
            criteria: { id: string; result: string }[]
          }
        }[]
      >`
      SELECT criteria FROM "CaseStatusChange" WHERE "caseId" = ${caseId()} ORDER BY at DESC LIMIT 1`
    )[0]?.criteria

  it('with goals reached against the criteria needs a reason, which is kept with what they said', async () => {
    await expect(close('goals_reached')).rejects.toThrow(Invalid)
    await close('goals_reached', { unmetReason: 'Moves abroad, runs without pain' })
    const stored = await kept()
    expect(stored).toMatchObject({ ok: 'no', why: 'Moves abroad, runs without pain' })
    expect(stored?.ruleSetVersion).toBeGreaterThan(0)
    expect(stored?.criteria.find(({ id }) => id === 'safe')?.result).toBe('not_met')
  })

  it('is read as it was: what the criteria said then, and why although they were not met', async () => {
    await answer('', { selfManagementOk: true })
    await close('goals_reached', { unmetReason: 'Moves abroad, runs without pain' })
    const later = new Date(now.getTime() + 40 * 86_400_000)
    const ended = await closeView(physio(), caseId(), later)
    expect(ended).toMatchObject({
      ok: 'no',
      ended: {
        title: expect.stringMatching(/^Closed by CANARY-ONE-physioA, .*: Goals reached$/),
        why: 'Moves abroad, runs without pain',
      },
    })
    const stored = await kept()
    expect(ended.criteria.map(({ id, result }) => [id, result])).toEqual(
      stored?.criteria.map(({ id, result }) => [id, result]),
    )
    expect(ended.criteria.find(({ id }) => id === 'self_management')).toMatchObject({
      result: 'met',
      text: 'The patient can explain the pain rules and the cap of a single run',
    })
    expect(ended.criteria.flatMap(({ missing }) => missing.flatMap(({ href }) => href ?? []))).toEqual([])
    const { closing, happened } = await caseOverview(physio(), caseId(), later)
    expect(closing?.why).toBe('Moves abroad, runs without pain')
    expect(happened.find(({ kind }) => kind === 'status')?.note).toBe(
      'Goals reached: Called twice · Although the discharge criteria were not met: Moves abroad, runs without pain',
    )
    await reopenCase(physio(), { caseId: caseId(), version: await version(), reason: 'Pain again' }, later)
    expect((await closeView(physio(), caseId(), later)).ended).toBeNull()
  })

  it.each(['lost_contact', 'referred'] as const)('by %s needs its note alone', async (reason) => {
    await close(reason)
    expect((await kept())?.ok).toBe('no')
    // To the patient a treatment that was referred has ended as well: no program is being written.
    expect(await myProgram(me().actor, now)).toEqual({ state: 'ended', phase: null })
  })

  it('gives no advice on running while the safety questions are not complete', async () => {
    await answered(ownerUrl, me(), {})
    await closeAdvised()
    const rows =
      await sql`SELECT "itemId" FROM "FactorRelease" WHERE "caseId" = ${caseId()} ORDER BY "itemId"`
    expect(rows.map((row) => row.itemId)).toEqual(['adv_seek_help', 'adv_strength_habit'])
  })

  it('gives the advice for afterwards, which the patient reads when the case is closed', async () => {
    await answered(ownerUrl, me(), harmless())
    await closeAdvised()
    const rows =
      await sql`SELECT "itemId" FROM "FactorRelease" WHERE "caseId" = ${caseId()} AND "withdrawnAt" IS NULL`
    expect(rows.map((row) => row.itemId).sort()).toEqual([...dischargeAdvice].sort())
    const advice = (await ownFactorTexts(me().actor)).flatMap((of) => of.advice)
    expect(advice).toHaveLength(4)
    expect(await myProgram(me().actor, now)).toEqual({ state: 'ended', phase: null })
    expect(advice.join(' ')).toContain('Call 144 for chest pain')
    // Closing once more gives nothing twice.
    await reopenCase(physio(), { caseId: caseId(), version: await version(), reason: 'Pain again' }, now)
    await closeAdvised()
    const again = await sql`SELECT count(*)::int AS n FROM "FactorRelease" WHERE "caseId" = ${caseId()}`
    expect(again[0]?.n).toBe(4)
  })

  it('gives nothing and stays open when the advice is not what the page showed', async () => {
    await answered(ownerUrl, me(), harmless())
    const seen = (await view()).advice.map((text) => text.seen)
    expect(seen).toHaveLength(4)
    await answered(ownerUrl, me(), {})
    await expect(close('lost_contact', { advice: 'yes', seen })).rejects.toMatchObject({
      fieldErrors: { advice: [expect.stringMatching(/reads differently since you opened this page/)] },
    })
    const [row] =
      await sql`SELECT status::text, (SELECT count(*)::int FROM "FactorRelease" f WHERE f."caseId" = c.id) AS given
      FROM "Case" c WHERE id = ${caseId()}`
    expect(row).toMatchObject({ status: 'open', given: 0 })
    expect((await view()).advice).toHaveLength(2)
    await close('lost_contact', { seen })
  })

  it('replaces what she was given earlier in other words', async () => {
    await answered(ownerUrl, me(), harmless())
    const of = { clinicId: me().actor.clinicId, patientId: me().patientId, caseId: caseId() }
    await sql`INSERT INTO "FactorRelease" ${sql({
      id: newId(),
      ...of,
      kind: 'advice',
      itemId: 'adv_seek_help',
      text: 'Call us when it hurts.',
      heldByBlock: false,
      position: 0,
      releasedById: physio().accountId,
    })}`
    await closeAdvised()
    const advice = (await ownFactorTexts(me().actor)).flatMap((one) => one.advice)
    expect(advice.join(' ')).toContain('Call 144 for chest pain')
    expect(advice).not.toContain('Call us when it hurts.')
  })

  const versions = (templateId: string | null) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      return tx<{ templateId: string | null }[]>`
        UPDATE "ProgramVersion" v SET "templateId" = ${templateId} FROM "ProgramVersion" old
        WHERE v."caseId" = ${caseId()} AND old.id = v.id RETURNING old."templateId"`
    })

  /** Another treatment of hers, which came out of a form with the same answers. */
  const otherKnee = (more: object = {}, id = newId(), intakeId = newId()) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "Intake" SELECT (jsonb_populate_record(i, jsonb_build_object('id', ${intakeId}::text))).*
        FROM "Intake" i WHERE i.id = ${me().intakeId}`
      await tx`INSERT INTO "IntakeAnswers" SELECT (jsonb_populate_record(a, jsonb_build_object('intakeId', ${intakeId}::text))).*
        FROM "IntakeAnswers" a WHERE a."intakeId" = ${me().intakeId}`
      await tx`INSERT INTO "Case" SELECT (jsonb_populate_record(c, jsonb_build_object('id', ${id}::text, 'intakeId', ${intakeId}::text,
        'status', 'open', 'closedAt', NULL, 'openedAt', now(), 'side', CASE c.side WHEN 'left' THEN 'right' ELSE 'left' END)
        || ${tx.json(more as never)})).*
        FROM "Case" c WHERE c.id = ${caseId()}`
      return { id, intakeId }
    })

  it('keeps the maintenance program in reach while another knee is treated, and stops it with that treatment', async () => {
    const { actor } = me()
    await answered(ownerUrl, me(), harmless())
    const [before] = await versions('prog_maintenance')
    await close('lost_contact')
    const alone = await myProgram(actor, now)
    expect(alone).toMatchObject({ state: 'ended', phase: { items: [expect.anything()] } })
    const { id: other, intakeId } = await otherKnee()
    expect((await ownTreatments(actor, now)).map(({ id }) => id)).toEqual([other, caseId()])
    expect(await myProgram(actor, now)).toEqual({ state: 'none' })
    expect(await myProgram(actor, now, caseId())).toEqual(alone)
    const chart = async (asked: string) => (await ownProgress(actor, '12', now, asked))?.caseId
    expect([await chart(caseId()), await chart(other)]).toEqual([caseId(), other])
    // What stops the knee that is treated now stops what she does alone for the other one.
    await answered(ownerUrl, { ...me(), intakeId }, {})
    expect(await myProgram(actor, now, caseId())).toMatchObject({ state: 'paused' })
    await versions(before?.templateId ?? null)
    expect((await ownTreatments(actor, now)).map(({ id }) => id)).toEqual([other])
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = now() WHERE id = ${other}`
  })

  const gone = (id: string) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      for (const table of ['RedFlag', 'Suggestion']) await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${id}`
      await tx`DELETE FROM "Case" WHERE id = ${id}`
    })

  it.each(['referred', 'discharged'])(
    'does not bring the maintenance program back over a flag of a newer treatment that was %s',
    async (status) => {
      const { actor } = me()
      await answered(ownerUrl, me(), harmless())
      const [before] = await versions('prog_maintenance')
      await close('lost_contact')
      const closedAt = new Date(now.getTime() + 60_000).toISOString()
      const { id: other } = await otherKnee({ status, closedAt })
      expect(await myProgram(actor, now, caseId())).toMatchObject({
        state: 'ended',
        phase: { name: expect.anything() },
      })
      const flag = newId()
      await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs, "raisedAt")
      VALUES (${flag}, ${actor.clinicId}, ${me().patientId}, ${other}, 'log', 'flag_dislocation_deformity', 'emergency', 'programme', 1, '{}', ${closedAt})`
      expect(await myProgram(actor, now, caseId())).toEqual({ state: 'ended', phase: null })
      await gone(other)
      await versions(before?.templateId ?? null)
    },
  )

  it('holds the runs of the maintenance program back while those of the other treatment are stopped', async () => {
    const { actor } = me()
    await answered(ownerUrl, me(), harmless())
    const [before] = await versions('prog_maintenance')
    await close('lost_contact')
    const { id: other } = await otherKnee()
    const again = async () => {
      const program = await myProgram(actor, now, caseId())
      return 'phase' in program ? program.phase?.again : program.state
    }
    expect(await again()).toBeNull()
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "Suggestion" (id, "clinicId", "patientId", "caseId", "versionId", subject, "ruleId", "ruleSetVersion", advice, rule, inputs,
          change, text, sentence, "sentenceApplied", "sourceId", day)
        SELECT ${newId()}, v."clinicId", v."patientId", ${other}, v.id, 'run', 'r_run_stop', 1, 'stop', 'x', '[]', '{"kind":"pause_running"}', 'x', 'x', 'x',
          ${newId()}, CURRENT_DATE FROM "ProgramVersion" v WHERE v."caseId" = ${caseId()} LIMIT 1`
    })
    expect(await again()).toContain('No run is planned')
    await gone(other)
    await versions(before?.templateId ?? null)
  })

  it('leaves one program for a knee: none that went on alone before the same knee was treated again', async () => {
    const { actor } = me()
    const [before] = await versions('prog_maintenance')
    await close('lost_contact')
    const own = async () => (await ownTreatments(actor, now)).map(({ id }) => id)
    expect(await own()).toEqual([caseId()])
    const [{ side } = { side: 'left' }] = await sql<
      { side: string }[]
    >`SELECT side::text FROM "Case" WHERE id = ${caseId()}`
    const ended = new Date(now.getTime() + 60_000).toISOString()
    for (const more of [{ side }, { side: 'both' }]) {
      const { id: open } = await otherKnee(more)
      expect(await own()).toEqual([open])
      await gone(open)
      const { id: referred } = await otherKnee({ ...more, status: 'referred', closedAt: ended })
      expect(await own()).toEqual([])
      await gone(referred)
    }
    await versions(before?.templateId ?? null)
  })

  it('leaves the patient the maintenance program, and no other', async () => {
    const [before] = await versions('prog_maintenance')
    expect((await view()).maintained).toBe(true)
    const running = await myProgram(me().actor, now)
    await close('lost_contact')
    const after = await myProgram(me().actor, now)
    expect(after).toMatchObject({ state: 'ended', phase: { items: [expect.objectContaining({})] } })
    if (running.state === 'running' && after.state === 'ended') {
      expect(after.phase?.items).toEqual(running.phase.items)
      const key = running.phase.items[0]?.key ?? ''
      expect((await myExercise(me().actor, key, now)).key).toBe(key)
    }
    await versions(before?.templateId ?? null)
    expect(await myProgram(me().actor, now)).toEqual({ state: 'ended', phase: null })
    if (running.state === 'running')
      await expect(myExercise(me().actor, running.phase.items[0]?.key ?? '', now)).rejects.toThrow(NotFound)
    expect((await view()).maintained).toBe(false)
  })

  it('waits for what came of an alert for today, acknowledged or not', async () => {
    const { alertId } = me()
    expect((await view()).alerts.urgent).toEqual(['Severe pain'])
    await expect(end('lost_contact')).rejects.toThrow(/alert for today/)
    await acknowledgeAlert(physio(), { alertId, seen: 'urgent', note: 'Calling' }, now)
    await expect(end('lost_contact')).rejects.toThrow(/alert for today/)
    expect((await view()).frame.status).toBe('open')
    await closeAlert(physio(), { alertId, seen: 'urgent', outcome: 'Seen, no swelling' }, now)
    await end('lost_contact')
    expect((await view()).frame.status).toBe('discharged')
  })

  it('closes the other open alerts, each with the reason, its audit row and who closed the case', async () => {
    const { watchAlertId } = me()
    const open = () =>
      sql<{ id: string }[]>`SELECT id FROM "Alert" WHERE "caseId" = ${caseId()} AND "closedAt" IS NULL`
    await sql`UPDATE "Alert" SET "snoozedUntil" = CURRENT_DATE + 5 WHERE id = ${watchAlertId}`
    const glass = await sql<{ id: string }[]>`
      INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
      SELECT ${newId()}, "clinicId", "patientId", "caseId", 'al_break_glass', 'act', 1, '{}' FROM "Alert" WHERE id = ${watchAlertId}
      RETURNING id`
    const { others } = (await view()).alerts
    expect(others).toContain('Flare')
    expect(others.join()).not.toContain('outside the team')
    await close('lost_contact')
    // An end is no answer to who opened the record from outside.
    expect(await open()).toEqual(glass)
    const [alert] = await sql`SELECT outcome, "closedById" FROM "Alert" WHERE id = ${watchAlertId}`
    const outcome = 'The case was closed: Lost contact (two unanswered calls, 28 days)'
    expect(alert).toEqual({ outcome, closedById: physio().accountId })
    const events =
      await sql`SELECT text FROM "AlertEvent" WHERE "alertRowId" = ${watchAlertId} AND kind = 'resolved'`
    expect(events).toEqual([{ text: outcome }])
    const audit = await sql`
      SELECT "accountId" FROM "AuditEvent" WHERE "subjectId" = ${watchAlertId} AND type = 'alert.closed'`
    expect(audit).toEqual([{ accountId: physio().accountId }])
    // Opened again it has none of them; the rules look anew.
    await reopenCase(physio(), { caseId: caseId(), version: await version(), reason: 'Pain again' }, now)
    expect(await open()).toEqual(glass)
  })

  it('without that tick gives nothing', async () => {
    await close('lost_contact')
    expect((await ownFactorTexts(me().actor)).flatMap(({ advice }) => advice)).toEqual([])
  })
})
