import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, runQuietly } from './command.ts'
import { generateClient } from './generate.ts'
import { hashOf } from './hash.ts'
import { withLock } from './lock.ts'

/** Whatever a build is made of. */
export const inputs = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

export const distDir = (): string => process.env.STEPWISE_DIST_DIR ?? '.next'

/** The folder of the built server: everything it needs is in it. */
export const standaloneDir = (dist = distDir()): string => join(dist, 'standalone')

/**
 * Next makes the id of an action of this, its file and its name, and without it draws one for each build: then no page that
 * is open during an upgrade could be saved any more. No secret: what encrypts is the key that the server is started with.
 */
export const actionSalt = createHash('sha256')
  .update('The ids of actions are the same in every build.')
  .digest('base64')

/** Builds for production when a source has changed since the last build. Returns whether there was something to do. */
export async function buildApp(dist = distDir()): Promise<boolean> {
  await generateClient()
  return withLock(join('node_modules', '.cache', 'stepwise', `build${dist}.lock`), async () => {
    const marker = join(dist, 'stepwise-build')
    const wanted = hashOf(inputs, [join('prisma', 'generated'), join('prisma', 'seed')])
    const present = existsSync(marker) ? readFileSync(marker, 'utf8') : ''
    if (present === wanted && existsSync(join(standaloneDir(dist), 'server.js'))) return false
    rmSync(marker, { force: true })
    // Next writes its folder into the tsconfig it uses: another folder gets a copy to write into.
    if (dist !== '.next') cpSync('tsconfig.json', `tsconfig${dist}.json`)
    const { NODE_OPTIONS: _options, ...env } = process.env
    await runQuietly(bin('next'), ['build'], {
      ...env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      STEPWISE_DIST_DIR: dist,
      // A phone throws the pages of another build away.
      STEPWISE_BUILD: wanted.slice(0, 16),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionSalt,
    })
    addStaticFiles(dist)
    dropSecrets(standaloneDir(dist))
    escapeSources(standaloneDir(dist))
    writeFileSync(marker, wanted)
    return true
  })
}

/** Next leaves these to a CDN; here the server hands them out itself. */
function addStaticFiles(dist = distDir()): void {
  const target = standaloneDir(dist)
  cpSync(join(dist, 'static'), join(target, dist, 'static'), { recursive: true })
  if (existsSync('public')) cpSync('public', join(target, 'public'), { recursive: true })
}

/** Next copies the files with the configuration of whoever builds, and the built server would read them. */
export function dropSecrets(standalone: string): void {
  for (const name of globSync('.env*', { cwd: standalone })) rmSync(join(standalone, name))
}

/**
 * V8 keeps a source with two bytes a character as soon as one character needs them, so that one ellipsis doubles a megabyte
 * that stays in memory. Escaped, they mean the same in strings, templates and expressions, and take one.
 */
function escapeSources(standalone: string): void {
  const sources = ['.next*/server/**/*.js', 'node_modules/next/dist/compiled/next-server/app-*.prod.js']
  for (const path of globSync(sources.map((pattern) => join(standalone, pattern)))) {
    const source = readFileSync(path, 'utf8')
    const escaped = source.replaceAll(
      /[^\0-\xff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    if (escaped !== source) writeFileSync(path, escaped)
  }
}
