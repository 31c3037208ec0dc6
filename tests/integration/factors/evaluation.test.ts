import { describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { startAssessment } from '#lib/assessment/draft/commands.ts'
import { sectionRevision } from '#lib/assessment/draft/rules.ts'
import { injuriesOf } from '#lib/assessment/record/queries.ts'
import { saveFindings } from '#lib/assessment/saving/commands.ts'
import { readSection } from '#lib/assessment/schema.ts'
import { closeCase, reopenCase } from '#lib/cases/status/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { evaluateAgain } from '#lib/factors/commands.ts'
import { caseFactors } from '#lib/factors/queries.ts'
import { addFactor, answerFactor } from '#lib/factors/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { changePatient } from '#lib/patients/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { today } from '#tests/support/days.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import {
  db,
  events,
  factorIn,
  lead,
  measured,
  one,
  opened,
  reevaluate,
  setUp,
  strangers,
  two,
  view,
} from './setting.ts'

await setUp()

describe('evaluation', () => {
  test('a form that becomes a case is evaluated, also by a physio who is not on the new team', async () => {
    const { caseId, intakeId } = await opened({}, one.physioB)
    const found = await view(caseId)
    expect(factorIn(found, 'fac_short_sleep')).toMatchObject({ level: 2, points: 4, status: 'present' })
    expect(factorIn(found, 'fac_single_shoe')?.sentence).toBe('You use one pair for all your runs.')
    const sleep = factorIn(found, 'fac_short_sleep')?.inputs.find((input) => input.id === 'sleep_hours')
    expect(sleep).toMatchObject({
      answer: '5 hours',
      from: expect.stringMatching(/^Intake, \d+ \w+ 20\d\d$/),
    })
    expect(factorIn(found, 'fac_quad_weak')).toMatchObject({ status: 'not_assessed' })
    expect(factorIn(found, 'fac_quad_weak')?.missing).toContainEqual(
      expect.objectContaining({ id: 'sts30_low', href: `/cases/${caseId}/assessment?field=func_sts30` }),
    )
    expect(found.changes).toBeNull()
    const [row] = await db.factorEvaluation.findMany({ where: { caseId } })
    expect(row).toMatchObject({ ruleSetVersion: 1, byId: one.physioB.accountId })
    expect(row?.inputs).toMatchObject({
      sleep_hours: { value: 5, from: { kind: 'intake', sourceId: intakeId } },
    })
    await expect(caseFactors(one.physioB, caseId, null, new Date())).rejects.toThrow(NotFound)
    expect(await events(caseId, 'factors.evaluated')).toBe(1)
  })

  test('an injury that a log tells of is read by the patterns at once, until it is taken back', async () => {
    const { actor, caseId } = one.a
    const pattern = async () => (await view(caseId)).patterns.listed.find(({ id }) => id === 'pat_acl')
    expect(await pattern()).toBeUndefined()
    const injury = {
      rf_trauma_days: '0',
      rf_pop: 'yes',
      rf_swelling_onset: 'within_2h',
      rf_deformity: 'no',
      rf_weight_bearing_initial: 'yes',
      rf_weight_bearing_now: 'limp',
      rf_bend_90: 'yes',
    }
    const id = newId()
    const posted = { id, caseId, score: '2', swelling: 'none', log_safety: 'new_injury', ...injury }
    await recordMorning(actor, morningInput.parse(posted))
    expect(await pattern()).toMatchObject({ status: 'consider' })
    const newest = { where: { caseId }, orderBy: { at: 'desc' } } as const
    const read = await db.factorEvaluation.findFirstOrThrow(newest)
    expect(read.inputs).toMatchObject({ rf_trauma: { value: 'yes', from: { kind: 'log', sourceId: id } } })
    const told = () => asActor(lead, (tx) => injuriesOf(tx, { clinicId: one.clinicId, caseId }))
    const [first] = await told()
    const mended = newId()
    await recordMorning(actor, morningInput.parse({ ...posted, id: mended, score: '3', supersedes: id }))
    // Put right, it is as old as it was: a form that was sent in between is newer.
    expect(await told()).toMatchObject([{ id: mended, at: first?.at }])
    await withdrawEntry(actor, { caseId, kind: 'pain', entryId: mended, reason: 'Wrong knee' })
    expect(await pattern()).toBeUndefined()
  })

  test('a finding changes a level; the earlier evaluation stays as it was, and what changed is said', async () => {
    const of = await opened()
    const before = await view(of.caseId)
    expect(await reevaluate(lead, of.caseId)).toBeNull()
    await measured(of, {
      func_plank_s: 20,
      func_side_plank_s_left: 90,
      func_side_plank_s_right: 25,
      junk: 'x',
    })
    expect(await reevaluate(lead, of.caseId)).toMatchObject({ first: false, changed: 1 })
    const after = await view(of.caseId)
    expect(factorIn(after, 'fac_trunk_endurance')).toMatchObject({
      level: 2,
      side: 'right',
      sentence: 'Holding your trunk steady was hard (25 seconds).',
    })
    expect(after.changes?.factors).toEqual([
      {
        id: 'fac_trunk_endurance',
        title: 'Trunk endurance',
        from: 'Not yet checked',
        to: 'Present',
        inputs: [
          expect.stringMatching(/^Side plank: Not examined, now 25 s$/),
          expect.stringMatching(/^Front plank: Not examined, now 20 s$/),
        ],
      },
    ])
    const earlier = await view(of.caseId, before.evaluation?.id ?? null)
    expect(earlier.evaluation?.newest).toBe(false)
    expect(factorIn(earlier, 'fac_trunk_endurance')).toEqual(factorIn(before, 'fac_trunk_endurance'))
    expect(earlier.history).toHaveLength(2)
  })

  test('many saves of one assessment are one step, compared with what was before the first of them', async () => {
    const { caseId } = await opened()
    const [first] = (await view(caseId)).history
    const { assessmentId } = await startAssessment(lead, { id: newId(), caseId, on: today(), field: '' })
    const stored = async () => db.factorEvaluation.findMany({ where: { caseId }, orderBy: { at: 'asc' } })
    let revision = sectionRevision('function', {}, today())
    const posted: Record<string, string> = {}
    for (const [name, value] of Object.entries({
      func_plank_s: '20',
      func_sts30: '14',
      func_hop_pain_left: '1',
    })) {
      posted[name] = value
      const of = {
        caseId,
        assessmentId,
        section: 'function' as const,
        go: '' as const,
        untouched: [],
        on: null,
      }
      const saved = await saveFindings(lead, { ...of, revision, ...readSection('function', posted) })
      revision = saved.revision
    }
    const rows = await stored()
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.slice(1).map((row) => row.assessmentId)).toEqual(rows.slice(1).map(() => assessmentId))
    const found = await view(caseId)
    expect(found.history.map(({ id }) => id)).toEqual([rows.at(-1)?.id, first?.id])
    expect(found.changes?.factors.map(({ id }) => id)).toContain('fac_trunk_endurance')
    // One that is not listed is shown as it was, not the newest instead.
    const middle = await view(caseId, rows[1]?.id)
    expect(middle.evaluation).toMatchObject({ id: rows[1]?.id, newest: false })
    expect(middle.changes?.factors.map(({ id }) => id)).toContain('fac_trunk_endurance')
  })

  test('one that is not of this case does not exist', async () => {
    const [{ caseId }, other] = [await opened(), await opened()]
    const [row] = (await view(other.caseId)).history
    await expect(view(caseId, row?.id)).rejects.toThrow(NotFound)
    await expect(view(caseId, newId())).rejects.toThrow(NotFound)
  })

  test('an old evaluation is shown with the rule of its day, not the one of today', async () => {
    const { caseId, patientId } = await opened()
    const [row] = await db.factorEvaluation.findMany({ where: { caseId } })
    const results = JSON.parse(JSON.stringify(row?.results).replaceAll('sleep_hours < 6', 'sleep_hours < 4'))
    await db.factorEvaluation.create({
      data: {
        clinicId: one.clinicId,
        caseId,
        patientId,
        ruleSetVersion: 0,
        inputs: row?.inputs as object,
        results,
        at: new Date(Date.now() + 1000),
      },
    })
    const found = await view(caseId)
    expect(found.evaluation).toMatchObject({ stale: 'rules', ruleSetVersion: 0 })
    expect(factorIn(found, 'fac_short_sleep')?.rules.map((rule) => rule.text)).toContain('sleep_hours < 4')
    expect(await reevaluate(lead, caseId)).toMatchObject({ first: false })
  })

  test('a patient whose entry changes an input causes it, and is told and shown nothing', async () => {
    const { a } = one
    const draft = { caseId: a.caseId, signedAt: null }
    await db.assessment.updateMany({ where: draft, data: { findings: { raw: { func_plank_s: 20 } } } })
    const result = await reevaluate(a.actor, a.caseId)
    expect(result).not.toBeNull()
    expect(await reevaluate(a.actor, a.caseId)).toBeNull()
    const rows = await asActor(a.actor, async (tx) => [
      ...(await tx.factorEvaluation.findMany()),
      ...(await tx.factorResponse.findMany()),
      ...(await tx.factorRelease.findMany()),
    ])
    expect(rows).toEqual([])
    const stored = await db.factorEvaluation.findMany({
      where: { caseId: a.caseId },
      orderBy: { at: 'desc' },
    })
    expect(stored[0]).toMatchObject({ byId: null, patientId: a.patientId })
  })

  test('a limit that the clinic sets holds from the next evaluation; the earlier one stays as it was', async () => {
    const of = await opened()
    await measured(of, { flex_popliteal_deg_right: [35], flex_slr_deg_right: [80] })
    await reevaluate(lead, of.caseId)
    const level = async () => factorIn(await view(of.caseId), 'fac_hamstring_tight')?.level
    expect(await level()).toBe(0)
    const input = { limitId: 'popliteal_possible_deg', note: 'As our clinic measures.' }
    await setClinicLimit(two.admin, { ...input, value: 20 })
    expect((await evaluateAgain(lead, of)).result).toBeNull()
    await setClinicLimit(one.admin, { ...input, value: 30 })
    expect(await level()).toBe(0)
    expect((await evaluateAgain(lead, of)).result).toMatchObject({ first: false, changed: 1 })
    expect(await level()).toBe(1)
    await setClinicLimit(one.admin, { ...input, value: null })
    expect(await reevaluate(lead, of.caseId)).toMatchObject({ changed: 1 })
    expect(await level()).toBe(0)
  })

  test('the bands of the groups are those of the clinic whenever they are read', async () => {
    const of = await opened({ runs_change: 2 })
    const { groups } = await view(of.caseId)
    const group = groups.find(({ score }) => score >= 2 && score < 4)
    if (!group) throw new Error('no group of 2 or 3 points')
    const band = async () => (await view(of.caseId)).groups.find(({ id }) => id === group.id)?.band
    const input = { limitId: 'group_moderate_points', note: 'We look earlier.' }
    await setClinicLimit(two.admin, { ...input, value: 2 })
    expect(await band()).toBe('minor')
    await setClinicLimit(one.admin, { ...input, value: 2 })
    expect(await band()).toBe('moderate')
    await setClinicLimit(one.admin, { ...input, value: null })
    expect(await band()).toBe('minor')
  })

  test('a case that is opened again is evaluated with what is left of its examinations', async () => {
    const of = await opened()
    const { id } = await measured(of, { func_plank_s: 20 })
    await reevaluate(lead, of.caseId)
    const level = async () => factorIn(await view(of.caseId), 'fac_trunk_endurance')?.level ?? null
    expect(await level()).toBe(1)
    const version = async () => (await db.case.findUniqueOrThrow({ where: { id: of.caseId } })).version
    const ending = { caseId: of.caseId, reason: 'other_ending', note: 'Moved away' } as const
    await closeCase(lead, { ...ending, version: await version() })
    const told = { withdrawnAt: new Date(), withdrawnById: lead.accountId, withdrawReason: 'Wrong record' }
    await db.assessment.update({ where: { id }, data: told })
    expect(await level()).toBe(1)
    await reopenCase(lead, { caseId: of.caseId, version: await version(), reason: 'Pain again' })
    expect(await level()).not.toBe(1)
  })

  test('a date of birth that is put right is read at once', async () => {
    const { caseId, patientId } = await opened()
    const age = async () => {
      const newest = { where: { caseId }, orderBy: { at: 'desc' } } as const
      const { inputs } = await db.factorEvaluation.findFirstOrThrow(newest)
      return (inputs as { age_years?: { value: number } }).age_years?.value
    }
    const { version, fullName } = await db.patient.findUniqueOrThrow({ where: { id: patientId } })
    const before = await age()
    const of = { id: patientId, version, fullName, email: undefined, phone: undefined }
    await changePatient(lead, { ...of, dateOfBirth: `${new Date().getFullYear() - 17}-01-01` })
    expect([before, await age()]).not.toEqual([before, before])
    expect(await age()).toBeLessThan(18)
  })

  test('a date of birth that is put right reaches what was signed before it', async () => {
    const of = await opened()
    const { id } = await measured(of, { func_sts30: [20] })
    const context = { affected: 'left', indexSide: 'left', ageYears: 62, sex: 'female', weightKg: 60 }
    const findings = { raw: { func_sts30: [20] }, context }
    await db.assessment.update({ where: { id }, data: { findings, signedAt: new Date() } })
    await db.patient.update({ where: { id: of.patientId }, data: { sexAtBirth: 'female' } })
    const { version, fullName } = await db.patient.findUniqueOrThrow({ where: { id: of.patientId } })
    const patient = { id: of.patientId, version, fullName, email: undefined, phone: undefined }
    await changePatient(lead, { ...patient, dateOfBirth: `${new Date().getFullYear() - 25}-01-01` })
    expect(factorIn(await view(of.caseId), 'fac_quad_weak')).toMatchObject({ level: 2 })
  })

  test('two saves at once store it once', async () => {
    const of = await opened()
    await measured(of, { func_plank_s: 20 })
    const results = await Promise.all([1, 2, 3].map(() => reevaluate(lead, of.caseId)))
    expect(results.filter((result) => result !== null)).toHaveLength(1)
    expect(await db.factorEvaluation.count({ where: { caseId: of.caseId } })).toBe(2)
  })

  test.each(strangers)('%s can neither read nor evaluate', async (_who, actor) => {
    const before = await db.factorEvaluation.count()
    await expect(caseFactors(actor, one.a.caseId, null, new Date())).rejects.toThrow(NotFound)
    await expect(evaluateAgain(actor, { caseId: one.a.caseId })).rejects.toThrow(NotFound)
    await expect(reevaluate(actor, one.a.caseId)).rejects.toThrow(NotFound)
    expect(await db.factorEvaluation.count()).toBe(before)
  })

  test('the patient can neither read them nor ask for an evaluation', async () => {
    const { a } = one
    await expect(caseFactors(a.actor, a.caseId, null, new Date())).rejects.toThrow(NotFound)
    await expect(evaluateAgain(a.actor, { caseId: a.caseId })).rejects.toThrow(NotFound)
  })
})

