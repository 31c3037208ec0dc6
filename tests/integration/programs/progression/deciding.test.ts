import { describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { discardDraft } from '#lib/programs/draft/commands.ts'
import {
  acceptSuggestion,
  changeSuggestion,
  declineSuggestion,
} from '#lib/programs/progression/deciding/commands.ts'
import { discardedWords } from '#lib/programs/progression/reopening/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
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
  run,
  sentence,
  session,
  setUp,
  sql,
  suggestions,
  waiting,
  world,
} from './setting.ts'

await setUp()

eachBeginsWith('prog_hip_focus')

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
    expect(await sentence(4)).toContain('That run was a bit much')
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

  describe('a draft that is discarded', () => {
    const discard = async (n: number) => {
      const { draft } = await programPage(physio(), me().caseId, undefined, at(n))
      const of = { caseId: me().caseId, versionId: draft?.versionId ?? '', version: draft?.version ?? 0 }
      await discardDraft(physio(), of, at(n))
    }
    const taken = async (n: number) => changeSuggestion(physio(), await waiting(n), at(n))

    it('lets the step down that was taken into it wait again, until something calm speaks against it', async () => {
      await session(1, 7)
      const { text } = (await suggestions(1)).open[0] ?? {}
      await taken(1)
      // Calm, and less than all of it: that shows nothing, neither before the draft is discarded nor in the log after it.
      const { itemIds } = await active(2)
      const item = await bridge(2)
      const light = { how: 'other', sets: 2, reps: item?.reps, pain: 0, effort: 5 }
      await session(2, 0, { items: { [itemIds[item?.key ?? ''] ?? '']: light } })
      await discard(2)
      const { open, past } = await suggestions(2)
      expect(open).toMatchObject([{ text, ruleId: 'r_ex_regress_dose', advice: 'regress' }])
      expect(past).toContainEqual(
        expect.objectContaining({ state: 'changed', reason: 'The draft was discarded, so it waits again' }),
      )
      const [audit] =
        await sql`SELECT type, "accountId" FROM "AuditEvent" WHERE "subjectId" = ${open[0]?.id ?? ''}`
      expect(audit).toEqual({ type: 'suggestion.made', accountId: physio().accountId })
      await morning(3)
      expect((await suggestions(3)).open).toMatchObject([{ ruleId: 'r_ex_regress_dose' }])
      await acceptSuggestion(physio(), await waiting(3), at(3))
      expect((await active(3)).number).toBe(2)
    })

    it('lets a step up wait again, for a physio, and none that a newer session contradicts', async () => {
      await good()
      await taken(4)
      await discard(4)
      expect((await suggestions(4)).open).toMatchObject([{ advice: 'progress' }])
      const [kept] =
        await sql`SELECT "needsPhysio" FROM "Suggestion" WHERE state = 'open' AND advice = 'progress'
        AND "caseId" = ${me().caseId}`
      expect(kept).toEqual({ needsPhysio: true })
      await taken(4)
      await session(5, 7)
      await discard(5)
      const { open, past } = await suggestions(5)
      expect(open).toMatchObject([{ advice: 'regress' }])
      expect(past.map(({ reason }) => reason)).toContain(discardedWords.newer)
    })
  })

  it('praises nobody while the knee hurts', async () => {
    await session(1, 5)
    await morning(2)
    expect(await sentence(2)).toBe(
      'Thank you for telling us how your knee is. Do no more than now until it is calmer.',
    )
  })

  it('asks after a long silence how the knee is, before the plan goes on', async () => {
    const asked = async (n: number) =>
      (await todayView(patient(), me().caseId, 0, at(n))).current?.askAfterSilence
    await session(1, 1)
    expect(await asked(14)).toBeNull()
    expect(await asked(15)).toBe(`/my/forms/review?part=safety&case=${me().caseId}`)
    await morning(15)
    expect(await asked(15)).toBeNull()
  })

  it('takes a step down over with safety answers that are too old for a step up', async () => {
    await session(1, 7)
    await acceptSuggestion(physio(), await waiting(15), at(15))
    expect((await bridge(15))?.sets).toBe(2)
    for (const n of [16, 18]) await session(n, 1)
    for (const n of [17, 19]) await morning(n)
    await expect(acceptSuggestion(physio(), await waiting(19), at(19))).rejects.toThrow('cannot be published')
    // It says so before the press.
    const page = await programPage(physio(), me().caseId, undefined, at(19))
    expect(page.stale).toBe('The safety answers are 20 days old; at most 14 are allowed.')
    expect((await programPage(physio(), me().caseId, undefined, at(13))).stale).toBeNull()
  })

  it('publishes nothing against a flag', async () => {
    await session(1, 7)
    const form = await waiting(1)
    await sql`INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_dvt', 'same_day', 'programme', 1, '{}')`
    await expect(acceptSuggestion(physio(), form, at(1))).rejects.toThrow(Invalid)
    expect((await active(1)).number).toBe(1)
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
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

  it('takes no exercise over that came into the phase meanwhile, and takes out what it replaces as too hard', async () => {
    await session(1, 1)
    const { content } = await active(1)
    const key = (exerciseId: string) =>
      content.phases[0]?.items.find((item) => item.exerciseId === exerciseId)?.key ?? ''
    const [one] = await sql`SELECT * FROM "Suggestion" WHERE "caseId" = ${me().caseId}`
    const open = async (from: string, advice: string) => {
      const change = { kind: 'swap', from, to: 'ex_hip_bridge_single' }
      const id = newId()
      const ruleId = advice === 'progress' ? 'r_ex_progress_swap' : 'r_ex_regress_swap'
      await sql.begin(async (tx) => {
        await tx`SET LOCAL session_replication_role = replica`
        await tx`INSERT INTO "Suggestion" ${tx({ ...one, id, subject: key(from), state: 'open', advice, ruleId, change: tx.json(change) } as never)}`
      })
      return { caseId: me().caseId, suggestionId: id }
    }
    const bridgeUp = await open('ex_hip_bridge', 'progress')
    const other = await open('ex_hip_quadruped_ext', 'progress')
    await sql`UPDATE "Suggestion" SET state = 'superseded' WHERE id = ${one?.id}`
    await acceptSuggestion(physio(), bridgeUp, at(1))
    const twice = 'is in this phase already, and would be in it twice'
    await expect(acceptSuggestion(physio(), other, at(1))).rejects.toThrow(twice)
    await expect(changeSuggestion(physio(), other, at(1))).rejects.toThrow(twice)
    await declineSuggestion(physio(), { ...other, reason: '' }, at(1))
    await acceptSuggestion(physio(), await open('ex_hip_quadruped_ext', 'regress'), at(1))
    // At its top for good, since it was left for a harder one: the end of the phase may ask for it.
    const target = { ...me(), clinicId: world.one.clinicId, timeZone: patient().timeZone }
    const read = await asActor(physio(), (tx) => readCaseInput(tx, target, at(1)))
    const single = read.input.phase?.items.find((item) => item.exerciseId === 'ex_hip_bridge_single')
    expect(single?.outgrown).toEqual(['ex_hip_bridge'])
    const ids = (await active(1)).content.phases[0]?.items.map(({ exerciseId }) => exerciseId)
    expect(ids?.filter((id) => id === 'ex_hip_bridge_single')).toHaveLength(1)
    expect(ids).not.toContain('ex_hip_quadruped_ext')
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
