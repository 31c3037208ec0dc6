import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { createClinic } from './world/clinic.ts'
import { loadWorld } from './world/kept.ts'
import type { World } from './world/types.ts'

export type { TestClinic, TestRecord, World } from './world/types.ts'

export const ownerClient = (ownerUrl: string): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionString: ownerUrl, max: 2, options: '-c TimeZone=UTC' }),
  })

/** Without a moment of its own it is the world of now, which is built once a run. */
export const createWorld = (ownerUrl: string, now?: Date): Promise<World> =>
  now ? buildWorld(ownerUrl, now) : loadWorld(ownerUrl)

export async function buildWorld(ownerUrl: string, now: Date = new Date()): Promise<World> {
  const db = ownerClient(ownerUrl)
  try {
    return { one: await createClinic(db, 'ONE', now), two: await createClinic(db, 'TWO', now) }
  } finally {
    await db.$disconnect()
  }
}