test('stored evaluations and answers cannot be changed, not even by the owner', async () => {
  const { a } = one
  await expect(
    db.factorEvaluation.update({ where: { id: a.evaluationId }, data: { ruleSetVersion: 9 } }),
  ).rejects.toThrow(/kept as it was written/)
  await expect(db.factorResponse.deleteMany({ where: { caseId: a.caseId } })).rejects.toThrow(/never deleted/)
  await expect(
    db.factorRelease.update({ where: { id: a.releaseId }, data: { text: 'other' } }),
  ).rejects.toThrow(/kept as it was written/)
})

describe('the suggested plan', () => {
  const picksOf = (caseId: string, actor: Actor = lead) => templatePicks(actor, caseId, null, new Date())

  test('names a program, the blocks and the running with their reasons, and makes the draft from them', async () => {
    const at = await opened({ running_status: 'stopped' })
    const { plan, planNotices, picks } = await picksOf(at.caseId)
    // What it changes to fit is said before it is used, with what it adds.
    const own = picks.find(({ id }) => id === plan.program?.id)?.notices ?? []
    expect(planNotices.length).toBeGreaterThan(0)
    expect(
      own.filter((text) => text.includes('stands for')).every((text) => planNotices.includes(text)),
    ).toBe(true)
    if (!plan.program) throw new Error(`no program: ${plan.note}`)
    expect(plan.program.rule).not.toBe('')
    expect(plan.running).toMatchObject({
      text: expect.stringContaining('by stages'),
      blockId: 'blk_walk_run',
    })
    expect(plan.running.basis).toContainEqual({
      label: expect.any(String),
      value: expect.stringMatching(/stopped/i),
    })
    await startDraft(lead, {
      caseId: at.caseId,
      from: plan.program.id,
      blocks: ['blk_walk_run', 'blk_trunk', ...plan.blocks.map(({ id }) => id)],
    })
    const items = await db.programItem.findMany({ where: { caseId: at.caseId } })
    expect(items.map(({ exerciseId }) => exerciseId)).toContain('ex_trunk_dead_bug')
    const around = items.filter(({ eachRun }) => eachRun).map(({ note }) => note)
    expect(around).toContain('Before the run')
    expect(around).toContain('After the run')
  })

  test('says so, as the factors do, when a limit of the clinic was changed since, until it is evaluated again', async () => {
    const at = await opened()
    const stale = async () => [
      (await view(at.caseId)).evaluation?.stale,
      (await picksOf(at.caseId)).plan.stale,
    ]
    const set = (value: number | null) =>
      setClinicLimit(one.admin, { limitId: 'knee_ext_low_pct', value, note: 'As our clinic works.' })
    expect(await stale()).toEqual([null, null])
    await set(70)
    try {
      expect(await stale()).toEqual(['limits', 'limits'])
      expect((await evaluateAgain(lead, { caseId: at.caseId })).result).toMatchObject({ changed: 0 })
      expect(await stale()).toEqual([null, null])
      expect((await view(at.caseId)).changes?.rules).toEqual([
        expect.stringMatching(/^Limit of the clinic, .+: 75 %, now 70 %\.$/),
      ])
      expect(await reevaluate(lead, at.caseId)).toBeNull()
    } finally {
      await set(null)
    }
  })

  test('takes up what a physio added, named as hers', async () => {
    const at = await opened()
    const add = (factorId: string) =>
      addFactor(lead, {
        id: newId(),
        caseId: at.caseId,
        factorId,
        level: 3 as const,
        text: 'Seen on the track',
      })
    await add('fac_trunk_lean')
    const [form] = (await picksOf(at.caseId)).plan.blocks.filter(({ id }) => id === 'blk_gait_form')
    expect(form?.because).toMatch(/^.+ \(added by .+\)$/)
    await add('fac_calf_weak')
    expect((await picksOf(at.caseId)).plan.program).toMatchObject({
      id: 'prog_calf',
      basis: expect.arrayContaining([
        expect.objectContaining({ value: expect.stringMatching(/\(added by .+\)$/) }),
      ]),
    })
  })

  test('leaves out a block whose factor was dismissed', async () => {
    const at = await opened({ strength_days: 0 })
    const blocksNow = async () =>
      (await picksOf(at.caseId)).plan.blocks.filter(({ because }) => because !== 'every run')
    const before = await blocksNow()
    expect(before.length).toBeGreaterThan(0)
    const found = await view(at.caseId)
    for (const factor of found.groups.flatMap((group) => group.found))
      await answerFactor(lead, {
        id: newId(),
        caseId: at.caseId,
        evaluationId: found.evaluation?.id ?? '',
        factorId: factor.id,
        kind: 'dismissed',
        text: 'Not so on the second look',
      } as Parameters<typeof answerFactor>[1])
    const after = await blocksNow()
    expect((await picksOf(at.caseId)).plan.blocks).toContainEqual({
      id: 'blk_warmup',
      name: 'Warm-up',
      because: 'every run',
      exercises: expect.stringContaining('Brisk walk'),
    })
    expect(after.map(({ because }) => because).join()).not.toContain('strength training')
    expect(after.length).toBeLessThan(before.length)
  })

  test('suggests nothing while a flag stops everything, and an unknown block makes no draft', async () => {
    const at = await opened()
    await db.redFlag.create({
      data: {
        clinicId: one.clinicId,
        patientId: at.patientId,
        caseId: at.caseId,
        source: 'log',
        inputs: {},
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'programme',
        ruleSetVersion: 1,
      },
    })
    const { plan } = await picksOf(at.caseId)
    expect(plan.program).toBeNull()
    expect(plan.blocks).toEqual([])
    expect(plan.note).toContain('resolved first')
    expect(plan.running.blockId).toBeNull()
    const wrong = { caseId: at.caseId, from: 'prog_itb', blocks: ['blk_none'] }
    await expect(startDraft(lead, wrong)).rejects.toBeInstanceOf(NotFound)
    expect(await db.programVersion.count({ where: { caseId: at.caseId } })).toBe(0)
  })
})
