import { describe, expect, it } from 'vitest'
import { addDays } from '#lib/dates.ts'
import { newId } from '#lib/db/ids.ts'
import { NotFound } from '#lib/errors.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { pauseProgram } from '#lib/programs/course/commands.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myProgram, previewProgram } from '#lib/programs/queries.ts'
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

  it('is nobody’s who may not read the case', async () => {
    for (const actor of [world.one.physioB, world.one.admin, world.two.physioA, me().actor, me().linkActor])
      await expect(programHandout(actor, me().caseId)).rejects.toBeInstanceOf(NotFound)
  })
})
