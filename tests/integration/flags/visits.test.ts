import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { saveNote, signNote, startNote } from '#lib/notes/commands.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const DAY = 86_400_000
const now = new Date()
const today = dayIn('Europe/Zurich', now)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})
const me = () => world.one.b
const of = () => ({ clinicId: world.one.clinicId, caseId: me().caseId, patientId: me().patientId })

type Urgency = 'routine_referral' | 'monitor'
async function flag(urgency: Urgency, block: 'none' | 'programme', raisedAt = new Date(+now - 2 * DAY)) {
  const flagId = urgency === 'monitor' ? 'flag_post_surgery' : 'flag_inflammatory'
  const raised = { flagId, urgency, block, raisedAt, source: 'log' as const, ruleSetVersion: 1, inputs: {} }
  return (await db.redFlag.create({ data: { ...of(), ...raised } })).id
}
const visited = async (id: string) => (await db.redFlag.findUniqueOrThrow({ where: { id } })).visitedAt

type Kind = 'follow_up' | 'phone_call'

async function signed(template: Kind, on = today, begunAs: Kind = template) {
  const { caseId } = of()
  const { noteId } = await startNote(me().lead, { id: newId(), caseId, template: begunAs, on }, now)
  const text = { subjective: '', objective: '', assessment: 'Better', plan: '' }
  await saveNote(me().lead, { caseId, noteId, version: 1, on, template, text, insert: '', go: '' }, now)
  await signNote(me().lead, { caseId, noteId, version: 2 }, now)
}

const due = async () => {
  const { due: lines, flags } = await caseOverview(me().lead, me().caseId, new Date(+now + 1000))
  return lines.filter(({ text }) => flags.some(({ title }) => text.endsWith(`: ${title}`)))
}
const overdue = () =>
  asActor(me().lead, async (tx) => {
    const target = { ...of(), timeZone: 'Europe/Zurich' }
    const { input } = await readCaseInput(tx, target, new Date(+now + 1000))
    return indicatorsOf(input).values.get('ind_flag_overdue')
  })

describe('a flag without a date', () => {
  // What another test left is settled.
  beforeEach(async () => {
    await db.redFlag.updateMany({ where: of(), data: { respondedAt: now, resolvedAt: now } })
  })

  it('is due at the next visit, and asks for somebody once that was signed without an answer', async () => {
    const ids = [await flag('routine_referral', 'none'), await flag('monitor', 'programme')]
    const seen = await flag('monitor', 'none')
    expect((await due()).map(({ text }) => text.replace(/:.*/, ''))).toEqual(
      Array(2).fill('Answer at the next visit'),
    )
    await signed('phone_call')
    await signed('phone_call', today, 'follow_up')
    expect([await due(), await overdue()]).toMatchObject([[{ overdue: false }, { overdue: false }], 'no'])
    await signed('follow_up')
    for (const id of ids) expect(await visited(id)).toEqual(now)
    expect(await visited(seen)).toBeNull()
    expect(await due()).toMatchObject([{ overdue: true }, { overdue: true }])
    expect(await overdue()).toBe('yes')
    await runAlertRound(of().clinicId, () => new Date(`${addDays(today, 2)}T11:00:00Z`))
    const found = await db.alert.findMany({ where: { ...of(), alertId: 'al_flag_overdue' } })
    expect(found).toMatchObject([{ severity: 'urgent', closedAt: null }])
    for (const flagRowId of ids)
      await answerFlag(me().lead, {
        id: newId(),
        flagRowId,
        kind: 'confirmed',
        text: 'Blood tests asked for.',
      })
    expect([await due(), await overdue()]).toEqual([[], 'no'])
  })

  it('waits for the next visit when it was raised after this one, or answered before', async () => {
    const after = await flag('routine_referral', 'none')
    await signed('follow_up', addDays(today, -5))
    expect(await visited(after)).toBeNull()
    const flagRowId = await flag('routine_referral', 'none')
    await answerFlag(me().lead, { id: newId(), flagRowId, kind: 'referred', text: 'Letter to the doctor.' })
    await signed('follow_up')
    expect(await visited(flagRowId)).toBeNull()
    expect(await visited(after)).toEqual(now)
  })
})
