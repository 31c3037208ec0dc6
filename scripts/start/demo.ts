import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runSql } from '../postgres/sql.ts'

export type DemoSignIn = { role: string; email: string; password: string }

type DemoModule = {
  seedDemo: (databaseUrl: string, now?: Date, seed?: number, signal?: AbortSignal) => Promise<void>
  demoSignIns: readonly DemoSignIn[]
}

/** The names that prisma/seed gives them. */
export const demoClinics = ['Demo Clinic', 'Second Clinic'] as const

const file = new URL('../../prisma/seed/demo.ts', import.meta.url)

/** The demo clinic; undefined in a build that ships without it. */
export async function loadDemo(): Promise<DemoModule | undefined> {
  if (!existsSync(fileURLToPath(file))) return undefined
  return (await import(file.href)) as DemoModule
}

/** Nobody has made a clinic here yet. */
export async function isEmpty(ownerUrl: string): Promise<boolean> {
  const [row] = await runSql<{ empty: boolean }>(
    ownerUrl,
    'SELECT NOT EXISTS (SELECT FROM "Clinic") AS empty',
  )
  return row?.empty ?? true
}

const clear = (ownerUrl: string) => runSql(ownerUrl, 'TRUNCATE "Clinic" CASCADE')

/** Stands in the data folder while its demo clinic is filled: whoever finds it there at a start finds half of one. */
const markIn = (dataDir: string) => join(dataDir, 'demo-begun')

/** What a start that was killed left behind goes, if it is nothing but the demo. */
async function clearHalf(ownerUrl: string, dataDir: string): Promise<void> {
  if (!existsSync(markIn(dataDir))) return
  const names = demoClinics.map((name) => `'${name}'`).join()
  const [found] = await runSql<{ others: boolean }>(
    ownerUrl,
    `SELECT EXISTS (SELECT FROM "Clinic" WHERE name NOT IN (${names})) AS others`,
  )
  if (!found?.others) await clear(ownerUrl)
  rmSync(markIn(dataDir))
}

/** Whether the demo has to be filled. Only for the embedded database: another may hold clinics that are not ours to empty. */
export async function needsDemo(ownerUrl: string, dataDir: string): Promise<boolean> {
  await clearHalf(ownerUrl, dataDir)
  return isEmpty(ownerUrl)
}

/**
 * Fills the embedded database when nobody has made a clinic in it. Half a clinic would be taken for a whole one by the next
 * start, so what was begun goes again: at once, or at the next start when this one is killed.
 */
export async function fillWhenEmpty(
  ownerUrl: string,
  dataDir: string,
  fill: (url: string) => Promise<void>,
): Promise<boolean> {
  if (!(await needsDemo(ownerUrl, dataDir))) return false
  writeFileSync(markIn(dataDir), '')
  try {
    await fill(ownerUrl)
  } catch (error) {
    await clear(ownerUrl)
    rmSync(markIn(dataDir))
    throw error
  }
  rmSync(markIn(dataDir))
  return true
}
