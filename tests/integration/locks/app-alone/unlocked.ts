import { globSync } from 'node:fs'
import type { Actor } from '#lib/access/actor.ts'
import { treatHerself } from '#tests/support/world/herself.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { morningId, paperRunId, type Reader, type Target } from './asked.ts'

/**
 * Both clinics in a database whose row-level security is off, so that what the application does not filter itself comes
 * back. Names of patients are `PERSON-…` here and everything else about them `CANARY-…`.
 */
export async function unlockedWorld(
  ownerUrl: string,
): Promise<{ world: World; target: Target; readers: Record<Reader, Actor>; tables: number }> {
  const now = new Date()
  const world = await createWorld(ownerUrl, now)
  const { one } = world
  const db = ownerClient(ownerUrl)
  try {
    await db.$executeRaw`
      UPDATE "Patient" SET "fullName" = replace("fullName", 'CANARY', 'PERSON'), phone = replace(phone, 'CANARY', 'PERSON'),
        "preferredName" = replace("preferredName", 'CANARY', 'PERSON')`
    await db.$executeRaw`UPDATE "Clinic" SET phone = replace(name, 'CLINIC', 'PHONE')`
    const { canary: note, caseId, patientId, accountId } = one.a
    // Before any session, so that no morning after one is answered by it.
    const longAgo = new Date(now.getTime() - 12 * 86_400_000)
    await db.painScore.create({
      data: {
        id: morningId,
        clinicId: one.clinicId,
        patientId,
        caseId,
        enteredById: accountId,
        note,
        context: 'next_morning',
        score: 2,
        swelling: 'none',
        at: longAgo,
        logDate: longAgo,
        safety: ['none'],
        safetyAsked: true,
      },
    })
    await db.runLog.create({
      data: {
        id: paperRunId,
        clinicId: one.clinicId,
        patientId,
        caseId,
        enteredById: accountId,
        note,
        km: 3.5,
        minutes: 24,
        type: 'easy',
        surface: 'trail',
        logDate: longAgo,
        safetyAsked: false,
      },
    })
    await treatHerself(db, one.a, now)
    const locked = await db.$queryRaw<{ name: string }[]>`
      SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND rowsecurity`
    for (const { name } of locked)
      await db.$executeRawUnsafe(`ALTER TABLE "${name}" DISABLE ROW LEVEL SECURITY`)
    return {
      world,
      target: { ...one.a, waitingIntakeId: one.waiting.intakeId, clinic: one, now },
      readers: { lead: one.physioA, patient: one.a.actor, admin: one.admin },
      tables: locked.length,
    }
  } finally {
    await db.$disconnect()
  }
}

export type Call = (actor: Actor, ...args: readonly unknown[]) => unknown

/** Every function that the files of this name export, by `domain#function`. */
export async function exportsOf(pattern: string): Promise<Map<string, Call>> {
  const found = new Map<string, Call>()
  for (const path of globSync(pattern).sort()) {
    const domain = path.slice('lib/'.length, path.lastIndexOf('/'))
    const exported = (await import(/* @vite-ignore */ `${process.cwd()}/${path}`)) as Record<string, unknown>
    for (const [name, value] of Object.entries(exported))
      if (typeof value === 'function') found.set(`${domain}#${name}`, value as Call)
  }
  return found
}
