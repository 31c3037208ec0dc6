import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'
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
  } finally {
    await cluster.stop()
  }
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
