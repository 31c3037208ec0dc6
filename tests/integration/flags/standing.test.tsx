import { beforeAll, describe, expect, it } from 'vitest'
import { FlagCard } from '#components/flags/flag-card.tsx'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { caseSafety, ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import type { AnswerKind } from '#lib/flags/responses/schema.ts'
import { newId } from '#lib/ids.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { html } from '#tests/unit/components/render.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const now = new Date()
const today = dayIn('Europe/Zurich', now)
const inputs = { rf_night_pain: 'wakes_constant' }
const row = {
  ...({
    flagId: 'flag_malignancy',
    urgency: 'urgent_referral',
    block: 'programme',
    source: 'intake',
  } as const),
  ruleSetVersion: 1,
  inputs,
  raisedAt: new Date(now.getTime() - 20 * 86_400_000),
}

describe('a flag that was ruled out by mistake', () => {
  const me = () => world.one.a
  const target = () => ({ clinicId: world.one.clinicId, caseId: me().caseId, patientId: me().patientId })
  const answer = (flagRowId: string, kind: AnswerKind, id = newId()) =>
    answerFlag(world.one.physioA, { id, flagRowId, kind, text: 'She was mixed up with her sister.' })
  const rows = () =>
    db.redFlag.findMany({
      where: { caseId: me().caseId, flagId: row.flagId },
      orderBy: { raisedAt: 'asc' },
      include: { responses: { orderBy: { at: 'asc' } } },
    })
  const level = async () =>
    (await asActor(world.one.physioA, (tx) => caseSafety(tx, target(), today))).blockLevel
  const cards = async () => {
    const { flags } = await caseOverview(world.one.physioA, me().caseId, now)
    return flags
      .filter(({ flagId }) => flagId === row.flagId)
      .map((flag) => html(<FlagCard flag={flag} mayAnswer />))
  }

  it('is raised anew with the same answers, blocks and is due again, once, and can then be answered', async () => {
    const first = newId()
    await db.redFlag.updateMany({ where: { caseId: me().caseId }, data: { resolvedAt: now } })
    await db.redFlag.create({ data: { ...row, ...target(), id: first, intakeId: me().intakeId } })
    await expect(answer(first, 'stands')).rejects.toThrow(/not settled/)
    await answer(first, 'ruled_out')
    expect(await level()).toBe('none')
    await expect(answer(first, 'confirmed')).rejects.toThrow(/settled meanwhile/)
    const [settled] = await cards()
    expect(settled).toContain('It stands after all')
    expect(settled).not.toMatch(/>Confirm<|Rule out<|>Refer</)

    const id = newId()
    await Promise.all([answer(first, 'stands', id), answer(first, 'stands', id)])
    await expect(answer(first, 'stands')).rejects.toBeInstanceOf(Conflict)
    const [before, anew, ...others] = await rows()
    expect(others).toEqual([])
    expect(before?.responses.map(({ kind }) => kind)).toEqual(['ruled_out', 'stands'])
    expect(before?.resolvedAt).toEqual(expect.any(Date))
    expect(anew).toMatchObject({
      inputs,
      block: 'programme',
      source: 'intake',
      intakeId: me().intakeId,
      shownTo: 'clinic',
      resolvedAt: null,
      respondedAt: null,
      callBack: true,
      responses: [],
    })
    expect(anew?.dueAt?.getTime()).toBeGreaterThan(now.getTime())
    expect(await level()).toBe('programme')
    const own = await asActor(me().actor, (tx) => ownSafety(tx, me().caseId, { today, now }))
    expect(own).toMatchObject({ blockLevel: 'programme', messages: { level: 'urgent_referral' } })
    const audit = await db.auditEvent.findMany({ where: { caseId: me().caseId, subjectId: anew?.id ?? '' } })
    expect(audit.map(({ type }) => type)).toEqual(['flag.raised'])

    const [open, done] = await cards()
    expect(open?.indexOf('Confirm<')).toBeLessThan(open?.indexOf('Rule out<') ?? -1)
    expect(done).not.toContain('It stands after all')
    await answer(anew?.id ?? '', 'block_lifted')
    expect(await level()).toBe('none')
  })

  it('is so in triage', async () => {
    const { clinicId, physioA } = world.one
    const of = { clinicId, patientId: me().patientId }
    const [intakeId, id] = [newId(), newId()]
    await db.intake.create({
      data: { ...of, id: intakeId, status: 'submitted', submittedAt: now, savedAt: now },
    })
    await db.intakeAnswers.create({ data: { ...of, intakeId, answers: {} } })
    await db.redFlag.create({ data: { ...row, ...of, id, intakeId } })
    await answer(id, 'ruled_out')
    await answer(id, 'stands')
    const { flags } = await triageIntake(physioA, intakeId, now)
    expect(flags.map(({ state, mayStand }) => ({ state, mayStand }))).toEqual([
      { state: 'unresolved', mayStand: false },
      { state: 'resolved', mayStand: false },
    ])
  })

  it('is raised anew by the team of another case that it stops', async () => {
    const { clinicId, physioB, physioA, b } = world.one
    const [caseId, id] = [newId(), newId()]
    const of = { clinicId, patientId: b.patientId }
    const lead = await db.careTeamMember.findFirstOrThrow({ where: { caseId: b.caseId, role: 'lead' } })
    const other = lead.accountId === physioA.accountId ? physioB : physioA
    const data = { ...of, id: caseId, complaint: 'Other knee', side: 'left', openedAt: now } as const
    await db.case.create({ data: { ...data, openedById: other.accountId } })
    await db.careTeamMember.create({
      data: {
        ...of,
        id: newId(),
        caseId,
        accountId: other.accountId,
        role: 'lead',
        addedAt: now,
        addedById: other.accountId,
      },
    })
    await db.redFlag.create({ data: { ...row, ...of, id, caseId: b.caseId } })
    const say = (kind: AnswerKind) =>
      answerFlag(other, { id: newId(), flagRowId: id, kind, text: 'Seen today.' })
    await say('ruled_out')
    await say('stands')
    const found = await db.redFlag.findMany({
      where: { caseId: b.caseId, flagId: row.flagId, resolvedAt: null },
    })
    expect(found).toHaveLength(1)
  })
})
