import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { saveFindings, signAssessment, startAssessment } from '#lib/assessment/commands.ts'
import type { FormSection } from '#lib/assessment/fields/rules.ts'
import { caseAssessments, caseFindings, compareAssessments, oneAssessment } from '#lib/assessment/queries.ts'
import { readSection } from '#lib/assessment/schema.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../programs/setting.ts'

process.env.STEPWISE_URL = 'https://stepwise.example'
const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
let world: World
const now = new Date('2026-11-20T10:00:00Z')
const today = dayIn('Europe/Zurich', now)

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => sql.end())

const me = () => world.one.a
const physio = () => world.one.physioA

beforeEach(async () => {
  await answered(ownerUrl, me(), { ...harmless(), weight_kg: 70, affected_side: 'left' })
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "Assessment" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "RedFlag" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "Mail" WHERE "clinicId" = ${world.one.clinicId}`
    await tx`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${me().caseId}`
  })
})

const start = (on = today, id = newId(), field = '') =>
  startAssessment(physio(), { id, caseId: me().caseId, on, field }, now)

async function save(
  assessmentId: string,
  section: FormSection,
  posted: Record<string, unknown>,
  revision?: string,
) {
  const seen = revision ?? (await oneAssessment(physio(), me().caseId, assessmentId, section, now)).revision
  return saveFindings(
    physio(),
    { caseId: me().caseId, assessmentId, section, revision: seen, go: '', ...readSection(section, posted) },
    now,
  )
}

async function sign(assessmentId: string, checked: 'yes' | '' = '') {
  const { version } = await oneAssessment(physio(), me().caseId, assessmentId, 'finish', now)
  return signAssessment(physio(), { caseId: me().caseId, assessmentId, version, checked }, now)
}

const flagsNow = () => sql<{ flagId: string; source: string; sourceId: string; inputs: object }[]>`
  SELECT "flagId", source, "sourceId", inputs FROM "RedFlag" WHERE "caseId" = ${me().caseId} ORDER BY "flagId"`
const events = async (type: string) =>
  (
    await sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM "AuditEvent" WHERE type = ${type} AND "caseId" = ${me().caseId}`
  )[0]?.n ?? 0

describe('a draft', () => {
  it('is started once, whoever starts and however often', async () => {
    const id = newId()
    const [before, first] = [await events('assessment.started'), await start(today, id)]
    expect(await start(today, id)).toEqual(first)
    expect((await start()).assessmentId).toBe(id)
    expect(await events('assessment.started')).toBe(before + 1)
  })

  it('opens at the field that was asked for', async () => {
    expect(await start(today, newId(), 'lsi_knee_ext')).toMatchObject({
      section: 'strength',
      field: 'str_knee_ext_force_left',
    })
    expect(await start(today, newId(), 'no_such_finding')).toMatchObject({
      section: 'observation',
      field: '',
    })
  })

  it('is of a day from 30 days ago to today', async () => {
    await expect(start(addDays(today, 1))).rejects.toThrow(Invalid)
    await expect(start(addDays(today, -31))).rejects.toThrow(Invalid)
    expect((await start(addDays(today, -30))).assessmentId).toBeTruthy()
  })

  it('keeps each section by itself, and saving the same again changes nothing', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    const { version } = await save(assessmentId, 'gait', { gait_cadence_spm: '168' })
    const saves = await events('assessment.saved')
    expect((await save(assessmentId, 'gait', { gait_cadence_spm: '168' }, 'old')).version).toBe(version)
    expect(await events('assessment.saved')).toBe(saves)
    const view = await oneAssessment(physio(), me().caseId, assessmentId, 'gait', now)
    expect(view.raw).toEqual({ palp_calf_left: 'normal', gait_cadence_spm: 168 })
    await save(assessmentId, 'palpation', {})
    expect((await oneAssessment(physio(), me().caseId, assessmentId, 'gait', now)).raw).toEqual({
      gait_cadence_spm: 168,
    })
  })

  it('refuses what somebody overtook, with both texts, and takes it once they were seen', async () => {
    const { assessmentId } = await start()
    const { revision } = await oneAssessment(physio(), me().caseId, assessmentId, 'observation', now)
    await save(assessmentId, 'observation', { rom_hip_ir_deg_left: '30' }, revision)
    const mine = { rom_hip_ir_deg_left: '35', obs_walk: 'antalgic' }
    const refused = await save(assessmentId, 'observation', mine, revision).catch((error) => error)
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused.message).toMatch(/has saved this part meanwhile/)
    expect(refused.fieldErrors.stale).toEqual([
      'Walking: saved empty, yours Painful limp.',
      'Hip internal rotation, left: saved 30°, yours 35°.',
    ])
    await save(assessmentId, 'observation', mine, refused.fieldErrors.staleRevision[0])
    const view = await oneAssessment(physio(), me().caseId, assessmentId, 'observation', now)
    expect(view.raw).toEqual({ obs_walk: 'antalgic', rom_hip_ir_deg_left: [35] })
  })

  it('does not take a torque that nobody has', async () => {
    const { assessmentId } = await start()
    const posted = { str_knee_ext_force_left: '1400', str_knee_ext_lever_m: '0.5', weight_today_kg: '50' }
    const raw = async () => (await oneAssessment(physio(), me().caseId, assessmentId, 'strength', now)).raw
    const saved = await save(assessmentId, 'strength', posted)
    expect(Object.keys(saved.wrong)).toEqual(['str_knee_ext_force_left'])
    // Newton and lever arm make it together, so that neither is taken alone.
    expect(await raw()).toEqual({ weight_today_kg: 50 })
    await save(assessmentId, 'strength', { ...posted, str_knee_ext_force_left: '500' })
    // What makes a stored one impossible is not taken either.
    const light = { ...posted, str_knee_ext_force_left: '500', weight_today_kg: '30' }
    const refused = await save(assessmentId, 'strength', light).catch((error) => error)
    expect(refused.fieldErrors).toHaveProperty('str_knee_ext_force_left')
    expect(await raw()).toMatchObject({ weight_today_kg: 50 })
  })

  it('saves the other fields beside one that is wrong, which changes nothing that is stored', async () => {
    const { assessmentId } = await start()
    const raw = async () => (await oneAssessment(physio(), me().caseId, assessmentId, 'observation', now)).raw
    const first = await save(assessmentId, 'observation', {
      rom_hip_ir_deg_left: '30',
      rom_hip_ir_deg_right: '99',
    })
    expect(first.wrong).toEqual({ rom_hip_ir_deg_right: [expect.stringMatching(/Please enter/)] })
    expect(await raw()).toEqual({ rom_hip_ir_deg_left: [30] })
    // She goes on from what was saved, and is nobody who overtook herself.
    const next = { rom_hip_ir_deg_left: '300', rom_hip_ir_deg_right: '35', obs_walk: 'antalgic' }
    const second = await save(assessmentId, 'observation', next, first.revision)
    expect(Object.keys(second.wrong)).toEqual(['rom_hip_ir_deg_left'])
    expect(await raw()).toEqual({
      ...{ obs_walk: 'antalgic', rom_hip_ir_deg_left: [30], rom_hip_ir_deg_right: [35] },
    })
    const right = { ...next, rom_hip_ir_deg_left: '31' }
    expect((await save(assessmentId, 'observation', right, second.revision)).wrong).toEqual({})
    expect(await raw()).toMatchObject({ rom_hip_ir_deg_left: [31] })
  })

  it('is computed with the side, age and weight of the case, and remembers who measured', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'strength', {
      str_knee_ext_force_left: ['295', '310'],
      str_knee_ext_force_right: '378',
      str_knee_ext_lever_m: '0.33',
      str_knee_ext_position: '60',
    })
    const view = await oneAssessment(physio(), me().caseId, assessmentId, 'strength', now)
    expect(view.exam.context).toMatchObject({
      affected: 'left',
      indexSide: 'left',
      weightKg: 70,
      ageYears: 36,
    })
    expect(view.exam.computed.lsi_knee_ext.value).toBeCloseTo(82.0, 1)
    expect(view.exam.computed.knee_ext_low.value).toBe('yes')
    expect(view.testers.strength).toBe('CANARY-ONE-physioA')
    expect(view.rows.find((row) => row.id === 'str_knee_ext')).toMatchObject({
      left: { text: '1.46 N·m/kg', detail: '295 N, 310 N; 45.2 % body mass' },
      symmetry: '82.0 %, possible deficit',
    })
  })

  it('is not opened or written in a closed case', async () => {
    const { assessmentId } = await start()
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = now() WHERE id = ${me().caseId}`
    await expect(start()).rejects.toThrow(Conflict)
    await expect(save(assessmentId, 'palpation', { palp_calf_left: 'normal' })).rejects.toThrow(Conflict)
    await expect(sign(assessmentId)).rejects.toThrow(Conflict)
  })
})

describe('signing', () => {
  it('ends all change, in the database as well', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    await sign(assessmentId)
    const signs = await events('assessment.signed')
    await sign(assessmentId)
    expect(await events('assessment.signed')).toBe(signs)
    await expect(save(assessmentId, 'palpation', { palp_calf_left: 'positive' })).rejects.toThrow(Conflict)
    const change = sql`UPDATE "Assessment" SET findings = '{}' WHERE id = ${assessmentId}`
    await expect(change).rejects.toMatchObject({ code: 'SW001' })
    await expect(sql`DELETE FROM "Assessment" WHERE id = ${assessmentId}`).rejects.toMatchObject({
      code: 'SW001',
    })
  })

  it('a draft stays in its case and is not deleted either', async () => {
    const { assessmentId } = await start()
    const move = sql`UPDATE "Assessment" SET "caseId" = ${world.one.b.caseId}, "patientId" = ${world.one.b.patientId} WHERE id = ${assessmentId}`
    await expect(move).rejects.toMatchObject({ code: 'SW001' })
    await expect(sql`DELETE FROM "Assessment" WHERE id = ${assessmentId}`).rejects.toMatchObject({
      code: 'SW001',
    })
  })

  it('takes only what was seen, something, and unusual values that were checked', async () => {
    const { assessmentId } = await start()
    await expect(sign(assessmentId)).rejects.toThrow(Invalid)
    await save(assessmentId, 'observation', { rom_knee_flexion_deg_left: '20' })
    const seen = { caseId: me().caseId, assessmentId, version: 1, checked: 'yes' as const }
    await expect(signAssessment(physio(), seen, now)).rejects.toThrow(Conflict)
    const refused = await sign(assessmentId).catch((error) => error)
    expect(refused.fieldErrors).toHaveProperty('checked')
    await expect(sign(assessmentId, 'yes')).resolves.toMatchObject({ assessmentId })
  })

  it('records what was left out when pain stopped the examination, with the reason', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'kneecap', { test_noble_left: 'positive', test_noble_nprs_left: '7' })
    await sign(assessmentId)
    const view = await oneAssessment(physio(), me().caseId, assessmentId, 'kneecap', now)
    expect(view.stop).toContain('Noble compression')
    expect(view.raw).toMatchObject({ test_noble_left: 'positive', test_squat_pain_left: 'not_tested' })
    expect(view.raw).not.toHaveProperty('test_lachman_left')
  })
})

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
    expect(row?.changed).not.toBeNull()
    await save(assessmentId, 'ligaments', { test_lachman_right: 'positive' })
    expect(await flagsNow()).toHaveLength(1)
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
      ...{ rf_trauma: 'yes', rf_trauma_days: 1, rf_pop: 'no', rf_swelling_onset: 'no_swelling' },
      ...{
        rf_weight_bearing_initial: 'yes',
        rf_weight_bearing_now: 'limp',
        rf_bend_90: 'yes',
        rf_deformity: 'no',
      },
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

describe('over time', () => {
  async function signed(on: string, sections: Partial<Record<FormSection, Record<string, unknown>>>) {
    const { assessmentId } = await start(on)
    for (const [section, posted] of Object.entries(sections))
      await save(assessmentId, section as FormSection, posted)
    await sign(assessmentId)
    return assessmentId
  }
  const set = { device_strength: 'belt', str_knee_ext_position: '60', str_knee_ext_lever_m: '0.33' }
  const first = () =>
    signed(addDays(today, -28), {
      strength: { ...set, str_knee_ext_force_left: '280', str_knee_ext_force_right: '378' },
      flexibility: { flex_wblt_deg_left: '31' },
      kneecap: { test_squat_pain_left: 'positive' },
    })

  it('a re-test begins with the set-up, shows the last values and says what changed', async () => {
    const a = await first()
    const { assessmentId: b } = await start()
    const draft = await oneAssessment(physio(), me().caseId, b, 'strength', now)
    expect(draft.raw).toEqual({
      device_strength: 'belt',
      str_knee_ext_position: '60',
      str_knee_ext_lever_m: 0.33,
    })
    expect(draft.last.str_knee_ext_force_left?.text).toBe('280 N')
    expect(draft.previousId).toBe(a)
    await save(b, 'strength', { ...set, str_knee_ext_force_left: '322', str_knee_ext_force_right: '378' })
    await save(b, 'flexibility', { flex_wblt_deg_left: '34' })
    const view = await oneAssessment(physio(), me().caseId, b, 'strength', now)
    expect(view.exam.computed.chg_knee_ext_pct.value).toBeCloseTo(15, 6)
    const { rows, heads } = await compareAssessments(physio(), me().caseId, { a: b, b: a }, now)
    expect(heads.map((head) => head.id)).toEqual([a, b])
    expect(rows.find((row) => row.id === 'str_knee_ext')).toMatchObject({
      left: '+0.20 N·m/kg (+15 %)',
      right: 'no change',
      not: null,
    })
    expect(rows.find((row) => row.id === 'flex_wblt_deg')?.left).toContain('within measurement error [86]')
  })

  it('another device is not compared', async () => {
    const a = await first()
    const other = {
      ...set,
      device_strength: 'hand',
      str_knee_ext_force_left: '350',
      str_knee_ext_force_right: '378',
    }
    const b = await signed(today, { strength: other })
    const { rows } = await compareAssessments(physio(), me().caseId, { a, b }, now)
    const row = rows.find((one) => one.id === 'str_knee_ext')
    expect(row?.left).toBeNull()
    expect(row?.not).toContain('Dynamometer with belt, then Dynamometer, free hand')
    const view = await oneAssessment(physio(), me().caseId, b, 'strength', now)
    expect(view.exam.computed.chg_knee_ext_pct.value).toBeNull()
  })

  it('rules read the newest recorded value, and "not tested" is none', async () => {
    await first()
    await signed(today, {
      kneecap: { test_squat_pain_left: 'not_tested' },
      function: { func_sts30: '24' },
      palpation: { palp_fat_pad_left: 'normal' },
    })
    const { values, indexSide } = await asActor(physio(), (tx) =>
      caseFindings(tx, physio(), me().caseId, now),
    )
    expect(indexSide).toBe('left')
    expect(values.get('test_squat_pain_left')).toBe('positive')
    expect(values.get('func_sts30')).toBe(24)
    expect(values.get('lsi_knee_ext')).toBeCloseTo(74.07, 2)
    expect(values.get('n_palp_recorded')).toBe(1)
    const { minimum, list } = await caseAssessments(physio(), me().caseId, now)
    expect(minimum.filter((row) => row.met).map((row) => row.id)).toEqual([
      'palpation',
      'squat',
      'function',
      'safety',
      'guardian',
    ])
    expect(list.map((one) => one.on)).toEqual([today, addDays(today, -28)])
  })

  it('an assessment of another case is not found', async () => {
    const a = await first()
    const other = { a, b: world.one.b.assessmentId }
    await expect(compareAssessments(physio(), me().caseId, other, now)).rejects.toThrow(NotFound)
    await expect(oneAssessment(physio(), world.one.b.caseId, a, 'finish', now)).rejects.toThrow(NotFound)
    const foreign = { caseId: me().caseId, assessmentId: world.one.b.openAssessmentId }
    const values = { palp_calf_left: 'normal' }
    await expect(
      saveFindings(
        physio(),
        { ...foreign, section: 'palpation', revision: '', go: '', values, errors: {} },
        now,
      ),
    ).rejects.toThrow(NotFound)
  })
})
