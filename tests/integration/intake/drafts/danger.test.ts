import { describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { closeCase, reopenCase } from '#lib/cases/status/commands.ts'
import { HeardFault, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { submitIntake } from '#lib/intake/drafts/commands.ts'
import { formFrame, sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { referIntake } from '#lib/intake/triage/referring/commands.ts'
import { ownerClient } from '#tests/support/world.ts'
import { calmSection } from '../setting.ts'
import { agree, db, draft, fillIn, now, save, section, setUp, stored, today, world } from './setting.ts'

await setUp()

/** A form that was filled in and sent. */
async function sent() {
  const form = await draft()
  await fillIn(form.actor, form.intakeId)
  await submitIntake(form.actor, form.intakeId, now)
  return form
}

/** The case that comes out of it, led by physio A. */
const accepted = (intakeId: string) =>
  acceptIntake(world.one.physioA, {
    intakeId,
    leadId: world.one.physioA.accountId,
    complaint: 'Outer knee',
    side: 'left',
    nextReviewOn: null,
  })

async function dutyMails() {
  const owner = ownerClient(db.ownerUrl)
  const mails = await owner.mail.findMany().finally(() => owner.$disconnect())
  return mails.map(({ text }) => text)
}

describe('safety in a draft', () => {
  it('says at once what to do, and the flag stays when the answer is changed', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const alarming = await save(actor, intakeId, 'sec_safety', { rf_chest_breathless: 'yes' })
    expect(alarming.messages).toMatchObject({ level: 'emergency', atOnce: true })
    const changed = await save(actor, intakeId, 'sec_safety', { rf_chest_breathless: 'no' })
    expect(changed.messages?.level).toBe('emergency')
    const { flags } = await stored(intakeId)
    expect(flags.map((flag) => flag.flagId)).toEqual(['flag_chest_breath'])
    expect(flags[0]?.answerChangedAt).toEqual(expect.any(Date))
  })

  it('is read once a page of the form has had the words, which come before its other pages until then', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const isUnread = async () => (await sectionView(actor, intakeId, 'safety', now)).unread
    const told = async () => {
      const { flags } = await triageIntake(world.one.physioA, intakeId, now)
      return flags.map((flag) => [flag.flagId, flag.told?.how])
    }
    expect(await isUnread()).toBe(false)
    await save(actor, intakeId, 'sec_safety', { rf_chest_breathless: 'yes', rf_weight_bearing_now: 'cannot' })
    expect((await formFrame(actor, intakeId, now)).unread).toBe(true)
    // Of a form that is not sent this page leads on, and nobody sees it.
    expect((await formFrame(actor, intakeId, now, 'intake', 'sent')).unread).toBe(true)
    expect((await formFrame(world.one.physioA, intakeId, now, 'intake', 'stop')).unread).toBe(false)
    expect(await isUnread()).toBe(true)
    expect(await told()).toEqual([
      ['flag_chest_breath', 'not_shown'],
      ['flag_cannot_weight_bear', 'not_shown'],
    ])
    for (const _ of [1, 2])
      expect((await formFrame(actor, intakeId, now, 'intake', 'stop')).unread).toBe(false)
    expect(await isUnread()).toBe(false)
    const readFirst = [
      ['flag_chest_breath', 'read'],
      ['flag_cannot_weight_bear', 'graver'],
    ]
    expect(await told()).toEqual(readFirst)
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
    // A lesser danger that comes later has lines of its own.
    await save(actor, intakeId, 'sec_safety', { rf_calf_pain_swelling: 'yes' }, undefined, minutes(1))
    expect(await isUnread()).toBe(true)
    expect(await told()).toContainEqual(['flag_dvt', 'not_shown'])
    await formFrame(actor, intakeId, minutes(2), 'intake', 'stop')
    expect(await isUnread()).toBe(false)
    expect(await told()).toContainEqual(['flag_dvt', 'graver'])
  })

  it('puts a second danger before her, too, though it has the same words, and nothing that is no danger', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const said = async (answers: object) => {
      const { messages } = await save(actor, intakeId, 'sec_safety', {
        rf_chest_breathless: 'yes',
        ...answers,
      })
      return messages
    }
    const first = await said({})
    expect((await said({}))?.mark).toBe(first?.mark)
    const numb = { rf_numb_weak: ['pins_needles'] }
    expect((await said(numb))?.mark).toBe(first?.mark)
    const second = await said({ ...numb, rf_cold_pale_foot: 'yes' })
    expect({ ...second, mark: '' }).toEqual({ ...first, mark: '' })
    expect(first?.mark).toEqual(expect.any(String))
    expect(second?.mark).not.toBe(first?.mark)
    expect((await formFrame(actor, intakeId, now)).messages?.mark).toBe(second?.mark)
  })
})

