import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Actor, mintAccountActor } from '#lib/access/actor.ts'
import { asActor, onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { testDatabase } from '#tests/support/database.ts'
import { flagOfForm, treatHerself } from '#tests/support/world/herself.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What a physio who is treated here writes about her own record, by the database's lock alone. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
let flagId: string
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  flagId = await flagOfForm(db, world.one.waiting)
  await treatHerself(db, world.one.a)
})

const refused = (actor: Actor, work: (tx: Tx) => Promise<unknown>) =>
  expect(asActor(actor, work)).rejects.toThrow()
/** Undone at its end: who may comes after who may not. */
const done = async (actor: Actor, work: (tx: Tx) => Promise<unknown>) => {
  const undo = new Error('undo')
  await expect(
    asActor(actor, async (tx) => {
      await work(tx)
      throw undo
    }),
  ).rejects.toBe(undo)
}

it('lets a colleague answer the flags of her form, and not her, on duty or off', async () => {
  const { waiting, physioB } = world.one
  const answer = async (tx: Tx) => {
    const of = { clinicId: physioB.clinicId, patientId: waiting.patientId }
    await tx.flagResponse.createMany({
      data: [
        {
          ...of,
          id: newId(),
          flagRowId: flagId,
          kind: 'ruled_out',
          text: 'Looked at it, nothing there',
          byId: physioB.accountId,
        },
      ],
    })
  }
  await done(physioB, answer)
  await refused(waiting.herself, answer)
  await refused(waiting.herself, (tx) => onSafetyDuty(tx, () => answer(tx)))
  const settle = (tx: Tx) =>
    tx.redFlag.updateMany({
      where: { id: flagId },
      data: { respondedAt: new Date(), resolvedAt: new Date() },
    })
  await done(physioB, async (tx) => expect(await settle(tx)).toEqual({ count: 1 }))
  await done(waiting.herself, async (tx) => expect(await settle(tx)).toEqual({ count: 0 }))
  await refused(waiting.herself, (tx) => onSafetyDuty(tx, () => settle(tx)))
})

it('lets a colleague decide her form, and not her', async () => {
  const { waiting, physioB } = world.one
  const { patientId, intakeId } = waiting
  const { clinicId, accountId } = physioB
  const change = (data: object) => (tx: Tx) => tx.intake.updateMany({ where: { id: intakeId }, data })
  const decided = { decidedById: accountId, decidedAt: new Date() }
  const open = async (tx: Tx) => {
    await change({ status: 'accepted', ...decided })(tx)
    const caseId = newId()
    await tx.case.createMany({
      data: [
        { id: caseId, clinicId, patientId, intakeId, complaint: 'x', side: 'left', openedById: accountId },
      ],
    })
    await tx.careTeamMember.createMany({
      data: [{ id: newId(), clinicId, patientId, caseId, accountId, role: 'lead', addedById: accountId }],
    })
  }
  await done(physioB, open)
  await done(physioB, change({ assigneeId: accountId }))
  for (const data of [
    { status: 'accepted', ...decided },
    { status: 'referred', ...decided },
    { assigneeId: accountId },
  ])
    await refused(waiting.herself, change(data))
  await refused(waiting.herself, (tx) =>
    tx.intake.createMany({
      data: [{ id: newId(), clinicId, patientId, status: 'accepted', ...decided, createdById: accountId }],
    }),
  )
  // A form that stands as decided gives her no case of her own.
  await db.intake.update({ where: { id: intakeId }, data: { status: 'accepted', ...decided } })
  const own = [
    {
      id: newId(),
      clinicId,
      patientId,
      intakeId,
      complaint: 'x',
      side: 'left' as const,
      openedById: accountId,
    },
  ]
  await refused(waiting.herself, (tx) => tx.case.createMany({ data: own }))
  await done(physioB, (tx) => tx.case.createMany({ data: own }))
})

