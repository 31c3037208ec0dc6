import { beforeAll, describe, expect, it } from 'vitest'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { oneAssessment } from '#lib/assessment/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { closeCase } from '#lib/cases/status/commands.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { caseSafety, ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { startLetter } from '#lib/letters/commands.ts'
import { oneLetter } from '#lib/letters/queries.ts'
import { oneNote } from '#lib/notes/queries.ts'
import { pausesOf } from '#lib/programs/active/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { newReview } from '#lib/review/queries.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { caseProgress, ownProgress } from '#lib/tracking/progress/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type TestRecord, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const today = () => dayIn('Europe/Zurich', new Date())
const target = () => {
  const { caseId, patientId } = world.one.a
  return { clinicId: world.one.clinicId, caseId, patientId }
}

const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

type Flag = {
  flagId: string
  urgency: 'emergency' | 'same_day' | 'urgent_referral'
  block: 'programme' | 'impact'
}
const septic: Flag = { flagId: 'flag_septic_joint', urgency: 'emergency', block: 'programme' }

/** A form without a case of somebody in treatment, saved and flagged so many days ago. */
async function secondForm({ patientId, lead }: TestRecord, flag: Flag, more: object = {}, daysAgo = 0) {
  const of = { clinicId: world.one.clinicId, patientId }
  const [intakeId, flagId] = [newId(), newId()]
  await db.intake.create({
    data: { ...of, id: intakeId, createdById: lead.accountId, savedAt: ago(daysAgo) },
  })
  await db.redFlag.create({
    data: {
      ...of,
      ...flag,
      id: flagId,
      intakeId,
      source: 'intake',
      raisedAt: ago(daysAgo),
      ruleSetVersion: 1,
      inputs: {},
      ...more,
    },
  })
  return { intakeId, flagId }
}

