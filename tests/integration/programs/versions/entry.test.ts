import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { recordOutcome } from '#lib/outcomes/entries/commands.ts'
import { outcomeInput } from '#lib/outcomes/entries/schema.ts'
import { ownForms } from '#lib/outcomes/forms/queries.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase } from '#lib/programs/course/commands.ts'
import { saveDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { answered, harmless } from '../setting.ts'
import { drafted, drawn, flag, form, me, messageOf, ownerUrl, physio, save, setUp, sql } from './setting.ts'

await setUp()

const page = () => programPage(physio(), me().caseId, undefined)
const calm = { ...harmless(), nprs_worst_7d: 2 }
const check = (pain: string) =>
  recordOutcome(
    me().actor,
    outcomeInput.parse({
      id: newId(),
      caseId: me().caseId,
      measure: 'weekly_check',
      chk_walk_nprs: pain,
    }),
  )
const audited = async (type: string) => {
  const [row] = await sql`SELECT data FROM "AuditEvent" WHERE type = ${type} AND "caseId" = ${me().caseId}
    ORDER BY at DESC, id DESC LIMIT 1`
  return row?.data
}

/** Past the triggers that keep what was sent and raised. */
const remove = (table: 'OutcomeMeasure' | 'RedFlag') =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${me().caseId}`
  })
beforeEach(() => remove('OutcomeMeasure'))

describe('a program whose first phase is not permitted yet', () => {
  it('says what is met, what is not and how to get it, and asks for a reason that stays with the version', async () => {
    const draft = await drafted('prog_return_to_run')
    const [begin] = draft.publish.begins
    expect(begin?.state).toBe('reason')
    const missing = begin?.checks.flatMap((one) => one.missing) ?? []
    expect(missing.find(({ id }) => id === 'chk_stairs_nprs')).toMatchObject({
      how: 'Fill in the questionnaire',
      href: `/cases/${me().caseId}/outcomes`,
    })
    expect(missing.find(({ id }) => id === 'func_heel_raise')?.how).toBe('Examine it')
    expect(missing.map(({ id }) => id)).not.toContain('ind_walk30_ok')
    expect(begin?.checks.flatMap((one) => one.because).join()).toContain('Good walks of 30 minutes: 0')
    expect(draft.phase.entry).toContain('brisk walking')

    expect(await messageOf(publishDraft(physio(), form(draft)))).toContain('although its rules do not permit')
    expect((await page()).versions).toEqual([])
    await publishDraft(physio(), form(draft, { entryReason: 'canary: runs on the treadmill here' }))
    const { note } = await versionPage(physio(), me().caseId, 1)
    expect(note).toMatch(/begins against its rules \(.*not assessed: .*\): canary: runs on the treadmill/)
    expect(await audited('program.published')).toMatchObject({ againstRules: true })
  })

  it('is not asked again by a version in which the phase goes on', async () => {
    await publishDraft(physio(), form(await drafted('prog_return_to_run'), { entryReason: 'seen here' }))
    const next = await drafted('newest')
    expect(next.publish.begins.map(({ state }) => state)).toEqual(['may'])
    await publishDraft(physio(), form(next))
    expect((await versionPage(physio(), me().caseId, 2)).note).not.toContain('against its rules')
    expect(await audited('program.published')).toMatchObject({ number: 2, againstRules: false })
  })

  it('begins without a reason when the answers and the weekly check permit it, before any program ran', async () => {
    await answered(ownerUrl, me(), calm)
    await remove('RedFlag')
    const due = async () => (await ownForms(me().actor, new Date())).cases[0]?.due.map((one) => one.measure)
    const draft = await drafted('prog_beginner_prevention')
    expect(draft.publish.begins[0]?.state).toBe('reason')
    expect(await due()).toContain('weekly_check')
    await check('2')
    expect(await due()).not.toContain('weekly_check')
    expect((await drawn()).publish.begins[0]?.state).toBe('may')
    await publishDraft(physio(), form(draft))
    expect((await versionPage(physio(), me().caseId, 1)).note).not.toContain('against its rules')
  })

  it('is asked with pain 7, and the picks say what each template begins with', async () => {
    await answered(ownerUrl, me(), { ...calm, nprs_worst_7d: 7 })
    await check('2')
    const draft = await drafted('prog_beginner_prevention')
    expect(draft.publish.begins[0]?.checks[0]?.because.join()).toMatch(/7 \(asked for: at most 2\)/)
    const { picks } = await templatePicks(physio(), me().caseId)
    expect(picks.find(({ id }) => id === 'prog_beginner_prevention')?.begins).toContain(
      'worst pain at most 2',
    )
  })
})

describe('running stages', () => {
  it('begin with the weeks without a run until today, not with those of the form, and say so', async () => {
    const stopped = {
      ...harmless(),
      runner_type: 'recreational',
      running_status: 'stopped',
      stopped_weeks: 5,
    }
    await answered(ownerUrl, me(), stopped, 60)
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "RunLog" SET "withdrawnAt" = now() WHERE "caseId" = ${me().caseId}`
    })
    const draft = await drafted('prog_return_to_run')
    expect(draft.phase.items[0]?.stage).toBe(1)
    expect(draft.publish.begins[0]?.checks.find(({ name }) => name === 'stage')).toMatchObject({
      result: 'met',
      text: 'Stage 1; the start is stage 1: beginner, or 12 weeks or more without running',
    })
  })

  it('that come newly into a program that runs ask what running again asks', async () => {
    await publishDraft(physio(), form(await drafted()))
    await saveDraft(physio(), save(await drafted('newest'), { intent: 'add', add: 'ex_rtr_walk_run' }))
    const draft = await drawn()
    expect(draft.publish.begins[0]?.checks.map(({ name }) => name)).toEqual(['stages', 'stage'])
    expect(await messageOf(publishDraft(physio(), form(draft)))).toContain('although its rules do not permit')
    await publishDraft(physio(), form(draft, { entryReason: 'walked here twice' }))
    expect((await versionPage(physio(), me().caseId, 2)).note).toContain('walked here twice')
    expect((await drafted('newest')).publish.begins[0]?.checks).toEqual([])
  })
})

