import { describe, expect, it } from 'vitest'
import { oneAssessment } from '#lib/assessment/queries.ts'
import { addDays } from '#lib/dates.ts'
import { answered, harmless } from '../programs/setting.ts'
import { me, now, ownerUrl, physio, save, setUp, sign, sql, start, today } from './setting.ts'

await setUp()

const view = (assessmentId: string, section: 'hip_nerves' | 'function') =>
  oneAssessment(physio(), me().caseId, assessmentId, section, now)

describe('hop tests while impact is stopped', () => {
  it('are not offered and not taken, with words at the field; what was recorded stays', async () => {
    const { assessmentId } = await start()
    expect((await view(assessmentId, 'function')).hops).toEqual({ stopped: null, closed: [], against: [] })
    await save(assessmentId, 'function', { func_hop_pain_left: '2' })
    await save(assessmentId, 'hip_nerves', { test_fulcrum_femur_left: 'positive' })
    const { hops } = await view(assessmentId, 'function')
    expect(hops.stopped).toMatch(/^Open: /)
    expect(hops.closed).not.toContain('func_hop_pain_left')
    expect(hops.closed).toContain('func_hop_pain_right')

    const posted = { func_hop_pain_left: '3', func_hop_pain_right: '1', func_hop_single_cm_left: '90' }
    const { wrong } = await save(assessmentId, 'function', { ...posted, func_sts30: '24' })
    expect(wrong).toEqual({
      func_hop_pain_right: [expect.stringMatching(/hop tests are stopped/)],
      func_hop_single_cm_left: [expect.stringMatching(/hop tests are stopped/)],
    })
    const { raw } = await view(assessmentId, 'function')
    expect(raw).toMatchObject({ func_hop_pain_left: 3 })
    expect(raw).not.toHaveProperty('func_hop_pain_right')
    expect(raw).not.toHaveProperty('func_hop_single_cm_left')

    const hopped = await save(assessmentId, 'hip_nerves', {
      test_fulcrum_femur_left: 'positive',
      test_hop_single_left: 'normal',
      test_hop_single_right: 'not_tested',
    })
    expect(Object.keys(hopped.wrong)).toEqual(['test_hop_single_left'])
    await save(assessmentId, 'hip_nerves', { test_fulcrum_femur_left: 'positive' })
    expect((await view(assessmentId, 'hip_nerves')).raw).toMatchObject({
      test_hop_single_right: 'not_tested',
    })
  })

  it('are said to be stopped by the save of the finding that stops them, on the same page', async () => {
    const { assessmentId } = await start()
    const before = await save(assessmentId, 'hip_nerves', { test_fadir_left: 'normal' })
    expect(before.warnings).toEqual({
      flags: [],
      stop: null,
      hops: { stopped: null, closed: [], against: [] },
    })
    const found = { test_fadir_left: 'normal', test_fulcrum_femur_left: 'positive' }
    const { warnings } = await save(assessmentId, 'hip_nerves', found)
    expect(warnings.flags.map(({ title }) => title)).toContain('Focal bone pain that grows with load')
    expect(warnings.hops.stopped).toMatch(/^Open: /)
    expect(warnings.hops.closed).toContain('test_hop_single_left')
    const again = await save(assessmentId, 'hip_nerves', found)
    expect(again.warnings).toEqual(warnings)
    const { flags, stop, hops } = await view(assessmentId, 'hip_nerves')
    expect({ flags, stop, hops }).toEqual(warnings)
  })

  it('and all that provokes is said to be left out by the save of a pain above 5', async () => {
    const { assessmentId } = await start()
    const painful = { test_squat_pain_left: 'positive', test_squat_pain_nprs_left: '6' }
    const { warnings } = await save(assessmentId, 'kneecap', painful)
    expect(warnings.stop).toMatch(/^Pain of more than 5 of 10/)
  })

  it('have an effusion of an earlier day beside them, also when today it was not tested', async () => {
    const first = await start(addDays(today, -14))
    await save(first.assessmentId, 'observation', { test_sweep_grade_left: 'one_plus' })
    await sign(first.assessmentId)
    const second = await start(addDays(today, -7))
    await save(second.assessmentId, 'observation', { test_sweep_grade_left: 'not_tested' })
    await sign(second.assessmentId)
    const { assessmentId } = await start()
    const { hops } = await view(assessmentId, 'function')
    expect(hops.against).toEqual([expect.stringMatching(/1\+|effusion/i)])
  })

  it('are offered again when the flag is settled', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'hip_nerves', { test_fulcrum_femur_left: 'positive' })
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
    expect((await view(assessmentId, 'function')).hops.closed).toEqual([])
    expect((await save(assessmentId, 'function', { func_hop_pain_left: '1' })).wrong).toEqual({})
  })

  it('are stopped while the safety questions are not complete', async () => {
    await answered(ownerUrl, me(), { ...harmless(), rf_night_pain: null, weight_kg: 70 })
    const { assessmentId } = await start()
    expect((await view(assessmentId, 'function')).hops.stopped).toBe('The safety questions are not complete.')
    expect(Object.keys((await save(assessmentId, 'function', { func_hop_pain_left: '1' })).wrong)).toEqual([
      'func_hop_pain_left',
    ])
  })
})
