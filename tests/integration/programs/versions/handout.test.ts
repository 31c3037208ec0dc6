import { describe, expect, it } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { addDays } from '#lib/dates.ts'
import { NotFound } from '#lib/errors.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { newId } from '#lib/ids.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { pauseProgram } from '#lib/programs/course/commands.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'
import { limitText } from '#lib/programs/pain-limit/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myExercise, myProgram, previewProgram } from '#lib/programs/queries.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { answered, harmless } from '../setting.ts'
import { drafted, flag, form, me, ownerUrl, physio, setUp, sql, world } from './setting.ts'

await setUp()

const handout = () => programHandout(physio(), me().caseId)
const preview = () => previewProgram(physio(), me().caseId)

async function published(): Promise<void> {
  await answered(ownerUrl, me(), { ...harmless(), running_status: 'stopped', stopped_weeks: 5 })
  const draft = await drafted('prog_return_to_run')
  await publishDraft(physio(), form(draft, { entryReason: 'Runs again at once' }))
}

describe('the program on paper', () => {
  it('is what the patient has on her phone', async () => {
    await published()
    const [paper, phone] = [await handout(), await myProgram(me().actor)]
    expect(paper.why).toBeNull()
    expect(paper).toMatchObject({ knee: 'Left knee', clinic: `${world.one.canary}, phone +41 44 000 00 01` })
    expect(phone).toEqual({ state: 'running', phase: paper.phase })
    expect(paper.phase?.runPlan?.steps.length).toBeGreaterThan(3)
    expect(JSON.stringify(paper)).not.toContain('canary-why')
  })

  it('holds no run that a flag holds back, and neither does what the physio sees as the patient', async () => {
    await published()
    const runs = async () => ({
      paper: (await handout()).phase?.items.filter(isRunningItem).length,
      preview: (await preview()).phases.flatMap(({ items }) => items).filter(isRunningItem).length,
    })
    expect((await runs()).preview).toBeGreaterThan(0)
    await flag('flag_locked_knee', 'impact')
    expect(await runs()).toEqual({ paper: 0, preview: 0 })
    expect((await handout()).phase).toMatchObject({ held: true, runPlan: null })
    expect((await preview()).stopped).toBeNull()
  })

  it('holds the texts that she was given as her phone does: with whom to call, and without running while a flag blocks', async () => {
    await published()
    const { clinicId, patientId, caseId } = { ...me(), clinicId: world.one.clinicId }
    const by = world.one.physioA.accountId
    for (const [itemId, text, held] of [
      [
        'adv_seek_help',
        'Call {emergency_number} for chest pain; if we are closed, call {out_of_hours_phone}.',
        false,
      ],
      ['adv_load_progression', 'Build up slowly.', true],
    ] as const)
      await sql`INSERT INTO "FactorRelease" (id, "clinicId", "patientId", "caseId", kind, "itemId", text, "heldByBlock", position, "releasedById")
        VALUES (${newId()}, ${clinicId}, ${patientId}, ${caseId}, 'advice', ${itemId}, ${text}, ${held}, 0, ${by})`
    const both = async () => {
      const [own] = await ownFactorTexts(me().actor)
      return [[...(await handout()).advice].sort(), [...(own?.advice ?? [])].sort()]
    }
    const [paper, phone] = await both()
    expect(paper).toEqual(phone)
    expect(paper).toContain('Build up slowly.')
    expect(paper?.join()).not.toContain('{')
    await flag('flag_locked_knee', 'impact')
    const [held, own] = await both()
    expect(held).toEqual(own)
    expect(held).not.toContain('Build up slowly.')
    expect(held).toHaveLength((paper?.length ?? 0) - 1)
  })

  it('holds no exercise while the program waits, and says why to whoever prints', async () => {
    await published()
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'canary-why-paused' })
    expect(await handout()).toMatchObject({ phase: null, why: expect.stringContaining('paused') })
    await flag('flag_hot_joint', 'programme')
    expect(await handout()).toMatchObject({ phase: null, why: expect.stringContaining('red flag') })
    expect((await preview()).stopped).toContain('red flag')
  })

  it('is there before the day on which the program begins, and says from when it holds', async () => {
    const draft = await drafted('prog_hip_focus')
    await publishDraft(physio(), form(draft, { startsOn: addDays(draft.publish.today, 3) }))
    const paper = await handout()
    expect(paper).toMatchObject({ why: null, dayText: expect.stringMatching(/^From /) })
    expect(paper.phase?.items.length).toBeGreaterThan(0)
    expect(await myProgram(me().actor)).toMatchObject({ state: 'upcoming' })
  })

  it('says from which pain on she calls: as every log, and earlier where the clinic says so', async () => {
    const set = (value: number | null) =>
      setClinicLimit(world.one.admin, { limitId: 'severe_pain_nprs', value, note: 'As our clinic sees it' })
    expect((await handout()).severeFrom).toBe(8)
    await set(6)
    expect((await handout()).severeFrom).toBe(6)
    await set(null)
  })

  it('is nobody’s who may not read the case', async () => {
    for (const actor of [world.one.physioB, world.one.admin, world.two.physioA, me().actor, me().linkActor])
      await expect(programHandout(actor, me().caseId)).rejects.toBeInstanceOf(NotFound)
  })
})

describe('at how much pain she stops', () => {
  const ask = () => ({ caseId: me().caseId, correct: null })
  const own = async () => {
    const program = await myProgram(me().actor)
    if (program.state !== 'running') throw new Error(program.state)
    return program.phase
  }

  it('is the number of her phase on every page of a run', async () => {
    await published()
    const { items, runLimit } = await own()
    const run = items.find(isPlannedRun)
    const words = limitText(runLimit, 'run')
    expect(words).toContain(`above ${runLimit} of 10`)
    expect(await myExercise(me().actor, run?.key ?? '')).toMatchObject({ limit: words })
    expect((await todayView(me().actor, me().caseId)).current?.runLimit).toBe(words)
    expect((await runForm(me().actor, ask())).limit).toBe(words)
    await flag('flag_locked_knee', 'impact')
    expect((await runForm(me().actor, ask())).limit).toBeNull()
  })

  it('is the number of her phase beside each exercise of a session', async () => {
    const draft = await drafted('prog_hip_focus')
    await publishDraft(physio(), form(draft))
    const { exLimit } = await own()
    const { items } = await sessionForm(me().actor, ask())
    expect(items.length).toBeGreaterThan(3)
    for (const { exerciseId, limit } of items) {
      const own = exerciseById(exerciseId)?.painLimit ?? exLimit
      expect(limit).toBe(limitText(Math.min(own, exLimit), 'exercise'))
    }
  })
})
