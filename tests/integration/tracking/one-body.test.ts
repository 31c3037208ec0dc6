import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { alertSearch } from '#lib/alerts/worklist/schema.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { isMet } from '#lib/flags/at-once/choices/rules.ts'
import { newId } from '#lib/ids.ts'
import { bodyAnswers } from '#lib/intake/told/body/rules.ts'
import { actorOfClinic } from '#lib/jobs/queries.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import { entryDanger } from '#lib/tracking/entries/danger/queries.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningForm } from '#lib/tracking/pain-scores/queries.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
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

const night = (caseId: string, day: number) => ({
  id: newId(),
  caseId,
  logDate: isoDaysAgo(day),
  score: '1',
  swelling: 'none',
  log_safety: 'night_pain_constant',
})
const record = ({ actor, caseId }: World['one']['a'], day: number) =>
  recordMorning(actor, morningInput.parse(night(caseId, day)))
const raised = (caseId: string) => owner.redFlag.count({ where: { caseId, flagId: 'flag_malignancy' } })

describe('three nights of seven with pain', () => {
  it('raise their flag when two of them are told at once', async () => {
    const { a } = world.one
    await record(a, 3)
    await Promise.all([1, 2].map((day) => record(a, day)))
    expect(await raised(a.caseId)).toBe(1)
  })

  it('raise it when the third stands in a log that is refused, for its own day', async () => {
    const { a } = world.two
    for (const day of [1, 2]) await record(a, day)
    const refused = (day: number) => hearRefused(a.actor, { ...night(a.caseId, day), score: 'nonsense' })
    await refused(2)
    await refused(8)
    expect(await raised(a.caseId)).toBe(0)
    const quiet = { ...night(a.caseId, 8), log_safety: 'none' }
    await recordMorning(a.actor, morningInput.parse(quiet))
    const { logDate: _, ...later } = { ...night(a.caseId, 8), score: 'nonsense', supersedes: quiet.id }
    await hearRefused(a.actor, later)
    expect(await raised(a.caseId)).toBe(0)
    expect(await refused(0)).not.toBeNull()
    expect(await raised(a.caseId)).toBe(1)
  })
})

type Answers = Record<string, string | string[]>

/** Another treatment of a patient, with a form of its own that was sent so many days ago. */
async function secondTreatment(
  { patientId }: { patientId: string },
  lead: AccountActor,
  answers: Answers,
  days = 1,
) {
  const of = { clinicId: lead.clinicId, patientId }
  const [caseId, intakeId, submittedAt] = [newId(), newId(), new Date(isoDaysAgo(days))]
  const decided = { status: 'accepted' as const, decidedAt: submittedAt, decidedById: lead.accountId }
  await owner.intake.create({ data: { ...of, ...decided, id: intakeId, submittedAt, savedAt: submittedAt } })
  await owner.intakeAnswers.create({ data: { ...of, intakeId, answers } })
  const opened = { openedById: lead.accountId, complaint: 'The other knee', side: 'left' as const }
  await owner.case.create({ data: { ...of, ...opened, id: caseId, intakeId } })
  const member = { accountId: lead.accountId, addedById: lead.accountId, role: 'lead' as const }
  await owner.careTeamMember.create({ data: { ...of, caseId, ...member } })
  return { caseId, intakeId }
}

