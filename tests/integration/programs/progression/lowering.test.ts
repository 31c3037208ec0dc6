import { describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { letterNews } from '#lib/letters/newest/queries.ts'
import { readCourse } from '#lib/notes/facts/course/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { acceptSuggestion, changeSuggestion } from '#lib/programs/progression/deciding/commands.ts'
import { acceptMissed } from '#lib/programs/progression/missed/commands.ts'
import { applyStandingOrders, setStandingOrder } from '#lib/programs/progression/standing/commands.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { answered, examined } from '../setting.ts'
import {
  active,
  answer,
  at,
  bridge,
  calm,
  eachBeginsWith,
  me,
  ownerUrl,
  patient,
  physio,
  publishOnly,
  run,
  session,
  setUp,
  sql,
  suggestions,
  waiting,
} from './setting.ts'

await setUp()

eachBeginsWith('prog_hip_focus')

const caseId = () => me().caseId
/** The program with runs, at this stage of them; nothing of what permits running is known. */
async function atStage(stage: number) {
  await publishOnly('prog_return_to_run', { ...calm, runner_type: 'recreational' })
  await examined(ownerUrl, me(), {})
  const [exerciseId, minutes] = stage > 7 ? ['ex_rtr_easy_run', 30] : ['ex_rtr_walk_run', 30]
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`UPDATE "ProgramItem" SET stage = ${stage}, "exerciseId" = ${exerciseId}, minutes = ${minutes}
      WHERE "caseId" = ${caseId()} AND stage IS NOT NULL`
  })
}
const stageOn = async (n: number) =>
  (await active(n)).content.phases[0]?.items.find(({ stage }) => stage !== null)?.stage

/** One more version, a copy of the newest one with this change, that begins on day `begins`. */
async function planned(begins: number, change: string) {
  await startDraft(physio(), { caseId: caseId(), from: 'newest' }, at(0))
  await sql.unsafe(`UPDATE "ProgramItem" i SET ${change} FROM "ProgramPhase" p JOIN "ProgramVersion" v ON v.id = p."versionId"
    WHERE p.id = i."phaseId" AND v."caseId" = '${caseId()}' AND v."publishedAt" IS NULL`)
  const { draft } = await programPage(physio(), caseId(), undefined, at(0))
  if (!draft) throw new Error('no draft')
  const form = {
    caseId: caseId(),
    versionId: draft.versionId,
    version: draft.version,
    phaseKey: draft.publish.phaseKey,
    startsOn: addDays(draft.publish.today, begins),
    note: '',
    pregnancyReason: '',
    impactReason: 'calm, ten hops 1',
    entryReason: 'seen in the room',
  }
  await publishDraft(physio(), form, at(0))
}
const bridgeDose = async (n: number) => {
  const { sets, reps } = (await bridge(n)) ?? {}
  return [(await active(n)).number, sets, reps]
}
/** The numbers of the versions that the rules read on day `n`. */
async function heldOn(tx: Tx, n: number) {
  const target = { clinicId: physio().clinicId, caseId: caseId(), patientId: me().patientId }
  const { versions } = await readCaseInput(tx, { ...target, timeZone: patient().timeZone }, at(n))
  return versions.map(({ number }) => number)
}
const mails = async () => {
  const rows =
    await sql`SELECT 1 FROM "Mail" WHERE "clinicId" = ${physio().clinicId} AND subject LIKE 'Your program%'`
  return rows.length
}
const block = (level: string) => sql`
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${physio().clinicId}, ${me().patientId}, ${caseId()}, 'log', 'flag_locked_knee', 'same_day', ${level}::"Block", 1, '{}')`

describe('a step back of running', () => {
  it('from the easy run to the walk and run begins nothing: it is taken over', async () => {
    await atStage(8)
    await run(1, 7)
    expect((await suggestions(1)).open).toMatchObject([{ ruleId: 'r_run_back' }])
    await acceptSuggestion(physio(), await waiting(1), at(1))
    expect(await stageOn(1)).toBe(7)
  })

  it('nor does a beginning two stages back after missed weeks', async () => {
    await atStage(9)
    const { next, current } = await programPage(physio(), caseId(), undefined, at(15))
    expect(next?.missed).toMatchObject({ from: 9, stage: 7 })
    const suggestionId = next?.missed?.suggestionId ?? ''
    const version = current?.programVersion ?? 0
    await acceptMissed(physio(), { caseId: caseId(), suggestionId, version }, at(15))
    expect(await stageOn(15)).toBe(7)
  })
})

