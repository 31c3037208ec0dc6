import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitsForClinician } from '#lib/alerts/logs/queries.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { entryDanger } from '#lib/tracking/entries/danger/queries.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const fields = (extra: Record<string, unknown> = {}) => ({
  id: newId(),
  caseId: world.one.a.caseId,
  distance: '5,2',
  unit: 'km',
  minutes: '31',
  finished: 'yes',
  type: 'easy',
  surface: 'trail',
  pain_during: '2',
  pain_after: '3',
  log_safety: 'none',
  ...extra,
})
const run = (extra: Record<string, unknown> = {}) => runInput.parse(fields(extra))

describe('a run', () => {
  it('is one entry with its pains and one audit row, however often it is sent at once', async () => {
    const input = run()
    await Promise.all(Array.from({ length: 10 }, () => recordRun(world.one.a.actor, input)))
    const row = await owner.runLog.findUnique({ where: { id: input.id }, include: { painScores: true } })
    expect(Number(row?.km)).toBe(5.2)
    expect(row?.painScores.map((pain) => [pain.context, pain.score]).sort()).toEqual([
      ['after_run', 3],
      ['during_run', 2],
    ])
    expect(await owner.auditEvent.count({ where: { subjectId: input.id } })).toBe(1)
  })

  it('keeps miles as kilometers', async () => {
    const input = run({ distance: '3', unit: 'mi' })
    await recordRun(world.one.a.actor, input)
    const row = await owner.runLog.findUnique({ where: { id: input.id } })
    expect([Number(row?.km), row?.unit]).toEqual([4.83, 'mi'])
  })

  it('is asked in the unit of the newest one, and put right in its own', async () => {
    const { actor, caseId } = world.two.a
    const unit = async () => (await runForm(actor, { caseId, correct: null })).values.unit
    expect(await unit()).toBe('km')
    const input = run({ caseId, distance: '3', unit: 'mi' })
    await recordRun(actor, input)
    expect(await unit()).toBe('mi')
    const { values } = await runForm(actor, { caseId: null, correct: input.id })
    expect(values).toMatchObject({ distance: '3', unit: 'mi' })
    await withdrawEntry(actor, { caseId, kind: 'run', entryId: input.id, reason: '' })
    expect(await unit()).toBe('km')
  })

  it('refuses the same id with other content, and an id of somebody else', async () => {
    const input = run()
    await recordRun(world.one.a.actor, input)
    await expect(recordRun(world.one.a.actor, { ...input, minutes: 32 })).rejects.toThrow(Conflict)
    await expect(recordRun(world.one.a.actor, { ...input, pain_during: 5 })).rejects.toThrow(Conflict)
    await expect(recordRun(world.one.a.actor, run({ id: world.two.a.runLogId }))).rejects.toThrow(Conflict)
  })

  it('is refused to everybody who may not log into the case, the form as well', async () => {
    const { one, two } = world
    for (const actor of [one.b.actor, two.a.actor, one.physioB, one.admin, one.a.linkActor]) {
      await expect(recordRun(actor, run())).rejects.toThrow(NotFound)
      const ask = { caseId: one.a.caseId, correct: null }
      await expect(runForm(actor, ask)).rejects.toThrow(NotFound)
      await expect(runForm(actor, { ...ask, correct: one.a.runLogId })).rejects.toThrow(NotFound)
    }
  })

  it('may be entered by the team, and says so', async () => {
    const input = run()
    await recordRun(world.one.physioA, input)
    expect(await owner.runLog.findUnique({ where: { id: input.id } })).toMatchObject({ onBehalf: true })
  })

  it('tells the team that enters it what is dangerous in it, and what to say', async () => {
    const { a, physioA, physioB } = world.two
    const of = { caseId: a.caseId, log_safety: 'saddle_bladder' }
    const calm = run({ caseId: a.caseId })
    await recordRun(physioA, calm)
    expect(await entryDanger(physioA, a.caseId, calm.id, new Date())).toBeNull()
    const grave = run({ ...of, pain_during: '9' })
    await recordRun(physioA, grave)
    const danger = await entryDanger(physioA, a.caseId, grave.id, new Date())
    expect(danger).toMatchObject({
      flags: [{ title: 'Saddle numbness, bladder or bowel trouble', urgencyText: 'Emergency' }],
      alerts: ['Severe pain'],
      level: 'emergency',
      tell: expect.arrayContaining([expect.stringMatching(/doctor straight away/)]),
    })
    const again = run(of)
    await recordRun(physioA, again)
    expect((await entryDanger(physioA, a.caseId, again.id, new Date()))?.flags).toEqual(danger?.flags)
    await expect(entryDanger(physioB, a.caseId, grave.id, new Date())).rejects.toThrow(NotFound)
    const words = await hearRefused(physioA, fields({ ...of, pain_during: '' }))
    expect(words).toMatch(
      /^On the list of the team now: Saddle numbness, bladder or bowel trouble \(Emergency\)\. Tell the patient: “.*doctor straight away.*”$/s,
    )
    const by = { respondedAt: new Date(), resolvedAt: new Date() }
    await owner.redFlag.updateMany({ where: { caseId: a.caseId, source: 'log' }, data: by })
    await owner.alert.updateMany({ where: { caseId: a.caseId }, data: { closedAt: new Date() } })
  })

  it('is put right once, and the original stays', async () => {
    const first = run()
    await recordRun(world.one.a.actor, first)
    const form = await runForm(world.one.a.actor, { caseId: null, correct: first.id })
    expect(form).toMatchObject({ supersedes: first.id, values: { distance: '5.2', painDuring: 2 } })
    const results = await Promise.allSettled(
      ['40', '41'].map((minutes) => recordRun(world.one.a.actor, run({ minutes, supersedes: first.id }))),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await owner.runLog.findUnique({ where: { id: first.id } })).toMatchObject({ minutes: 31 })
    expect(await owner.painScore.count({ where: { runLogId: first.id, supersededAt: null } })).toBe(0)
  })

  it('is taken back with its pains', async () => {
    const input = run()
    await recordRun(world.one.a.actor, input)
    const back = { caseId: world.one.a.caseId, kind: 'run' as const, entryId: input.id, reason: '' }
    await withdrawEntry(world.one.a.actor, back)
    expect(await owner.painScore.count({ where: { runLogId: input.id, withdrawnAt: null } })).toBe(0)
  })

  it('raises the flag of a safety answer and the alert of a severe pain at once', async () => {
    const input = run({ log_safety: 'calf_swollen', pain_during: '8' })
    await recordRun(world.one.a.actor, input)
    const flags = await owner.redFlag.findMany({ where: { sourceId: input.id } })
    expect(flags.map((flag) => flag.flagId)).toEqual(['flag_dvt'])
    expect(await owner.alert.count({ where: { sourceId: input.id, alertId: 'al_pain_severe' } })).toBe(1)
    // The program is blocked now; logging goes on.
    expect(await recordRun(world.one.a.actor, run())).toMatchObject({ again: false })
  })

  it('is about a day of the last 14, and asks what it needs', async () => {
    await expect(recordRun(world.one.a.actor, run({ logDate: '2020-01-01' }))).rejects.toThrow(Invalid)
    expect(runInput.safeParse(fields({ pain_during: '' })).success).toBe(false)
    expect(runInput.safeParse(fields({ log_safety: undefined })).success).toBe(false)
    expect(runInput.safeParse(fields({ log_safety: 'new_injury' })).success).toBe(false)
    expect(runInput.safeParse(fields({ distance: '80', unit: 'mi' })).success).toBe(false)
    expect(runInput.safeParse(fields({ distance: '0', minutes: '0' })).success).toBe(false)
  })

  it('with a fever, after a morning with a clearly swollen knee, stops the program', async () => {
    const { actor, caseId } = world.one.b
    const hot = () => owner.redFlag.count({ where: { caseId, flagId: 'flag_hot_joint', resolvedAt: null } })
    const morning = { id: newId(), caseId, score: '2', swelling: 'clear', log_safety: 'none' }
    await recordMorning(actor, morningInput.parse(morning))
    expect(await hot()).toBe(0)
    await recordRun(actor, run({ caseId, log_safety: 'fever_unwell' }))
    expect(await hot()).toBe(1)
  })

  it('is not taken by a case that ended', async () => {
    await owner.case.update({
      where: { id: world.one.b.caseId },
      data: { status: 'discharged', closedAt: new Date() },
    })
    const input = run({ caseId: world.one.b.caseId })
    await expect(recordRun(world.one.b.actor, input)).rejects.toThrow(Conflict)
  })

  describe('that is refused', () => {
    const refused = (of: { actor: World['one']['a']['actor'] }, input: ReturnType<typeof run>) =>
      recordRun(of.actor, input).then(
        () => '',
        (error: Error) => error.message,
      )
    const raisedBy = (sourceId: string) =>
      owner.redFlag.findMany({ where: { sourceId }, select: { flagId: true, answerChangedAt: true } })

    const whole = {
      rf_trauma_days: '1',
      rf_pop: 'no',
      rf_swelling_onset: 'no_swelling',
      rf_deformity: 'no',
      rf_weight_bearing_initial: 'yes',
      rf_weight_bearing_now: 'normal',
      rf_bend_90: 'yes',
    }

    it('is heard when it puts right what was put right meanwhile: its flag is raised once, and nothing is saved', async () => {
      const { a } = world.one
      const first = run()
      await recordRun(a.actor, first)
      await recordRun(a.actor, run({ supersedes: first.id }))
      const late = run({ supersedes: first.id, log_safety: 'cold_pale_foot' })
      const words = await refused(a, late)
      expect(words).toMatch(/doctor straight away.*corrected or taken back meanwhile/)
      expect(await refused(a, late)).toBe(words)
      expect(await raisedBy(late.id)).toEqual([
        { flagId: 'flag_limb_vascular', answerChangedAt: expect.any(Date) },
      ])
      expect(await owner.runLog.count({ where: { id: late.id } })).toBe(0)
      const quiet = run({ supersedes: first.id })
      expect(await refused(a, quiet)).toMatch(/^This entry was corrected or taken back meanwhile/)
      expect(await raisedBy(quiet.id)).toEqual([])
    })

    it('is no news when what took the place of the same entry said so, and it was answered', async () => {
      const { a, physioA } = world.one
      const first = run()
      await recordRun(a.actor, first)
      const told = { supersedes: first.id, log_safety: 'foot_drop' }
      const kept = run(told)
      await recordRun(a.actor, kept)
      const [flag] = await owner.redFlag.findMany({ where: { sourceId: kept.id } })
      const at = new Date()
      await answerFlag(
        physioA,
        { id: newId(), flagRowId: flag?.id ?? '', kind: 'ruled_out', text: 'Examined today' },
        at,
      )
      const by = { closedAt: at, closedById: physioA.accountId, outcome: 'Examined' }
      const alert = { caseId: a.caseId, alertId: 'al_red_flag', closedAt: null }
      await owner.alert.updateMany({ where: alert, data: by })
      const late = run(told)
      expect(await refused(a, late)).toMatch(/corrected or taken back meanwhile/)
      expect(await raisedBy(late.id)).toEqual([])
      expect(await owner.redFlag.count({ where: { id: flag?.id ?? '', resolvedAt: null } })).toBe(0)
      expect(await owner.alert.count({ where: alert })).toBe(0)
      const more = run({ ...told, log_safety: ['foot_drop', 'calf_swollen'] })
      await refused(a, more)
      expect(await owner.alert.count({ where: alert })).toBe(1)
    })

    it('is heard when a field is missing, once, and counts as saved when it is', async () => {
      const { a } = world.two
      const of = { caseId: a.caseId, log_safety: ['none', 'saddle_bladder', 'nonsense'] }
      const posted = fields({ ...of, pain_during: '' })
      expect(runInput.safeParse(posted).success).toBe(false)
      const words = await hearRefused(a.actor, posted)
      expect(words).toMatch(/doctor straight away/)
      expect(await hearRefused(a.actor, posted)).toBe(words)
      const raised = { flagId: 'flag_cauda_equina', answerChangedAt: expect.any(Date) }
      expect(await raisedBy(posted.id)).toEqual([raised])
      expect(await owner.runLog.count({ where: { id: posted.id } })).toBe(0)
      await recordRun(a.actor, runInput.parse({ ...posted, pain_during: '2', log_safety: 'saddle_bladder' }))
      expect(await raisedBy(posted.id)).toEqual([{ ...raised, answerChangedAt: null }])
      for (const calm of [{ log_safety: 'none' }, { log_safety: undefined }, { caseId: 'x' }])
        expect(await hearRefused(a.actor, fields({ ...of, ...calm }))).toBeNull()
      await expect(hearRefused(world.one.a.actor, posted)).rejects.toThrow(NotFound)
    })

    it('is heard of an injury that is not fully told, of a knee on waking, and of a day that has not come', async () => {
      const { b } = world.two
      const injury = { log_safety: 'new_injury', rf_weight_bearing_now: 'cannot', rf_trauma_days: 'x' }
      const hurt = fields({ caseId: b.caseId, ...injury })
      expect(await hearRefused(b.actor, hurt)).toMatch(/checked by a doctor or by us today/)
      expect((await raisedBy(hurt.id)).map(({ flagId }) => flagId)).toEqual(['flag_cannot_weight_bear'])
      const waking = { id: newId(), caseId: b.caseId, score: '9', log_safety: 'none' }
      expect(await hearRefused(b.actor, waking)).toMatch(/checked by a doctor or by us today/)
      const early = run({ caseId: b.caseId, log_safety: 'cold_pale_foot', logDate: '2100-01-01' })
      const error = await recordRun(b.actor, early).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Invalid)
      expect(error).toMatchObject({
        fieldErrors: { logDate: ['This day has not come yet.'] },
        message: expect.stringMatching(/doctor straight away/),
      })
    })

    it('is heard as what it puts right: what was answered there raises nothing again, what comes to it does', async () => {
      const { a, physioA } = world.one
      const injury = { ...whole, rf_weight_bearing_now: 'cannot' }
      const first = run({ log_safety: ['cold_pale_foot', 'new_injury'], ...injury })
      await recordRun(a.actor, first)
      expect((await raisedBy(first.id)).length).toBeGreaterThan(0)
      const now = new Date()
      await owner.redFlag.updateMany({
        where: { sourceId: first.id },
        data: { respondedAt: now, resolvedAt: now },
      })
      const by = { closedAt: now, closedById: physioA.accountId, outcome: 'Seen' }
      await owner.alert.updateMany({ where: { caseId: a.caseId, closedAt: null }, data: by })
      const again = { supersedes: first.id, log_safety: ['none', 'cold_pale_foot', 'new_injury'], ...injury }
      const left = fields({ ...again, rf_pop: '', pain_during: '' })
      expect(await hearRefused(a.actor, left)).toMatch(/doctor straight away/)
      expect(await raisedBy(left.id)).toEqual([])
      const reopened = () => owner.alert.count({ where: { caseId: a.caseId, closedAt: null } })
      expect(await reopened()).toBe(0)
      const more = { ...left, id: newId(), log_safety: ['cold_pale_foot', 'new_injury', 'chest_or_breath'] }
      await hearRefused(a.actor, more)
      expect((await raisedBy(more.id)).map(({ flagId }) => flagId)).toContain('flag_chest_breath')
      expect(await reopened()).toBe(1)
    })

    it('opens the alert of a new injury that no flag stands for, once, and holds the plan until somebody has answered', async () => {
      const { a } = world.two
      const posted = fields({ caseId: a.caseId, log_safety: 'new_injury', ...whole, pain_during: '' })
      const opened = () =>
        owner.alert.findMany({
          where: { caseId: a.caseId, alertId: 'al_red_flag', sourceId: posted.id },
          select: {
            severity: true,
            acknowledgedAt: true,
            closedAt: true,
            events: { select: { kind: true } },
          },
        })
      await owner.alert.updateMany({ where: { caseId: a.caseId }, data: { closedAt: new Date() } })
      await hearRefused(a.actor, posted)
      await hearRefused(a.actor, posted)
      expect(await raisedBy(posted.id)).toEqual([])
      const once = [
        { severity: 'urgent', acknowledgedAt: null, closedAt: null, events: [{ kind: 'opened' }] },
      ]
      expect(await opened()).toEqual(once)
      const waits = () =>
        asActor(a.actor, (tx) =>
          waitsForClinician(
            tx,
            { clinicId: world.two.clinicId, caseId: a.caseId, timeZone: zone, today: isoDaysAgo(0) },
            null,
            new Date(),
          ),
        )
      expect(await waits()).toMatchObject({ injured: true })
      const told = { ...posted, pain_during: '2', pain_after: '' }
      await recordRun(a.actor, runInput.parse(told))
      expect(await opened()).toEqual(once)
      // What came of it was written down: the pain of the hour after is no new injury, other answers about one are.
      await owner.alert.updateMany({ where: { caseId: a.caseId }, data: { closedAt: new Date() } })
      const after = { ...told, id: newId(), supersedes: told.id, pain_after: '1' }
      await recordRun(a.actor, runInput.parse(after))
      expect(await waits()).toMatchObject({ injured: false })
      const changed = { ...after, id: newId(), supersedes: after.id, rf_pop: 'yes' }
      await recordRun(a.actor, runInput.parse(changed))
      expect(await waits()).toMatchObject({ injured: true })
    })

    it('is heard when the treatment has ended, and the duty is told', async () => {
      const { b, clinicId } = world.one
      const mails = () =>
        owner.mail.count({ where: { clinicId, text: { contains: `/patients/${b.patientId}` } } })
      const before = await mails()
      const input = run({ caseId: b.caseId, log_safety: 'calf_swollen' })
      expect(await refused(b, input)).toMatch(/checked by a doctor or by us today.*This treatment has ended/)
      expect((await raisedBy(input.id)).map(({ flagId }) => flagId)).toEqual(['flag_dvt'])
      expect(await mails()).toBeGreaterThan(before)
      const stranger = run({ caseId: b.caseId, log_safety: 'calf_swollen' })
      await expect(recordRun(world.two.a.actor, stranger)).rejects.toThrow(NotFound)
      expect(await raisedBy(stranger.id)).toEqual([])
    })
  })
})
