import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { watchCluster } from '#scripts/postgres/watch.ts'
import { tryLock } from '#scripts/process/lock.ts'
import { claimPort } from '#scripts/start/port.ts'

const dir = join(tmpdir(), `stepwise-scripts-${process.pid}`)
mkdirSync(dir, { recursive: true })
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('what was acknowledged is there after the server was killed', async () => {
  const cluster = await startCluster({
    dataDir: throwawayDir('kill'),
    password: 'kill',
    durable: true,
    throwaway: true,
  })
  try {
    const url = cluster.ownerUrl('postgres')
    expect(await runSql(url, 'SHOW log_error_verbosity')).toEqual([{ log_error_verbosity: 'terse' }])
    await runSql(url, 'CREATE TABLE kept (n int)')
    await runSql(url, 'INSERT INTO kept VALUES (1)')
    await cluster.kill()
    await cluster.restart()
    expect(await runSql(url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])

    const said: string[] = []
    appendFileSync(cluster.log, 'x'.repeat(5_000))
    const never = () => expect.unreachable()
    const limits = { everyMs: 20, logBytes: 5_000 }
    const stopWatching = watchCluster(cluster, never, limits, (line) => said.push(line))
    await cluster.kill()
    await vi.waitFor(() => expect(said).toContain('The database is back.'), 20_000)
    expect(await runSql(url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    expect(statSync(cluster.log).size).toBeLessThan(5_000)
    expect(statSync(`${cluster.log}.1`).size).toBeGreaterThan(5_000)
    stopWatching()
  } finally {
    await cluster.stop()
  }
})

test('a database that ends again and again is given up', async () => {
  let starts = 0
  const restart = async () => {
    starts += 1
    if (starts > 1) throw new Error('It does not start.')
  }
  const said: string[] = []
  await new Promise<void>((givenUp) => {
    const dying = { isRunning: () => false, restart, log: join(dir, 'none') }
    watchCluster(dying, givenUp, { everyMs: 1, starts: 3 }, (line) => said.push(line))
  })
  expect(starts).toBe(3)
  expect(said).toContain('It does not start.')
  expect(said.at(-1)).toContain('ended again after 3 starts')
})

test('a cluster ends with the process that started it, even a killed one, and a throwaway leaves nothing', async () => {
  const dataDir = throwawayDir('orphan')
  const script = `
    import { startCluster } from '#scripts/postgres/cluster.ts'
    await startCluster({ dataDir: ${JSON.stringify(dataDir)}, password: 'x', durable: false, throwaway: true })
    console.log('up')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((up) => child.stdout.once('data', up))
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true)
  child.kill('SIGKILL')
  for (let tries = 0; existsSync(dataDir) && tries < 200; tries += 1) await pause(100)
  expect(existsSync(dataDir)).toBe(false)
})

test('a lock is held once, and taken over from a process that is gone', () => {
  const path = join(dir, 'lock')
  const release = tryLock(path)
  expect(release).toBeTypeOf('function')
  expect(tryLock(path)).toBeUndefined()
  release?.()
  expect(tryLock(path)).toBeTypeOf('function')
})

test('a place where no lock can be written is named, and not taken for a held one', () => {
  const file = join(dir, 'file')
  writeFileSync(file, '')
  expect(() => tryLock(join(file, 'below', 'lock'))).toThrow(/file\/below\/lock cannot be written: ENOTDIR/)
  expect(() => tryLock(join(dir, 'x'.repeat(300)))).toThrow(/ENAMETOOLONG/)
})

test('a busy port is refused with the next one as a proposal', async () => {
  const { createServer } = await import('node:net')
  const busy = createServer()
  await new Promise<void>((up) => busy.listen(0, '127.0.0.1', up))
  const address = busy.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(claimPort('127.0.0.1', String(port))).rejects.toThrow(`PORT=${port + 1} npm start`)
  await expect(claimPort('127.0.0.1', 'http')).rejects.toThrow('is not a port')
  busy.close()
})
