import { describe, expect, it } from 'vitest'
import { addDays } from '#lib/dates.ts'
import { NotFound } from '#lib/errors.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { pauseProgram } from '#lib/programs/course/commands.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myProgram, previewProgram } from '#lib/programs/queries.ts'
import { answered, harmless } from '../setting.ts'
import { drafted, flag, form, me, ownerUrl, physio, world } from './setting.ts'

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
