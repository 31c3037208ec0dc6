import { describe, expect, it } from 'vitest'
import { caseAssessments, caseFindings, oneAssessment } from '#lib/assessment/queries.ts'
import { readDocument } from '#lib/assessment/record/schema.ts'
import { earliestDay } from '#lib/cases/rules.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, HeardFault, Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { withoutTable } from '#tests/support/faults.ts'
import { ownerClient } from '#tests/support/world.ts'
import { events, me, now, ownerUrl, physio, save, setUp, sign, sql, start, today, world } from './setting.ts'

await setUp()

const earliestOfCase = async () => {
  const [row] = await sql<{ openedAt: Date }[]>`SELECT "openedAt" FROM "Case" WHERE id = ${me().caseId}`
  return earliestDay(dayIn('Europe/Zurich', row?.openedAt ?? now))
}

const read = (assessmentId: string) => oneAssessment(physio(), me().caseId, assessmentId, 'finish', now)

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

  it('is of a day from 30 days before the case was opened to today', async () => {
    const earliest = await earliestOfCase()
    await expect(start(addDays(today, 1))).rejects.toThrow(Invalid)
    await expect(start(addDays(earliest, -1))).rejects.toThrow(Invalid)
    expect((await start(earliest)).assessmentId).toBeTruthy()
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

  it('raises its flags though a fault undoes the save', async () => {
    const { assessmentId } = await start()
    const owner = ownerClient(ownerUrl)
    const flags = () => owner.redFlag.findMany({ where: { caseId: me().caseId } })
    const cannotWalk = () => save(assessmentId, 'observation', { obs_walk: 'unable_to_walk' })
    await withoutTable(owner, 'FactorEvaluation', async () => {
      const fault = await cannotWalk().catch((error) => error)
      expect(fault).toBeInstanceOf(HeardFault)
    })
    const raised = { flagId: 'flag_cannot_weight_bear', source: 'assessment', sourceId: assessmentId }
    expect(await flags()).toMatchObject([{ ...raised, answerChangedAt: expect.any(Date) }])
    await cannotWalk()
    expect(await flags()).toMatchObject([{ ...raised, answerChangedAt: null }])
    await owner.$disconnect()
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

  it('leaves what somebody else stored in fields that she did not touch', async () => {
    const { assessmentId } = await start()
    const { revision } = await oneAssessment(physio(), me().caseId, assessmentId, 'observation', now)
    await save(assessmentId, 'observation', { rom_hip_ir_deg_left: '30', obs_walk: 'normal' }, revision)
    const mine = { rom_hip_ir_deg_left: '35' }
    const others = ['obs_walk', 'rom_hip_ir_deg_right']
    const refused = await save(assessmentId, 'observation', mine, revision, others).catch((error) => error)
    expect(refused.fieldErrors.stale).toEqual(['Hip internal rotation, left: saved 30°, yours 35°.'])
    await save(assessmentId, 'observation', mine, refused.fieldErrors.staleRevision[0], others)
    const view = async () =>
      (await oneAssessment(physio(), me().caseId, assessmentId, 'observation', now)).raw
    expect(await view()).toEqual({ obs_walk: 'normal', rom_hip_ir_deg_left: [35] })
    // What she emptied is empty.
    await save(assessmentId, 'observation', {}, undefined, ['obs_walk'])
    expect(await view()).toEqual({ obs_walk: 'normal' })
  })

  it('keeps a grade of the gait that has no side until one of its sides is recorded', async () => {
    const { assessmentId } = await start()
    await sql`UPDATE "Assessment" SET findings = jsonb_set(findings, '{raw}', '{"gait_pelvic_drop": "marked"}')
      WHERE id = ${assessmentId}`
    const view = () => oneAssessment(physio(), me().caseId, assessmentId, 'gait', now)
    const worse = { text: 'Marked, side not recorded' }
    expect((await view()).last).toMatchObject({ gait_pelvic_drop_left: worse, gait_pelvic_drop_right: worse })
    await save(assessmentId, 'gait', { gait_cadence_spm: '168' })
    expect((await view()).outstanding).toMatchObject([
      { id: 'gait_cadence_spm', text: expect.any(String) },
      { id: 'gait_pelvic_drop', text: 'Pelvic drop: Marked, side not recorded' },
    ])
    await save(assessmentId, 'gait', { gait_pelvic_drop_left: 'none', gait_pelvic_drop_right: 'marked' })
    expect((await view()).outstanding).toMatchObject([
      { id: 'gait_pelvic_drop', text: 'Pelvic drop, right: Marked' },
    ])
    expect((await view()).last).toEqual({})
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
      obs_walk: 'antalgic',
      rom_hip_ir_deg_left: [30],
      rom_hip_ir_deg_right: [35],
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
  })
})

describe('the day of a draft', () => {
  it('is changed in the summary, within the case, and a wrong one holds back itself alone', async () => {
    const { assessmentId } = await start(addDays(today, -20))
    expect((await save(assessmentId, 'finish', { on: today })).wrong).toEqual({})
    expect((await read(assessmentId)).on).toBe(today)
    const wrong = [addDays(today, 1), addDays(await earliestOfCase(), -1), '2026-02-30', '']
    for (const on of wrong) {
      const said = await save(assessmentId, 'finish', { on, general_note: `Not ${on}.` })
      expect(said.wrong).toHaveProperty('on')
      expect(await read(assessmentId)).toMatchObject({ on: today, raw: { general_note: `Not ${on}.` } })
    }
  })

  it('that a colleague has changed meanwhile stays, unless it was touched and both were seen', async () => {
    const { assessmentId } = await start(addDays(today, -20))
    const { revision } = await read(assessmentId)
    await save(assessmentId, 'finish', { on: today }, revision)
    const mine = { on: addDays(today, -20), general_note: 'Mine' }
    const refused = await save(assessmentId, 'finish', mine, revision).catch((error) => error)
    expect(refused.fieldErrors.stale).toHaveLength(2)
    await save(assessmentId, 'finish', mine, undefined, ['on'])
    expect(await read(assessmentId)).toMatchObject({ on: today, raw: { general_note: 'Mine' } })
  })

  it('counts for what is newest as soon as it is changed', async () => {
    const { assessmentId: a } = await start(addDays(today, -10))
    await save(a, 'kneecap', { test_squat_pain_left: 'positive' })
    await sign(a)
    const { assessmentId: b } = await start(addDays(today, -20))
    await save(b, 'kneecap', { test_squat_pain_left: 'normal' })
    const newest = async () =>
      (await asActor(physio(), (tx) => caseFindings(tx, physio(), me().caseId, now))).values.get(
        'test_squat_pain_left',
      )
    expect([await newest(), (await read(b)).previousId]).toEqual(['positive', null])
    await save(b, 'finish', { on: today })
    expect([await newest(), (await read(b)).previousId]).toEqual(['normal', a])
  })

  it('is asked about at signing when it is not today', async () => {
    const { assessmentId } = await start(addDays(today, -20))
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    expect((await read(assessmentId)).notToday).toBe(true)
    const refused = await sign(assessmentId, '', '').catch((error) => error)
    expect(refused.fieldErrors).toHaveProperty('day')
    await save(assessmentId, 'finish', { on: today })
    await expect(sign(assessmentId, '', '')).resolves.toMatchObject({ assessmentId })
  })
})

describe('in a closed case', () => {
  it('a draft is finished and signed, and gets no new findings', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = ${now} WHERE id = ${me().caseId}`
    await expect(save(assessmentId, 'palpation', { palp_calf_left: 'positive' })).rejects.toThrow(Conflict)
    await save(assessmentId, 'finish', { general_note: 'Seen on the last day.' })
    await expect(sign(assessmentId)).resolves.toMatchObject({ assessmentId })
    await expect(start()).rejects.toThrow(Conflict)
  })
})

describe('the statement on the red flags', () => {
  const statement = async () => {
    const { minimum } = await caseAssessments(physio(), me().caseId, now)
    return minimum.find(({ id }) => id === 'statement')?.met
  }
  const findings = async (assessmentId: string) => {
    const [row] = await sql`SELECT findings FROM "Assessment" WHERE id = ${assessmentId}`
    return readDocument(row?.findings)
  }

  it('is kept with who made it and when, whoever saves or signs afterwards', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'finish', { red_flags_reviewed: 'yes' })
    const made = { byId: physio().accountId, at: now.toISOString() }
    expect((await findings(assessmentId)).reviewed).toEqual(made)
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "Assessment" SET findings = jsonb_set(findings, '{reviewed,byId}', ${tx.json(world.one.physioB.accountId)})
        WHERE id = ${assessmentId}`
    })
    await save(assessmentId, 'finish', { red_flags_reviewed: 'yes', general_note: 'More' })
    await sign(assessmentId)
    expect((await findings(assessmentId)).reviewed?.byId).toBe(world.one.physioB.accountId)
    expect((await read(assessmentId)).reviewed?.by).toContain('physioB')
  })

  it('goes with what it said, and is that of who changes it', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'finish', { red_flags_reviewed: 'yes' })
    await save(assessmentId, 'finish', {})
    expect((await findings(assessmentId)).reviewed).toBeNull()
    await save(assessmentId, 'finish', { red_flags_reviewed: 'no' })
    expect((await findings(assessmentId)).reviewed?.byId).toBe(physio().accountId)
  })

  it('of a guardian is kept and shown likewise', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'finish', { guardian_consent: 'no' })
    const made = { byId: physio().accountId, at: now.toISOString() }
    expect((await findings(assessmentId)).guardian).toEqual(made)
    expect((await findings(assessmentId)).reviewed).toBeNull()
    expect((await read(assessmentId)).guardian?.by).toContain('physioA')
  })

  it('opens no program while it stands in a draft', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'palpation', { palp_calf_left: 'normal' })
    await save(assessmentId, 'finish', { red_flags_reviewed: 'yes' })
    expect(await statement()).toBe(false)
    await sign(assessmentId)
    expect(await statement()).toBe(true)
  })
})
