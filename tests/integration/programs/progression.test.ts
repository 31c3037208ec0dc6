import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holdCase, resumeCase } from '#lib/cases/status/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import {
  acceptSuggestion,
  changeSuggestion,
  declineSuggestion,
} from '#lib/programs/progression/deciding/commands.ts'
import { applyStandingOrders, setStandingOrder } from '#lib/programs/progression/standing/commands.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { openMorning } from '#lib/tracking/results/queries.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, examined, harmless, withoutProgram } from './setting.ts'

process.env.STEPWISE_URL = 'https://stepwise.example'
const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const start = new Date()
/** `n` days after the program began, at the same time of day. */
const at = (n: number) => new Date(start.getTime() + n * 86_400_000)
let world: World
const me = () => world.one.a
const physio = () => world.one.physioA
const patient = () => me().actor

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => sql.end())

/** No previous injury, calm knee: two good sessions are enough. */
const calm = { first_or_recurrent: 'first_time', swelling_now: 'none', prev_injuries_12m: ['none'] }
const answers = {
  ...harmless(),
  ...calm,
  nprs_now: 1,
  nprs_worst_7d: 3,
  settle_time: 'within_1h',
  running_status: 'full',
}

beforeEach(async () => {
  await withoutProgram(ownerUrl, me())
  await answered(ownerUrl, me(), answers)
  await examined(ownerUrl, me())
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "RedFlag" WHERE "patientId" = ${me().patientId}`
    await tx`DELETE FROM "RunLog" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "AlertEvent" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "Alert" WHERE "caseId" = ${me().caseId}`
  })
  await publishTemplate('prog_hip_focus')
})

async function publishTemplate(from: string) {
  await startDraft(physio(), { caseId: me().caseId, from }, start)
  const { draft } = await programPage(physio(), me().caseId, undefined, start)
  if (!draft) throw new Error('no draft')
  await publishDraft(
    physio(),
    {
      ...{ caseId: me().caseId, versionId: draft.versionId, version: draft.version },
      ...{ startsOn: draft.publish.today, phaseKey: draft.publish.phaseKey },
      ...{ note: '', impactReason: 'sweep test zero, ten hops 1', pregnancyReason: '' },
    },
    start,
  )
}

const active = (n: number) =>
  asActor(physio(), async (tx) => {
    const found = await activeProgram(tx, me().caseId, dayIn(patient().timeZone, at(n)))
    if (!found) throw new Error('no program')
    return found
  })

/** The bridge of the first phase, done on day `n`. */
async function session(n: number, pain: number, more: object = {}) {
  const { content, itemIds } = await active(n)
  const item = content.phases[0]?.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge')
  const id = newId()
  await recordSession(
    patient(),
    {
      ...{ id, caseId: me().caseId, note: '', log_safety: ['none'] },
      items: {
        [itemIds[item?.key ?? ''] ?? '']: { how: 'planned', pain, effort: item?.rpeMax ?? undefined },
      },
      ...more,
    } as never,
    at(n),
  )
  return id
}

const morning = (n: number, score = 0) =>
  recordMorning(
    patient(),
    { id: newId(), caseId: me().caseId, score, swelling: 'none', log_safety: ['none'], note: '' } as never,
    at(n),
  )

const run = (n: number, pain: number) =>
  recordRun(
    patient(),
    {
      ...{ id: newId(), caseId: me().caseId, note: '', shoes: '', log_safety: ['none'] },
      ...{ distance: 4, unit: 'km', minutes: 30, finished: 'yes', type: 'walk_run', surface: 'road' },
      ...{ settle: 'no_increase', pain_during: pain },
    } as never,
    at(n),
  )

const suggestions = async (n: number) =>
  (await programPage(physio(), me().caseId, undefined, at(n))).suggestions
const waiting = async (n: number) => {
  const [one] = (await suggestions(n)).open
  if (!one) throw new Error('nothing waits')
  return { caseId: me().caseId, suggestionId: one.id }
}
const bridge = async (n: number) => {
  const { content } = await active(n)
  return content.phases[0]?.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge')
}
const sentence = async (n: number) => (await todayView(patient(), me().caseId, 0, at(n))).current?.sentence

/** Answers what stopped the program on day `n`. */
async function answer(kind: 'confirmed' | 'ruled_out', n: number) {
  const [flag] = await sql<{ id: string }[]>`
    SELECT id FROM "RedFlag" WHERE "caseId" = ${me().caseId} AND block = 'programme' AND "supersededAt" IS NULL`
  await answerFlag(physio(), { id: newId(), flagRowId: flag?.id ?? '', kind, text: 'Examined today' }, at(n))
}

/** Two green sessions with their mornings. */
async function good() {
  await session(1, 1)
  await morning(2)
  await session(3, 1)
  await morning(4)
}

describe('after a log', () => {
  it('waits for the next morning, then suggests a step with its rule and values', async () => {
    await session(1, 1)
    const [first] = (await suggestions(1)).past
    expect([first?.ruleId, first?.state]).toEqual(['r_ex_hold', 'noted'])
    await morning(2)
    await session(3, 1)
    await morning(4)
    const { open } = await suggestions(4)
    expect(open).toMatchObject([
      { ruleId: 'r_ex_progress_dose', advice: 'progress', text: '14 repetitions instead of 12' },
    ])
    expect(open[0]?.inputs).toContainEqual({ id: 'ex_good_streak', value: 2 })
  })

  it('goes back at once after too much pain, and says so kindly to the patient', async () => {
    await session(1, 7)
    expect((await suggestions(1)).open).toMatchObject([
      { ruleId: 'r_ex_regress_dose', text: '2 sets instead of 3' },
    ])
    expect(await sentence(1)).toBe('Bridge: that was a bit much for your knee, so one set less next time.')
  })

  it('a bad next morning turns the advice', async () => {
    await session(1, 1)
    await morning(2, 6)
    expect((await suggestions(2)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
  })

  it('a newer result overtakes what waited, and an entry that is taken back no longer counts', async () => {
    await good()
    const bad = await session(5, 8)
    expect((await suggestions(5)).open.map(({ ruleId }) => ruleId)).toEqual(['r_ex_regress_dose'])
    await withdrawEntry(patient(), { caseId: me().caseId, kind: 'session', entryId: bad, reason: '' }, at(5))
    expect((await suggestions(5)).open.map(({ ruleId }) => ruleId)).toEqual(['r_ex_progress_dose'])
  })

  it('the same entry sent again adds nothing', async () => {
    const id = newId()
    await session(1, 7, { id })
    await session(1, 7, { id })
    const [row] = await sql`SELECT count(*)::int AS rows FROM "Suggestion" WHERE "caseId" = ${me().caseId}`
    expect(row?.rows).toBe(1)
  })

  it('no rule runs while a flag stops the program', async () => {
    await session(1, 1, { log_safety: ['calf_swollen'] })
    expect(await suggestions(1)).toEqual({ open: [], past: [] })
  })

  it('says what a session called for once the flag that stopped the program is answered, once', async () => {
    await session(1, 7, { log_safety: ['calf_swollen'] })
    await answer('confirmed', 2)
    expect(await suggestions(2)).toEqual({ open: [], past: [] })
    await answer('ruled_out', 2)
    expect((await suggestions(2)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose', advice: 'regress' }])
    expect(await sentence(2)).toContain('a bit much for your knee')
    await acceptSuggestion(physio(), await waiting(2), at(2))
    await sql`UPDATE "RedFlag" SET "resolvedAt" = NULL WHERE "caseId" = ${me().caseId}`
    await answer('ruled_out', 3)
    expect((await suggestions(3)).open).toEqual([])
  })

  it('but no step up, which waits for the next session', async () => {
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_dvt', 'same_day', 'programme', 1, '{}')`
    await good()
    await answer('ruled_out', 4)
    expect((await suggestions(4)).open).toEqual([])
    await session(5, 1)
    await morning(6)
    expect((await suggestions(6)).open).toMatchObject([{ ruleId: 'r_ex_progress_dose' }])
  })

  it('and what was logged while the program was paused or the case on hold, when it goes on', async () => {
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holiday' }, at(1))
    await session(2, 7)
    expect((await suggestions(2)).open).toEqual([])
    await resumeProgram(physio(), { caseId: me().caseId }, at(3))
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
    await acceptSuggestion(physio(), await waiting(3), at(3))
    const change = async () => {
      const [row] = await sql<{ version: number }[]>`SELECT version FROM "Case" WHERE id = ${me().caseId}`
      return { caseId: me().caseId, version: row?.version ?? 0, reason: 'Travels', note: '' } as never
    }
    await holdCase(physio(), await change(), at(4))
    await session(5, 7)
    expect((await suggestions(5)).open).toEqual([])
    await resumeCase(physio(), await change(), at(6))
    expect((await suggestions(6)).open).toMatchObject([{ advice: 'regress' }])
  })

  it('a step up does not wait on past a worse session that was logged while the program stands still', async () => {
    await good()
    await session(5, 1, { log_safety: ['calf_swollen'] })
    expect((await suggestions(5)).open).toEqual([])
  })

  it('nor past one that was logged in a pause', async () => {
    await good()
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holiday' }, at(4))
    try {
      await session(5, 7)
      expect((await suggestions(5)).open).toEqual([])
    } finally {
      await resumeProgram(physio(), { caseId: me().caseId }, at(5))
    }
  })
})

