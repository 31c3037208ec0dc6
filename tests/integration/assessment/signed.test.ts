import { describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import type { FormSection } from '#lib/assessment/fields/schema.ts'
import { caseAssessments, caseFindings, compareAssessments, oneAssessment } from '#lib/assessment/queries.ts'
import { saveFindings } from '#lib/assessment/saving/commands.ts'
import { signAssessment } from '#lib/assessment/signed/commands.ts'
import { addDays } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { caseFactorInputs } from '#lib/factors/inputs/queries.ts'
import { newId } from '#lib/ids.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { events, me, now, physio, save, setUp, sign, sql, start, today, world } from './setting.ts'

await setUp()

const addHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

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

  it('ends the visit at which a flag was to be answered', async () => {
    const of = { clinicId: world.one.clinicId, ...me() }
    const raise = (flagId: string, at: Date) => sql`
      INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "raisedAt", "ruleSetVersion", inputs)
      VALUES (${newId()}, ${of.clinicId}, ${of.patientId}, ${of.caseId}, 'log', ${flagId}, 'routine_referral', 'none', ${at}, 1, '{}')`
    await raise('flag_reds', addHours(-48))
    const { assessmentId } = await start(addDays(today, -1))
    await raise('flag_persistent', addHours(-1))
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    await sign(assessmentId)
    const rows =
      await sql`SELECT "flagId", "visitedAt" FROM "RedFlag" WHERE "caseId" = ${of.caseId} ORDER BY "raisedAt"`
    expect(rows).toEqual([
      { flagId: 'flag_reds', visitedAt: now },
      { flagId: 'flag_persistent', visitedAt: null },
    ])
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
    const seen = { caseId: me().caseId, assessmentId, version: 1, checked: 'yes' as const, day: '' as const }
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
    expect(heads).toMatchObject([
      { id: a, affected: 'left' },
      { id: b, affected: 'left' },
    ])
    expect(rows.find((row) => row.id === 'str_knee_ext')).toMatchObject({
      left: '+0.20 N·m/kg (+15 %), 10 to 20 % is uncertain',
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

  it('the kneecap cluster is of the newest results, of whichever day, for rules and for factors', async () => {
    const day = (back: number, kneecap: object, palpation: object) =>
      signed(addDays(today, -back), { kneecap: { ...kneecap }, palpation: { ...palpation } })
    const cluster = () =>
      asActor(physio(), async (tx) => {
        const of = { clinicId: world.one.clinicId, caseId: me().caseId, patientId: me().patientId }
        const { values } = await caseFindings(tx, physio(), me().caseId, now)
        const { inputs } = await caseFactorInputs(tx, physio(), { ...of, side: 'left', today }, now)
        const name = 'pfp_cluster_left'
        return [values.get(name), inputs.values.get(name), inputs.sources.get(name)?.kind]
      })
    await day(20, { test_squat_pain_left: 'positive' }, {})
    expect(await cluster()).toEqual([undefined, undefined, undefined])
    await day(10, { test_resisted_extension_pain_left: 'normal' }, { palp_patellar_facets_left: 'positive' })
    expect(await cluster()).toEqual([2, 2, 'calculated'])
    await day(0, { test_squat_pain_left: 'normal' }, {})
    expect(await cluster()).toEqual([1, 1, 'calculated'])
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
        {
          ...foreign,
          section: 'palpation',
          revision: '',
          go: '',
          untouched: [],
          on: null,
          values,
          errors: {},
        },
        now,
      ),
    ).rejects.toThrow(NotFound)
  })
})

describe('the limits of the clinic', () => {
  it('hold in what is read, in what rules read and while one types; those of another clinic do not', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'strength', {
      str_knee_ext_force_left: '340',
      str_knee_ext_force_right: '366',
      str_knee_ext_lever_m: '0.33',
      str_knee_ext_position: '60',
      device_strength: 'belt',
    })
    const seen = async () => {
      const { rows, exam } = await oneAssessment(physio(), me().caseId, assessmentId, 'strength', now)
      const { values } = await asActor(physio(), (tx) => caseFindings(tx, physio(), me().caseId, now))
      const { symmetry, reference } = rows.find(({ id }) => id === 'str_knee_ext') ?? {}
      return [symmetry, reference, values.get('knee_ext_low'), exam.limits.lsi_symmetric_pct]
    }
    const note = 'As our clinic measures.'
    const set = (
      admin: AccountActor,
      limitId: 'lsi_symmetric_pct' | 'knee_ext_low_pct',
      value: number | null,
    ) => setClinicLimit(admin, { limitId, value, note })
    const byDefault = ['92.9 %, symmetric', 'Low below 1.56 N·m/kg [EO]', 'no', 90]
    await set(world.two.admin, 'lsi_symmetric_pct', 95)
    await set(world.two.admin, 'knee_ext_low_pct', 80)
    expect(await seen()).toEqual(byDefault)
    await set(world.one.admin, 'lsi_symmetric_pct', 95)
    await set(world.one.admin, 'knee_ext_low_pct', 80)
    expect(await seen()).toEqual(['92.9 %, possible deficit', 'Low below 1.664 N·m/kg [EO]', 'yes', 95])
    await set(world.one.admin, 'lsi_symmetric_pct', null)
    await set(world.one.admin, 'knee_ext_low_pct', null)
    expect(await seen()).toEqual(byDefault)
  })
})
