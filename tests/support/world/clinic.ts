import { mintAccountActor } from '#lib/access/actor.ts'
import { newId } from '#lib/ids.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { createAccount } from './accounts.ts'
import { type Base, clinicCanary } from './base.ts'
import { createIntake, createPatient } from './patients.ts'
import { createRecord } from './record.ts'
import type { TestClinic } from './types.ts'

export async function createClinic(db: PrismaClient, tag: string, now: Date): Promise<TestClinic> {
  const canary = clinicCanary(tag)
  const base = { db, clinicId: await createClinicRow(db, canary), tag, now }
  const { clinicId } = base
  const { suspended, patientA, patientB, ...staff } = await createAccounts(base)
  const { admin, physioA, physioB } = staff
  const { packId, mailId } = await createLibrary(base, physioA.accountId, admin.accountId)
  const waiting = await createPatient({ ...base, name: 'WAITING', number: 1003, accountId: null })
  const { patientId } = waiting
  const intake = await createIntake({ ...base, ...waiting, status: 'submitted', by: physioA.accountId })
  return {
    canary,
    clinicId,
    ...staff,
    suspended: { accountId: suspended.accountId },
    a: await createRecord({ ...base, name: 'A', number: 1001, account: patientA, lead: physioA, admin }),
    b: await createRecord({ ...base, name: 'B', number: 1002, account: patientB, lead: physioB, admin }),
    waiting: {
      ...waiting,
      ...intake,
      herself: mintAccountActor({ ...physioB, roles: ['patient', 'physio'], patientId }),
    },
    mailId,
    packId,
  }
}

async function createClinicRow(db: PrismaClient, canary: string): Promise<string> {
  const id = newId()
  await db.clinic.create({
    data: {
      id,
      name: canary,
      phone: '+41 44 000 00 01',
      emergencyNumber: '144',
      outOfHoursPhone: '+41 44 000 00 02',
      address: canary,
      timeZone: 'Europe/Zurich',
    },
  })
  return id
}

async function createAccounts(base: Base) {
  return {
    admin: await createAccount(base, 'admin', ['admin']),
    physioA: await createAccount(base, 'physioA', ['physio']),
    physioB: await createAccount(base, 'physioB', ['physio']),
    suspended: await createAccount(base, 'suspended', ['physio'], 'suspended'),
    patientA: await createAccount(base, 'patientA', ['patient']),
    patientB: await createAccount(base, 'patientB', ['patient']),
  }
}

/** What the clinic has of its own: an exercise, a template, the texts of a measure; and a mail that waits. */
async function createLibrary({ db, clinicId, tag }: Base, createdById: string, addedById: string) {
  const canary = clinicCanary(tag)
  await db.exercise.create({ data: { clinicId, content: { name: canary }, createdById } })
  await db.programTemplate.create({
    data: { clinicId, name: canary, content: { name: canary }, createdById },
  })
  const packId = newId()
  await db.instrumentPack.create({
    data: {
      id: packId,
      clinicId,
      measure: 'lefs',
      language: 'en',
      version: '1999',
      texts: Array.from({ length: 20 }, () => ({ text: canary, options: ['0', '1', '2', '3', '4'] })),
      permission: `${canary}, by letter`,
      options: [],
      addedById,
    },
  })
  const mail = await db.mail.create({
    data: { clinicId, to: `${tag}@example.invalid`.toLowerCase(), subject: canary, text: canary },
  })
  return { packId, mailId: mail.id }
}
