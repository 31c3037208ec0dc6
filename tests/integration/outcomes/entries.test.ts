import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayIn, fromDbDate } from '#lib/dates.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { chooseKneeMeasure } from '#lib/outcomes/choice/commands.ts'
import { recordOutcome } from '#lib/outcomes/entries/commands.ts'
import { outcomeInput } from '#lib/outcomes/entries/schema.ts'
import { ownForm, ownForms } from '#lib/outcomes/forms/queries.ts'
import { addPack, retirePack } from '#lib/outcomes/packs/commands.ts'
import { packInput } from '#lib/outcomes/packs/schema.ts'
import { caseOutcomes } from '#lib/outcomes/queries.ts'
import { outcomesSearch } from '#lib/outcomes/views/schema.ts'
import { withdrawOutcome } from '#lib/outcomes/withdrawal/commands.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const zone = 'Europe/Zurich'
const groc = (fields: Record<string, unknown> = {}) =>
  outcomeInput.parse({ id: newId(), caseId: world.one.a.caseId, measure: 'groc', groc_1: '2', ...fields })
const lefs = (answered: number, fields: Record<string, unknown> = {}) =>
  outcomeInput.parse({
    id: newId(),
    caseId: world.one.a.caseId,
    measure: 'lefs',
    packId: world.one.packId,
    ...Object.fromEntries(Array.from({ length: answered }, (_, at) => [`lefs_${at + 1}`, '3'])),
    ...fields,
  })
const stored = (id: string) => owner.outcomeMeasure.findUniqueOrThrow({ where: { id } })

describe('a filled form', () => {
  it('is one entry and one audit row, however often it is sent at once', async () => {
    const input = groc()
    const sent = await Promise.allSettled(
      Array.from({ length: 8 }, () => recordOutcome(world.one.a.actor, input)),
    )
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 'fulfilled'))
    expect(await recordOutcome(world.one.a.actor, input)).toMatchObject({ again: true })
    expect(await owner.outcomeMeasure.count({ where: { id: input.id } })).toBe(1)
    expect(await owner.auditEvent.count({ where: { subjectId: input.id } })).toBe(1)
    // What a phone kept of it is not waiting any more.
    const { actor, caseId } = world.one.a
    expect((await todayView(actor, caseId)).saved).toContain(input.id)
  })

  it('is scored on the server, with its version, language, side and how it was asked', async () => {
    const input = lefs(20)
    expect(await recordOutcome(world.one.a.actor, input)).toMatchObject({ complete: true, missing: 0 })
    expect(await stored(input.id)).toMatchObject({
      scores: { lefs: 60 },
      version: '1999',
      language: 'en',
      side: 'left',
      mode: 'self',
      onBehalf: false,
      packId: world.one.packId,
    })
  })

  it('is entered by staff for a day of the case, not for one of years before it', async () => {
    const { openedAt } = await owner.case.findUniqueOrThrow({ where: { id: world.one.a.caseId } })
    const earliest = addDays(dayIn(zone, openedAt), -30)
    const enter = (on: string) => recordOutcome(world.one.physioA, groc({ mode: 'paper', on }))
    for (const on of ['1915-11-20', addDays(earliest, -1), addDays(dayIn(zone, new Date()), 1)]) {
      const refused = await enter(on).catch((error) => error)
      expect(refused).toBeInstanceOf(Invalid)
      expect(refused.fieldErrors).toHaveProperty('on')
    }
    await expect(enter(earliest)).resolves.toMatchObject({ complete: true })
  })

  it('refuses another answer under the same id, and an id that belongs to somebody else', async () => {
    const input = groc()
    await recordOutcome(world.one.a.actor, input)
    const other = { ...input, items: { groc_1: -5 } }
    await expect(recordOutcome(world.one.a.actor, other)).rejects.toThrow(Conflict)
    const taken = groc({ id: world.two.a.outcomeId })
    await expect(recordOutcome(world.one.a.actor, taken)).rejects.toThrow(Conflict)
  })

  it('is refused to everybody who may not log into the case', async () => {
    const { one, two } = world
    for (const actor of [one.b.actor, two.a.actor, one.physioB, one.admin, one.a.linkActor])
      await expect(recordOutcome(actor, groc({ mode: 'paper' }))).rejects.toThrow(NotFound)
  })

  it('takes no value that the instrument does not allow, and no question that it does not have', () => {
    const parse = (fields: Record<string, unknown>) =>
      outcomeInput.safeParse({ id: newId(), caseId: world.one.a.caseId, measure: 'akps', ...fields })
    expect(parse({ akps_4: '7' }).error?.issues[0]?.path).toEqual(['akps_4'])
    expect(parse({ akps_14: '5' }).error?.issues[0]?.path).toEqual(['akps_14'])
    expect(parse({ akps_4: ['8', '5'] }).success).toBe(false)
    expect(parse({ akps_4: '8', akps_5: '' }).data?.items).toMatchObject({ akps_4: 8, akps_5: null })
  })

  it('with nothing answered is refused', async () => {
    await expect(recordOutcome(world.one.a.actor, groc({ groc_1: '' }))).rejects.toThrow(Invalid)
  })

  it('of the weekly check with nothing tried is asked about once, then kept as unknown', async () => {
    const check = (fields: Record<string, unknown>) =>
      outcomeInput.parse({ id: newId(), caseId: world.one.a.caseId, measure: 'weekly_check', ...fields })
    const refused = await recordOutcome(world.one.a.actor, check({})).catch((error) => error)
    expect(refused.fieldErrors).toEqual({ noneTried: [expect.stringContaining('tick the box')] })
    const input = check({ noneTried: 'yes' })
    expect(await recordOutcome(world.one.a.actor, input)).toMatchObject({ again: false, missing: 4 })
    expect(new Set(Object.values((await stored(input.id)).items ?? {}))).toEqual(new Set([null]))
    const forms = await ownForms(world.one.a.actor, new Date())
    expect(forms.cases[0]?.due.map(({ measure }) => measure)).not.toContain('weekly_check')
    await expect(recordOutcome(world.one.a.actor, groc({ groc_1: '', noneTried: 'yes' }))).rejects.toThrow(
      Invalid,
    )
  })

  it('of activities keeps what the patient named, and scores only that', async () => {
    const psfs = (fields: Record<string, unknown>) =>
      outcomeInput.parse({ id: newId(), caseId: world.one.a.caseId, measure: 'psfs', ...fields })
    const input = psfs({ psfs_1: '6' })
    await recordOutcome(world.one.a.actor, input)
    expect(await stored(input.id)).toMatchObject({
      activities: { psfs_1: world.one.a.canary },
      scores: { psfs: 6 },
      missing: 0,
    })
    await expect(recordOutcome(world.one.a.actor, psfs({ psfs_2: '6' }))).rejects.toThrow(Invalid)
  })

  it('of others is for a patient only where the clinic holds its texts', async () => {
    await expect(recordOutcome(world.one.a.actor, lefs(20, { packId: '' }))).rejects.toThrow(Invalid)
    const foreign = lefs(20, { packId: world.two.packId })
    await expect(recordOutcome(world.one.a.actor, foreign)).rejects.toThrow(Conflict)
  })
})