describe('an alarming answer in a second form of somebody in treatment', () => {
  it('stops the program that runs, for the patient and for the team, until it is answered', async () => {
    const { physioA, a, clinicId } = world.one
    const { caseId } = a
    const { intakeId, flagId: rowId } = await secondForm(a, septic)
    const now = new Date()
    const blocking = async () =>
      (await asActor(physioA, (tx) => caseSafety(tx, target(), today()))).blocking.includes(
        'flag_septic_joint',
      )
    const own = () => asActor(a.actor, (tx) => ownSafety(tx, caseId, { today: today(), now: new Date() }))
    const cards = async () => (await caseOverview(physioA, caseId, now)).flags.map((flag) => flag.id)
    expect(await blocking()).toBe(true)
    expect(await own()).toMatchObject({ blockLevel: 'programme', messages: { level: 'emergency' } })
    expect(await cards()).toContain(rowId)
    const { version } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    const end = { caseId, version, reason: 'lost_contact' as const, note: 'Two calls' }
    await expect(closeCase(physioA, end)).rejects.toThrow(/A red flag waits/)
    // A form of another patient says nothing about this case.
    const other = { clinicId, caseId: world.one.b.caseId, patientId: world.one.b.patientId }
    const theirs = await asActor(world.one.b.lead, (tx) => caseSafety(tx, other, today()))
    expect(theirs.blocking).not.toContain('flag_septic_joint')
    const answer = { id: newId(), flagRowId: rowId, kind: 'ruled_out' as const, text: 'Seen, cold and dry.' }
    await answerFlag(physioA, answer)
    expect(await blocking()).toBe(false)
    expect((await own()).messages).toMatchObject({ level: 'routine_referral' })
    // What was answered before the case was opened is not about it.
    await db.redFlag.update({ where: { id: rowId }, data: { resolvedAt: null } })
    expect(await blocking()).toBe(true)
    await db.intake.update({ where: { id: intakeId }, data: { savedAt: new Date('2020-01-01') } })
    expect(await blocking()).toBe(false)
    expect(await cards()).not.toContain(rowId)
  })

  it('asks for somebody when nobody answers it in time, by day and by night', async () => {
    const { b, clinicId } = world.one
    const target = { clinicId, caseId: b.caseId, patientId: b.patientId, timeZone: 'Europe/Zurich' }
    const overdue = () =>
      asActor(b.lead, async (tx) => {
        const { input } = await readCaseInput(tx, target, new Date())
        return indicatorsOf(input).values.get('ind_flag_overdue')
      })
    expect(await overdue()).toBe('no')
    const { flagId } = await secondForm(b, septic, { dueAt: ago(1) }, 2)
    expect(await overdue()).toBe('yes')
    await runAlertRound(clinicId, () => new Date(`${addDays(today(), 1)}T11:00:00Z`))
    const found = await db.alert.findMany({ where: { caseId: b.caseId, alertId: 'al_flag_overdue' } })
    expect(found).toMatchObject([{ severity: 'urgent', closedAt: null }])
    expect(await db.alert.count({ where: { caseId: world.one.a.caseId, alertId: 'al_flag_overdue' } })).toBe(
      0,
    )
    await answerFlag(b.lead, { id: newId(), flagRowId: flagId, kind: 'referred', text: 'Seen in A&E.' })
    expect(await overdue()).toBe('no')
  })

  it('misses no session of the days that it stopped, for the patient and for the team', async () => {
    const { a } = world.one
    const { caseId } = a
    const now = new Date()
    const day = (daysAgo: number) => addDays(today(), -daysAgo)
    await db.caseStatusChange.create({
      data: {
        clinicId: world.one.clinicId,
        patientId: a.patientId,
        caseId,
        byId: a.lead.accountId,
        from: 'on_hold',
        to: 'open',
        reason: 'Back again',
      },
    })
    const read = async () => ({
      team: await caseProgress(a.lead, caseId, '4', now),
      own: await ownProgress(a.actor, '4', now),
      row: (await caseload(a.lead, caseloadSearch.parse({}), now)).rows.find((row) => row.caseId === caseId),
    })
    const before = await read()
    const more = { resolvedAt: ago(2), respondedAt: ago(2) }
    const { flagId } = await secondForm(a, septic, more, 9)
    for (const actor of [a.lead, a.actor]) {
      const spans = await asActor(actor, (tx) => pausesOf(tx, caseId))
      expect(spans).toContainEqual({ from: day(9), to: day(2) })
    }
    const after = await read()
    expect(after.team.adherence.items.of).toBeLessThan(before.team.adherence.items.of)
    expect(after.own?.adherence).toEqual(after.team.adherence)
    expect(after.own?.sessionWeeks).toEqual(after.team.sessionWeeks)
    expect(after.row?.done).not.toBe(before.row?.done)
    expect([before.row?.paused, after.row?.paused]).toEqual([false, false])
    await db.redFlag.update({ where: { id: flagId }, data: { resolvedAt: null } })
    expect((await read()).row?.paused).toBe(true)
    // Of another patient's form neither hears.
    for (const actor of [world.one.b.lead, world.one.b.actor])
      expect(await asActor(actor, (tx) => pausesOf(tx, caseId))).toEqual([])
  })

  it('stands in what is written of the case: a letter, a note, an examination, a review', async () => {
    const { a } = world.one
    const { caseId } = a
    const now = new Date()
    await db.redFlag.updateMany({ where: { patientId: a.patientId }, data: { resolvedAt: now } })
    const title = 'Hot, red knee with infection risk'
    const read = async () => {
      const letter = {
        id: newId(),
        caseId,
        kind: 'referral' as const,
        recipientKind: 'orthopaedic' as const,
        recipient: 'Dr. Weber',
        urgency: 'soon' as const,
        pattern: [],
      }
      await startLetter(a.lead, letter, now)
      const { facts } = await oneNote(a.lead, caseId, a.openNoteId, now)
      return {
        letter: (await oneLetter(a.lead, caseId, letter.id, now)).body.flags,
        note: facts.map(({ line }) => line).join('\n'),
        stop: (await oneAssessment(a.lead, caseId, a.openAssessmentId, 'gait', now)).stop,
        review: (await newReview(a.lead, caseId, now)).record.safety.flags.map((flag) => flag.title),
      }
    }
    expect((await read()).stop).toBeNull()
    await secondForm(a, septic)
    const after = await read()
    expect(after.letter).toMatch(new RegExp(`${title} .*Not answered yet`))
    expect(after.note).toContain(title)
    expect(after.stop).not.toBeNull()
    expect(after.review).toContain(title)
  })
})
