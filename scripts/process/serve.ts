import { type ChildProcess, spawn } from 'node:child_process'
import { get } from 'node:http'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { standaloneDir } from './build.ts'

export type Server = {
  url: string
  child: ChildProcess
  /** Settles when the server ends. */
  ended: Promise<number>
  stop: () => Promise<void>
}

export type ServeOptions = {
  dist: string
  host: string
  port: number
  env: NodeJS.ProcessEnv
  /** Gets the server's output; without it the output goes where ours goes. */
  onOutput?: (text: string) => void
  /** Milliseconds until it must answer; 60,000 unless told. */
  patience?: number
}

/**
 * Node lets its heap grow with the machine; a clinic's server shares its machine with PostgreSQL. About 150 MB of it live
 * once every page was opened: below twice that, collecting costs more than the pages. A small nursery and few arenas keep
 * what was used once from staying (DECISIONS.md). The Dockerfile says the same.
 */
const heapMb = process.env.STEPWISE_HEAP_MB ?? '384'
const heap = [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16']

/** How this machine reaches what listens there. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Starts the built server and waits until it answers. Throws with its own words when it ends before that. */
export async function serve(options: ServeOptions): Promise<Server> {
  const follow = fileURLToPath(new URL('./follow-parent.mjs', import.meta.url))
  const cwd = resolve(standaloneDir(options.dist))
  const child = spawn(process.execPath, [...heap, '--import', follow, join(cwd, 'server.js')], {
    cwd,
    env: {
      ...options.env,
      NODE_ENV: 'production',
      MALLOC_ARENA_MAX: '2',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(options.port),
      HOSTNAME: options.host,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  let isUp = false
  const take = (chunk: Buffer) => {
    const text = chunk.toString('utf8')
    if (!isUp) said += text
    if (options.onOutput) options.onOutput(text)
    else if (isUp) process.stdout.write(text)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))
  const url = addressOf(options.host, options.port)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 8000)
    await ended
    clearTimeout(late)
  }
  const until = Date.now() + (options.patience ?? 60_000)
  while (!(await answers(`${url}/api/health`))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(refusal(said))
    if (Date.now() > until) {
      await stop()
      throw new Error(`The server did not answer in time.\n${said.trim()}`)
    }
    await pause(100)
  }
  isUp = true
  if (!options.onOutput) for (const words of linesOf(said, 'Stepwise warns:')) console.log(words)
  return { url, child, ended, stop }
}

const linesOf = (said: string, begin: string): string[] =>
  said.split('\n').filter((line) => line.startsWith(begin))

function refusal(said: string): string {
  const words = linesOf(said, 'Stepwise does not start:')
  return words.length > 0 ? words.join('\n') : `The server did not start.\n${said.trim()}`
}

// Not `fetch`, which like a browser refuses some ports (4190, 6000 …) that a proxy in front may well use.
function answers(url: string): Promise<boolean> {
  return new Promise((done) => {
    const asked = get(url, { timeout: 2000 }, (response) => {
      response.resume()
      done(response.statusCode === 200)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => done(false))
  })
}