describe('a form with answers missing', () => {
  it('has no score, and is completed by one that supersedes it, on the day it was begun', async () => {
    const first = lefs(19)
    expect(await recordOutcome(world.one.a.actor, first)).toMatchObject({ complete: false, missing: 1 })
    expect(await stored(first.id)).toMatchObject({ scores: { lefs: null } })
    const tomorrow = new Date(Date.now() + 86_400_000)
    const view = await ownForm(
      world.one.a.actor,
      { measure: 'lefs', caseId: world.one.a.caseId, language: null },
      tomorrow,
    )
    expect(view).toMatchObject({ supersedes: first.id, due: true })
    expect(Object.keys(view.values)).toHaveLength(19)
    const second = lefs(20, { supersedes: first.id })
    await recordOutcome(world.one.a.actor, second, tomorrow)
    expect((await stored(first.id)).supersededAt).not.toBeNull()
    expect((await stored(second.id)).on).toEqual((await stored(first.id)).on)
    const third = lefs(20, { supersedes: first.id })
    await expect(recordOutcome(world.one.a.actor, third, tomorrow)).rejects.toThrow(Conflict)
  })

  it('cannot be completed after 3 days, nor when nothing is missing', async () => {
    const first = lefs(18)
    await recordOutcome(world.one.a.actor, first)
    const late = new Date(Date.now() + 4 * 86_400_000)
    await expect(recordOutcome(world.one.a.actor, lefs(20, { supersedes: first.id }), late)).rejects.toThrow(
      Conflict,
    )
    const whole = groc()
    await recordOutcome(world.one.a.actor, whole)
    await expect(
      recordOutcome(world.one.a.actor, groc({ supersedes: whole.id, groc_1: '5' })),
    ).rejects.toThrow(Conflict)
  })

  it('that staff typed in stays theirs: she fills a new one', async () => {
    const { a } = world.one
    const open = await ownForm(a.actor, { measure: 'lefs', caseId: a.caseId, language: null }, new Date())
    const half = lefs(18, { packId: undefined, mode: 'paper' })
    await recordOutcome(world.one.physioA, half)
    const form = await ownForm(a.actor, { measure: 'lefs', caseId: a.caseId, language: null }, new Date())
    expect(form.supersedes).toBe(open.supersedes)
    expect(form.supersedes).not.toBe(half.id)
    await expect(recordOutcome(a.actor, lefs(20, { supersedes: half.id }))).rejects.toThrow(Conflict)
    const whole = lefs(20, { packId: undefined, supersedes: half.id })
    await recordOutcome(world.one.physioA, whole)
    expect(await stored(whole.id)).toMatchObject({ mode: 'paper', missing: 0 })
  })

  it('of another patient cannot be completed', async () => {
    const input = groc({ supersedes: world.one.b.outcomeId })
    await expect(recordOutcome(world.one.a.actor, input)).rejects.toThrow(NotFound)
  })
})

