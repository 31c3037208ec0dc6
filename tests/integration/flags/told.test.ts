import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from '../triage/setting.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const answers = () => completeAnswers({ rf_night_pain: 'wakes_constant' })
const cardOf = async (intakeId: string) => {
  const { flags } = await triageIntake(world.one.physioA, intakeId, new Date())
  return flags.find(({ flagId }) => flagId === 'flag_malignancy')
}

describe('a flag within days', () => {
  it('of a form that was not sent says that nobody has told her; of one that was sent, when she read it', async () => {
    const draft = await sentIntake(db, world.one, { status: 'draft', answers: answers(), savedHoursAgo: 30 })
    expect(await cardOf(draft.intakeId)).toMatchObject({ told: { how: 'not_sent' }, notSent: true })
    const sent = await sentIntake(db, world.one, { answers: answers() })
    const read = await cardOf(sent.intakeId)
    expect(read).toMatchObject({ told: { how: 'read' }, notSent: false })
    expect(read?.told?.atText).toBe(read?.raisedText)
    const by = { filledById: world.one.physioB.accountId }
    await db.intake.update({ where: { id: sent.intakeId }, data: by })
    expect((await cardOf(sent.intakeId))?.told?.how).toBe('entered')
  })
})

describe('a message on her own page', () => {
  it('is kept once with the moment of it, whoever entered the answers, and nobody else keeps one', async () => {
    const { a, clinicId, physioA } = world.one
    const of = { clinicId, patientId: a.patientId }
    await db.redFlag.updateMany({ where: { ...of, resolvedAt: null }, data: { resolvedAt: new Date() } })
    const { id } = await db.redFlag.create({
      data: {
        ...of,
        caseId: a.caseId,
        id: newId(),
        flagId: 'flag_malignancy',
        urgency: 'urgent_referral',
        block: 'programme',
        source: 'review_form',
        ruleSetVersion: 1,
        inputs: {},
        shownTo: 'clinic',
      },
    })
    const told = async () => {
      const { flags } = await caseOverview(physioA, a.caseId, new Date())
      return flags.find((flag) => flag.id === id)?.told?.how
    }
    expect(await told()).toBe('entered')
    // A phone that fetches her pages ahead has not told her.
    const quiet = { caseId: a.caseId, correct: null, quiet: true }
    await todayView(a.actor, a.caseId, 0, new Date(), true)
    await Promise.all([sessionForm(a.actor, quiet), runForm(a.actor, quiet)])
    expect(await myProgram(a.actor, new Date(), a.caseId, true)).toMatchObject({ state: 'paused' })
    expect(await told()).toBe('entered')
    const first = new Date()
    expect((await todayView(a.actor, a.caseId, 0, first)).current?.messages.length).toBeGreaterThan(1)
    await todayView(a.actor, a.caseId, 0, new Date(+first + 60_000))
    expect(await db.redFlag.findUnique({ where: { id } })).toMatchObject({ shownAt: first })
    expect(await told()).toBe('read')
    const again = asActor(physioA, (tx) =>
      tx.redFlag.updateMany({ where: { id }, data: { shownAt: new Date() } }),
    )
    await expect(again).rejects.toThrow()
    await db.redFlag.update({ where: { id }, data: { resolvedAt: new Date() } })
  })
})

/** A flag of a case, as an examination or a log raises it. */
async function flagOf(source: 'assessment' | 'log', sourceId: string) {
  const { clinicId, a } = world.one
  const id = newId()
  await db.redFlag.create({
    data: {
      id,
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      source,
      sourceId,
      flagId: 'flag_dvt',
      urgency: 'same_day',
      block: 'programme',
      ruleSetVersion: 1,
      inputs: {},
    },
  })
  return {
    words: async () => (await todayView(a.actor, a.caseId)).current?.messages.join(' '),
    card: async () => {
      const { flags } = await caseOverview(world.one.physioA, a.caseId, new Date())
      return flags.find((flag) => flag.id === id)
    },
    settle: () => db.redFlag.update({ where: { id }, data: { resolvedAt: new Date() } }),
  }
}

describe('a flag of a case', () => {
  it('that an examination raised speaks of no answer on her page', async () => {
    const { words, card, settle } = await flagOf('assessment', newId())
    expect((await card())?.told).toEqual({ how: 'in_person', atText: null })
    expect(await words()).toContain('What was found when you were examined')
    expect(await words()).not.toMatch(/your answers|your form/)
    const log = await flagOf('log', newId())
    expect(await words()).toContain('Some of your answers')
    await Promise.all([settle(), log.settle()])
  })

  it('that somebody of the clinic entered was on a screen of the clinic', async () => {
    const { a, physioA } = world.one
    const enter = async (by: AccountActor) => {
      const entry = { id: newId(), caseId: a.caseId, context: 'now', score: '2' }
      await recordPain(by, painInput.parse(entry))
      const { card, settle } = await flagOf('log', entry.id)
      const how = (await card())?.told?.how
      await settle()
      return how
    }
    expect(await enter(a.actor)).toBe('read')
    expect(await enter(physioA)).toBe('entered')
  })
})