describe('a standing order', () => {
  const order = (on: 'yes' | 'no' = 'yes', actor = physio(), n = 0) =>
    setStandingOrder(actor, { caseId: me().caseId, on }, at(n))
  const apply = (n: number) => applyStandingOrders(() => at(n))
  const urgent = () => sql`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
    VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'al_pain_severe', 'urgent', 1, '{}')`

  it('applies a change of dose in the name of whoever gave it, once, however many servers look', async () => {
    await order()
    await good()
    const found = await Promise.all([apply(4), apply(4)])
    expect(found[0] + found[1]).toBe(1)
    expect(await apply(4)).toBe(0)
    expect([(await active(4)).number, (await bridge(4))?.reps]).toEqual([2, 14])
    const { open, past } = await suggestions(4)
    expect(open).toEqual([])
    expect(past[0]).toMatchObject({ state: 'accepted', itself: true })
    expect(past[0]?.answered).toContain(physio().name)
    const [row] =
      await sql`SELECT data FROM "AuditEvent" WHERE type = 'suggestion.answered' AND "caseId" = ${me().caseId} ORDER BY at DESC LIMIT 1`
    expect(row?.data).toMatchObject({ itself: true, state: 'accepted' })
  })

  it('without one everything waits, and ended it applies nothing more', async () => {
    await good()
    expect(await apply(4)).toBe(0)
    await order()
    await order('no')
    expect(await apply(4)).toBe(0)
    expect((await suggestions(4)).open).toHaveLength(1)
  })

  it('leaves what waited before it for an answer', async () => {
    await good()
    await order('yes', physio(), 5)
    expect(await apply(5)).toBe(0)
  })

  it('goes up only while no urgent alert is open, and down whatever is open', async () => {
    await order()
    await good()
    await urgent()
    expect(await apply(4)).toBe(0)
    expect((await active(4)).number).toBe(1)
    await session(5, 7)
    expect(await apply(5)).toBe(1)
    expect((await bridge(5))?.sets).toBe(2)
  })

  it('goes up only while no flag waits', async () => {
    await order()
    await good()
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_reds', 'routine_referral', 'none', 1, '{}')`
    expect(await apply(4)).toBe(0)
  })

  it('does nothing over an open draft, a pause, or for somebody who left the team', async () => {
    await order()
    await good()
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'Holiday' }, at(4))
    expect(await apply(4)).toBe(0)
    await resumeProgram(physio(), { caseId: me().caseId }, at(4))
    await sql`UPDATE "Case" SET status = 'on_hold' WHERE id = ${me().caseId}`
    try {
      expect(await apply(4)).toBe(0)
    } finally {
      await sql`UPDATE "Case" SET status = 'open' WHERE id = ${me().caseId}`
    }
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(4))
    expect(await apply(4)).toBe(0)
    await sql`UPDATE "CareTeamMember" SET "removedAt" = now() WHERE "caseId" = ${me().caseId} AND "accountId" = ${physio().accountId}`
    try {
      expect(await apply(4)).toBe(0)
    } finally {
      await sql`UPDATE "CareTeamMember" SET "removedAt" = NULL WHERE "caseId" = ${me().caseId} AND "accountId" = ${physio().accountId}`
    }
    expect((await active(4)).number).toBe(1)
  })

  it('is given by the care team alone', async () => {
    for (const actor of [world.one.physioB, world.one.admin, world.two.physioA, patient()])
      await expect(order('yes', actor)).rejects.toThrow(NotFound)
  })
})