describe('a phase that is chosen by hand', () => {
  const move = async (phaseKey: string, entryReason = '') => {
    const { current, today } = await page()
    return changePhase(physio(), {
      caseId: me().caseId,
      version: current?.programVersion ?? 0,
      phaseKey,
      startedOn: today,
      entryReason,
    })
  }

  it('asks for a reason that stays with the change, and for none on the way back', async () => {
    await publishDraft(physio(), form(await drafted('prog_calf')))
    const shown = await page()
    expect(shown.next?.begins.map(({ key, state }) => [key, state])).toEqual([
      ['prog_calf_p1', 'may'],
      ['prog_calf_p2', 'reason'],
      ['prog_calf_p3', 'reason'],
    ])
    expect(await messageOf(move('prog_calf_p2'))).toContain('although its rules do not permit')
    expect((await page()).current?.hereKey).toBe('prog_calf_p1')
    await move('prog_calf_p2', 'did the first phase last year')
    const { current, versions } = await page()
    expect(current?.hereKey).toBe('prog_calf_p2')
    expect(versions[0]?.phases[0]?.reason).toMatch(/against its rules \(.+\): did the first phase last year/)
    expect(await audited('program.phase_changed')).toEqual({ position: 1, againstRules: true })
    await move('prog_calf_p1')
    expect(await audited('program.phase_changed')).toEqual({ position: 0, againstRules: false })
  })

  it('does not begin over a block, whatever the reason', async () => {
    await publishDraft(physio(), form(await drafted('prog_calf')))
    await flag('flag_locked_knee', 'impact')
    expect((await page()).next?.begins.at(-1)?.state).toBe('blocked')
    expect(await messageOf(move('prog_calf_p3', 'she wants to jump'))).toContain('A red flag keeps')
    expect((await page()).current?.hereKey).toBe('prog_calf_p1')
  })
})