describe('while a version waits to begin', () => {
  it('a step down holds today, and in the version that waits, which begins on its day', async () => {
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await session(1, 7)
    const before = await mails()
    await acceptSuggestion(physio(), await waiting(1), at(1))
    expect(await bridgeDose(1)).toEqual([3, 2, 12])
    expect(await bridgeDose(9)).toEqual([3, 2, 12])
    expect(await bridgeDose(10)).toEqual([4, 2, 12])
    const rests = await Promise.all([0, 9, 10].map(async (n) => (await bridge(n))?.restSeconds ?? 0))
    expect(rests[2]).toBe((rests[1] ?? 0) + 15)
    const page = await programPage(physio(), caseId(), undefined, at(1))
    expect(page.current).toMatchObject({
      number: 3,
      upcoming: { number: 4, startsOn: addDays(dayIn(patient().timeZone, at(0)), 10) },
    })
    expect(page.suggestions.past[0]).toMatchObject({ state: 'accepted' })
    expect(page.versions.find(({ number }) => number === 4)?.note).toContain('As version 2')
    // Of both she is told with one message.
    expect((await mails()) - before).toBe(1)
  })

  it('more in it is made no more than what holds now', async () => {
    await planned(10, `sets = 4, reps = CASE WHEN reps IS NULL THEN NULL ELSE 14 END`)
    await session(1, 7)
    await acceptSuggestion(physio(), await waiting(1), at(1))
    expect(await bridgeDose(9)).toEqual([3, 2, 12])
    expect(await bridgeDose(10)).toEqual([4, 2, 12])
  })

  it('a step down that nobody answered goes on in what began meanwhile, and is taken over there', async () => {
    await planned(3, 'sets = 4')
    await session(1, 7)
    const less = async (n: number) =>
      Object.values((await todayView(patient(), caseId(), 0, at(n))).current?.less ?? {})
    expect(await less(2)).toEqual([expect.stringContaining('2 sets instead of 3')])
    expect(await less(3)).toEqual([expect.stringContaining('2 sets instead of 4')])
    await acceptSuggestion(physio(), await waiting(3), at(3))
    expect(await bridgeDose(3)).toEqual([3, 2, 12])
  })

  it('a step back of the runs goes on from the higher stage that began meanwhile', async () => {
    await atStage(3)
    await planned(3, 'stage = CASE WHEN stage IS NULL THEN NULL ELSE 5 END')
    await run(1, 7)
    expect((await runForm(patient(), { caseId: caseId(), correct: null }, at(3))).less).not.toBeNull()
    await acceptSuggestion(physio(), await waiting(3), at(3))
    expect(await stageOn(3)).toBe(2)
  })

  it('of several each begins on its own day, and a draft goes on after them', async () => {
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await planned(20, '"restSeconds" = i."restSeconds" + 15')
    await session(1, 7)
    await startDraft(physio(), { caseId: caseId(), from: 'newest' }, at(1))
    await acceptSuggestion(physio(), await waiting(1), at(1))
    expect(await Promise.all([1, 9, 10, 19, 20].map(bridgeDose))).toEqual(
      [4, 4, 5, 5, 6].map((number) => [number, 2, 12]),
    )
    const { draft } = await programPage(physio(), caseId(), undefined, at(1))
    expect(draft?.number).toBe(7)
    expect(draft?.changes?.list).toEqual([])
  })

  it('a stop of running takes the runs out of both', async () => {
    await publishOnly('prog_hip_focus')
    await atStage(3)
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "ProgramItem" SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'key', 'own_clam',
        'exerciseId', 'ex_hip_clam', 'stage', null, 'reps', 12, 'minutes', null, 'position', 30))).* FROM "ProgramItem" i
        WHERE i."caseId" = ${caseId()} AND i.stage IS NOT NULL LIMIT 1`
    })
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await run(1, 1, ['calf_swollen'])
    await answer('ruled_out', 1)
    const stop = (await suggestions(1)).open.find(({ ruleId }) => ruleId === 'r_run_stop')
    await acceptSuggestion(physio(), { caseId: caseId(), suggestionId: stop?.id ?? '' }, at(1))
    for (const n of [1, 10])
      expect((await active(n)).content.phases[0]?.items.filter(isRunningItem)).toEqual([])
    expect((await active(10)).number).toBe(4)
  })

  it('a standing order goes down as well', async () => {
    await setStandingOrder(physio(), { caseId: caseId(), on: 'yes' }, at(0))
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await session(1, 7)
    await sql`UPDATE "Suggestion" SET "tryAt" = NULL`
    expect(await applyStandingOrders(() => at(1))).toBe(1)
    expect(await bridgeDose(1)).toEqual([3, 2, 12])
  })

  it('a step down is taken into a draft of what holds; a step up waits', async () => {
    await planned(10, 'sets = 4')
    await session(1, 7)
    const form = await waiting(1)
    await changeSuggestion(physio(), form, at(1))
    const { draft } = await programPage(physio(), caseId(), undefined, at(1))
    const item = draft?.phase.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge')
    expect(item?.cells.sets).toBe('2')
    expect(draft?.publish.upcoming).toMatchObject({ number: 2 })
  })

  it('the changes of a version are those to the one that it takes the place of', async () => {
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await session(1, 7)
    await acceptSuggestion(physio(), await waiting(1), at(1))
    const third = await versionPage(physio(), caseId(), 3, at(1))
    expect([third.before, third.changes?.length]).toEqual([1, 1])
    expect((await versionPage(physio(), caseId(), 4, at(1))).before).toBe(3)
    const search = timelineSearch.parse({})
    const { model } = await caseTimeline(physio(), caseId(), search, at(11))
    const told = model.days.flatMap(({ events }) => events.filter(({ kind }) => kind === 'version'))
    expect(told.map(({ title }) => title).join()).not.toContain('2')
    expect(told).toHaveLength(3)
  })

  it('what it took the place of is told nowhere as a version that held', async () => {
    await planned(10, '"restSeconds" = i."restSeconds" + 15')
    await session(1, 7)
    await acceptSuggestion(physio(), await waiting(1), at(1))
    const of = { clinicId: physio().clinicId, caseId: caseId(), zone: patient().timeZone }
    const since = new Date(at(0).getTime() - 1)
    const { facts, news, held } = await asActor(physio(), async (tx) => ({
      facts: await readCourse(tx, of, since, 9),
      news: await letterNews(tx, of, since),
      held: await heldOn(tx, 11),
    }))
    expect(facts.versions.map(({ number }) => number)).toEqual([4, 3, 1])
    expect(news.filter((line) => line.startsWith('Version'))).toEqual(
      [1, 3, 4].map((number) => `Version ${number} of the program was published`),
    )
    expect(held).toEqual([1, 3, 4])
    const { happened } = await caseOverview(physio(), caseId(), at(11))
    expect(happened.filter(({ kind }) => kind === 'version').map(({ text }) => text)).toEqual(
      [4, 3, 1].map((number) => `Program version ${number} published`),
    )
  })

  it('one that was replaced for the same day held only if that day had begun', async () => {
    await planned(10, 'sets = 4')
    await planned(10, 'sets = 3')
    expect(await asActor(physio(), (tx) => heldOn(tx, 11))).toEqual([1, 3])
    await planned(0, 'sets = 2')
    expect(await asActor(physio(), (tx) => heldOn(tx, 0))).toEqual([1, 4])
  })

  it('one that begins before it only lowers what holds until then', async () => {
    const sets = (n: number) => `sets = CASE WHEN i."exerciseId" = 'ex_hip_bridge' THEN ${n} ELSE i.sets END`
    await planned(10, sets(1))
    // The safety answers are too old for more than now.
    await answered(ownerUrl, me(), calm, 16)
    await planned(0, sets(2))
    expect((await active(0)).number).toBe(3)
    await expect(planned(0, sets(4))).rejects.toThrow('cannot be published')
  })
})

describe('under a block that stops running and jumping', () => {
  it('another exercise is lowered, and the runs stay hidden where they stand', async () => {
    await publishOnly('prog_pfp_late')
    const { content } = await active(0)
    expect(content.phases.flatMap(({ items }) => items).some(isRunningItem)).toBe(true)
    const item = content.phases[0]?.items[0]
    const [row] = await sql`SELECT id FROM "Suggestion" WHERE "caseId" = ${caseId()} LIMIT 1`
    expect(row).toBeUndefined()
    await block('impact')
    const amount = {
      reps: item?.reps,
      holdSeconds: item?.holdSeconds,
      minutes: item?.minutes,
      loadKg: item?.loadKg,
    }
    const dose = {
      kind: 'dose',
      from: { ...amount, sets: item?.sets },
      to: { ...amount, sets: 2 },
      note: null,
      raisesLoad: false,
    }
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`INSERT INTO "Suggestion" (id, "clinicId", "patientId", "caseId", subject, "versionId", "ruleId", rule, advice, text, sentence, "sentenceApplied",
          "needsPhysio", "ruleSetVersion", inputs, change, "sourceId", day, "createdAt", state)
        SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", ${item?.key ?? ''}, id, 'r_ex_regress_dose', 'x', 'regress', '2 sets', 'Less', 'Less',
          false, 1, '[]', ${tx.json(dose)}, id, now()::date, now(), 'open' FROM "ProgramVersion" WHERE "caseId" = ${caseId()}`
    })
    await acceptSuggestion(physio(), await waiting(1), at(1))
    const after = (await active(1)).content
    expect(after.phases[0]?.items[0]?.sets).toBe(2)
    expect(after.phases.slice(1)).toEqual(content.phases.slice(1))
  })
})
