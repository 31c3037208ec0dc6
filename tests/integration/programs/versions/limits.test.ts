import { afterEach, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import type { programLimits } from '#lib/content/limits/programs.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase } from '#lib/programs/course/commands.ts'
import { discardDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { newReview } from '#lib/review/queries.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { answered, harmless } from '../setting.ts'
import { drafted, form, me, ownerUrl, physio, setUp, sql, world } from './setting.ts'

await setUp()

type Id = (typeof programLimits)[number]['id']
const set = (admin: AccountActor, limitId: Id, value: number) =>
  setClinicLimit(admin, { limitId, value, note: 'As our clinic works.' })

afterEach(async () => {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "RuleLimit" WHERE "caseId" IS NULL`
  })
})

describe('the limits of the clinic', () => {
  it('end a phase wherever it is read, of a version that was published before as well', async () => {
    const draft = await drafted('prog_quad_focus')
    await publishDraft(physio(), form(draft))
    const { current, today } = await programPage(physio(), me().caseId, undefined)
    const second = { phaseKey: 'prog_quad_focus_p2', startedOn: today, version: current?.programVersion ?? 0 }
    await changePhase(physio(), {
      caseId: me().caseId,
      ...second,
      entryReason: 'symmetry 85 % by the machine of the gym',
    })
    const read = async () => {
      const page = await programPage(physio(), me().caseId, undefined)
      const version = await versionPage(physio(), me().caseId, 1)
      const { record } = await newReview(physio(), me().caseId, new Date())
      const texts = [
        page.current?.phase.exit,
        page.next?.phase.checks.find(({ name }) => name === 'exit')?.text,
        version.phases.find(({ key }) => key === second.phaseKey)?.exit,
        record.program.checks.find(({ id }) => id === 'exit')?.text.replace('This phase: ', ''),
      ]
      return [...new Set(texts)]
    }
    const said = (lsi: number) => [
      `Knee-extension LSI at least ${lsi} % or own value +10 %; 15 cm step-down at most 2/10`,
    ]
    await set(world.two.admin, 'quad_exit_lsi_pct', 90)
    expect(await read()).toEqual(said(80))
    await set(world.one.admin, 'quad_exit_lsi_pct', 85)
    expect(await read()).toEqual(said(85))
  })

  it('say at which stage running starts again', async () => {
    const stopped = { running_status: 'stopped', stopped_weeks: 5, runner_type: 'regular' }
    await answered(ownerUrl, me(), { ...harmless(), ...stopped })
    const first = async () => {
      const draft = await drafted('prog_return_to_run')
      const run = draft.phase.items.map(({ said }) => said).join()
      await discardDraft(physio(), {
        caseId: me().caseId,
        versionId: draft.versionId,
        version: draft.version,
      })
      return run
    }
    const byDefault = await first()
    await set(world.two.admin, 'start_short_stop_weeks', 6)
    expect(await first()).toBe(byDefault)
    await set(world.one.admin, 'start_short_stop_weeks', 6)
    expect([byDefault, await first()]).toEqual([
      '6 times: walk 3 min, jog 2 min',
      '6 times: walk 1 min, jog 4 min',
    ])
  })

  it('say how much is kept of the distance of who runs on', async () => {
    const told = { nprs_during_run: 2, nprs_worst_7d: 3, settle_time: 'within_24h' }
    const runs = { running_status: 'full', km_week_now: 20, km_longest_now: 8, runs_week_now: 3 }
    await answered(ownerUrl, me(), { ...harmless(), ...told, ...runs })
    await asActor(physio(), (tx) => reevaluateFactors(tx, physio(), me().caseId, new Date()))
    const line = async () => (await templatePicks(physio(), me().caseId)).plan.running.weeks?.lines[0]
    await set(world.two.admin, 'keep_running_pct', 50)
    expect(await line()).toBe('Week 1: 14 km, 70 % of the distance of now')
    await set(world.one.admin, 'keep_running_pct', 60)
    expect(await line()).toBe('Week 1: 12 km, 60 % of the distance of now')
  })
})