describe('the care team', () => {
  it('enters scores from paper about a day that is over, and says how they were asked', async () => {
    const day = addDays(dayIn(zone, new Date()), -20)
    await expect(recordOutcome(world.one.physioA, groc({ on: day }))).rejects.toThrow(Invalid)
    const input = groc({ on: day, mode: 'paper' })
    await recordOutcome(world.one.physioA, input)
    const row = await stored(input.id)
    expect(row).toMatchObject({ mode: 'paper', onBehalf: true, enteredById: world.one.physioA.accountId })
    expect(fromDbDate(row.on)).toBe(day)
    const ahead = groc({ on: addDays(dayIn(zone, new Date()), 2), mode: 'paper' })
    await expect(recordOutcome(world.one.physioA, ahead)).rejects.toThrow(Invalid)
  })

  it('may enter the points of an instrument whose texts the clinic does not hold', async () => {
    const points = [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]
    const input = outcomeInput.parse({
      id: newId(),
      caseId: world.one.a.caseId,
      measure: 'akps',
      mode: 'interview',
      ...Object.fromEntries(points.map((value, at) => [`akps_${at + 1}`, `${value}`])),
    })
    await recordOutcome(world.one.physioA, input)
    expect(await stored(input.id)).toMatchObject({ scores: { akps: 65 }, packId: null })
  })

  it('puts an entry right by a new one, and takes one back with a reason', async () => {
    const wrong = groc()
    await recordOutcome(world.one.a.actor, wrong)
    const right = groc({ supersedes: wrong.id, groc_1: '3', mode: 'interview', reason: 'Meant 3' })
    await recordOutcome(world.one.physioA, right)
    expect((await stored(wrong.id)).items).toEqual({ groc_1: 2 })
    const back = { caseId: world.one.a.caseId, entryId: right.id, reason: 'Wrong patient' }
    await withdrawOutcome(world.one.physioA, back)
    await withdrawOutcome(world.one.physioA, back)
    expect(await owner.auditEvent.count({ where: { subjectId: right.id, type: 'outcome.withdrawn' } })).toBe(
      1,
    )
    // Whoever goes back to the form of either finds the page without it.
    const page = (correct: string) =>
      caseOutcomes(world.one.physioA, world.one.a.caseId, outcomesSearch.parse({ correct }), new Date())
    for (const { id } of [wrong, right]) expect((await page(id)).enter).toBeNull()
    await expect(page(world.one.b.outcomeId)).rejects.toThrow(NotFound)
    await expect(withdrawOutcome(world.one.physioB, back)).rejects.toThrow(NotFound)
    await expect(withdrawOutcome(world.one.a.actor, back)).rejects.toThrow(NotFound)
  })

  it('puts a form of the patient right, and it stays hers: its texts, its language, how it was asked', async () => {
    const wrong = lefs(20)
    await recordOutcome(world.one.a.actor, wrong)
    await owner.$transaction([
      owner.$executeRaw`SET LOCAL session_replication_role = replica`,
      owner.$executeRaw`UPDATE "OutcomeMeasure" SET language = 'fr' WHERE id = ${wrong.id}::uuid`,
    ])
    const fields = { lefs_20: '4', packId: undefined, supersedes: wrong.id }
    const silent = await recordOutcome(world.one.physioA, lefs(19, fields)).catch((error) => error)
    expect(silent.fieldErrors).toHaveProperty('reason')
    const right = lefs(19, { ...fields, reason: 'She ticked the wrong box' })
    await recordOutcome(world.one.physioA, right)
    expect(await stored(right.id)).toMatchObject({
      mode: 'self',
      language: 'fr',
      packId: world.one.packId,
      supersedesId: wrong.id,
      onBehalf: true,
      enteredById: world.one.physioA.accountId,
      scores: { lefs: 61 },
    })
    const page = await caseOutcomes(
      world.one.physioA,
      world.one.a.caseId,
      outcomesSearch.parse({}),
      new Date(),
    )
    expect(JSON.stringify(page)).toContain('by the patient, put right by')
    const paper = lefs(20, { packId: undefined, language: 'de', mode: 'paper' })
    await recordOutcome(world.one.physioA, paper)
    const again = lefs(19, { lefs_20: '4', mode: 'interview', supersedes: paper.id })
    await recordOutcome(world.one.physioA, again)
    expect(await stored(again.id)).toMatchObject({ mode: 'paper', language: 'de', packId: null })
  })

  it('changes nothing of hers unseen: she and the team read what, why, and what stood there before', async () => {
    const { a, physioA } = world.one
    const sentIds = async () => {
      const forms = await ownForms(a.actor, new Date())
      return new Map(forms.cases.flatMap(({ sent }) => sent.map((form) => [form.id, form] as const)))
    }
    const rows = async () => {
      const view = await caseOutcomes(physioA, a.caseId, outcomesSearch.parse({}), new Date())
      return new Map(view.entries.map((row) => [row.id, row]))
    }
    const wrong = groc({ groc_1: '2' })
    await recordOutcome(a.actor, wrong)
    expect((await sentIds()).get(wrong.id)).toMatchObject({ changed: null, takenBack: null })
    const right = groc({ supersedes: wrong.id, groc_1: '-3', reason: 'Said so on the phone' })
    await recordOutcome(physioA, right)
    const change = expect.stringMatching(/how is your knee\?: was \+2, now −3$/)
    expect((await sentIds()).get(right.id)?.changed).toEqual({
      reason: 'Said so on the phone',
      changes: [change],
    })
    expect((await rows()).get(right.id)).toMatchObject({
      own: true,
      changed: { reason: 'Said so on the phone', changes: [change] },
      withdrawn: null,
      before: [{ id: wrong.id, text: expect.stringContaining('+2') }],
    })
    await withdrawOutcome(physioA, { caseId: a.caseId, entryId: right.id, reason: 'Of the other knee' })
    expect(await stored(right.id)).toMatchObject({ withdrawnById: physioA.accountId })
    expect((await sentIds()).get(right.id)?.takenBack).toEqual({ reason: 'Of the other knee' })
    expect((await rows()).get(right.id)?.withdrawn).toMatch(/^Taken back by .+\. Of the other knee$/)
    const paper = groc({ mode: 'paper' })
    await recordOutcome(physioA, paper)
    await withdrawOutcome(physioA, { caseId: a.caseId, entryId: paper.id, reason: 'For the team alone' })
    expect(JSON.stringify(await ownForms(a.actor, new Date()))).not.toContain('For the team alone')
    expect((await rows()).get(paper.id)).toMatchObject({ own: false, withdrawn: expect.any(String) })
  })

  it('shows an entry with the words that it was filled with, in use or not', async () => {
    const caseId = world.one.a.caseId
    const words = async (correct: string) => {
      const search = outcomesSearch.parse({ correct })
      const { enter } = await caseOutcomes(world.one.physioA, caseId, search, new Date())
      return { packId: enter?.packId, first: enter?.questions[0]?.text }
    }
    const lines = (word: string) => Array.from({ length: 20 }, (_, at) => `${word} ${at + 1}`).join('\n')
    const pack = (word: string) =>
      packInput.parse({
        id: newId(),
        measure: 'lefs',
        language: 'en',
        items: lines(word),
        answers: 'a\nb\nc\nd\ne',
        permission: 'By letter of the authors, 3 May 2026',
        compared: 'yes',
      })
    const [before, after] = [pack('Old item'), pack('New item')]
    await addPack(world.one.admin, before)
    const entry = lefs(20, { packId: before.id })
    await recordOutcome(world.one.a.actor, entry)
    const paper = lefs(20, { packId: undefined, mode: 'paper', language: 'en' })
    await recordOutcome(world.one.physioA, paper)
    await addPack(world.one.admin, after)
    expect(await words(entry.id)).toEqual({ packId: before.id, first: 'Old item 1' })
    expect((await words(paper.id)).packId).toBeNull()
    expect((await words(paper.id)).first).not.toContain('item 1')
    await retirePack(world.one.admin, { packId: after.id })
    expect(await words(entry.id)).toEqual({ packId: before.id, first: 'Old item 1' })
  })

  it('chooses the knee measure; choosing the same again changes nothing', async () => {
    const { caseId } = world.one.b
    await chooseKneeMeasure(world.one.physioB, { caseId, kneeMeasure: 'akps' })
    await chooseKneeMeasure(world.one.physioB, { caseId, kneeMeasure: 'akps' })
    const rows = await owner.outcomeChoice.findMany({ where: { caseId }, orderBy: { at: 'asc' } })
    expect(rows.map((row) => row.kneeMeasure)).toEqual(['lefs', 'akps'])
    await expect(chooseKneeMeasure(world.one.physioA, { caseId, kneeMeasure: 'lefs' })).rejects.toThrow(
      NotFound,
    )
  })

  it('sees the change from the baseline with its sentence', async () => {
    const { a, physioA } = world.two
    const on = (day: number) => addDays(dayIn(zone, new Date()), -day)
    const of = (measure: 'lefs', value: number, day: number) =>
      outcomeInput.parse({
        id: newId(),
        caseId: a.caseId,
        measure,
        mode: 'paper',
        on: on(day),
        ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`lefs_${at + 1}`, `${value}`])),
      })
    await recordOutcome(physioA, of('lefs', 2, 25))
    await recordOutcome(physioA, of('lefs', 3, 1))
    const view = await caseOutcomes(physioA, a.caseId, outcomesSearch.parse({}), new Date())
    const scale = view.scales.find(({ id }) => id === 'lefs')
    expect(scale).toMatchObject({ primary: true, baseline: { value: 40 } })
    expect(scale?.change).toMatchObject({
      deltaText: '+20',
      status: 'better_important',
      verdict: 'Real change',
    })
    expect(view.knee).toBe('lefs')
    expect(view.mayFill).toBe(true)
  })
})

