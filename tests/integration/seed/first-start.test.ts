import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { demoRows } from '#prisma/seed/demo.ts'
import { demoClinics, fillWhenEmpty, isEmpty, needsDemo } from '#scripts/start/demo.ts'
import { claimDataDir } from '#scripts/start/embedded.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'stepwise-data-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

it('a start that was killed while it filled the demo leaves half of one, which the next one fills anew', async () => {
  const db = ownerClient(ownerUrl)
  const killed = () => writeFileSync(join(dataDir, 'demo-begun'), '')
  const fill = vi.fn(async () => {
    const { one, two } = await createWorld(ownerUrl)
    for (const [at, { clinicId: id }] of [one, two].entries())
      await db.clinic.update({ where: { id }, data: { name: demoClinics[at] ?? '' } })
  })
  try {
    await fill()
    expect(await needsDemo(ownerUrl, dataDir)).toBe(false)
    killed()
    expect(await fillWhenEmpty(ownerUrl, dataDir, fill)).toBe(true)
    expect(fill).toHaveBeenCalledTimes(2)
    expect(await fillWhenEmpty(ownerUrl, dataDir, fill)).toBe(false)
    await db.clinic.updateMany({ where: { name: demoClinics[1] }, data: { name: 'Somebody’s own' } })
    killed()
    expect(await needsDemo(ownerUrl, dataDir)).toBe(false)
    expect(await db.clinic.count()).toBe(2)
    await db.$executeRaw`TRUNCATE "Clinic" CASCADE`
  } finally {
    await db.$disconnect()
  }
})

it('knows the clinics of the demo by their names', async () => {
  const clinics = (await demoRows(new Date('2026-05-20T10:00:00Z'))).of('Clinic')
  expect(clinics.map(({ name }) => name)).toEqual([...demoClinics])
})

it('a folder that was there before keeps what its owner set, and a new one lets PostgreSQL through', () => {
  const [before, fresh] = [join(dataDir, 'before'), join(dataDir, 'fresh')]
  const modeOf = (folder: string) => statSync(folder).mode & 0o7777
  mkdirSync(before)
  chmodSync(before, 0o2775)
  claimDataDir(before)()
  claimDataDir(fresh)()
  expect([modeOf(before), modeOf(fresh)]).toEqual([0o2775, 0o711])
})

it('a demo that fails halfway leaves an empty database, and one that holds clinics is never touched', async () => {
  const halfway = async () => {
    await createWorld(ownerUrl)
    throw new Error('halfway')
  }
  await expect(fillWhenEmpty(ownerUrl, dataDir, halfway)).rejects.toThrow('halfway')
  expect(await isEmpty(ownerUrl)).toBe(true)
  await createWorld(ownerUrl)
  const db = ownerClient(ownerUrl)
  try {
    const before = [await db.clinic.count(), await db.painScore.count(), await db.auditEvent.count()]
    const fill = vi.fn(halfway)
    expect(await fillWhenEmpty(ownerUrl, dataDir, fill)).toBe(false)
    expect(fill).not.toHaveBeenCalled()
    expect([await db.clinic.count(), await db.painScore.count(), await db.auditEvent.count()]).toEqual(before)
    expect(before.every((count) => count > 0)).toBe(true)
  } finally {
    await db.$disconnect()
  }
})
