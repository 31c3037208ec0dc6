import { expect, it, vi } from 'vitest'
import { fillWhenEmpty, isEmpty } from '#scripts/start/demo.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()

it('a demo that fails halfway leaves an empty database, and one that holds clinics is never touched', async () => {
  const halfway = async () => {
    await createWorld(ownerUrl)
    throw new Error('halfway')
  }
  await expect(fillWhenEmpty(ownerUrl, halfway)).rejects.toThrow('halfway')
  expect(await isEmpty(ownerUrl)).toBe(true)
  await createWorld(ownerUrl)
  const db = ownerClient(ownerUrl)
  try {
    const before = [await db.clinic.count(), await db.painScore.count(), await db.auditEvent.count()]
    const fill = vi.fn(halfway)
    expect(await fillWhenEmpty(ownerUrl, fill)).toBe(false)
    expect(fill).not.toHaveBeenCalled()
    expect([await db.clinic.count(), await db.painScore.count(), await db.auditEvent.count()]).toEqual(before)
    expect(before.every((count) => count > 0)).toBe(true)
  } finally {
    await db.$disconnect()
  }
})