describe('what is overdue for the team', () => {
  it('counts no day on which the case was on hold', async () => {
    const { a, physioA } = world.two
    const { activatedOn } = await owner.program.findFirstOrThrow({ where: { caseId: a.caseId } })
    if (!activatedOn) throw new Error('the program runs')
    // Eight days after the forms of week 6 were due.
    const later = new Date(activatedOn.getTime() + 50.5 * 86_400_000)
    const overdue = async () => {
      const { due } = await caseOutcomes(physioA, a.caseId, outcomesSearch.parse({}), later)
      return due.map((row) => row.overdue)
    }
    expect(await overdue()).toContain(true)
    // The case of the test world was put on hold on the day on which it was made.
    const { caseId, patientId } = a
    const by = { clinicId: world.two.clinicId, byId: physioA.accountId }
    const wentOn = { from: 'on_hold', to: 'open', reason: 'Back', at: later } as const
    await owner.caseStatusChange.create({ data: { ...by, ...wentOn, id: newId(), caseId, patientId } })
    expect(await overdue()).not.toContain(true)
    expect((await ownForms(a.actor, later)).cases[0]?.due.length).toBeGreaterThan(0)
  })
})

describe('what a patient is asked', () => {
  it('is what the schedule wants and she can fill; her view holds no score', async () => {
    const forms = await ownForms(world.two.b.actor, new Date())
    const [first] = forms.cases
    expect(first?.due.map(({ measure }) => measure)).toEqual(['psfs', 'groc', 'weekly_check'])
    expect(JSON.stringify(forms)).not.toContain('score')
    expect(await ownForms(world.two.physioA, new Date())).toEqual({ cases: [], words: null })
  })

  it('is nothing in a case that was referred on', async () => {
    const { caseId, actor } = world.two.b
    const closedAt = new Date()
    await owner.case.update({ where: { id: caseId }, data: { status: 'referred', closedAt } })
    const input = outcomeInput.parse({ id: newId(), caseId, measure: 'groc', groc_1: '2' })
    await expect(recordOutcome(actor, input)).rejects.toThrow(Conflict)
    expect((await ownForms(actor, closedAt)).cases).toEqual([])
  })
})

describe('the database', () => {
  it('keeps an administration and a choice as they were written', async () => {
    const { outcomeId } = world.one.b
    expect(
      await refusal(
        owner.outcomeMeasure.update({ where: { id: outcomeId }, data: { items: { psfs_1: 9 } } }),
      ),
    ).toBe('SW001')
    expect(await refusal(owner.outcomeMeasure.delete({ where: { id: outcomeId } }))).toBe('SW001')
    const choice = await owner.outcomeChoice.findFirstOrThrow({ where: { caseId: world.one.b.caseId } })
    expect(
      await refusal(owner.outcomeChoice.update({ where: { id: choice.id }, data: { kneeMeasure: 'koos' } })),
    ).toBe('SW001')
  })
})
