import { describe, expect, it } from 'vitest'
import { caseAssessments } from '#lib/assessment/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays } from '#lib/dates.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { answered, harmless } from '../programs/setting.ts'
import {
  flagsNow,
  me,
  now,
  ownerUrl,
  physio,
  save,
  setUp,
  sign,
  sql,
  start,
  today,
  world,
} from './setting.ts'

await setUp()

describe('flags', () => {
  it('are raised by the finding, in the same save, and keep it when it is changed', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    expect(await flagsNow()).toMatchObject([
      { flagId: 'flag_ligament_instability', source: 'assessment', sourceId: assessmentId },
    ])
    await save(assessmentId, 'ligaments', { test_lachman_right: 'normal' })
    const [row] = await sql<{ changed: Date | null }[]>`
      SELECT "answerChangedAt" AS changed FROM "RedFlag" WHERE "caseId" = ${me().caseId}`
    expect(row).toEqual({ changed: expect.any(Date) })
    await save(assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    expect(await flagsNow()).toHaveLength(1)
  })

  it('that are settled do not come back with an examination that did not test it', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    await sign(assessmentId)
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
    const next = await start()
    await save(next.assessmentId, 'ligaments', { test_lachman_right: 'not_tested' })
    expect(await flagsNow()).toHaveLength(1)
    await save(next.assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    expect(await flagsNow()).toHaveLength(2)
  })

  it.each([
    ['flag_cannot_weight_bear', 'observation', { obs_walk: 'unable_to_walk' }],
    ['flag_dvt', 'observation', { obs_calf_girth_cm_left: '39', obs_calf_girth_cm_right: '36' }],
    ['flag_dvt', 'hip_nerves', { wells_items: ['leg_swollen', 'pitting_oedema'] }],
    ['flag_exertional_leg', 'hip_nerves', { test_pulses_left: 'positive' }],
    ['flag_neuro_deficit', 'hip_nerves', { test_myotomes_right: 'positive' }],
    ['flag_bsi_knee', 'hip_nerves', { test_fulcrum_femur_left: 'positive' }],
  ] as const)('%s by what is found', async (flagId, section, posted) => {
    const { assessmentId } = await start()
    await save(assessmentId, section, posted)
    expect((await flagsNow()).map((flag) => flag.flagId)).toEqual([flagId])
    const [card] = (await caseOverview(physio(), me().caseId, new Date())).flags
    expect(card?.clot ?? null).toEqual(
      flagId === 'flag_dvt'
        ? {
            told: [expect.stringContaining('Told about the risk of a clot: ')],
            scoreAt: `/cases/${me().caseId}/assessment?field=wells_items`,
          }
        : null,
    )
  })

  it('of a lag by the limit of the clinic, which is kept with it', async () => {
    await answered(ownerUrl, me(), { ...harmless(), onset_type: 'sudden_no_injury', weight_kg: 70 })
    const { assessmentId } = await start()
    const found = (degrees: string) => save(assessmentId, 'kneecap', { test_extensor_lag_deg_left: degrees })
    await found('4')
    expect(await flagsNow()).toEqual([])
    const set = (value: number | null) =>
      setClinicLimit(world.one.admin, { limitId: 'extensor_lag_deg', value, note: 'As we measure.' })
    await set(3)
    try {
      await found('5')
      expect(await flagsNow()).toMatchObject([
        { flagId: 'flag_extensor_rupture', limits: { extensor_lag_deg: 3 } },
      ])
    } finally {
      await set(null)
    }
  })

  it('read the answers of the intake as well', async () => {
    const injured = { rf_trauma: 'yes', rf_trauma_days: 2, rf_pop: 'no', rf_weight_bearing_initial: 'yes' }
    await answered(ownerUrl, me(), { ...harmless(), ...injured, weight_kg: 70 })
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { test_fibular_head_tender_left: 'positive' })
    expect((await flagsNow()).map((flag) => flag.flagId)).toEqual(['flag_fracture_ottawa'])
  })

  it('read a new injury that was reported in a log since the intake', async () => {
    const injury = {
      rf_trauma: 'yes',
      rf_trauma_days: 1,
      rf_pop: 'no',
      rf_swelling_onset: 'no_swelling',
      rf_weight_bearing_initial: 'yes',
      rf_weight_bearing_now: 'limp',
      rf_bend_90: 'yes',
      rf_deformity: 'no',
    }
    await sql`
      INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", "recordedAt", "enteredById",
        safety, "safetyAsked", injury)
      SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", 'next_morning', 2, now(), ${today}::date, now(), "enteredById",
        ARRAY['new_injury'], true, ${sql.json(injury)} FROM "PainScore" WHERE id = ${me().painScoreId}`
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { test_fibular_head_tender_left: 'positive' })
    expect((await flagsNow()).map((flag) => flag.flagId)).toEqual(['flag_fracture_ottawa'])
    const { minimum } = await caseAssessments(physio(), me().caseId, now)
    expect(minimum.find((row) => row.id === 'ligaments')?.met).toBe(false)
    await sql`UPDATE "PainScore" SET "withdrawnAt" = now() WHERE "caseId" = ${me().caseId} AND injury IS NOT NULL`
  })

  it('put what is found on two days together', async () => {
    const first = await start(addDays(today, -3))
    await save(first.assessmentId, 'palpation', { palp_bone_focal_left: 'positive' })
    await sign(first.assessmentId)
    expect(await flagsNow()).toEqual([])
    const { assessmentId } = await start()
    await save(assessmentId, 'hip_nerves', { test_hop_single_left: 'positive' })
    expect(await flagsNow()).toMatchObject([{ flagId: 'flag_bsi_knee', sourceId: assessmentId }])
  })

  it.each([
    ['flag_dvt', 'observation', 'obs_calf_girth_cm', ['36', '36', '39.5']],
    ['flag_hip_young', 'observation', 'rom_hip_ir_deg', ['40', undefined, '28']],
  ] as const)('%s by the sides of two days', async (flagId, section, id, [left, right, later]) => {
    await answered(ownerUrl, me(), { ...harmless(), date_of_birth: '2009-05-05', weight_kg: 60 })
    const first = await start(addDays(today, -3))
    await save(first.assessmentId, section, { [`${id}_left`]: left, [`${id}_right`]: right })
    await sign(first.assessmentId)
    expect(await flagsNow()).toEqual([])
    const { assessmentId } = await start()
    await save(assessmentId, section, { [`${id}_right`]: later })
    expect(await flagsNow()).toMatchObject([{ flagId, sourceId: assessmentId }])
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
    await save(assessmentId, 'function', { func_sts30: '20' })
    expect(await flagsNow()).toHaveLength(1)
  })

  it('that are settled do not come back with a test that says neither', async () => {
    const first = await start(addDays(today, -3))
    await save(first.assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    await sign(first.assessmentId)
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId}`
    const { assessmentId } = await start()
    await save(assessmentId, 'ligaments', { test_lachman_right: 'unclear' })
    expect(await flagsNow()).toHaveLength(1)
  })

  it('stay silent for calm findings', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'ligaments', { test_lachman_right: 'normal', test_valgus_0_left: 'unclear' })
    expect(await flagsNow()).toEqual([])
  })

  it('tell the duty of one that cannot wait', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'observation', { obs_walk: 'unable_to_walk' })
    const mails =
      await sql`SELECT 1 FROM "Mail" WHERE "clinicId" = ${world.one.clinicId} AND subject LIKE '%needs you now%'`
    expect(mails.length).toBeGreaterThan(0)
  })
})
