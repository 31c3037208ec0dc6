import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#scripts/postgres/cluster.ts'

// npm run trial:fresh   clones what is committed and runs the first command of the README there, as somebody who just found
// it: nothing is installed, made or built. Then it is stopped and started once more, which must be quick.

const patience = 600_000
/** Milliseconds until a second start answers. */
const quick = 10_000

const folder = mkdtempSync(join(tmpdir(), 'stepwise-fresh-'))
// Of root the database runs as another user, who has to get there.
chmodSync(folder, 0o755)
const port = await freePort()

type Started = { child: ChildProcess; url: string; ms: number; said: string }

/** Runs `npm start` until it says where it is. Throws with what it said when it ends before. */
async function start(): Promise<Started> {
  const { DATABASE_URL: _other, STEPWISE_DATA_DIR: _data, STEPWISE_DIST_DIR: _dist, ...env } = process.env
  const begun = performance.now()
  const child = spawn('npm', ['start'], { cwd: folder, env: { ...env, PORT: String(port) }, detached: true })
  let said = ''
  const url = await new Promise<string>((ready, fail) => {
    const timer = setTimeout(() => fail(new Error(`Not ready after ${patience} ms:\n${said}`)), patience)
    const hear = (chunk: Buffer) => {
      said += chunk
      const found = /Stepwise is ready: (\S+)/.exec(said)?.[1]
      if (!found || !said.includes('Ctrl-C')) return
      clearTimeout(timer)
      ready(found)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`npm start ended with ${code}:\n${said}`))
    })
  })
  return { child, url, said, ms: performance.now() - begun }
}

/** As Ctrl-C does it: to the whole group. */
async function stop({ child }: Started): Promise<number> {
  const begun = performance.now()
  const ended = once(child, 'exit')
  if (child.pid) process.kill(-child.pid, 'SIGINT')
  await ended
  return performance.now() - begun
}

const statusOf = async (url: string, path: string) => (await fetch(new URL(path, url))).status

let running: Started | undefined
try {
  execFileSync('git', ['-c', 'safe.directory=*', 'clone', '--quiet', process.cwd(), folder])
  for (const which of ['First', 'Second']) {
    running = await start()
    const { url, said, ms } = running
    const answers = [await statusOf(url, '/sign-in'), await statusOf(url, '/api/ready')]
    const stopped = await stop(running)
    running = undefined
    console.log(
      `${which} start: ready after ${(ms / 1000).toFixed(1)} s, stopped within ${stopped.toFixed(0)} ms`,
    )
    if (answers.some((status) => status !== 200)) throw new Error(`Answers: ${answers}`)
    if (which === 'First' && !said.includes('Demo clinic filled')) throw new Error('The demo was not filled')
    if (which === 'Second' && said.includes('Demo clinic filled'))
      throw new Error('The demo was filled twice')
    if (which === 'Second' && ms > quick) throw new Error(`The second start took ${ms.toFixed(0)} ms`)
  }
  console.log('Passed.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  if (running) await stop(running)
  rmSync(folder, { recursive: true, force: true })
}
