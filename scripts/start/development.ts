import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addressOf, type Server } from '../process/serve.ts'

/** `next dev` with the same environment as the built server. */
export async function serveDevelopment(host: string, port: number, env: NodeJS.ProcessEnv): Promise<Server> {
  const next = join('node_modules', 'next', 'dist', 'bin', 'next')
  const follow = fileURLToPath(new URL('../process/follow-parent.mjs', import.meta.url))
  const args = ['--import', follow, next, 'dev', '--port', String(port), '--hostname', host]
  const child = spawn(process.execPath, args, {
    env: { ...env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { url: addressOf(host, port), child, ended, stop }
}
