import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { alertSearch } from '#lib/alerts/worklist/schema.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import type { KneeMeasure } from '#lib/content/outcomes/types.ts'
import { dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { HeardFault } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { recordReviewForm } from '#lib/intake/review-form/commands.ts'
import { questionsOf } from '#lib/intake/review-form/schema.ts'
import { chooseKneeMeasure } from '#lib/outcomes/choice/commands.ts'
import { recordOutcome } from '#lib/outcomes/entries/commands.ts'
import { outcomeInput } from '#lib/outcomes/entries/schema.ts'
import { ownForms } from '#lib/outcomes/forms/queries.ts'
import { withdrawOutcome } from '#lib/outcomes/withdrawal/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { withoutTable } from '#tests/support/faults.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const now = new Date()
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const form = (caseId: string, measure: string, fields: Record<string, string>) =>
  outcomeInput.parse({ id: newId(), caseId, measure, ...fields })
const open = (caseId: string, alertId: string) =>
  owner.alert.findFirst({ where: { caseId, alertId, closedAt: null } })

describe('a score that got worse', () => {
  it('opens an alert in the transaction of the form, once however often it is sent, and the patient hears nothing', async () => {
    const { actor, caseId } = world.one.a
    const input = form(caseId, 'psfs', { psfs_1: '1' })
    const saved = await recordOutcome(actor, input)
    await recordOutcome(actor, input)
    expect(saved).toEqual({
      id: input.id,
      caseId,
      measure: 'psfs',
      missing: 0,
      complete: true,
      again: false,
    })
    const alerts = await owner.alert.findMany({ where: { caseId, alertId: 'al_outcome_worse' } })
    expect(alerts).toMatchObject([{ severity: 'act', inputs: { ind_worse_count: 1 }, closedAt: null }])
    const where = { type: 'alert.opened', subjectId: alerts[0]?.id ?? '' }
    expect(await owner.auditEvent.count({ where })).toBe(1)
    expect(await asActor(actor, (tx) => tx.alert.findMany())).toEqual([])
  })

  it('is not true any more once the care team has put it right, and true again with a worse rating', async () => {
    const { caseId } = world.one.a
    const { physioA } = world.one
    const worse = await owner.outcomeMeasure.findFirstOrThrow({
      where: { caseId, measure: 'psfs', supersededAt: null },
      orderBy: { id: 'desc' },
    })
    const right = form(caseId, 'psfs', {
      psfs_1: '5',
      mode: 'paper',
      supersedes: worse.id,
      reason: 'Typed by mistake',
    })
    await recordOutcome(physioA, right)
    const since = (await open(caseId, 'al_outcome_worse'))?.notTrueSince
    expect(since && fromDbDate(since)).toBe(dayIn('Europe/Zurich', new Date()))
    const rating = form(caseId, 'groc', { groc_1: '-4', mode: 'interview' })
    await recordOutcome(physioA, rating)
    expect(await open(caseId, 'al_outcome_worse')).toMatchObject({ notTrueSince: null })
    const back = { caseId, entryId: rating.id, reason: 'Another patient' }
    await Promise.all([withdrawOutcome(physioA, back), withdrawOutcome(physioA, back)])
    expect(await open(caseId, 'al_outcome_worse')).toMatchObject({ notTrueSince: expect.any(Date) })
    expect(await owner.auditEvent.count({ where: { subjectId: rating.id, type: 'outcome.withdrawn' } })).toBe(
      1,
    )
  })

  it('after the end reaches the team when it got worse since, and shows in what happened last', async () => {
    const { actor, caseId } = world.two.b
    await owner.case.update({ where: { id: caseId }, data: { status: 'discharged', closedAt: now } })
    const before = await owner.alertEvent.count({ where: { caseId } })
    await recordOutcome(actor, form(caseId, 'groc', { groc_1: '1' }))
    expect(await owner.alertEvent.count({ where: { caseId } })).toBe(before)
    const input = form(caseId, 'groc', { groc_1: '-5' })
    await recordOutcome(actor, input)
    await recordOutcome(actor, input)
    expect(await open(caseId, 'al_outcome_worse')).toMatchObject({ severity: 'act', inputs: { groc: -5 } })
    expect(await owner.alertEvent.count({ where: { caseId } })).toBe(before + 1)
    const { lead } = world.two.b
    const { cards } = await alertWorklist(lead, alertSearch.parse({}), new Date())
    const own = cards.filter((card) => card.caseId === caseId).map(({ alertId }) => alertId)
    expect(own).toContain('al_outcome_worse')
    const { happened } = await caseOverview(lead, caseId, new Date())
    expect(happened.find(({ id }) => id === input.id)).toMatchObject({
      kind: 'measure',
      text: 'Global rating of change answered',
      href: `/cases/${caseId}/outcomes`,
      note: 'Score \u22125',
    })
  })
})

describe('a severe pain of now in a form', () => {
  const nprs = (caseId: string, now: string, more: Record<string, string> = {}) =>
    form(caseId, 'nprs', { nprs_now: now, nprs_worst_7d: '9', nprs_average_7d: '4', ...more })
  const flags = (caseId: string) =>
    owner.redFlag.findMany({ where: { caseId, flagId: 'flag_severe_pain' }, orderBy: { raisedAt: 'asc' } })
  const closeAlert = (caseId: string) =>
    owner.alert.updateMany({
      where: { caseId, alertId: 'al_pain_severe', closedAt: null },
      data: { closedAt: new Date(), outcome: 'Called' },
    })
  const wordsOf = async ({ actor, caseId }: World['one']['a'], saved = 'nprs') =>
    (await ownForms(actor, new Date(), { case: caseId, saved })).words?.messages ?? []

  it('raises its flag, opens its alert and is answered with words, once; a lower one is neither', async () => {
    const { a } = world.one
    const { actor, caseId } = a
    await closeAlert(caseId)
    await recordOutcome(actor, nprs(caseId, '3'))
    expect([await flags(caseId), await open(caseId, 'al_pain_severe'), await wordsOf(a)]).toEqual([
      [],
      null,
      [],
    ])
    const input = nprs(caseId, '10')
    await recordOutcome(actor, input)
    await recordOutcome(actor, input)
    expect(await flags(caseId)).toMatchObject([
      { source: 'review_form', sourceId: input.id, inputs: { nprs_now: 10 }, callBack: true },
    ])
    expect(await open(caseId, 'al_pain_severe')).toMatchObject({
      severity: 'urgent',
      inputs: { day_worst_pain: 10 },
    })
    const words = await wordsOf(a)
    expect(words[0]).toMatch(/^Please stop exercising and running for now/)
    expect(words).toContainEqual(
      expect.stringMatching(/^Some of your answers should be checked by a doctor or by us today/),
    )
    expect(await wordsOf(a, 'psfs')).toEqual([])
    const { flags: cards } = await caseOverview(a.lead, caseId, new Date())
    const card = cards.find(({ flagId }) => flagId === 'flag_severe_pain')
    expect(card).toMatchObject({ notSent: false, answerChanged: false, told: { how: 'read' } })
  })

  it('is no news when staff put another answer right, nor on paper of last month', async () => {
    const { a, physioA } = world.one
    const { caseId } = a
    const row = await owner.outcomeMeasure.findFirstOrThrow({
      where: { caseId, measure: 'nprs', supersededAt: null },
      orderBy: { id: 'desc' },
    })
    const settled = { respondedAt: new Date(), resolvedAt: new Date() }
    await owner.redFlag.updateMany({ where: { caseId }, data: settled })
    await closeAlert(caseId)
    const why = { mode: 'paper', supersedes: row.id, reason: 'Typed by mistake' }
    await recordOutcome(physioA, nprs(caseId, '10', { ...why, nprs_average_7d: '5' }))
    const on = dayIn('Europe/Zurich', later(-20))
    await recordOutcome(physioA, nprs(caseId, '10', { mode: 'paper', on }))
    expect(await flags(caseId)).toHaveLength(1)
    expect(await open(caseId, 'al_pain_severe')).toBeNull()
  })

  it('is answered with words, too, when it completes the form of the day before', async () => {
    const { a } = world.one
    const begun = form(a.caseId, 'nprs', { nprs_worst_7d: '9', nprs_average_7d: '4' })
    await recordOutcome(a.actor, begun, now)
    await recordOutcome(a.actor, nprs(a.caseId, '10', { supersedes: begun.id }), later(1))
    const wordsIn = (days: number) =>
      ownForms(a.actor, later(days), { case: a.caseId, saved: 'nprs' }).then(({ words }) => words?.messages)
    expect((await wordsIn(1))?.[0]).toMatch(/^Please stop exercising and running for now/)
    expect(await wordsIn(5)).toBeUndefined()
  })

  it('is heard after the end, too, and of a form that is not taken', async () => {
    const b = world.two.b
    const { actor, caseId } = b
    await recordOutcome(actor, nprs(caseId, '9'))
    expect(await flags(caseId)).toMatchObject([{ answerChangedAt: null }])
    expect(await open(caseId, 'al_pain_severe')).toMatchObject({ severity: 'urgent' })
    expect((await wordsOf(b)).join(' ')).toContain('checked by a doctor')
    await owner.redFlag.updateMany({ where: { caseId }, data: { resolvedAt: new Date() } })
    const refused = { ...nprs(caseId, '9'), on: '2020-02-02' }
    await expect(recordOutcome(actor, refused)).rejects.toThrow(/marked answers/)
    await withoutTable(owner, 'Alert', async () => {
      const fault = await recordOutcome(actor, nprs(caseId, '9')).catch((error) => error)
      expect(fault).toBeInstanceOf(HeardFault)
    })
    const mistaken = form(caseId, 'nprs', { nprs_now: '9', supersedes: newId() })
    await expect(recordOutcome(actor, mistaken)).rejects.toThrow()
    expect(await flags(caseId)).toHaveLength(2)
  })
})

describe('a form that was overdue', () => {
  const fill = (measure: string, fields: Record<string, string>, days: number) =>
    recordOutcome(world.one.b.actor, form(world.one.b.caseId, measure, fields), later(days))
  const due = () => open(world.one.b.caseId, 'al_outcome_due')

  it('stops being true with the last one that was wanted, and is true again when that is taken back', async () => {
    const { caseId } = world.one.b
    await fill('weekly_check', { chk_walk_nprs: '2' }, 12)
    expect(await due()).toMatchObject({ severity: 'info', notTrueSince: null })
    await fill('psfs', { psfs_1: '5' }, 12)
    expect((await due())?.notTrueSince).toBeNull()
    await fill('groc', { groc_1: '2' }, 12)
    const since = (await due())?.notTrueSince
    expect(since && fromDbDate(since)).toBe(dayIn('Europe/Zurich', later(12)))
    const { id } = await owner.outcomeMeasure.findFirstOrThrow({ where: { caseId, measure: 'groc' } })
    await withdrawOutcome(world.one.physioB, { caseId, entryId: id, reason: 'By mistake' }, later(12))
    expect((await due())?.notTrueSince).toBeNull()
    await fill('groc', { groc_1: '2' }, 12)
  })

  it('closes with a form of a week later', async () => {
    const { id } = (await due()) ?? { id: '' }
    await fill('weekly_check', { chk_walk_nprs: '2' }, 18)
    expect((await due())?.id).toBe(id)
    // Of the week PostgreSQL makes sure by its own clock.
    await owner.alert.updateMany({
      where: { caseId: world.one.b.caseId, notTrueSince: { not: null } },
      data: { notTrueSince: toDbDate(dayIn('Europe/Zurich', later(-7))) },
    })
    await fill('weekly_check', { chk_walk_nprs: '2' }, 19)
    expect(await due()).toBeNull()
    expect(await owner.alert.findUniqueOrThrow({ where: { id } })).toMatchObject({
      outcome: expect.stringContaining('Closed by itself'),
    })
  })
})

describe('choosing another knee measure', () => {
  // The program began 20 days ago, so that the forms of week 6 were due 4 days before.
  const at = later(26)
  const choose = (kneeMeasure: KneeMeasure, when: Date) =>
    chooseKneeMeasure(world.two.a.lead, { caseId: world.two.a.caseId, kneeMeasure }, when)
  const fill = (measure: string, fields: Record<string, string>) =>
    recordOutcome(world.two.a.lead, form(world.two.a.caseId, measure, { ...fields, mode: 'paper' }), at)
  const due = () => open(world.two.a.caseId, 'al_outcome_due')

  it('asks the alerts at once: what was overdue is not wanted any more, and is again when it is chosen again', async () => {
    // With its texts at the clinic: what is there on paper alone is never overdue.
    await owner.instrumentPack.create({
      data: {
        id: newId(),
        clinicId: world.two.clinicId,
        measure: 'akps',
        language: 'en',
        version: '1993',
        texts: Array.from({ length: 13 }, () => ({ text: 'Item', options: ['0', '1'] })),
        options: [],
        permission: 'By letter of the authors',
        addedById: world.two.admin.accountId,
      },
    })
    await choose('akps', later(20))
    await fill('psfs', { psfs_1: '5' })
    await fill('groc', { groc_1: '2' })
    const threes = (measure: string, items: number) =>
      Object.fromEntries(Array.from({ length: items }, (_, at) => [`${measure}_${at + 1}`, '3']))
    await fill('lefs', threes('lefs', 20))
    await fill('uwri', threes('uwri', 9))
    // Its start was due on the day of the choice.
    expect(await due()).toMatchObject({ inputs: { ind_outcome_overdue_days: 6 }, notTrueSince: null })
    await choose('lefs', at)
    const since = (await due())?.notTrueSince
    expect(since && fromDbDate(since)).toBe(dayIn('Europe/Zurich', at))
    const asked = await owner.auditEvent.count({ where: { caseId: world.two.a.caseId } })
    await choose('lefs', later(27))
    expect(await owner.auditEvent.count({ where: { caseId: world.two.a.caseId } })).toBe(asked)
    await choose('akps', later(27))
    expect((await due())?.notTrueSince).toBeNull()
  })
})

describe('the safety questions asked again', () => {
  const posted: Record<string, unknown> = {
    ...Object.fromEntries(
      questionsOf('safety').questions.map(({ id, type, options }) => {
        if (type === 'boolean') return [id, 'no']
        return [id, type === 'multi' ? ['none'] : (options[0]?.id ?? '')]
      }),
    ),
    rf_bend_90: 'yes',
    rf_trauma_days: '',
  }

  it('ask the alerts of the case at once: a flag that waits too long is told, once', async () => {
    const { caseId, patientId, lead } = world.two.a
    await owner.redFlag.create({
      data: {
        clinicId: world.two.clinicId,
        patientId,
        caseId,
        source: 'log',
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'none',
        ruleSetVersion: 1,
        inputs: {},
        dueAt: new Date(0),
      },
    })
    const input = { id: newId(), caseId, part: 'safety' as const, posted }
    expect(await recordReviewForm(lead, input, now)).toBe(caseId)
    await recordReviewForm(lead, input, now)
    const found = await owner.alert.findMany({ where: { caseId, alertId: 'al_flag_overdue' } })
    expect(found).toMatchObject([{ severity: 'urgent', inputs: { ind_flag_overdue: 'yes' } }])
  })
})
