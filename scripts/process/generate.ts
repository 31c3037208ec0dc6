import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, runQuietly } from './command.ts'
import { hashOf } from './hash.ts'
import { withLock } from './lock.ts'

const cache = join('node_modules', '.cache', 'stepwise')
const marker = join(cache, 'prisma-client.hash')

const wantedNow = (): string => hashOf([join('prisma', 'schema'), 'prisma.config.ts', 'package-lock.json'])
const isCurrent = (wanted: string): boolean =>
  existsSync(marker) &&
  readFileSync(marker, 'utf8') === wanted &&
  existsSync(join('prisma', 'generated', 'client.ts'))

/** Makes the Prisma client when the schema has changed since. Returns whether there was something to do. */
export async function generateClient(): Promise<boolean> {
  // Asked first: where it was made with the image, nobody may write.
  if (isCurrent(wantedNow())) return false
  mkdirSync(cache, { recursive: true })
  return withLock(join(cache, 'prisma-client.lock'), async () => {
    const wanted = wantedNow()
    if (isCurrent(wanted)) return false
    await runQuietly(bin('prisma'), ['generate', '--no-hints'], {
      ...process.env,
      // Generating needs no engine, but the command line wants to download one unless some file stands in for it.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    })
    writeFileSync(marker, wanted)
    return true
  })
}
