import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runSql } from '../postgres/sql.ts'

export type DemoSignIn = { role: string; email: string; password: string }

type DemoModule = {
  seedDemo: (databaseUrl: string) => Promise<void>
  demoSignIns: readonly DemoSignIn[]
}

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

/**
 * Fills the embedded database when nobody has made a clinic in it. Half a clinic would be taken for a whole one by the next
 * start, so what was begun goes again. Only for the embedded one: another may hold clinics that are not ours to empty.
 */
export async function fillWhenEmpty(
  ownerUrl: string,
  fill: (url: string) => Promise<void>,
): Promise<boolean> {
  if (!(await isEmpty(ownerUrl))) return false
  try {
    await fill(ownerUrl)
  } catch (error) {
    await runSql(ownerUrl, 'TRUNCATE "Clinic" CASCADE')
    throw error
  }
  return true
}
