import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from '#scripts/postgres/binaries.ts'

export type Tools = {
  version: string
  run: (tool: 'pg_dump' | 'pg_restore', args: string[]) => { failed: boolean; said: string }
  /** The server of the same version, where it is older than the one that npm installed and could not read that. */
  server: Binaries | undefined
}

const embeddedMajor = 18

const folders = () => [
  ...(process.env.PATH ?? '').split(':').filter(Boolean),
  ...globSync('/usr/lib/postgresql/*/bin'),
]

/** The newest pg_dump of this machine, with a server that it can read; words where there is none. */
export function findTools(): Tools | string {
  const found = folders()
    .filter((folder) => existsSync(join(folder, 'pg_dump')) && existsSync(join(folder, 'pg_restore')))
    .map((folder) => ({ folder, version: versionOf(folder) }))
    .map((each) => ({ ...each, major: Number.parseInt(each.version, 10) }))
    .filter(({ folder, major }) => major >= embeddedMajor || existsSync(join(folder, 'initdb')))
    .sort((a, b) => b.major - a.major)[0]
  if (!found)
    return `This machine has no pg_dump and pg_restore of PostgreSQL ${embeddedMajor}, nor older ones with their server. On Debian: apt-get install postgresql`
  const { folder, version, major } = found
  const server = { initdb: join(folder, 'initdb'), pgCtl: join(folder, 'pg_ctl') }
  return {
    version,
    run: (tool, args) => {
      const { status, stdout, stderr } = spawnSync(join(folder, tool), args, { encoding: 'utf8' })
      return { failed: status !== 0, said: `${stdout}${stderr}`.trim() }
    },
    server: major >= embeddedMajor ? undefined : server,
  }
}

const versionOf = (folder: string): string =>
  / (\d+\S*)/.exec(spawnSync(join(folder, 'pg_dump'), ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? '0'
