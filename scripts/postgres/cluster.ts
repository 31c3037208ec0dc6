import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isAlive } from '../process/alive.ts'
import { type Binaries, findBinaries, isReachable, type ServerUser, serverUser } from './binaries.ts'

export type ClusterOptions = {
  /** Folder of this cluster; made when missing. */
  dataDir: string
  /** Password of the superuser `postgres`. */
  password: string
  /** False for throwaway clusters of the tests: no fsync, so nothing survives a power cut. */
  durable: boolean
  /** Remove the folder when the cluster stops. */
  throwaway?: boolean
  /** Let the server run on after this process has ended. */
  keepRunning?: boolean
  /** Another PostgreSQL than the one that npm installed. */
  binaries?: Binaries
  /** Further settings, for example `{ shared_buffers: '512MB' }`. Values may not contain spaces. */
  settings?: Record<string, string>
}

export type Cluster = {
  port: number
  /** Address of a database for the superuser. */
  ownerUrl: (database: string) => string
  stop: () => Promise<void>
  /** Ends the server the hard way, as a power cut would; `restart` brings it back on the same port. */
  kill: () => Promise<void>
  restart: () => Promise<void>
  isRunning: () => boolean
  /** Where the server writes what it has to say. */
  log: string
}

const startAttempts = 5

/** Makes the cluster when it is missing, starts it on a free port of 127.0.0.1, and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = serverUser()
  const binaries = options.binaries ?? findBinaries(user)
  const dataDir = resolve(options.dataDir)
  if (!isReachable(dataDir, user)) {
    throw new Error(
      `PostgreSQL runs as "${user?.name}" here and cannot reach ${dataDir}. Set STEPWISE_DATA_DIR to a folder that every user may enter.`,
    )
  }
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(binaries, user, dataDir, options.password)
  forgetDeadServer(dataDir)
  run(binaries.pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w'], user)
  const guard = options.keepRunning
    ? undefined
    : startGuard(binaries, user, dataDir, options.throwaway === true)
  const port = await startOnFreePort(binaries, user, dataDir, options)
  const ownerUrl = (database: string) =>
    `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`
  return {
    port,
    ownerUrl,
    stop: async () => {
      run(binaries.pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w'], user)
      await letGo(guard)
      if (options.throwaway) rmSync(dataDir, { recursive: true, force: true })
    },
    kill: async () => {
      const pid = serverPid(dataDir)
      if (!pid) return
      // Its children too: they would go on for a moment, and a new server must not meet them.
      const pids = [pid, ...childrenOf(pid)]
      for (const each of pids) killNow(each)
      for (let tries = 0; pids.some(isAlive) && tries < 100; tries += 1) await pause(50)
    },
    restart: async () => {
      forgetDeadServer(dataDir)
      const failure = start(binaries, user, dataDir, port, options)
      if (failure) throw new Error(failure)
    },
    isRunning: () => {
      const pid = serverPid(dataDir)
      return pid !== undefined && isAlive(pid)
    },
    log: logOf(dataDir),
  }
}

const logOf = (dataDir: string): string => join(dataDir, 'server.log')

/** A folder for a throwaway cluster that every user of the machine can reach. */
export const throwawayDir = (name: string): string =>
  join(tmpdir(), `stepwise-${name}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`)

function initialise(binaries: Binaries, user: ServerUser, dataDir: string, password: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (user) chownSync(dataDir, user.uid, user.gid)
  const passwordFile = `${dataDir}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const made = run(
    binaries.initdb,
    [
      `--pgdata=${dataDir}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--no-sync',
    ],
    user,
  )
  rmSync(passwordFile, { force: true })
  if (made.failed) {
    rmSync(dataDir, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}:\n${made.output}`)
  }
}

async function startOnFreePort(
  binaries: Binaries,
  user: ServerUser,
  dataDir: string,
  options: ClusterOptions,
): Promise<number> {
  let failure: string | undefined
  for (let attempt = 0; attempt < startAttempts; attempt += 1) {
    const port = await freePort()
    failure = start(binaries, user, dataDir, port, options)
    if (!failure) return port
  }
  throw new Error(failure)
}

function start(
  binaries: Binaries,
  user: ServerUser,
  dataDir: string,
  port: number,
  options: ClusterOptions,
): string | undefined {
  const onOff = options.durable ? 'on' : 'off'
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: onOff,
    full_page_writes: onOff,
    synchronous_commit: onOff,
    // Its log names what went wrong; the details would quote what somebody wrote.
    log_error_verbosity: 'terse',
    ...options.settings,
  }
  const flags = Object.entries(settings).map(([key, value]) => `-c ${key}=${value}`)
  const log = logOf(dataDir)
  const started = run(
    binaries.pgCtl,
    ['start', '-D', dataDir, '-w', '-t', '60', '-s', '-l', log, '-o', flags.join(' ')],
    user,
  )
  if (!started.failed) return undefined
  const tail = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-12).join('\n') : started.output
  return `PostgreSQL did not start in ${dataDir}:\n${tail}`
}

function serverPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

/** The processes that `pid` started; none where the system does not say. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(list)) return []
  return readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** In a container whose first process buries nobody, a killed server stays a zombie, and PostgreSQL takes it for alive. */
function forgetDeadServer(dataDir: string): void {
  const pid = serverPid(dataDir)
  if (pid && !isAlive(pid)) rmSync(join(dataDir, 'postmaster.pid'), { force: true })
}

function startGuard(binaries: Binaries, user: ServerUser, dataDir: string, remove: boolean): ChildProcess {
  const script = fileURLToPath(new URL('./guard.mjs', import.meta.url))
  const order = {
    pgCtl: binaries.pgCtl,
    dataDir,
    remove: remove ? dataDir : undefined,
    uid: user?.uid,
    gid: user?.gid,
  }
  const guard = spawn(process.execPath, [script, JSON.stringify(order)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  ;(guard.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return guard
}

function letGo(guard: ChildProcess | undefined): Promise<void> {
  if (!guard || guard.exitCode !== null) return Promise.resolve()
  return new Promise((done) => {
    // While it is waited for, it keeps this process alive.
    guard.ref()
    guard.once('exit', () => done())
    guard.stdin?.end()
  })
}

function run(command: string, args: string[], user: ServerUser): { failed: boolean; output: string } {
  const { LC_ALL: _all, ...env } = process.env
  // Output goes to a file-less null or a pipe that ends with the command: pg_ctl's server would keep a pipe open.
  const quiet = args[0] === 'start'
  const result = spawnSync(command, args, {
    cwd: '/',
    env: { ...env, LC_MESSAGES: 'C' },
    stdio: ['ignore', quiet ? 'ignore' : 'pipe', quiet ? 'ignore' : 'pipe'],
    encoding: 'utf8',
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
  return {
    failed: result.status !== 0,
    output: result.error?.message ?? `${result.stdout ?? ''}${result.stderr ?? ''}`,
  }
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}
