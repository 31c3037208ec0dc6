import { describe, expect, it } from 'vitest'
import { dayIn } from '#lib/dates.ts'
import { NotFound } from '#lib/errors.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { applyStandingOrders, setStandingOrder } from '#lib/programs/progression/standing/commands.ts'
import {
  active,
  at,
  bridge,
  eachBeginsWith,
  good,
  me,
  morning,
  patient,
  physio,
  session,
  setUp,
  sql,
  suggestions,
  world,
} from './setting.ts'

await setUp()

eachBeginsWith('prog_hip_focus')

describe('a standing order', () => {
  const order = (on: 'yes' | 'no' = 'yes', actor = physio(), n = 0) =>
    setStandingOrder(actor, { caseId: me().caseId, on }, at(n))
  const apply = (n: number) => applyStandingOrders(() => at(n))
  /** At once, although it was tried before. */
  const again = async (n: number) => {
    await sql`UPDATE "Suggestion" SET "tryAt" = NULL`
    return apply(n)
  }
  const urgent = () => sql`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
    VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'al_pain_severe', 'urgent', 1, '{}')`

  it('applies a change of dose in the name of whoever gave it, once, however many servers look', async () => {
    await order()
    await good()
    const found = await Promise.all([again(4), again(4)])
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

  it('goes down also when the safety answers are too old for a step up', async () => {
    await order()
    await session(15, 7)
    expect(await apply(15)).toBe(1)
    expect((await bridge(15))?.sets).toBe(2)
    for (const n of [16, 18]) await session(n, 1)
    for (const n of [17, 19]) await morning(n)
    expect((await suggestions(19)).open.map(({ advice }) => advice)).toEqual(['progress'])
    expect(await apply(19)).toBe(0)
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
    expect(await again(4)).toBe(0)
    await resumeProgram(physio(), { caseId: me().caseId }, at(4))
    await sql`UPDATE "Case" SET status = 'on_hold' WHERE id = ${me().caseId}`
    try {
      expect(await again(4)).toBe(0)
    } finally {
      await sql`UPDATE "Case" SET status = 'open' WHERE id = ${me().caseId}`
    }
    await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(4))
    expect(await again(4)).toBe(0)
    await sql`UPDATE "CareTeamMember" SET "removedAt" = now() WHERE "caseId" = ${me().caseId} AND "accountId" = ${physio().accountId}`
    try {
      expect(await again(4)).toBe(0)
    } finally {
      await sql`UPDATE "CareTeamMember" SET "removedAt" = NULL WHERE "caseId" = ${me().caseId} AND "accountId" = ${physio().accountId}`
    }
    expect((await active(4)).number).toBe(1)
  })

  /** Older suggestions that may not be applied: a phase waits for a physio, whatever its row says. */
  const stuck = (advice: string, many: number, change: object = { kind: 'phase' }, subject = 'stuck') => sql`
    INSERT INTO "Suggestion" (id, "clinicId", "patientId", "caseId", "versionId", subject, "ruleId", "ruleSetVersion", advice, rule,
      inputs, change, text, sentence, "sentenceApplied", "sourceId", day, "createdAt", "needsPhysio")
    SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, CASE WHEN ${many} = 1 THEN ${subject} ELSE ${subject} || n END,
      'r_x', 1, ${advice}, '', '{}', ${sql.json(change as never)}, '', '', '', gen_random_uuid(), current_date, ${at(0)}, false
    FROM "ProgramVersion", generate_series(1, ${many}) n WHERE "caseId" = ${me().caseId} AND "publishedAt" IS NOT NULL`

  it('does not stop at what may not be applied, however much of it waits', async () => {
    await order()
    await stuck('progress', 250)
    await good()
    let applied = 0
    for (let minute = 0; minute < 11; minute++) applied += await apply(4)
    expect(applied).toBe(1)
    // What was looked at is not looked at again at once.
    expect(await sql`SELECT 1 FROM take_standing_orders()`).toEqual([])
  })

  it('lowers before it raises', async () => {
    await order()
    await stuck('progress', 250)
    await session(1, 7)
    expect(await apply(1)).toBe(1)
    expect((await bridge(1))?.sets).toBe(2)
  })

  it('goes on after one that fails, and does not begin with it again', async () => {
    await order()
    const { content } = await active(0)
    const other = content.phases[0]?.items.find(({ exerciseId }) => exerciseId !== 'ex_hip_bridge')
    await stuck('regress', 1, { kind: 'dose' }, other?.key)
    await session(1, 7)
    expect(await apply(1)).toBe(1)
    expect(await apply(1)).toBe(0)
  })

  it('goes up only while no injury, no urgent alert and no severe pain stands in another treatment of hers', async () => {
    await order()
    await good()
    const { patientId } = me()
    const [other] = await sql`
      INSERT INTO "Case" (id, "clinicId", "patientId", complaint, side, "openedById")
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${patientId}, 'The other knee', 'left', ${physio().accountId}) RETURNING id`
    await sql`
      INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${patientId}, ${other?.id}, 'al_red_flag', 'urgent', 1, '{"log_safety":["new_injury"]}')`
    expect(await again(4)).toBe(0)
    const close = () =>
      sql`UPDATE "Alert" SET "closedAt" = now(), outcome = 'Examined' WHERE "caseId" = ${other?.id}`
    await close()
    await sql`
      INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${patientId}, ${other?.id}, 'al_pain_severe', 'urgent', 1, '{}')`
    expect(await again(4)).toBe(0)
    await close()
    // Severe pain of the other knee stops both for the day, also once it was seen.
    const today = dayIn(patient().timeZone, at(4))
    await sql`
      INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "recordedAt", safety, "enteredById")
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${patientId}, ${other?.id}, 'now', 9, ${at(4)}, ${today}, ${at(4)}, '{}', ${patient().accountId})`
    expect(await again(4)).toBe(0)
    await sql`UPDATE "PainScore" SET "withdrawnAt" = now() WHERE "caseId" = ${other?.id}`
    expect(await again(4)).toBe(1)
  })

  it('is given by the care team alone', async () => {
    for (const actor of [world.one.physioB, world.one.admin, world.two.physioA, patient()])
      await expect(order('yes', actor)).rejects.toThrow(NotFound)
  })
})