describe('a dangerous answer of a save that is refused', () => {
  const breathless = { rf_chest_breathless: 'yes' }

  it('raises its flag and is told what to do, also where a newer answer stays until one is chosen', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const old = (await sectionView(actor, intakeId, 'safety', now)).revision
    await save(actor, intakeId, 'sec_safety', { rf_hot_red_swollen: 'yes', rf_chest_breathless: 'no' })
    const refused = () => save(actor, intakeId, 'sec_safety', breathless, old)
    expect(await refused()).toMatchObject({ messages: { level: 'emergency' }, heard: true })
    expect((await refused()).clashes.map(({ id }) => id)).toEqual(['rf_chest_breathless'])
    const { values, flags } = await stored(intakeId)
    expect(values).toMatchObject({ rf_hot_red_swollen: 'yes', rf_chest_breathless: 'no' })
    const of = (id: string) => flags.filter((flag) => flag.flagId === id)
    expect(of('flag_chest_breath')).toMatchObject([{ resolvedAt: null, answerChangedAt: expect.any(Date) }])
    // What the newer answers fire is as it was.
    expect(of('flag_hot_joint')).toMatchObject([
      { resolvedAt: null, answerChangedAt: null, supersededAt: null },
    ])
    expect((await formFrame(actor, intakeId, now)).messages).toMatchObject({
      level: 'emergency',
      atOnce: true,
    })
  })

  it('is heard all the same when a fault undoes the save', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const owner = ownerClient(db.ownerUrl)
    // As any statement of the save may fail that comes after the flags.
    await owner.$executeRaw`CREATE FUNCTION no_answers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'away'; END $$`
    await owner.$executeRaw`CREATE TRIGGER away BEFORE UPDATE ON "IntakeAnswers" FOR EACH ROW EXECUTE FUNCTION no_answers()`
    const fault = await save(actor, intakeId, 'sec_safety', breathless).catch((error) => error)
    await owner.$executeRaw`DROP FUNCTION no_answers() CASCADE`
    await owner.$disconnect()
    expect(fault).toBeInstanceOf(HeardFault)
    expect(fault.words).toMatch(/emergency/)
    const { flags, values } = await stored(intakeId)
    expect(flags).toMatchObject([{ flagId: 'flag_chest_breath', answerChangedAt: expect.any(Date) }])
    expect(values).not.toHaveProperty('rf_chest_breathless')
  })

  it('is stored from an older page beside the newer answers to other questions', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const old = (await sectionView(actor, intakeId, 'safety', now)).revision
    await save(actor, intakeId, 'sec_safety', { rf_lump: 'no' })
    const outcome = await save(actor, intakeId, 'sec_safety', { ...breathless, rf_lump: '' }, old)
    expect(outcome).toMatchObject({ clashes: [], messages: { level: 'emergency' }, heard: false })
    const { values, flags } = await stored(intakeId)
    expect(values).toMatchObject({ rf_lump: 'no', rf_chest_breathless: 'yes' })
    expect(flags).toMatchObject([{ flagId: 'flag_chest_breath', answerChangedAt: null }])
  })

  it('is heard from an older page that shows it still, and makes none of its answers those of today', async () => {
    const { actor, intakeId } = await draft()
    const posted = { ...calmSection(section('sec_safety'), {}, today), rf_chest_breathless: 'yes' }
    await save(actor, intakeId, 'sec_consent', agree)
    await save(actor, intakeId, 'sec_safety', posted)
    const { revision } = await sectionView(actor, intakeId, 'safety', now)
    await save(actor, intakeId, 'sec_safety', { ...posted, rf_chest_breathless: 'no' })
    const owner = ownerClient(db.ownerUrl)
    await owner.redFlag.updateMany({ where: { intakeId }, data: { resolvedAt: now, respondedAt: now } })
    await owner.intakeAnswers.update({ where: { intakeId }, data: { safetyOn: new Date('2020-01-01') } })
    await owner.$disconnect()
    const input = { intakeId, section: section('sec_safety'), posted, revision, strict: true }
    for (const _ of [1, 2])
      expect(await saveSection(actor, input, now)).toMatchObject({
        clashes: [],
        stale: true,
        heard: true,
        messages: { level: 'emergency' },
      })
    const { flags, values, answers } = await stored(intakeId)
    expect(values.rf_chest_breathless).toBe('no')
    expect(flags.some((flag) => flag.flagId === 'flag_chest_breath' && !flag.resolvedAt)).toBe(true)
    expect(answers?.safetyOn).toEqual(new Date('2020-01-01'))
  })

  it('is heard after the form was sent, and in the case that came out of it', async () => {
    const { physioA, physioB } = world.one
    const { actor, intakeId } = await sent()
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    const { flags, status } = await stored(intakeId)
    expect(status).toBe('submitted')
    expect(flags).toMatchObject([{ flagId: 'flag_chest_breath', resolvedAt: null }])
    const { caseId } = await accepted(intakeId)
    await expect(save(actor, intakeId, 'sec_safety', { rf_cold_pale_foot: 'yes' })).rejects.toThrow(
      /emergency/,
    )
    const late = (await stored(intakeId)).flags.find((flag) => flag.flagId === 'flag_limb_vascular')
    const { flags: shown } = await caseOverview(physioA, caseId, new Date())
    expect(shown.find(({ id }) => id === late?.id)).toMatchObject({ notSaved: true, urgency: 'emergency' })
    const answer = {
      id: newId(),
      flagRowId: late?.id ?? '',
      kind: 'ruled_out' as const,
      text: 'Phoned, is well.',
    }
    await expect(answerFlag(physioB, answer)).rejects.toThrow(NotFound)
    await answerFlag(physioA, answer)
    // Whoever is on duty is led to a page that is there.
    expect(await dutyMails()).toContainEqual(
      expect.stringContaining(`/patients/${(await stored(intakeId)).patientId}`),
    )
  })

  it('stands above the alerts of the care team when the case that came out of the form is closed', async () => {
    const { physioA, physioB } = world.one
    const { actor, intakeId } = await sent()
    const { caseId } = await accepted(intakeId)
    const version = async () => (await caseFrame(physioA, caseId, null, new Date())).version
    const end = { caseId, reason: 'lost_contact', note: 'Two calls' } as const
    await closeCase(physioA, { ...end, version: await version() })
    const late = async (physio: AccountActor) =>
      (await alertWorklist(physio, { view: 'mine', page: 1 }, new Date())).flags.filter(
        (flag) => flag.caseId === caseId,
      )
    const before = await clinicCounts(physioA, new Date())
    expect(await late(physioA)).toEqual([])
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    expect(await late(physioA)).toMatchObject([
      { urgency: 'emergency', title: 'New chest pain or breathlessness', owner: { id: physioA.accountId } },
    ])
    const counts = await clinicCounts(physioA, new Date())
    expect([counts.alerts, counts.urgentAlerts]).toEqual([before.alerts + 1, before.urgentAlerts + 1])
    expect(await late(physioB)).toEqual([])
    // Open again it stands there still, until it is answered in the case.
    await reopenCase(physioA, { caseId, version: await version(), reason: 'A late answer' })
    expect(await late(physioA)).toHaveLength(1)
    const [flag] = (await caseOverview(physioA, caseId, new Date())).flags
    const answer = { id: newId(), flagRowId: flag?.id ?? '', kind: 'referred', text: 'In hospital' } as const
    await answerFlag(physioA, answer)
    expect(await late(physioA)).toEqual([])
    await closeCase(physioA, { ...end, version: await version() })
    expect(await late(physioA)).toEqual([])
  })

  it('brings a form back to triage that was referred on before', async () => {
    const { physioB } = world.one
    const { actor, intakeId } = await sent()
    await referIntake(physioB, { intakeId, seen: [], where: 'A hip clinic', reason: 'The hip' })
    const row = async () => (await triageList(physioB, now)).rows.find(({ id }) => id === intakeId)
    expect(await row()).toBeUndefined()
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    expect(await row()).toMatchObject({ submitted: true, urgent: true, unanswered: 1 })
    const [flag] = (await triageIntake(physioB, intakeId, now)).flags
    await answerFlag(physioB, {
      id: newId(),
      flagRowId: flag?.id ?? '',
      kind: 'referred',
      text: 'Sent to hospital.',
    })
    expect(await row()).toBeUndefined()
  })
})