describe('two treatments of one patient', () => {
  let left: { caseId: string; intakeId: string }
  let right: string
  beforeAll(async () => {
    const { b, physioA } = world.one
    right = b.caseId
    left = await secondTreatment(b, physioA, {})
  })

  const forget = async () => {
    const of = { patientId: world.one.b.patientId }
    await owner.redFlag.updateMany({ where: { ...of, resolvedAt: null }, data: { resolvedAt: new Date() } })
    await owner.alert.updateMany({ where: { ...of, closedAt: null }, data: { closedAt: new Date() } })
    await owner.painScore.updateMany({ where: of, data: { withdrawnAt: new Date() } })
    await owner.runLog.updateMany({ where: of, data: { withdrawnAt: new Date() } })
    await owner.sessionLog.updateMany({ where: of, data: { withdrawnAt: new Date() } })
  }
  const waking = (
    caseId: string,
    log_safety: string,
    swelling = 'none',
    day = 0,
    actor: Actor = world.one.b.actor,
  ) => {
    const input = { id: newId(), caseId, logDate: isoDaysAgo(day), score: '1', swelling, log_safety }
    return recordMorning(actor, morningInput.parse(input))
  }
  const ran = async (caseId: string, log_safety: string, actor: Actor = world.one.b.actor) => {
    const input = runInput.parse({
      id: newId(),
      caseId,
      distance: '5',
      unit: 'km',
      minutes: '31',
      finished: 'yes',
      type: 'easy',
      surface: 'road',
      pain_during: '1',
      pain_after: '1',
      log_safety: [log_safety],
    })
    await recordRun(actor, input)
    return input.id
  }
  /** What stands, by the case that it stands in. */
  const flags = async () => {
    const rows = await owner.redFlag.findMany({
      where: { patientId: world.one.b.patientId, source: 'log', supersededAt: null, resolvedAt: null },
      orderBy: { raisedAt: 'asc' },
    })
    return rows.map((row) => [row.caseId === left.caseId ? 'left' : 'right', row.flagId])
  }
  /** The levels that the page of a run shows when these boxes are ticked. */
  const levels = async (caseId: string, ...safety: string[]) => {
    const { words } = await runForm(world.one.b.actor as AccountActor, { caseId, correct: null, day: null })
    const choices = safety.map((id) => ['log_safety', id] as const)
    return (words?.levels ?? []).flatMap(({ level, when, unless }) =>
      when.some((one) => isMet(one, choices)) && !unless.some((one) => isMet(one, choices)) ? [level] : [],
    )
  }
  /** A newer form of the other treatment. */
  const answer = async (answers: Answers, safetyOn: Date | null = null) => {
    const { clinicId, b } = world.one
    const of = { clinicId, patientId: b.patientId }
    const [id, at] = [newId(), new Date()]
    const form = { kind: 'review_form' as const, status: 'accepted' as const, caseId: left.caseId }
    const decided = { decidedAt: at, decidedById: world.one.physioA.accountId, submittedAt: at, savedAt: at }
    await owner.intake.create({ data: { ...of, ...form, ...decided, id } })
    await owner.intakeAnswers.create({ data: { ...of, intakeId: id, answers, safetyOn } })
  }
  const elsewhere = (actor: Actor, caseId: string) =>
    asActor(
      actor,
      (tx) => tx.$queryRaw<object[]>`SELECT * FROM answered_elsewhere(${caseId}::uuid) ORDER BY 1, 2`,
    )
  const toldElsewhere = (actor: Actor, caseId: string) =>
    asActor(
      actor,
      (tx) =>
        tx.$queryRaw<
          { kind: string }[]
        >`SELECT kind FROM told_elsewhere(${caseId}::uuid, ${zone}, ${isoDaysAgo(9)}::date) ORDER BY 1`,
    ).then((rows) => rows.map(({ kind }) => kind))

  it('a medicine that a form of the other one names makes a hot knee an emergency, as the page says', async () => {
    await ran(right, 'hot_red_swollen')
    expect(await flags()).toEqual([['right', 'flag_hot_joint']])
    await forget()
    await answer({ medications: ['statin', 'immune_medicine'] })
    expect(await levels(right, 'hot_red_swollen')).toEqual(['emergency'])
    await ran(right, 'hot_red_swollen', world.one.physioB)
    expect(await flags()).toEqual([['right', 'flag_septic_joint']])
    await forget()
    // A newer answer in the same treatment counts; a knee that was treated six weeks ago and more does not.
    await answer({ medications: ['none'], rf_joint_procedure_6w: 'yes' })
    expect(await levels(right, 'hot_red_swollen')).toEqual(['emergency'])
    await answer({ rf_joint_procedure_6w: 'yes' }, new Date(isoDaysAgo(50)))
    expect(await levels(right, 'hot_red_swollen')).toEqual(['same_day'])
  })

  it('tells of the forms what is alarming, to whoever may know of the case', async () => {
    const { a, b, physioA, physioB } = world.one
    await answer({
      medications: ['statin', 'immune_medicine'],
      rf_knee_implant: 'yes',
      rf_immunosuppressed: 'no',
    })
    const told = [
      { id: 'medications', option: 'immune_medicine' },
      { id: 'rf_knee_implant', option: 'yes' },
    ]
    expect(await elsewhere(physioB, right)).toEqual(told)
    expect(await elsewhere(b.actor, right)).toEqual(told)
    expect(await elsewhere(b.actor, left.caseId)).toEqual([])
    for (const actor of [physioA, a.actor, world.two.physioA, world.two.b.actor])
      expect(await elsewhere(actor, right)).toEqual([])
    expect(await elsewhere(a.actor, a.caseId)).toEqual([])
    const list = await owner.$queryRaw<object[]>`SELECT * FROM body_answers()`
    expect(list).toHaveLength(bodyAnswers.length)
    expect(list).toEqual(expect.arrayContaining([...bodyAnswers]))
    await answer({ medications: ['none'], rf_knee_implant: 'no', rf_joint_procedure_6w: 'no' })
    expect(await elsewhere(b.actor, right)).toEqual([])
  })

  it('a fever in one raises what a clear swelling of the other knee stands for, there', async () => {
    await waking(left.caseId, 'none', 'clear')
    expect(await flags()).toEqual([])
    expect(await levels(right, 'fever_unwell')).toEqual(['same_day'])
    const entry = await ran(right, 'fever_unwell', world.one.physioB)
    expect(await flags()).toEqual([['left', 'flag_hot_joint']])
    expect(await entryDanger(world.one.physioB, right, entry, new Date())).toMatchObject({
      flags: [{ title: flagTitles.flag_hot_joint }],
      level: 'same_day',
    })
    const [alert] = await owner.alert.findMany({
      where: { caseId: right, alertId: 'al_red_flag', closedAt: null },
    })
    expect(alert?.inputs).toMatchObject({ log_flagged: 'yes' })
    await forget()
    // The newest answer counts.
    await waking(left.caseId, 'none', 'clear', 2)
    await waking(left.caseId, 'none', 'mild', 1)
    await ran(right, 'fever_unwell')
    expect(await flags()).toEqual([])
    await forget()
  })

  it('asks for somebody there, though the alert of that treatment was acknowledged before', async () => {
    const { physioA } = world.one
    const alert = { caseId: left.caseId, alertId: 'al_red_flag', closedAt: null }
    const waiting = async () => {
      const { flags } = await alertWorklist(physioA, alertSearch.parse({}), new Date())
      return flags.flatMap(({ caseId, title }) => (caseId === left.caseId ? [title] : []))
    }
    await waking(left.caseId, 'calf_swollen', 'clear')
    expect(await owner.alert.count({ where: alert })).toBe(1)
    const by = { acknowledgedById: physioA.accountId, acknowledgement: 'Called' }
    await owner.alert.updateMany({ where: alert, data: { ...by, acknowledgedAt: new Date() } })
    expect(await waiting()).toEqual([])
    await ran(right, 'fever_unwell')
    expect(await waiting()).toEqual([flagTitles.flag_hot_joint])
    await owner.alert.updateMany({ where: alert, data: { acknowledgedAt: new Date() } })
    expect(await waiting()).toEqual([])
    await forget()
  })

  it('a clear swelling beside a fever is saved after its alert was closed and another one opened', async () => {
    const { actor } = world.one.b
    await ran(left.caseId, 'fever_unwell')
    const morning = { ...night(right, 0), swelling: 'clear', log_safety: 'none' }
    await hearRefused(actor, { ...morning, score: 'nonsense' })
    const alert = { caseId: right, alertId: 'al_red_flag', closedAt: null }
    expect(await owner.alert.findMany({ where: alert })).toMatchObject([{ sourceId: morning.id }])
    await owner.alert.updateMany({ where: alert, data: { closedAt: new Date() } })
    const other = await ran(right, 'calf_swollen')
    await recordMorning(actor, morningInput.parse(morning))
    expect(await owner.painScore.count({ where: { id: morning.id } })).toBe(1)
    expect(await owner.alert.findMany({ where: alert })).toMatchObject([{ sourceId: other }])
    await forget()
  })

  it('and so does a clear swelling, or a hot knee, after a fever that was told in the other one', async () => {
    await ran(right, 'fever_unwell')
    expect(await flags()).toEqual([])
    const page = await morningForm(world.one.b.actor as AccountActor, {
      caseId: left.caseId,
      correct: null,
      day: null,
    })
    const sameDay = page.words?.levels.find(({ level }) => level === 'same_day')
    expect(sameDay?.when.some((one) => isMet(one, [['swelling', 'clear']]))).toBe(true)
    await waking(left.caseId, 'none', 'clear')
    expect(await flags()).toEqual([['left', 'flag_hot_joint']])
    expect(
      await owner.alert.count({ where: { caseId: left.caseId, alertId: 'al_red_flag', closedAt: null } }),
    ).toBe(1)
    expect(await levels(left.caseId, 'hot_red_swollen')).toEqual(['emergency'])
    await forget()
    // From a sheet of another day it says nothing.
    await waking(right, 'fever_unwell', 'none', 3, world.one.physioB)
    await waking(left.caseId, 'none', 'clear')
    expect(await flags()).toEqual([])
    await forget()
  })

  it('a fever after a hot knee is one of that knee, whichever treatment it is told in', async () => {
    await ran(left.caseId, 'hot_red_swollen')
    expect(await levels(right, 'fever_unwell')).toEqual(['emergency'])
    await ran(right, 'fever_unwell')
    expect(await flags()).toEqual([
      ['left', 'flag_hot_joint'],
      ['left', 'flag_septic_joint'],
    ])
    await forget()
    const words = await hearRefused(world.one.b.actor, {
      ...night(right, 0),
      log_safety: 'fever_unwell',
      score: 'nonsense',
    })
    expect(words).toBeNull()
    await ran(left.caseId, 'hot_red_swollen')
    const heard = { ...night(right, 0), log_safety: 'fever_unwell', score: 'nonsense' }
    expect(await hearRefused(world.one.b.actor, heard)).toMatch(/nearest emergency department/)
    await forget()
  })

  it('raises it once when both are told at the same moment', async () => {
    await Promise.all([waking(left.caseId, 'none', 'clear'), ran(right, 'fever_unwell')])
    expect(await flags()).toEqual([['left', 'flag_hot_joint']])
    await forget()
  })

  it('nights with pain are counted over both, on the pages and by night', async () => {
    await waking(left.caseId, 'night_pain_constant', 'none', 2)
    await waking(left.caseId, 'night_pain_constant', 'none', 1)
    await waking(right, 'night_pain_constant', 'none', 1)
    expect(await flags()).toEqual([])
    const { b, physioB, clinicId } = world.one
    const nightsIn = (input: IndicatorInput) => indicatorsOf(input).readings.ind_night_pain_days_7d.value
    const nights = async (actor: Actor, caseId: string) => {
      const target = { clinicId, caseId, patientId: b.patientId, timeZone: zone }
      return nightsIn((await asActor(actor, (tx) => readCaseInput(tx, target, new Date()))).input)
    }
    const server = actorOfClinic({ clinicId, zone, lastDay: null })
    const byNight = async (caseId: string) => {
      const allowed = Prisma.sql`c.id = ${caseId}::uuid`
      const rows = await asActor(server, (tx) => readBatch(tx, allowed, zone, new Date()))
      return rows.map((row) => nightsIn(batchCase(row).input))
    }
    expect(await nights(physioB, right)).toBe(2)
    expect(await nights(b.actor, left.caseId)).toBe(2)
    expect([await byNight(right), await byNight(left.caseId)]).toEqual([[2], [2]])
    await waking(right, 'night_pain_constant')
    expect(await flags()).toEqual([['right', 'flag_malignancy']])
    expect(await nights(physioB, right)).toBe(3)
    expect(await byNight(left.caseId)).toEqual([3])
  })

  it('tells of the other entries the days, to whoever may know of the case', async () => {
    await waking(left.caseId, 'fever_unwell', 'clear')
    const { a, b, physioA, physioB } = world.one
    const kinds = ['fever_unwell', 'night_pain_constant', 'night_pain_constant', 'swollen']
    expect(await toldElsewhere(physioB, right)).toEqual(kinds)
    expect(await toldElsewhere(b.actor, right)).toEqual(kinds)
    for (const actor of [physioA, a.actor, world.two.physioA, world.two.b.actor])
      expect(await toldElsewhere(actor, right)).toEqual([])
    expect(await toldElsewhere(physioB, left.caseId)).toEqual([])
    expect(await toldElsewhere(a.actor, a.caseId)).toEqual([])
  })

  it('a fever that a correction adds is one of each day that it may be of, for both treatments alike', async () => {
    const { b, physioB } = world.one
    await forget()
    const at = (days: number) => new Date(Date.now() + days * 86_400_000)
    const days = async (actor: Actor) =>
      asActor(actor, async (tx) => {
        const since = isoDaysAgo(9)
        const [row] = await tx.$queryRaw<{ unwell: string[]; told: string[] }[]>`
          SELECT ARRAY(SELECT u::text FROM unwell_days(${right}::uuid, ${zone}, ${since}::date) u ORDER BY 1) AS unwell,
            ARRAY(SELECT "from"::text FROM told_elsewhere(${right}::uuid, ${zone}, ${since}::date)
              WHERE kind = 'fever_unwell' ORDER BY 1) AS told`
        return [row?.unwell, row?.told]
      })
    const how = { distance: '5', unit: 'km', minutes: '31', finished: 'yes', type: 'easy', surface: 'road' }
    const entry = { ...how, caseId: left.caseId, logDate: isoDaysAgo(5), pain_during: '1' }
    const put = async (log_safety: string, supersedes: string | undefined, later: number) => {
      const input = { ...entry, id: newId(), log_safety, ...(supersedes ? { supersedes } : {}) }
      await recordRun(b.actor, runInput.parse(input), at(later))
      return input.id
    }
    const first = await put('none', undefined, 0)
    expect(await days(physioB)).toEqual([[], []])
    const said = await put('fever_unwell', first, 1)
    const all = [5, 0, -1].map(isoDaysAgo)
    for (const actor of [physioB, b.actor]) expect(await days(actor)).toEqual([all, all])
    // Said again it is of no other day.
    await put('fever_unwell', said, 2)
    expect(await days(physioB)).toEqual([all, all])
  })
})
