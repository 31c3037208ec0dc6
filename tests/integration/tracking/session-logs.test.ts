import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { addDays, dayIn, dayNumber, isoWeekday } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, HeardFault, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { dailyPain } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { sessionInput } from '#lib/tracking/session-logs/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { withoutTable } from '#tests/support/faults.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

type Fields = Record<string, unknown>
const fields = (item: Fields = {}, extra: Fields = {}, itemId = world.one.a.itemId) => ({
  id: newId(),
  caseId: world.one.a.caseId,
  log_safety: 'none',
  ...extra,
  ...Object.fromEntries(
    Object.entries({ how: 'planned', pain: '2', ...item }).map(([name, value]) => [
      `items.${itemId}.${name}`,
      value,
    ]),
  ),
})
const session = (...of: Parameters<typeof fields>) => sessionInput.parse(fields(...of))
const stored = (id: string) =>
  owner.sessionLog.findUnique({ where: { id }, include: { exercises: true, painScores: true } })

describe('a session', () => {
  it('leaves a planned run to the form of runs, and measures one that was entered as an exercise as a run', async () => {
    const { b } = world.one
    const today = dayIn('Europe/Zurich', new Date())
    const item = await owner.programItem.findUniqueOrThrow({ where: { id: b.itemId } })
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
    const run = {
      ...item,
      id: newId(),
      key: 'run',
      exerciseId: 'ex_rtr_walk_run',
      position: 20,
      days: [...days],
    }
    await owner.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.programItem.create({ data: run })
    })
    const form = await sessionForm(b.actor, { caseId: b.caseId, correct: null, day: addDays(today, -1) })
    expect([form.run, form.items.map(({ itemId }) => itemId)]).toEqual([true, [b.itemId]])
    const input = session({ pain: '4' }, { caseId: b.caseId }, run.id)
    await recordSession(b.actor, input)
    const of = {
      clinicId: b.actor.clinicId,
      caseId: b.caseId,
      patientId: b.patientId,
      timeZone: 'Europe/Zurich',
    }
    const read = await asActor(b.lead, (tx) => readCaseInput(tx, of, new Date()))
    const entry = read.input.logs.exercises.find(({ exerciseId }) => exerciseId === 'ex_rtr_walk_run')
    const phase = await owner.programPhase.findUniqueOrThrow({ where: { id: item.phaseId } })
    expect(entry?.limit).toBe(phase.runLimit)
    expect(phase.runLimit).not.toBe(phase.exLimit)
    const [row] = await asActor(b.lead, (tx) =>
      readBatch(tx, Prisma.sql`c.id = ${b.caseId}::uuid`, 'Europe/Zurich', new Date()),
    )
    const batch =
      row && batchCase(row).input.logs.exercises.find(({ exerciseId }) => exerciseId === 'ex_rtr_walk_run')
    expect(batch?.limit).toBe(entry?.limit)
  })

  it('is one entry with the prescribed dose and its pains, however often it is sent at once', async () => {
    const input = session({ after: '3', effort: '6' })
    await Promise.all(Array.from({ length: 10 }, () => recordSession(world.one.a.actor, input)))
    const row = await stored(input.id)
    const item = await owner.programItem.findUnique({ where: { id: world.one.a.itemId } })
    expect(row?.versionId).toBe(world.one.a.publishedVersionId)
    expect(row?.exercises).toMatchObject([{ setsDone: item?.sets, repsDone: item?.reps, rpe: 6 }])
    expect(row?.painScores.map((pain) => pain.score).sort()).toEqual([2, 3])
    expect(await owner.auditEvent.count({ where: { subjectId: input.id } })).toBe(1)
  })

  it('keeps own numbers, and a reason for what was not done without a pain', async () => {
    const other = session({ how: 'other', sets: '1', reps: '8', load: '2,5' })
    await recordSession(world.one.a.actor, other)
    const [log] = (await stored(other.id))?.exercises ?? []
    expect([log?.setsDone, log?.repsDone, Number(log?.loadKg)]).toEqual([1, 8, 2.5])
    const skipped = session({ how: 'skipped', skip: 'no_time', pain: '' })
    const done = async () => (await todayView(world.one.a.actor, null)).current?.done.sessions
    const before = await done()
    await recordSession(world.one.a.actor, skipped)
    expect(await done()).toBe(before)
    const row = await stored(skipped.id)
    expect(row?.exercises).toMatchObject([{ setsDone: 0, skipReason: 'no_time' }])
    expect(row?.painScores).toEqual([])
  })

  it('keeps a pain that stopped an exercise before its first set: it is heard, and no session of the exercise', async () => {
    const { b } = world.two
    const told = async () => (await todayView(b.actor, b.caseId)).current?.messages.join(' ')
    expect(await told()).not.toMatch(/Please stop exercising/)
    for (const item of [{ how: 'skipped' }, { how: 'skipped', skip: 'pain' }, { how: 'other', sets: '0' }]) {
      const input = session({ ...item, pain: '9' }, { caseId: b.caseId }, b.itemId)
      await recordSession(b.actor, input)
      const row = await stored(input.id)
      expect(row?.exercises).toMatchObject([{ setsDone: 0, skipReason: 'pain' }])
      expect(row?.painScores).toMatchObject([{ score: 9, context: 'during_exercise' }])
      const form = await sessionForm(b.actor, { caseId: b.caseId, correct: input.id })
      expect(form.items[0]?.values).toMatchObject({ how: 'skipped', skip: 'pain', pain: 9 })
    }
    expect(await told()).toMatch(/Please stop exercising/)
    const of = {
      clinicId: b.actor.clinicId,
      caseId: b.caseId,
      patientId: b.patientId,
      timeZone: 'Europe/Zurich',
    }
    const { input } = await asActor(b.lead, (tx) => readCaseInput(tx, of, new Date()))
    const today = dayNumber(dayIn('Europe/Zurich', new Date()))
    expect(dailyPain(input.logs).get(today)).toBe(9)
    expect(
      resultsOf(input.logs, input.forms, input.limits).exercises.filter(({ day }) => day === today),
    ).toEqual([])
    // Without pain nothing is said of why.
    const calm = session({ how: 'skipped', pain: '0' }, { caseId: b.caseId }, b.itemId)
    await recordSession(b.actor, calm)
    expect((await stored(calm.id))?.exercises).toMatchObject([{ setsDone: 0, skipReason: null }])
  })

  it('refuses the same id with other content, and an id of somebody else', async () => {
    const input = session()
    await recordSession(world.one.a.actor, input)
    const again = session({ pain: '5' }, { id: input.id })
    await expect(recordSession(world.one.a.actor, again)).rejects.toThrow(Conflict)
    const taken = session({}, { id: world.two.a.sessionLogId })
    await expect(recordSession(world.one.a.actor, taken)).rejects.toThrow(Conflict)
  })

  it('is refused to everybody who may not log into the case, the form as well', async () => {
    const { one, two } = world
    for (const actor of [one.b.actor, two.a.actor, one.physioB, one.admin, one.a.linkActor]) {
      await expect(recordSession(actor, session())).rejects.toThrow(NotFound)
      const ask = { caseId: one.a.caseId, correct: null }
      await expect(sessionForm(actor, ask)).rejects.toThrow(NotFound)
      await expect(sessionForm(actor, { ...ask, correct: one.a.sessionLogId })).rejects.toThrow(NotFound)
    }
  })

  it('takes only exercises of this case, and a day of the last 14', async () => {
    const strange = session({}, {}, world.one.b.itemId)
    await expect(recordSession(world.one.a.actor, strange)).rejects.toThrow(Invalid)
    const late = session({}, { logDate: '2020-01-01' })
    await expect(recordSession(world.one.a.actor, late)).rejects.toThrow(Invalid)
  })

  it('may be entered by the team, and says so', async () => {
    const input = session()
    await recordSession(world.one.physioA, input)
    expect(await stored(input.id)).toMatchObject({ onBehalf: true })
  })

  it('shows what was planned on the day asked for, and records that it was read', async () => {
    const { a, physioA, clinicId } = world.one
    const today = dayIn('Europe/Zurich', new Date())
    // The plan of the world: Monday, Wednesday and Friday, for 20 days.
    const days = [1, 2, 3, 4, 5, 6, 7].map((back) => addDays(today, -back))
    const reads = () =>
      owner.auditEvent.findMany({
        where: { clinicId, caseId: a.caseId, type: { in: ['own_record.read', 'case.read'] } },
        orderBy: { at: 'desc' },
      })
    const before = (await reads()).length
    for (const day of days) {
      const form = await sessionForm(a.actor, { caseId: a.caseId, correct: null, day })
      expect([day, form.state]).toEqual([day, [1, 3, 5].includes(isoWeekday(day)) ? 'planned' : 'extra'])
      expect([form.day, form.items.map(({ itemId }) => itemId)]).toEqual([day, [a.itemId]])
    }
    for (const day of [addDays(today, 1), addDays(today, -15), null])
      expect((await sessionForm(a.actor, { caseId: a.caseId, correct: null, day })).day).toBe(today)
    await sessionForm(physioA, { caseId: a.caseId, correct: null })
    const [last, ...rest] = (await reads()).slice(0, -before || undefined)
    expect(last).toMatchObject({
      type: 'case.read',
      accountId: physioA.accountId,
      data: { page: 'log session' },
    })
    expect(rest).toHaveLength(days.length + 3)
    expect(new Set(rest.map(({ type }) => type))).toEqual(new Set(['own_record.read']))
  })

  it('is put right once, and taken back with its pains', async () => {
    const first = session()
    await recordSession(world.one.a.actor, first)
    const form = await sessionForm(world.one.a.actor, { caseId: null, correct: first.id })
    expect(form).toMatchObject({ supersedes: first.id, items: [{ values: { how: 'other', pain: 2 } }] })
    const corrections = ['3', '4'].map((pain) => session({ pain }, { supersedes: first.id }))
    const results = await Promise.allSettled(
      corrections.map((input) => recordSession(world.one.a.actor, input)),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const counting = { supersededAt: null, withdrawnAt: null }
    expect(await owner.painScore.count({ where: { sessionLogId: first.id, ...counting } })).toBe(0)
    const won = corrections[results.findIndex((result) => result.status === 'fulfilled')]
    const back = { caseId: world.one.a.caseId, kind: 'session' as const, reason: '' }
    await withdrawEntry(world.one.a.actor, { ...back, entryId: won?.id ?? '' })
    expect(await owner.painScore.count({ where: { sessionLogId: won?.id ?? '', ...counting } })).toBe(0)
  })

  it('raises the flag of a safety answer and the alert of a severe pain, and logging goes on', async () => {
    const input = session({ pain: '9' }, { log_safety: 'calf_swollen' })
    await recordSession(world.one.a.actor, input)
    const flags = await owner.redFlag.findMany({ where: { sourceId: input.id } })
    expect(flags.map((flag) => flag.flagId)).toEqual(['flag_dvt'])
    expect(await owner.alert.count({ where: { sourceId: input.id, alertId: 'al_pain_severe' } })).toBe(1)
    expect(await recordSession(world.one.a.actor, session())).toMatchObject({ again: false })
    const form = await sessionForm(world.one.a.actor, { caseId: world.one.a.caseId, correct: null })
    expect(form.state).toBe('paused')
  })

  it('that a fault undoes is heard all the same, and its words stand before the fault', async () => {
    const { b } = world.one
    const input = session({}, { caseId: b.caseId, log_safety: ['chest_or_breath'] }, b.itemId)
    await withoutTable(owner, 'Alert', async () => {
      for (const _ of [1, 2]) {
        const fault = await recordSession(b.actor, input).catch((error) => error)
        expect(fault).toBeInstanceOf(HeardFault)
        expect(fault.words).toMatch(/^Some of your answers need a doctor straight away/)
      }
      const quiet = session({}, { caseId: b.caseId }, b.itemId)
      await expect(recordSession(b.actor, quiet)).rejects.not.toBeInstanceOf(HeardFault)
      const refused = { ...fields(), caseId: b.caseId, log_safety: ['calf_swollen'] }
      await expect(hearRefused(b.actor, refused)).rejects.toBeInstanceOf(HeardFault)
    })
    const flags = {
      where: { caseId: b.caseId, source: 'log' as const },
      orderBy: { raisedAt: 'asc' as const },
    }
    const raised = () => owner.redFlag.findMany(flags)
    expect(await raised()).toMatchObject([
      { flagId: 'flag_chest_breath', sourceId: input.id, answerChangedAt: expect.any(Date) },
      { flagId: 'flag_dvt' },
    ])
    expect(await stored(input.id)).toBeNull()
    const mails = await owner.mail.findMany()
    expect(mails.filter(({ text }) => text.includes(b.patientId))).not.toEqual([])
    await recordSession(b.actor, input)
    expect((await raised()).map(({ answerChangedAt }) => answerChangedAt === null)).toEqual([true, false])
    const settled = { respondedAt: new Date(), resolvedAt: new Date() }
    await owner.redFlag.updateMany({ where: { caseId: b.caseId }, data: settled })
  })

  it('with an injury that no flag stands for is heard where the rules of its case fail: the duty and the team know', async () => {
    const { clinicId, b } = world.one
    const none = { rf_trauma_days: '1', rf_pop: 'no', rf_swelling_onset: 'no_swelling', rf_deformity: 'no' }
    const whole = { rf_weight_bearing_initial: 'yes', rf_weight_bearing_now: 'normal', rf_bend_90: 'yes' }
    const closed = { closedAt: new Date() }
    await owner.alert.updateMany({ where: { caseId: b.caseId, closedAt: null }, data: closed })
    const mails = () => owner.mail.count({ where: { clinicId, text: { contains: b.patientId } } })
    const before = await mails()
    const told = { caseId: b.caseId, log_safety: ['new_injury'], ...none, ...whole }
    const input = session({}, told, b.itemId)
    await withoutTable(owner, 'OutcomeMeasure', async () => {
      for (const _ of [1, 2]) {
        const fault = await recordSession(b.actor, input).catch((error) => error)
        expect(fault).toBeInstanceOf(HeardFault)
        expect(fault.words).toMatch(/^The clinic knows of the new injury. Your plan is paused/)
      }
    })
    const opened = () =>
      owner.alert.findMany({
        where: { caseId: b.caseId, alertId: 'al_red_flag', closedAt: null },
        include: { events: { select: { kind: true } } },
      })
    const inputs = { log_flagged: 'yes', log_safety: ['new_injury'] }
    const once = { severity: 'urgent', sourceId: input.id, inputs, events: [{ kind: 'opened' }] }
    expect(await opened()).toMatchObject([once])
    expect(await mails()).toBeGreaterThan(before)
    await recordSession(b.actor, input)
    expect(await opened()).toMatchObject([once])
    // The card says when the newest was told, besides since when it is open.
    const asked = async () => {
      const { open } = await caseAlerts(b.lead, b.caseId, new Date())
      return open.find(({ alertId }) => alertId === 'al_red_flag')?.askedText
    }
    expect(await asked()).toBeNull()
    const other = session({}, told, b.itemId)
    await withoutTable(owner, 'OutcomeMeasure', async () => {
      await expect(recordSession(b.actor, other)).rejects.toBeInstanceOf(HeardFault)
      const refused = await hearRefused(b.actor, { ...told, id: newId() }).catch((error) => error.words)
      expect(refused).toMatch(/^The clinic knows/)
    })
    const [again] = await opened()
    expect(again).toMatchObject({ ...once, sourceId: expect.any(String), events: { length: 3 } })
    expect(await asked()).toMatch(/^Today/)
    await owner.alert.updateMany({ where: { caseId: b.caseId, closedAt: null }, data: closed })
  })

  it('tells of an injury in a second try of the same page, which is heard like one of its own', async () => {
    const { b, clinicId } = world.one
    const none = { rf_trauma_days: '1', rf_pop: 'no', rf_swelling_onset: 'no_swelling', rf_deformity: 'no' }
    const whole = { rf_weight_bearing_initial: 'yes', rf_weight_bearing_now: 'normal', rf_bend_90: 'yes' }
    const first = ['calf_swollen']
    const both = { log_safety: [...first, 'new_injury'], ...none, ...whole }
    const closeAll = () =>
      owner.alert.updateMany({ where: { caseId: b.caseId, closedAt: null }, data: { closedAt: new Date() } })
    const opened = () =>
      owner.alert.findMany({
        where: { caseId: b.caseId, alertId: 'al_red_flag', closedAt: null },
        select: { inputs: true, events: { select: { kind: true }, orderBy: { id: 'asc' } } },
      })
    const mails = () => owner.mail.count({ where: { clinicId, text: { contains: b.patientId } } })
    const stopped = (kinds: string[]) => [
      {
        inputs: { log_safety: expect.arrayContaining(['new_injury']) },
        events: kinds.map((kind) => ({ kind })),
      },
    ]
    for (const [saves, meanwhile] of [
      [false, 'open'],
      [true, 'open'],
      [false, 'closed'],
      [true, 'closed, and another one open'],
    ] as const) {
      const of = { id: newId(), caseId: b.caseId }
      const hearOf = (more: Fields) => hearRefused(b.actor, { ...of, ...more })
      const retry = async () => {
        if (saves) await recordSession(b.actor, session({}, { ...of, ...both }, b.itemId))
        else await hearOf(both)
      }
      await closeAll()
      await hearOf({ log_safety: first })
      expect(await opened()).toMatchObject([{ events: [{ kind: 'opened' }] }])
      if (meanwhile !== 'open') {
        await closeAll()
        await hearOf({ log_safety: first })
        expect(await opened()).toEqual([])
      }
      if (meanwhile.endsWith('open') && meanwhile !== 'open')
        await hearRefused(b.actor, { caseId: b.caseId, id: newId(), log_safety: ['stuck_knee'] })
      const before = await mails()
      const kinds = meanwhile === 'closed' ? ['opened'] : ['opened', 'again']
      for (const _ of [1, 2]) {
        await retry()
        expect(await opened()).toMatchObject(stopped(kinds))
      }
      expect(await mails()).toBeGreaterThan(before)
    }
    // What a clinician has answered is not said to stand.
    const id = newId()
    const injured = { caseId: b.caseId, id, log_safety: ['new_injury'], ...none, ...whole }
    expect(await hearRefused(b.actor, injured)).toMatch(/Your plan is paused/)
    await closeAll()
    expect(await hearRefused(b.actor, injured)).toBeNull()
    expect(await opened()).toEqual([])
    await owner.redFlag.updateMany({
      where: { caseId: b.caseId },
      data: { respondedAt: new Date(), resolvedAt: new Date() },
    })
  })

  it('that is put right raises no settled flag anew, unless it says something else about safety', async () => {
    const { actor, caseId } = world.one.a
    const rows = () => owner.redFlag.count({ where: { caseId, flagId: 'flag_dvt' } })
    const settled = { respondedAt: new Date(), resolvedAt: new Date() }
    await owner.redFlag.updateMany({ where: { caseId, flagId: 'flag_dvt' }, data: settled })
    const first = session({ pain: '3' }, { log_safety: 'calf_swollen' })
    await recordSession(actor, first)
    await owner.redFlag.updateMany({ where: { caseId }, data: settled })
    const before = await rows()
    const put = async (supersedes: string, safety: string, pain: string) => {
      const next = session({ pain }, { log_safety: safety, supersedes })
      await recordSession(actor, next)
      return next.id
    }
    const second = await put(first.id, 'calf_swollen', '4')
    const third = await put(second, 'calf_swollen', '5')
    expect(await rows()).toBe(before)
    const calm = await put(third, 'none', '5')
    await put(calm, 'calf_swollen', '5')
    expect(await rows()).toBe(before + 1)
    await owner.redFlag.updateMany({ where: { caseId }, data: settled })
  })

  it('asks for the pain of what was done, and for the safety question', () => {
    const problem = sessionInput.safeParse(fields({ pain: '' })).error?.issues[0]
    expect(problem?.path.join('.')).toBe(`items.${world.one.a.itemId}.pain`)
    expect(sessionInput.safeParse(fields({ how: 'other' })).success).toBe(false)
    const skipped = { how: 'skipped', skip: 'pain' }
    expect(sessionInput.safeParse(fields({ ...skipped, pain: '0' })).error?.issues[0]?.path.at(-1)).toBe(
      'skip',
    )
    expect(sessionInput.safeParse(fields({ ...skipped, pain: '4' })).success).toBe(true)
    expect(sessionInput.safeParse(fields({}, { log_safety: undefined })).success).toBe(false)
  })

  it('is not taken by a case that ended', async () => {
    const where = { id: world.one.b.caseId }
    await owner.case.update({ where, data: { status: 'discharged', closedAt: new Date() } })
    const input = session({}, { caseId: world.one.b.caseId }, world.one.b.itemId)
    await expect(recordSession(world.one.b.actor, input)).rejects.toThrow(Conflict)
  })
})