it('lets nobody put her on the team of her own case, nor break its glass', async () => {
  const { a, b, admin, physioA, physioB } = world.one
  const of = { clinicId: admin.clinicId, patientId: a.patientId, caseId: a.caseId }
  const join = (by: string, who: string) => (tx: Tx) =>
    tx.careTeamMember.createMany({ data: [{ ...of, id: newId(), accountId: who, addedById: by }] })
  for (const actor of [admin, physioA]) {
    await done(actor, join(actor.accountId, physioB.accountId))
    await refused(actor, (tx) => {
      // Off the team first, for nobody stands on it twice.
      const ended = {
        where: { ...of, accountId: a.accountId, removedAt: null },
        data: { removedAt: new Date() },
      }
      return tx.careTeamMember.updateMany(ended).then(() => join(actor.accountId, a.accountId)(tx))
    })
  }
  const glass = (patientId: string, caseId: string) => (tx: Tx) =>
    tx.$executeRaw`INSERT INTO "BreakGlass" (id, "clinicId", "patientId", "caseId", "accountId", reason, "expiresAt")
      VALUES (${newId()}::uuid, ${of.clinicId}::uuid, ${patientId}::uuid, ${caseId}::uuid, ${a.accountId}::uuid, 'She asked me to look at it', now() + interval '1 hour')`
  await done(a.herself, glass(b.patientId, b.caseId))
  await refused(a.herself, glass(a.patientId, a.caseId))
})

it('calls her colleagues when she is on duty and the patient', async () => {
  const { admin, physioA, physioB, waiting, b, clinicId } = world.one
  await db.patient.update({ where: { id: waiting.patientId }, data: { accountId: physioB.accountId } })
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: physioB.accountId } })
  const called = async (...about: string[]) => {
    const text = `About ${newId()}`
    await asActor(waiting.herself, (tx) =>
      onSafetyDuty(
        tx,
        () => tx.$executeRaw`SELECT queue_duty_mail('Now', ${text}, ${about}::uuid[], ${about}::text[])`,
      ),
    )
    const mails = await db.mail.findMany({ where: { text: { startsWith: text } } })
    return new Map(mails.map((mail) => [mail.to, mail.text.split('\n').slice(2)]))
  }
  const email = async ({ accountId: id }: typeof admin) =>
    (await db.account.findUniqueOrThrow({ where: { id } })).email
  const [duty, colleague] = [await email(physioB), await email(physioA)]
  const [hers, other] = [waiting.patientId, b.patientId]
  expect(await called(hers)).toEqual(new Map([[colleague, [hers]]]))
  expect(await called(other, other)).toEqual(new Map([[duty, [other]]]))
  expect(await called(hers, other)).toEqual(
    new Map([
      [duty, [other]],
      [colleague, [hers]],
    ]),
  )
  await db.clinic.update({ where: { id: clinicId }, data: { dutyAccountId: null } })
  await db.patient.update({ where: { id: waiting.patientId }, data: { accountId: null } })
})

it('opens no record with the account of somebody who treats its patient', async () => {
  const { admin, physioA, physioB, b, waiting } = world.one
  const emailOf = async (id: string) => (await db.account.findUniqueOrThrow({ where: { id } })).email
  await db.patient.update({
    where: { id: waiting.patientId },
    data: { email: await emailOf(physioB.accountId) },
  })
  const link = (patientId: string, accountId: string) => async (tx: Tx) => {
    await tx.account.updateMany({ where: { id: accountId }, data: { roles: ['patient', 'physio'] } })
    await tx.patient.updateMany({ where: { id: patientId, accountId: null }, data: { accountId } })
  }
  await db.patient.update({
    where: { id: b.patientId },
    data: { accountId: null, email: await emailOf(physioA.accountId) },
  })
  await refused(admin, link(b.patientId, physioB.accountId))
  // Nor by an admin who treats neither: an address is not hers because an account has it.
  await refused(admin, link(b.patientId, physioA.accountId))
  await refused(admin, link(waiting.patientId, physioB.accountId))
  const treats = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
  await done(treats, link(b.patientId, physioA.accountId))
  await done(treats, link(waiting.patientId, physioB.accountId))
})
