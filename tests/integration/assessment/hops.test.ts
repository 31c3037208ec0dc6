import { describe, expect, it } from 'vitest'
import { oneAssessment } from '#lib/assessment/queries.ts'
import { answered, harmless } from '../programs/setting.ts'
import { me, now, ownerUrl, physio, save, sql, start } from './setting.ts'

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
      ...{ test_fulcrum_femur_left: 'positive', test_hop_single_left: 'normal' },
      test_hop_single_right: 'not_tested',
    })
    expect(Object.keys(hopped.wrong)).toEqual(['test_hop_single_left'])
    await save(assessmentId, 'hip_nerves', { test_fulcrum_femur_left: 'positive' })
    expect((await view(assessmentId, 'hip_nerves')).raw).toMatchObject({
      test_hop_single_right: 'not_tested',
    })
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