describe('the physio decides', () => {
  it('accepts with one press: a new version with exactly this change', async () => {
    await good()
    const form = await waiting(4)
    await acceptSuggestion(physio(), form, at(4))
    await acceptSuggestion(physio(), form, at(4))
    expect([(await active(4)).number, (await bridge(4))?.reps]).toEqual([2, 14])
    const { open, past } = await suggestions(4)
    expect(open).toEqual([])
    expect(past[0]).toMatchObject({ state: 'accepted', ruleId: 'r_ex_progress_dose' })
    expect(await sentence(4)).toBe('Bridge: your knee settled well, so two more repetitions.')
    // Nobody is told so after a run over the limit of the phase.
    await run(4, 6)
    expect(await sentence(4)).toBeNull()
    const page = await programPage(physio(), me().caseId, undefined, at(4))
    expect(page.versions[0]?.note).toContain('14 repetitions instead of 12')
  })

  it('is offered no step up while a flag of a second form stops the program', async () => {
    const intakeId = newId()
    const { clinicId } = world.one
    await sql`INSERT INTO "Intake" (id, "clinicId", "patientId", "createdById", "savedAt")
      VALUES (${intakeId}, ${clinicId}, ${me().patientId}, ${physio().accountId}, now())`
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "intakeId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${clinicId}, ${me().patientId}, ${intakeId}, 'intake', 'flag_septic_joint', 'emergency', 'programme', 1, '{}')`
    await good()
    expect((await suggestions(4)).open).toEqual([])
  })

  it('the step is counted from the dose of the phase: 12, 14, 16, then the top', async () => {
    await good()
    await acceptSuggestion(physio(), await waiting(4), at(4))
    await session(5, 1)
    await morning(6)
    await session(7, 1)
    await morning(8)
    expect((await suggestions(8)).open).toMatchObject([{ text: '16 repetitions instead of 14' }])
    await acceptSuggestion(physio(), await waiting(8), at(8))
    await session(9, 1)
    await morning(10)
    await session(11, 1)
    await morning(12)
    expect((await suggestions(12)).open).toEqual([])
    const target = { clinicId: world.one.clinicId, caseId: me().caseId, patientId: me().patientId }
    const found = await asActor(physio(), async (tx) =>
      indicatorsOf((await readCaseInput(tx, { ...target, timeZone: patient().timeZone }, at(12))).input),
    )
    expect(found.exercises.ex_hip_bridge).toEqual({ good: 2, top: 'yes' })
    expect(found.readings.ind_green_pct.value).toBe(100)
  })

  it('declines, and the same result does not ask again', async () => {
    await session(1, 7)
    await declineSuggestion(physio(), { ...(await waiting(1)), reason: 'Technique, not load' }, at(1))
    await morning(2, 6)
    const { open, past } = await suggestions(2)
    expect(open).toEqual([])
    expect(past[0]).toMatchObject({ state: 'declined', reason: 'Technique, not load' })
    expect((await bridge(2))?.sets).toBe(3)
  })

  it('asks again after a declined step down when a further session says the same', async () => {
    await session(1, 7)
    await session(2, 7)
    await declineSuggestion(physio(), { ...(await waiting(2)), reason: 'Wrong shoes' }, at(2))
    await session(3, 1)
    await morning(4)
    await declineSuggestion(physio(), { ...(await waiting(4)), reason: 'Wait and see' }, at(4))
    await morning(5)
    expect((await suggestions(5)).open).toEqual([])
    await session(6, 7)
    expect((await suggestions(6)).open).toMatchObject([{ ruleId: 'r_ex_regress_swap' }])
  })

  it('takes it into a draft to change it there; an open draft is never overwritten', async () => {
    await session(1, 7)
    const form = await waiting(1)
    await changeSuggestion(physio(), form, at(1))
    const page = await programPage(physio(), me().caseId, undefined, at(1))
    expect(page.draft?.changes?.list.map(({ text }) => text).join()).toContain('2 sets of 12')
    expect((await active(1)).number).toBe(1)
    await expect(acceptSuggestion(physio(), form, at(1))).rejects.toThrow(Conflict)
  })

  it('publishes nothing against a flag or over an open draft', async () => {
    await session(1, 7)
    const form = await waiting(1)
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_dvt', 'same_day', 'programme', 1, '{}')`
    await expect(acceptSuggestion(physio(), form, at(1))).rejects.toThrow(Invalid)
    expect((await active(1)).number).toBe(1)
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(1))
    await expect(acceptSuggestion(physio(), form, at(1))).rejects.toThrow('A draft of this program is open')
  })

  it('asks for a reason before a swap brings in running or jumping', async () => {
    await session(1, 1)
    const { itemIds } = await active(1)
    const march = { kind: 'swap', from: 'ex_hip_bridge', to: 'ex_run_a_march' }
    const key = (await bridge(1))?.key ?? ''
    expect(itemIds[key]).toBeDefined()
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "Suggestion" SET state = 'open', change = ${tx.json(march)} WHERE "caseId" = ${me().caseId} AND subject = ${key}`
    })
    const form = await waiting(1)
    await expect(acceptSuggestion(physio(), form, at(1))).rejects.toThrow(
      'write in the draft why it is permitted',
    )
    await changeSuggestion(physio(), form, at(1))
    expect((await active(1)).number).toBe(1)
  })

  it('nobody off the team answers, and the patient reads no suggestion', async () => {
    await session(1, 7)
    const form = await waiting(1)
    for (const actor of [world.one.physioB, world.two.physioA, patient()]) {
      await expect(acceptSuggestion(actor, form, at(1))).rejects.toThrow(NotFound)
      await expect(declineSuggestion(actor, { ...form, reason: '' }, at(1))).rejects.toThrow(NotFound)
    }
    expect(await asActor(patient(), (tx) => tx.suggestion.findMany({}))).toEqual([])
    const view = JSON.stringify(await todayView(patient(), me().caseId, 0, at(1)))
    expect(view).not.toMatch(/r_ex_|ex_last|regress|suggestion/)
  })
})

describe('running stages', () => {
  const stage = async (n: number) => (await active(n)).content.phases[0]?.items.map(({ note }) => note)

  const byStages = async () => {
    await withoutProgram(ownerUrl, me())
    await answered(ownerUrl, me(), {
      ...answers,
      runner_type: 'recreational',
      running_status: 'stopped',
      stopped_weeks: 5,
    })
    await publishTemplate('prog_return_to_run')
  }

  it('the next stage after two good runs, one back after a red one', async () => {
    await byStages()
    expect(await stage(0)).toEqual(['6 times: walk 3 min, jog 2 min'])
    await run(1, 1)
    await morning(2)
    await run(3, 1)
    await morning(4)
    expect((await suggestions(4)).open).toMatchObject([{ name: 'Running', text: 'Stage 3 instead of 2' }])
    await acceptSuggestion(physio(), await waiting(4), at(4))
    expect(await stage(4)).toEqual(['6 times: walk 2 min, jog 3 min'])
    await run(5, 7)
    expect((await suggestions(5)).open).toMatchObject([{ ruleId: 'r_run_back' }])
    await acceptSuggestion(physio(), await waiting(5), at(5))
    // The run that led to the step has had its say: it is not one of the new stage, although it is of the same day.
    await morning(6)
    expect((await suggestions(6)).open).toEqual([])
  })

  it('stops after a second red run, also when the step back was taken into a draft', async () => {
    await byStages()
    await run(1, 7)
    await changeSuggestion(physio(), await waiting(1), at(1))
    await run(3, 7)
    expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
    // Only a clinician ends it: not a calm run, long after the red ones.
    await run(19, 1)
    await morning(20)
    expect((await suggestions(20)).open).toMatchObject([{ ruleId: 'r_run_stop' }])
  })

  it('after a week without a run she is told to start gently, on both of her pages', async () => {
    await byStages()
    await run(1, 1)
    const told = async (n: number) => {
      const program = await myProgram(patient(), at(n))
      const { current } = await todayView(patient(), me().caseId, 0, at(n))
      return [current?.again, program.state === 'running' && program.phase.again]
    }
    expect(await told(7)).toEqual([null, null])
    const gently = expect.stringContaining('start again gently')
    for (const n of [9, 29]) expect(await told(n)).toEqual([gently, gently])
    const waits = expect.stringContaining('please wait with your next run')
    expect(await told(30)).toEqual([waits, waits])
    await run(31, 1)
    expect(await told(31)).toEqual([null, null])
  })

  it('a next stage that waited is not taken after a week without a run', async () => {
    await byStages()
    await run(1, 1)
    await morning(2)
    await run(3, 1)
    await morning(4)
    await expect(acceptSuggestion(physio(), await waiting(11), at(11))).rejects.toThrow(
      'There was no run for 1 week: begin again with stage 2, not 3.',
    )
    await acceptSuggestion(physio(), await waiting(10), at(10))
  })
})

describe('the morning that is missing', () => {
  it('is asked for before the next session, until it is entered', async () => {
    await session(1, 1)
    expect(await openMorning(patient(), me().caseId, at(2))).toBeNull()
    const asked = await openMorning(patient(), me().caseId, at(3))
    expect(asked?.text).toMatch(/^How was the knee the morning after /)
    await recordMorning(
      patient(),
      {
        id: newId(),
        caseId: me().caseId,
        score: 1,
        swelling: 'none',
        log_safety: ['none'],
        note: '',
        logDate: asked?.day,
      } as never,
      at(3),
    )
    expect(await openMorning(patient(), me().caseId, at(3))).toBeNull()
    expect(await openMorning(world.one.b.actor, me().caseId, at(3))).toBeNull()
  })
})
